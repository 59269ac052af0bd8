"""Compare two fleets, each a published database or a config in YAML.

    make diff A=results/horizonscale_synth.db B=mine.yaml

The exit status is that of diff(1): 0 the same, 1 different, 2 trouble.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).resolve().parent
# Last, so that no script (calendar.py) can stand in for the standard library.
sys.path[:] = [path for path in sys.path if path != str(SCRIPTS)] + [str(SCRIPTS)]

from horizonscale.database import connect  # noqa: E402
from horizonscale.diff import diff  # noqa: E402
from horizonscale.diff_sides import SideError, open_side  # noqa: E402
from horizonscale.diff_text import diff_text  # noqa: E402
from horizonscale.settings import SettingsError  # noqa: E402

ROOT = SCRIPTS.parent
SAME, DIFFERENT, TROUBLE = 0, 1, 2


def comparison(a: Path, b: Path) -> dict[str, Any]:
    """Return the report of a comparison of two files."""
    texts = (ROOT / "sql" / "diff").glob("*.sql")
    sql = {path.stem: path.read_text(encoding="utf-8") for path in texts}
    with connect(Path(":memory:"), threads=2) as connection:
        sides = [
            open_side(connection, letter, path, config_folder=ROOT / "config", sql=sql)
            for letter, path in (("a", a), ("b", b))
        ]
        return diff(connection, *sides, sql)


def main() -> int:
    """Compare the files that the command line names; return an exit status."""
    parser = argparse.ArgumentParser(
        prog="diff.py", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("a", type=Path, help="a published database, or a config")
    parser.add_argument("b", type=Path, help="another")
    parser.add_argument("--json", action="store_true", help="write JSON")
    given = parser.parse_args()
    try:
        report = comparison(given.a, given.b)
    except (SideError, SettingsError) as error:
        print(error, file=sys.stderr)
        return TROUBLE
    if given.json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        print(diff_text(report), end="")
    return SAME if report["same"] else DIFFERENT


if __name__ == "__main__":
    raise SystemExit(main())
