"""The one text of a JSON value, for digests and comparisons."""

import json


def canonical_json(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, real characters."""
    return json.dumps(
        value,
        allow_nan=False,
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
