"""Intervals of words: hosts that follow one owner draw close together.

Every owner has an interval of the 64-bit words, as long as its share of the fleet. A
host that follows squeezes its own word into that of its owner. Over the fleet the words
stay uniform, so that every weight keeps its exact share; within an owner they lie close
together, so that its hosts agree.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from horizonscale.sampling.streams import Words
from horizonscale.sampling.weights import WORD_BITS

_ALL_WORDS = 1 << WORD_BITS
_HALF = np.uint64(32)
_LOW = np.uint64((1 << 32) - 1)


def intervals(
    shares: Sequence[Fraction], order: Sequence[int], turn: int
) -> list[tuple[int, int]]:
    """Return the first word and the length of each owner's interval.

    The intervals lie one after another, from the word ``turn`` on and round to it.

    Parameters
    ----------
    shares : sequence of Fraction
        That of each owner; they sum to 1.
    order : sequence of int
        A word of each owner: the least comes first.
    turn : int
        A word.
    """
    found = [(0, 0)] * len(shares)
    before, first = Fraction(0), 0
    for owner in sorted(range(len(shares)), key=lambda number: (order[number], number)):
        before += shares[owner]
        last = int(before * _ALL_WORDS)
        found[owner] = (turn + first) % _ALL_WORDS, last - first
        first = last
    return found


class Squeeze:
    """Moves words into the intervals of their owners."""

    def __init__(self, found: Sequence[tuple[int, int]]) -> None:
        self._starts = np.array([start for start, _ in found], dtype=np.uint64)
        self._high = np.array([length >> 32 for _, length in found], dtype=np.uint64)
        self._low = np.array(
            [length & int(_LOW) for _, length in found], dtype=np.uint64
        )

    def __call__(self, words: Words, owners: npt.NDArray[np.integer]) -> Words:
        """Return start + floor(length * leading 32 bits of the word / 2**32).

        Parameters
        ----------
        words : numpy.ndarray
            Shape ``(n,)``, dtype ``uint64``.
        owners : numpy.ndarray
            Shape ``(n,)``, integers: the owner of each word.
        """
        leading = words >> _HALF
        moved: Words = leading * self._low[owners]
        moved >>= _HALF
        moved += leading * self._high[owners]
        moved += self._starts[owners]  # round to 0 past the last word, as it should
        return moved
