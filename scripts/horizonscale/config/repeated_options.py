"""Options of the config that are given more than once: Snakemake takes one alone.

They stand on the command line or in profiles, of which the last counts, and the command
line before all.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stderr
from io import StringIO
from pathlib import Path

import yaml

from horizonscale.config.errors import ErrorDetails
from horizonscale.config.reading import Loader

_OPTIONS = {"config": "hosts=500 seed=7", "configfile": "a.yaml b.yaml"}
_IS_CONFIG_OPTION = re.compile(r"--conf|-\w*C")
_IS_PROFILE_OPTION = re.compile(r"--(prof|workflow-p)")


def repetition_errors(
    command: Sequence[str], profiles: Sequence[Path] = ()
) -> list[ErrorDetails]:
    """Return the errors of options that are given more than once.

    Snakemake's parser drops all but one and tells nobody, so it is asked again, and
    counts, if there seem to be two.

    Parameters
    ----------
    command : sequence of str
        The arguments of Snakemake.
    profiles : sequence of Path
        The files of the profiles that it uses.
    """
    places = [*_in_profiles(profiles)]
    words = sum(bool(_IS_CONFIG_OPTION.match(word)) for word in command)
    if words + len(places) < 2:
        return []
    counts = _on_command_line(command)
    places += [(option, "the command line") for option in counts.elements()]
    errors = []
    for option, example in _OPTIONS.items():
        found = dict.fromkeys(place for name, place in places if name == option)
        if sum(name == option for name, _ in places) > 1:
            errors.append(
                ErrorDetails(
                    f"--{option}",
                    None,
                    f"is given more than once ({', '.join(found)}); Snakemake takes the"
                    " last alone.",
                    f"Give it once: --{option} {example}",
                )
            )
    return errors


def profile_files(command: Sequence[str], snakefile: Path, folder: Path) -> list[Path]:
    """Return the files of the profiles that Snakemake uses.

    Parameters
    ----------
    command : sequence of str
        The arguments of Snakemake.
    snakefile : Path
    folder : Path
        Where Snakemake was started.
    """
    from snakemake.cli import get_profile_dir, parse_args

    with chdir(folder):
        if (
            any(map(_IS_PROFILE_OPTION.match, command))
            or "SNAKEMAKE_PROFILE" in os.environ
        ):
            with redirect_stderr(StringIO()):  # which profiles it uses, said already
                parser, _ = parse_args(list(command))
            files = parser._default_config_files
        else:  # parsing takes a second
            default = Path("profiles/default")
            places = (Path("default"), default, snakefile.parent / default)
            used = next((place for place in places if place.exists()), None)
            found = get_profile_dir(str(used)) if used else None
            files = [found[1]] if found else []
        return [Path(file).absolute() for file in files]


def _in_profiles(profiles: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for path in profiles:
        try:
            content = yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506
        except (OSError, ValueError, yaml.YAMLError):
            continue  # Snakemake has read it, by its own rules
        for key in content if isinstance(content, dict) else ():
            option = str(key).replace("configfiles", "configfile")
            if option in _OPTIONS:
                yield option, os.path.relpath(path)


def _on_command_line(command: Sequence[str]) -> Counter[str]:
    from snakemake.cli import get_argument_parser

    counts: Counter[str] = Counter()

    class Counting:
        dest: str

        def __call__(self, *arguments: object) -> None:
            counts[self.dest] += 1
            super().__call__(*arguments)  # type: ignore[misc]

    parser = get_argument_parser()
    for action in parser._actions:
        if action.dest in _OPTIONS:
            # Another class, not another object: the parser keeps more in this one.
            kind = type(action)
            action.__class__ = type("Counting", (Counting, kind), {})
    parser.parse_args(list(command))
    return counts
