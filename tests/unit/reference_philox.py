"""Philox4x64-10 in plain Python, written from the paper and from docs/stream.md.

Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
"""

import hashlib

WORD = 2**64
MULTIPLIERS = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
KEY_STEPS = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)
ROUNDS = 10


def philox(counter: list[int], key: list[int]) -> list[int]:
    """Return the block of four words for a counter and a key."""
    a, b, c, d = counter
    left, right = key
    for _ in range(ROUNDS):
        high_a, low_a = divmod(MULTIPLIERS[0] * a, WORD)
        high_c, low_c = divmod(MULTIPLIERS[1] * c, WORD)
        a, b, c, d = high_c ^ b ^ left, low_c, high_a ^ d ^ right, low_a
        left, right = (left + KEY_STEPS[0]) % WORD, (right + KEY_STEPS[1]) % WORD
    return [a, b, c, d]


def block(seed: int, attribute: str, number: int, stream: str = "hs1") -> list[int]:
    """Return the words of a block of an attribute's stream."""
    digest = hashlib.sha256(f"{stream}:{attribute}".encode()).hexdigest()
    return philox([1 + number, 0, 0, 0], [seed, int(digest[:16], 16)])


def word(seed: int, attribute: str, position: int) -> int:
    """Return one word of a stream of hs1."""
    return block(seed, attribute, position // 4)[position % 4]
