"""The days of a series: their place in the week, the month and the year."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from horizonscale.telemetry.lanes import Integers

EPOCH = date(1899, 1, 1)
"""Day 0 of the stream: a year before the first day that a config can name."""

YEAR = 2922
"""A year of 365.25 days, in eighths of a day."""
_HALF_YEAR = YEAR // 2


@dataclass(frozen=True)
class Days:
    """Consecutive days.

    Parameters
    ----------
    start : date
        The ``start_date`` of the fleet, from which growth counts.
    first : date
        The first of the days.
    count : int
    """

    start: date
    first: date
    count: int

    @property
    def number(self) -> int:
        """The first day's number in the stream."""
        return (self.first - EPOCH).days

    @property
    def numbers(self) -> Integers:
        """Each day's number in the stream."""
        return np.arange(self.number, self.number + self.count, dtype=np.int32)

    @property
    def since_start(self) -> Integers:
        """Days since the ``start_date``."""
        return self.numbers - np.int32((self.start - EPOCH).days)

    @property
    def dates(self) -> list[date]:
        """The days themselves."""
        return [self.first + timedelta(days=day) for day in range(self.count)]

    @property
    def weekends(self) -> npt.NDArray[np.bool_]:
        """Whether each is a Saturday or a Sunday."""
        return np.array([day.weekday() >= 5 for day in self.dates])

    @property
    def month_ends(self) -> Integers:
        """2 on the last two days of a quarter, 1 on those of another month, or 0."""
        found = []
        for day in self.dates:
            later = day + timedelta(days=2)
            is_end = later.month != day.month
            found.append(is_end * (2 if is_end and day.month % 3 == 0 else 1))
        return np.array(found, np.int32)


def sine(eighths: npt.NDArray[np.int64]) -> Integers:
    """Return the sine of a year of 365.25 days, times 32768.

    Bhaskara's rational formula, in integers: it is off by less than 0.0017.

    Parameters
    ----------
    eighths : numpy.ndarray
        Eighths of a day.
    """
    turned = eighths % YEAR
    part = turned % _HALF_YEAR
    product = part * (_HALF_YEAR - part)
    value = (16 * product << 15) // (5 * _HALF_YEAR**2 - 4 * product)
    return np.where(turned >= _HALF_YEAR, -value, value).astype(np.int32)
