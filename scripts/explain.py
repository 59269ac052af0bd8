"""Tell why a host is what it is, without a database: a row is computed, not stored.

make explain HOST=server-000001234
make explain HOST=1234 ARGS="--configfile mine.yaml --config seed=7"
"""

import argparse
import json
import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
sys.path.append(str(SCRIPTS))

from horizonscale.artifacts.markers import read_marker  # noqa: E402
from horizonscale.config.errors import ConfigError  # noqa: E402
from horizonscale.config.given import load_given  # noqa: E402
from horizonscale.config.misread import file_errors  # noqa: E402
from horizonscale.config.parsing import parse, slice_json  # noqa: E402
from horizonscale.config.resolve import resolve  # noqa: E402
from horizonscale.config.settings import AuditSettings, HostSettings  # noqa: E402
from horizonscale.console.text import printable_lines, show  # noqa: E402
from horizonscale.explain.explanation import UnknownHostError, explanation, find_host  # noqa: E402
from horizonscale.explain.places import Places  # noqa: E402

CONFIG = SCRIPTS.parent / "config"
OTHER_FLEET = (
    "Explained is a host of config/config.yaml. The published fleet has another config:"
    " for its hosts, give that, with --configfile or --config."
)


def explain(host: str, configfiles: list[Path], config: list[str]) -> str:
    """Return the explanation of a host of the fleet that a config describes."""
    errors = file_errors(CONFIG / "config.yaml")
    text = resolve(load_given(configfiles, config), CONFIG, errors)
    settings = parse(HostSettings, text)
    places = Places(
        json.loads(text),
        CONFIG / "schema.yaml",
        [CONFIG / "config.yaml", *configfiles],
        {argument.partition("=")[0] for argument in config},
    )
    published = read_marker(Path("results/markers/genesis.json"))
    is_other = published and published.get("config") != slice_json(text, AuditSettings)
    if is_other and not (configfiles or config):
        print(OTHER_FLEET, file=sys.stderr)
    return explanation(settings, places, find_host(settings, host))


def main() -> int:
    """Explain the host that the command line names; return an exit status."""
    parser = argparse.ArgumentParser(
        prog="explain.py", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("host", help="node name, index or UUID of the host")
    given = {"nargs": "+", "action": "extend", "default": [], "help": "as of snakemake"}
    parser.add_argument("--configfile", "--configfiles", type=Path, **given)
    parser.add_argument("--config", "-C", metavar="KEY=VALUE", **given)
    arguments = parser.parse_args()
    try:
        text = explain(arguments.host, arguments.configfile, arguments.config)
    except (ConfigError, UnknownHostError) as error:
        print(printable_lines(str(error)), file=sys.stderr)
        return 2
    show(text.rstrip("\n"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
