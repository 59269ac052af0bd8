"""Streams are Philox4x64-10, at any position, and never change."""

import numpy as np
import pytest
from horizonscale.sampling import streams
from hypothesis import given
from hypothesis import strategies as st
from reference_philox import philox, word

LARGEST = 2**64 - 1

# From the known-answer tests of Random123, the library of Philox's authors.
KNOWN_ANSWERS = [
    (
        "0" * 16,
        "0" * 16,
        "16554d9eca36314c db20fe9d672d0fdc d7e772cee186176b 7e68b68aec7ba23b",
    ),
    (
        "f" * 16,
        "f" * 16,
        "87b092c3013fe90b 438c3c67be8d0224 9cc7d7c69cd777b6 a09caebf594f0ba0",
    ),
    (
        "243f6a8885a308d3 13198a2e03707344 a4093822299f31d0 082efa98ec4e6c89",
        "452821e638d01377 be5466cf34e90c6c",
        "a528f45403e61d95 38c72dbd566e9788 a5a1610e72fd18b5 57bd43b5e52b7fe6",
    ),
]

GOLDEN_STREAMS = [
    (42, "hosts.region", 0, 9),
    (42, "hosts.region", 122_879, 3),
    (42, "hosts.host_id", 1_999_999_998, 2),
    (42, "people", 0, 1),
    (0, "hosts.scenario", 0, 4),
    (LARGEST, "hosts.scenario", 1, 4),
    (7, "hierarchy.RB.criticality_tier", 11, 1),
]


def numbers(text: str, count: int) -> list[int]:
    values = [int(part, 16) for part in text.split()]
    return values * count if len(values) == 1 else values


@pytest.mark.parametrize(("counter", "key", "block"), KNOWN_ANSWERS)
def test_the_reference_gives_the_known_answers(counter, key, block):
    assert philox(numbers(counter, 4), numbers(key, 2)) == numbers(block, 4)


@given(
    seed=st.integers(0, LARGEST),
    attribute=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    start=st.integers(0, 2**40),
    count=st.integers(0, 9),
)
def test_words_are_those_of_the_reference_at_any_start(seed, attribute, start, count):
    expected = [word(seed, attribute, start + step) for step in range(count)]
    assert streams.words("hs1", seed, attribute, start, count).tolist() == expected


@pytest.mark.parametrize("start", range(9))
@pytest.mark.parametrize("count", [0, 1, 3, 4, 5])
def test_any_piece_equals_that_part_of_the_whole(start, count):
    whole = streams.words("hs1", 42, "hosts.region", 0, 20)
    piece = streams.words("hs1", 42, "hosts.region", start, count)
    assert piece.dtype == np.uint64
    assert piece.tolist() == whole[start : start + count].tolist()


def test_attributes_seeds_and_streams_have_words_of_their_own():
    several = [
        streams.words(stream, seed, attribute, 0, 1000)
        for stream in ("hs1", "hs2")
        for seed in (0, 1, 42, LARGEST)
        for attribute in ("hosts.region", "hosts.scenario", "hierarchy.RB.x")
    ]
    assert len(np.unique(np.concatenate(several))) == 1000 * len(several)


def test_a_tag_is_the_head_of_a_sha256():
    # printf hs1:hosts.region | sha256sum | cut -c 1-16
    assert streams.tag("hs1", "hosts.region") == 0xD1B968E36326BDCE


def test_words_use_no_state_that_others_share():
    np.random.seed(1)  # noqa: NPY002
    before = np.random.get_state()[1].tolist()  # noqa: NPY002
    streams.words("hs1", 42, "hosts.region", 0, 100)
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002


def test_golden_words(matches_golden):
    matches_golden(
        "words.json",
        [
            {
                "seed": seed,
                "attribute": attribute,
                "start": start,
                "words": [
                    f"{int(value):016x}"
                    for value in streams.words("hs1", seed, attribute, start, count)
                ],
            }
            for seed, attribute, start, count in GOLDEN_STREAMS
        ],
    )
