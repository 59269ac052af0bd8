"""Options of the config that a command line repeats: Snakemake takes the last alone."""

import re
from collections import Counter
from collections.abc import Sequence

from horizonscale.config.errors import ErrorDetails

_IS_CONFIG_OPTION = re.compile(r"--conf|-\w*C")


def repetition_errors(command: Sequence[str]) -> list[ErrorDetails]:
    """Return the errors of a command line that repeats an option of the config.

    Snakemake's parser drops all but the last and tells nobody, so it is asked again,
    and counts, if the command looks as if it did.

    Parameters
    ----------
    command : sequence of str
        The arguments of Snakemake.
    """
    if sum(bool(_IS_CONFIG_OPTION.match(word)) for word in command) < 2:
        return []
    from snakemake.cli import get_argument_parser

    counts: Counter[str] = Counter()

    class Counting:
        dest: str

        def __call__(self, *arguments: object) -> None:
            counts[self.dest] += 1
            super().__call__(*arguments)  # type: ignore[misc]

    parser = get_argument_parser()
    for action in parser._actions:
        if action.dest in ("config", "configfile"):
            # Another class, not another object: the parser keeps more in this one.
            kind = type(action)
            action.__class__ = type("Counting", (Counting, kind), {})
    parser.parse_args(list(command))
    return [
        ErrorDetails(
            f"--{option}",
            None,
            "is given more than once, and Snakemake takes the last alone.",
            f"Give it once: --{option} {example}",
        )
        for option, example in (
            ("config", "hosts=500 seed=7"),
            ("configfile", "a.yaml b.yaml"),
        )
        if counts[option] > 1
    ]
