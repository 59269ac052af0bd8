"""What a host draws in a column, for people: words, intervals, and whom it follows."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from horizonscale.config.settings import HostSettings
from horizonscale.explain.places import Places
from horizonscale.sampling import quota
from horizonscale.sampling.intervals import Squeeze
from horizonscale.sampling.streams import words
from horizonscale.sampling.weights import WORD_BITS, thresholds
from horizonscale.tables.attributes import Attribute, Option
from horizonscale.tables.estate import owner_intervals, owners

Note = tuple[str, str]

ALL_WORDS = 1 << WORD_BITS
PLACES = 9


class Draw:
    """The draw of one host in one column.

    Parameters
    ----------
    settings : HostSettings
    column : str
    index : int
        Index of the host.
    owner : str
        Whose standard it may follow: ``RB-001.web``; empty, if nobody's.
    """

    def __init__(
        self, settings: HostSettings, column: str, index: int, owner: str
    ) -> None:
        self._settings = settings
        self._column = column
        self._index = index
        self._owner = owner
        self._cohesion = settings.cohesion(column)
        self._word = self._drawn(f"hosts.{column}")
        self.follows: bool | None = None
        """Whether it follows, if hosts do in this column."""
        if owner and self._cohesion:
            follows = self._drawn(f"hosts.{column}.follows")
            self.follows = follows < int(self._cohesion * ALL_WORDS)

    def notes(
        self, attribute: Attribute, group: Sequence[Option], code: int
    ) -> list[Note]:
        """Tell the word that chooses among options, and the interval of the chosen."""
        found = [("draw", self._word_text(f"hosts.{self._column}", self._word))]
        word = self._word
        if self.follows is not None:
            follows = f"hosts.{self._column}.follows"
            text = self._word_text(follows, self._drawn(follows))
            limit = f"{float(self._cohesion):g}"
            if self.follows:
                start, length = self._interval(attribute)
                [moved] = Squeeze([(start, length)])(
                    np.array([word], np.uint64), np.array([0], np.uint16)
                )
                word = int(moved)
                end = (start + length) % ALL_WORDS
                found += [
                    ("follows", f"{self._owner}: {text}, below {limit}"),
                    ("within", f"{_interval(start, end)}, words of {self._owner}"),
                    ("moved to", f"0x{word:016x} = {_share_of(word)}"),
                ]
            else:
                found.append(("alone", f"{text}, {limit} or more"))
        weights = [option.entry.weight for option in group]
        bounds = [0, *thresholds(weights), ALL_WORDS]
        low = sum(weights[:code], Fraction(0))
        shares = f"[{_share(low)}, {_share(low + weights[code])})"
        interval = f"[0x{bounds[code]:016x}, 0x{bounds[code + 1]:016x})"
        return [*found, ("interval", f"{interval} = {shares} of 2^64")]

    def _interval(self, attribute: Attribute) -> tuple[int, int]:
        names = [*owners(self._settings, attribute.owners)]
        found = owner_intervals(self._settings, self._column, attribute.owners)
        return found[names.index(self._owner)]

    def _drawn(self, attribute: str) -> int:
        settings = self._settings
        return int(words(settings.stream, settings.seed, attribute, self._index, 1)[0])

    def _word_text(self, stream: str, word: int) -> str:
        return f"{stream}, word {self._index}: 0x{word:016x} = {_share_of(word)}"


def quota_notes(
    settings: HostSettings, places: Places, index: int
) -> dict[str, list[Note]]:
    """Tell what quota deals by, a table that repeats; nothing where it does not."""
    if settings.allocation != "quota":
        return {}
    weights = [behaviour.weight for behaviour in settings.behaviours]
    table = quota.table(weights)
    turns, position = divmod(index, len(table))
    dealt = table[position]
    count = turns * table.count(dealt) + table[: position + 1].count(dealt)
    notes = [
        ("quota", places.written("allocation")),
        (
            "position",
            f"{position}, from 0, of a table that repeats after {len(table)} hosts",
        ),
        (
            "count",
            f"{count} of hosts 0 to {index} have this behaviour;"
            f" {float(weights[dealt] * (index + 1)):,.2f} are due"
            f" at {float(100 * weights[dealt]):g} %",
        ),
    ]
    return {"scenario": notes, "variant": notes}


def _interval(start: int, end: int) -> str:
    first, last = (_share(Fraction(word, ALL_WORDS)) for word in (start, end))
    beyond = ", round past 0" if end < start else ""
    return f"[0x{start:016x}, 0x{end:016x}) = [{first}, {last}) of 2^64{beyond}"


def _share_of(word: int) -> str:
    return f"{_share(Fraction(word, ALL_WORDS))} of 2^64"


def _share(share: Fraction) -> str:
    """Write a share rounded down, so that none seems to leave its interval."""
    digits = f"{int(share * 10**PLACES):0{PLACES + 1}d}"
    return f"{digits[:-PLACES]}.{digits[-PLACES:]}".rstrip("0").rstrip(".")
