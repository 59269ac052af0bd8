"""A config is taken as it was written, or refused with the place where it is not.

Snakemake's own loader and parser are called as its command line calls them.
"""

import pytest
from horizonscale.config.repeated_options import repetition_errors


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("--config a=1 --config b=2", ["--config"]),
        ("-C a=1 -C b=2", ["--config"]),
        ("-Ca=1 --config=b=2", ["--config"]),
        ("-nC a=1 -Cb=2", ["--config"]),
        ("--configfile x --configfile y", ["--configfile"]),
        ("--configfile=x --configfiles y", ["--configfile"]),
        ("-C a=1 --configfile x -nC b=2 --configfiles=y", ["--config", "--configfile"]),
        ("--config a=1 b=2 --configfile x y", []),
        ("-C a=1 -- --config", []),
        ("--directory=-C -C a=1", []),
        ("-n", []),
    ],
)
def test_a_repeated_option_is_named_in_every_spelling(command, options):
    errors = repetition_errors(["--cores", "1", *command.split(), "genesis"])
    assert [error.key for error in errors] == options
    assert all(error.remedy.startswith("Give it once: --conf") for error in errors)
