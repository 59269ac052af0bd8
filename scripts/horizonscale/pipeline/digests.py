"""The steps with their config: what each reads, and the digest of all it depends on."""

import hashlib
import importlib.metadata
from functools import cache
from pathlib import Path

from horizonscale.artifacts.canonical_json import canonical_json
from horizonscale.config.parsing import parse, slice_json
from horizonscale.config.settings import Settings
from horizonscale.pipeline.sources import Sources
from horizonscale.pipeline.steps import STEPS, steps_before


class ConfiguredSteps:
    """The steps with their config.

    Parameters
    ----------
    root : Path
        The folder of the workflow.
    config : str
        What ``resolve`` returned.
    """

    def __init__(self, root: Path, config: str) -> None:
        self.settings = parse(Settings, config)
        self.sources = Sources(root)
        self._config = config
        self.digest = cache(self._digest)

    def config(self, step: str) -> str:
        """Return the part of the config that a step reads, as canonical JSON."""
        return slice_json(self._config, STEPS[step].settings)

    def _digest(self, step: str) -> str:
        """Return the SHA-256 of all that the result of a step depends on.

        Config, sources and versions of packages, of this step and all before it: so it
        covers all that the database is made of by then.
        """
        *_, before = ["", *map(self.digest, steps_before(step)[-1:])]
        content = {
            "before": before,
            "config": self.config(step),
            "sources": self.sources.digests(step),
            "versions": versions(step),
        }
        return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def versions(step: str) -> str:
    """Return the versions of the packages that a step's result can depend on."""
    return " ".join(f"{name} {_version(name)}" for name in STEPS[step].distributions)


@cache
def _version(package: str) -> str:
    """Return the version of a package; what only some rules need may be missing."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "missing"
