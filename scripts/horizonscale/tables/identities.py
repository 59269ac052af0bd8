"""What tells hosts apart, as columns of Arrow: UUIDs and node names."""

import numpy as np
import pyarrow as pa

from horizonscale.sampling.streams import Words

NAME_PREFIX = b"server-"
NAME_DIGITS = 9

# RFC 9562: version 4 in the high nibble of byte 6, variant 10 in the top of byte 8.
_VERSION_MASK, _VERSION = np.uint64(0xFFFFFFFFFFFF0FFF), np.uint64(0x4000)
_VARIANT_MASK, _VARIANT = np.uint64(0x3FFFFFFFFFFFFFFF), np.uint64(1 << 63)

_DIGITS = np.array([list(b"%03d" % number) for number in range(1000)], dtype=np.uint8)


def uuids(raw: Words) -> pa.Array:
    """Make version 4 UUIDs of pairs of words, each written big-endian."""
    pairs = raw.copy()
    pairs[0::2] = pairs[0::2] & _VERSION_MASK | _VERSION
    pairs[1::2] = pairs[1::2] & _VARIANT_MASK | _VARIANT
    storage = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(16), len(pairs) // 2, [None, pa.py_buffer(pairs.astype(">u8"))]
    )
    return pa.ExtensionArray.from_storage(pa.uuid(), storage)


def node_names(start: int, count: int) -> pa.StringArray:
    """Write ``server-`` and nine digits, three digits at a time."""
    width = len(NAME_PREFIX) + NAME_DIGITS
    text = np.empty((count, width), dtype=np.uint8)
    text[:, : len(NAME_PREFIX)] = np.frombuffer(NAME_PREFIX, dtype=np.uint8)
    rest = np.arange(start, start + count)
    for end in range(width, len(NAME_PREFIX), -3):
        rest, group = np.divmod(rest, 1000)
        text[:, end - 3 : end] = _DIGITS[group]
    offsets = np.arange(0, width * (count + 1), width, dtype=np.int32)
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(text))
