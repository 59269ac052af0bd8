"""Faults are worded for the person who wrote the config."""

import pytest
from horizonscale.config.errors import ConfigError, ErrorDetails, path_text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ([], ""),
        (["regions"], "regions"),
        (["regions", 1], "regions[1] (b)"),
        (["regions", 1, "weight"], "regions[1] (b).weight"),
        (["regions", 0, "weight"], "regions[0].weight"),
    ],
)
def test_a_path_names_the_entries_of_lists(path, text):
    settings = {"regions": [{"weight": 1}, {"name": "b", "weight": 1}]}
    assert path_text(path, settings) == text


@pytest.mark.parametrize(
    ("key", "top"),
    [
        ("regions", "regions"),
        ("regions[1] (a.b[c]).weight", "regions"),
        ("a.b", "a"),
    ],
)
def test_the_key_of_the_config_that_a_error_is_in(key, top):
    assert ErrorDetails(key, None, "", "").top_key == top


@pytest.mark.parametrize(
    ("count", "head", "length"),
    [
        (1, "The config has 1 error:", 2),
        (8, "The config has 8 errors:", 9),
        (9, "The config has 9 errors:", 10),
        (500, "The config has 500 errors:", 10),
    ],
)
def test_an_error_counts_its_errors_and_has_at_most_ten_lines(count, head, length):
    error = ConfigError(
        ErrorDetails(f"k{n}", n, "is wrong.", "Mend.") for n in range(count)
    )
    text = str(error).splitlines()
    assert text[0] == head
    assert text[1] == "  k0: 0: is wrong. Mend."
    assert len(text) == length
    assert len(error.errors) == count
    assert isinstance(error, ValueError)
