"""Lanes: the random words of the stream ``ht1``, read as 16 numbers of 16 bits a block.

``docs/telemetry_stream.md`` is the definition of the stream, for any language.
"""

import numpy as np
import numpy.typing as npt

from horizonscale.sampling.streams import WORDS_PER_BLOCK, tag

STREAM = "ht1-draft"
_TAG_OF = "ht1"  # from the first day, so that freezing the stream changes no value
LANES = 16

Lanes = npt.NDArray[np.uint16]
Integers = npt.NDArray[np.int32]


def lanes(seed: int, attribute: str, first: int, blocks: int) -> Lanes:
    """Return the lanes of consecutive blocks: shape ``(blocks, 16)``."""
    found: Lanes = many_lanes(seed, attribute, range(first, first + 1), blocks)[0]
    return found


def many_lanes(seed: int, attribute: str, starts: range, blocks: int) -> Lanes:
    """Return the lanes of equally long runs of blocks.

    Parameters
    ----------
    seed : int
    attribute : str
        What the blocks are for, as ``"telemetry.day"``.
    starts : range
        The first block of each run; runs do not overlap.
    blocks : int
        The length of a run.

    Returns
    -------
    numpy.ndarray
        Shape ``(len(starts), blocks, 16)``.
    """
    key = np.array([seed, tag(_TAG_OF, attribute)], dtype=np.uint64)
    generator = np.random.Philox(key=key)
    generator.advance(starts.start)
    words = np.empty((len(starts), blocks * WORDS_PER_BLOCK), np.uint64)
    for run in words:
        run[:] = generator.random_raw(blocks * WORDS_PER_BLOCK)
        generator.advance(starts.step - blocks)
    little_endian = words.astype("<u8", copy=False)
    return little_endian.view("<u2").reshape(len(starts), blocks, LANES)


def scaled(lane: Lanes, low: int, high: int) -> Integers:
    """Return a lane's numbers as integers from ``low`` to ``high - 1``."""
    return low + (lane.astype(np.int64) * (high - low) >> 16).astype(np.int32)
