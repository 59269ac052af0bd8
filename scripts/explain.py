"""Tell why a host is what it is, without a database: a row is computed, not stored.

make explain HOST=server-000001234
make explain HOST=1234 ARGS="--configfile mine.yaml --config seed=7"
"""

import argparse
import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
# Last, so that no script (calendar.py) can stand in for the standard library.
sys.path[:] = [path for path in sys.path if path != str(SCRIPTS)] + [str(SCRIPTS)]

from horizonscale.explain import explain  # noqa: E402
from horizonscale.explain_names import node_name  # noqa: E402
from horizonscale.explain_origins import Origins  # noqa: E402
from horizonscale.explain_search import UnknownHostError, find_host  # noqa: E402
from horizonscale.explain_text import explanation_text  # noqa: E402
from horizonscale.given_config import from_command_line, from_files  # noqa: E402
from horizonscale.settings import SettingsError, resolve  # noqa: E402

CONFIG = SCRIPTS.parent / "config"


def explanation(host: str, configfiles: list[Path], config: list[str]) -> str:
    """Return the explanation of a host of the fleet that a config describes."""
    fleet, schema = CONFIG / "config.yaml", CONFIG / "schema.yaml"
    command_line = from_command_line(config)
    settings = resolve({**from_files(configfiles), **command_line}, fleet, schema)
    index = find_host(settings, host)
    origins = Origins(settings, [fleet, *configfiles], command_line, schema)
    heading = [f"{node_name(index)} is host {index} of {settings['hosts']}, from 0"]
    heading += [f"    config    {origins.value(key)}" for key in ("seed", "stream")]
    return explanation_text("\n".join(heading), explain(settings, origins, index))


def main() -> int:
    """Explain the host that the command line names; return an exit status."""
    parser = argparse.ArgumentParser(
        prog="explain.py", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("host", help="node name, index or UUID of the host")
    parser.add_argument(
        "--configfile",
        "--configfiles",
        nargs="+",
        action="extend",
        default=[],
        type=Path,
        metavar="FILE",
        help="as for snakemake",
    )
    parser.add_argument(
        "--config",
        "-C",
        nargs="+",
        action="extend",
        default=[],
        metavar="KEY=VALUE",
        help="as for snakemake",
    )
    given = parser.parse_args()
    try:
        text = explanation(given.host, given.configfile, given.config)
    except (SettingsError, UnknownHostError) as error:
        print(error, file=sys.stderr)
        return 2
    print(text, end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
