"""What is used of Snakemake's objects, internals included.

Jobs and modules are told from a run of its own (``is_main_process``,
``main_snakefile``), whose command line alone is looked at. Five internals are touched,
each for a promise:

- the forced files of a run (``dag``), since Snakemake trusts its own records of what is
  up to date;
- the modifier of paths and the object of a stored output, since a marker under a prefix
  or in a bucket is void as any other is;
- the parsed options of the config, since Snakemake drops some without a word;
- the targets of a run (``dag_settings``) and its config files, since a run that only
  reads the published fleet, and its jobs, go by the config of that fleet.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol


class GivenConfig(Protocol):
    """The options of Snakemake that are about the config."""

    configfiles: Sequence[Path]
    config_args: Sequence[str] | None
    config: Mapping[str, Any]


class Workflow(Protocol):
    """What is used of Snakemake's workflow."""

    is_main_process: bool
    main_snakefile: str
    overwrite_workdir: Path | None
    config_settings: GivenConfig
    storage_settings: Any
    dag_settings: Any
    modifier: Any
    dag: Any
