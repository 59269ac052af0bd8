"""A weighted choice equals a comparison with the exact thresholds, word for word."""

from fractions import Fraction

import numpy as np
import pytest
from horizonscale.sampling.weighted_choice import WeightedChoice
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_fleet import choose

LAST = 2**64 - 1

DISTRIBUTIONS = {
    "one class": ["1"],
    "tenths": ["0.1"] * 10,
    "zero first": ["0", "0.3", "0.7"],
    "zeros in the middle": ["0.3", "0", "0", "0.7"],
    "zero last": ["0.3", "0.7", "0"],
    "all but one zero": ["0", "0", "1", "0"],
    "very rare": ["0.000001", "0.999998", "0.000001"],
    "several in one slot": ["0.5", "0.000001", "0.000001", "0.499998"],
    "edge of a slot": ["0.25", "0.25", "0.5"],
    "thirds": ["1/3", "1/3", "1/3"],
}


def fractions(name: str) -> list[Fraction]:
    return [Fraction(text) for text in DISTRIBUTIONS[name]]


def words_around_thresholds(weights: list[Fraction]) -> list[int]:
    """Return words at and around thresholds, slot edges and both ends."""
    sums = [sum(weights[: k + 1], Fraction(0)) for k in range(len(weights))]
    centres = [int(total * 2**64) for total in sums]
    centres += [centre >> 48 << 48 for centre in centres]
    centres += [0, 1 << 48, 1 << 63, LAST]
    near = {centre + step for centre in centres for step in (-2, -1, 0, 1, 2)}
    return sorted(word for word in near if 0 <= word <= LAST)


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_words_at_and_around_every_threshold(name):
    weights = fractions(name)
    raw = words_around_thresholds(weights)
    codes = WeightedChoice([weights])(np.array(raw, dtype=np.uint64))
    assert codes.tolist() == [choose(word, weights) for word in raw]


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_a_class_of_weight_zero_is_never_chosen(name):
    weights = fractions(name)
    raw = np.array(words_around_thresholds(weights), dtype=np.uint64)
    chosen = set(WeightedChoice([weights])(raw).tolist())
    assert chosen == {code for code, weight in enumerate(weights) if weight}


def test_groups_count_on_through_their_classes():
    groups = [fractions(name) for name in DISTRIBUTIONS]
    choice = WeightedChoice(groups)
    offsets = np.cumsum([0, *map(len, groups)])
    cases = [
        (word, group)
        for group, weights in enumerate(groups)
        for word in words_around_thresholds(weights)
    ]
    order = np.random.Generator(np.random.PCG64(1)).permutation(len(cases))
    raw = np.array([cases[place][0] for place in order], dtype=np.uint64)
    group = np.array([cases[place][1] for place in order], dtype=np.uint16)
    expected = [
        offsets[one] + choose(int(word), groups[one])
        for word, one in zip(raw, group, strict=True)
    ]
    assert choice(raw, group).tolist() == expected


@given(
    parts=st.lists(st.integers(0, 1000), min_size=1, max_size=20).filter(any),
    raw=st.lists(st.integers(0, LAST), max_size=20),
)
@settings(max_examples=60)
def test_any_weights_and_words(parts, raw):
    weights = [Fraction(part, sum(parts)) for part in parts]
    raw += words_around_thresholds(weights)
    codes = WeightedChoice([weights])(np.array(raw, dtype=np.uint64))
    assert codes.tolist() == [choose(word, weights) for word in raw]


def test_words_are_left_as_they_were():
    raw = np.array([0, 1 << 63, LAST], dtype=np.uint64)
    kept = raw.copy()
    codes = WeightedChoice([fractions("tenths")])(raw)
    assert raw.tolist() == kept.tolist()
    assert codes.dtype == np.uint16


def test_as_many_classes_as_a_config_can_have():
    groups = [[Fraction(1, 500)] * 500] * 100
    raw = np.array([LAST], dtype=np.uint64)
    code = WeightedChoice(groups)(raw, np.array([99], dtype=np.uint16))
    assert code.tolist() == [49_999]
