"""Intervals of words: as long as the shares, and exact to the last word."""

from fractions import Fraction

import numpy as np
from horizonscale.sampling.intervals import Squeeze, intervals
from hypothesis import given
from hypothesis import strategies as st

ALL_WORDS = 2**64
WORDS = st.integers(0, ALL_WORDS - 1)


@given(
    sizes=st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any),
    data=st.data(),
)
def test_intervals_lie_one_after_another_round_the_words(sizes, data):
    shares = [Fraction(size, sum(sizes)) for size in sizes]
    order = data.draw(st.lists(WORDS, min_size=len(sizes), max_size=len(sizes)))
    turn = data.draw(WORDS)
    found = intervals(shares, order, turn)
    start = before = 0
    for owner in sorted(range(len(sizes)), key=lambda number: (order[number], number)):
        before += shares[owner]
        length = int(before * ALL_WORDS) - start
        assert found[owner] == ((turn + start) % ALL_WORDS, length)
        start += length
    assert start == ALL_WORDS


@given(
    pairs=st.lists(st.tuples(WORDS, st.integers(0, ALL_WORDS)), min_size=1, max_size=5),
    data=st.data(),
)
def test_a_word_is_squeezed_by_its_leading_half(pairs, data):
    owner = st.integers(0, len(pairs) - 1)
    drawn = data.draw(st.lists(st.tuples(WORDS, owner), min_size=1, max_size=20))
    drawn += [(0, 0), (ALL_WORDS - 1, 0)]
    words, owners = zip(*drawn, strict=True)
    found = Squeeze(pairs)(np.array(words, np.uint64), np.array(owners, np.uint16))
    assert found.dtype == np.uint64
    assert found.tolist() == [
        (pairs[owner][0] + (pairs[owner][1] * (word >> 32) >> 32)) % ALL_WORDS
        for word, owner in drawn
    ]
