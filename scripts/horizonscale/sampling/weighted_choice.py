"""Weighted choice: raw 64-bit words to classes, exactly, without a search."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from horizonscale.sampling.streams import Words
from horizonscale.sampling.weights import WORD_BITS, thresholds

Codes = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]

TABLE_BITS = 16
_SHIFT = np.uint64(WORD_BITS - TABLE_BITS)


class WeightedChoice:
    """The inverse of a distribution function, one for each group of a condition.

    The leading 16 bits of a word settle its class, but for the few values in which a
    threshold falls: those words are compared whole. So the result is that of
    comparing each word with the exact thresholds, at the price of a table look-up.

    Parameters
    ----------
    groups : sequence of sequence of Fraction
        The weights of each group, each summing to 1. Codes count through the groups:
        the first class of group 1 follows the last class of group 0. A choice
        without a condition has one group.
    """

    def __init__(self, groups: Sequence[Sequence[Fraction]]) -> None:
        size = 1 << TABLE_BITS
        first = np.arange(size, dtype=np.uint64) << _SHIFT
        last = first | ((np.uint64(1) << _SHIFT) - np.uint64(1))
        self._bounds = []
        self._offsets = []
        few = sum(map(len, groups)) <= 1 << 16
        self._table: Codes = np.empty(len(groups) * size, np.uint16)
        if not few:
            self._table = self._table.astype(np.uint32)
        self._split = np.empty(len(groups) * size, dtype=np.bool_)
        offset = 0
        for index, weights in enumerate(groups):
            bounds = np.array(thresholds(weights), dtype=np.uint64)
            low = np.searchsorted(bounds, first, side="right")
            high = np.searchsorted(bounds, last, side="right")
            rows = slice(index * size, (index + 1) * size)
            self._table[rows] = offset + low
            self._split[rows] = low != high
            self._bounds.append(bounds)
            self._offsets.append(offset)
            offset += len(weights)

    def __call__(self, words: Words, group: Codes | None = None) -> Codes:
        """Return the code of each word's class.

        Parameters
        ----------
        words : numpy.ndarray
            Shape ``(n,)``, dtype ``uint64``.
        group : numpy.ndarray, optional
            Shape ``(n,)``: the group of each word. All are of group 0 without it.

        Returns
        -------
        numpy.ndarray
            Shape ``(n,)``, dtype ``uint16``; ``uint32`` for over 65,536 classes.
        """
        slot = (words >> _SHIFT).astype(np.intp)
        if group is not None:
            slot += group.astype(np.intp) << TABLE_BITS
        codes = self._table[slot]
        split = np.flatnonzero(self._split[slot])
        groups = np.zeros(len(split), np.intp) if group is None else group[split]
        for index, bounds in enumerate(self._bounds):
            whole = split[groups == index]
            exact = np.searchsorted(bounds, words[whole], side="right")
            codes[whole] = self._offsets[index] + exact
        return codes
