"""A JSON value has one text."""

import math

import pytest
from horizonscale.artifacts.canonical_json import canonical_json


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [1.0, None, True]}, '{"a":[1.0,null,true],"b":1}'),
        ({"ü": "🚀 é"}, '{"ü":"🚀 é"}'),
        ({"a": {"d": 1, "c": '"'}}, '{"a":{"c":"\\"","d":1}}'),
    ],
)
def test_keys_are_sorted_and_nothing_is_escaped_that_need_not_be(value, text):
    assert canonical_json(value) == text


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_numbers_are_finite(value):
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"a": value})
