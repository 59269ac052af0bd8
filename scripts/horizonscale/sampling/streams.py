"""Random-access streams of raw 64-bit words, one for each attribute.

The mapping is named ``hs1`` and is a promise (see ``docs/stream.md``): word ``n``
of an attribute depends on the seed, the attribute's name and ``n``, and on nothing
else. Word ``n`` is word ``n mod 4`` of the Philox4x64-10 block whose counter is
``1 + n div 4`` and whose key is ``(seed, tag)``, where ``tag`` is the first eight
bytes, big-endian, of the SHA-256 of ``"hs1:<attribute>"``.

Philox4x64-10: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
1, 2, 3", SC 2011. numpy documents its raw words as stable; the distributions drawn
from them are not, so none is used here.
"""

import hashlib

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]

WORDS_PER_BLOCK = 4


def tag(stream: str, attribute: str) -> int:
    """Return the 64-bit half of the key that belongs to an attribute's name."""
    digest = hashlib.sha256(f"{stream}:{attribute}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def words(stream: str, seed: int, attribute: str, start: int, count: int) -> Words:
    """Return words ``start`` to ``start + count - 1`` of an attribute's stream.

    Parameters
    ----------
    stream : str
        Name of the mapping, ``"hs1"``.
    seed : int
        0 to 2**64 - 1.
    attribute : str
        Table and column the words are for, as ``"hosts.region"``.
    start, count : int
        Position of the first word and number of words, neither negative.

    Returns
    -------
    numpy.ndarray
        Shape ``(count,)``, dtype ``uint64``.
    """
    key = np.array([seed, tag(stream, attribute)], dtype=np.uint64)
    generator = np.random.Philox(key=key)
    block, offset = divmod(start, WORDS_PER_BLOCK)
    generator.advance(block)
    return generator.random_raw(offset + count)[offset:]
