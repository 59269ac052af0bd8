"""The picture of the default fleet in README.md."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "scripts"))

from horizonscale.config.parsing import parse  # noqa: E402
from horizonscale.config.resolve import resolve  # noqa: E402
from horizonscale.config.settings import Settings  # noqa: E402
from horizonscale.report.figures.behaviours import behaviours  # noqa: E402
from horizonscale.report.svg import standalone, svg  # noqa: E402
from horizonscale.tables.dna_profiles import dna_profiles  # noqa: E402

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FONT_TOLERANCE_PX = 4.0


def behaviours_picture() -> str:
    """Return the behaviours of the default fleet, as `make report` draws them."""
    settings = parse(Settings, resolve({}, ROOT / "config"))
    first = settings.start_date
    days = (settings.end_date - first).days + 1
    rows = [
        {name: _plain(value) for name, value in row.items()}
        for row in dna_profiles(settings).to_dicts()
    ]
    return standalone(svg(behaviours(rows, first.isoformat(), days)), dark=True)


def is_same_picture(old: str, new: str) -> bool:
    """Return whether two drawings differ by no more than the fonts of two machines.

    All that is not a number is the same, and each number nearly so.
    """
    if _NUMBER.sub("#", old) != _NUMBER.sub("#", new):
        return False
    pairs = zip(_NUMBER.findall(old), _NUMBER.findall(new), strict=True)
    return all(
        abs(float(one) - float(other)) <= _FONT_TOLERANCE_PX for one, other in pairs
    )


def _plain(value: object) -> object:
    return value if isinstance(value, str) else float(str(value))
