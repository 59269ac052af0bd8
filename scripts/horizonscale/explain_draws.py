"""Draws in exact arithmetic: a word, its class, and the interval of that class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from horizonscale.streams import words

ALL_WORDS = 1 << 64


@dataclass(frozen=True)
class Draw:
    """A word of a stream and the half-open interval of its class.

    ``lower <= word < upper`` are words; ``low`` and ``high`` are the same bounds as
    shares of all words, before they were rounded down to a word.
    """

    stream: str
    position: int
    word: int
    chosen: int
    lower: int
    upper: int
    low: Fraction
    high: Fraction


def draw(
    settings: Mapping[str, Any], index: int, column: str, weights: Sequence[Fraction]
) -> Draw:
    """Return what a host draws for a column among classes of these weights."""
    stream = f"hosts.{column}"
    word = raw_word(settings, stream, index)
    chosen, low, high = choose(word, weights)
    lower, upper = _first_word(low), _first_word(high)
    return Draw(stream, index, word, chosen, lower, upper, low, high)


def raw_word(settings: Mapping[str, Any], stream: str, position: int) -> int:
    """Return one word of a stream."""
    return int(words(settings["stream"], settings["seed"], stream, position, 1)[0])


def choose(word: int, weights: Sequence[Fraction]) -> tuple[int, Fraction, Fraction]:
    """Return the class of a word, and the shares at which it begins and ends."""
    low = Fraction(0)
    for chosen, weight in enumerate(weights):
        high = low + weight
        if word < _first_word(high):
            return chosen, low, high
        low = high
    raise ValueError("the weights do not sum to 1")


def _first_word(share: Fraction) -> int:
    """Return the word at which the words above a share begin, rounded down."""
    return share.numerator * ALL_WORDS // share.denominator
