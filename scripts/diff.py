"""Compare two fleets, each a published database or a config in YAML.

    make diff A=results/horizonscale_synth.db B=mine.yaml

The exit status is that of diff(1): 0 the same, 1 different, 2 trouble.
"""

import argparse
import json
import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
sys.path.append(str(SCRIPTS))

from horizonscale.config.errors import ConfigError  # noqa: E402
from horizonscale.console.text import printable_lines, show  # noqa: E402
from horizonscale.diff.comparison import compare  # noqa: E402
from horizonscale.diff.sides import SideError  # noqa: E402
from horizonscale.diff.text import diff_text  # noqa: E402

SAME, DIFFERENT, TROUBLE = 0, 1, 2


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
        found = compare(given.a, given.b, SCRIPTS.parent)
    except FileNotFoundError as error:
        missing = printable_lines(str(error.filename))
        print(f"There is no {missing}. Name two databases or configs.", file=sys.stderr)
        return TROUBLE
    except (OSError, SideError, ConfigError) as error:
        print(printable_lines(str(error)), file=sys.stderr)
        return TROUBLE
    except Exception as error:  # in a file of anybody; a traceback's status is 1
        reason = printable_lines(str(error))
        print(f"The two cannot be compared. {reason}", file=sys.stderr)
        return TROUBLE
    if given.json:
        show(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        show(diff_text(found).rstrip("\n"))
    return SAME if found["same"] else DIFFERENT


if __name__ == "__main__":
    raise SystemExit(main())
