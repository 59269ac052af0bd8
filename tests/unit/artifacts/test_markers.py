"""A marker says what a step did, and is void when it no longer does."""

import hashlib
import json

import pytest
from horizonscale.artifacts.markers import is_void, read_marker, write_marker

CONTENT = {
    "step": "calendar",
    "digest": "d1",
    "tables": {"time_periods": {"rows": 1096, "fingerprint": "0f"}},
    "name": "é🚀",
}


@pytest.fixture
def marker(tmp_path):
    path = tmp_path / "markers" / "calendar.json"
    write_marker(path, CONTENT)
    return path


def test_what_was_written_is_read(marker):
    assert read_marker(marker) == CONTENT


def test_equal_content_makes_equal_bytes(marker, tmp_path):
    other = tmp_path / "other.json"
    write_marker(other, dict(reversed([*CONTENT.items()])))
    assert other.read_bytes() == marker.read_bytes()
    assert marker.read_bytes().endswith(b"}\n")


def test_the_seal_is_the_sha256_of_the_canonical_content(marker):
    text = json.dumps(
        CONTENT, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    seal = json.loads(marker.read_text("utf-8"))["seal"]
    assert seal == hashlib.sha256(text.encode()).hexdigest()


def test_a_marker_of_the_present_digest_is_not_void(marker):
    assert not is_void(marker, "d1")


def test_a_marker_of_another_digest_is_void(marker):
    assert is_void(marker, "d2")


def test_a_missing_marker_is_not_void(tmp_path):
    assert read_marker(tmp_path / "a.json") is None
    assert not is_void(tmp_path / "a.json", "d1")


def test_every_edit_breaks_the_seal(marker):
    whole = json.loads(marker.read_text("utf-8"))
    for key in [*whole, "new"]:
        for edited in (
            {**whole, key: "edited"},
            {name: value for name, value in whole.items() if name != key},
        ):
            if edited == whole:
                continue
            marker.write_text(json.dumps(edited), "utf-8")
            assert read_marker(marker) is None
            assert is_void(marker, "d1")


def test_every_cut_makes_it_void(marker):
    whole = marker.read_bytes()
    for length in range(0, len(whole) - 2, 7):
        marker.write_bytes(whole[:length])
        assert is_void(marker, "d1"), length


DAMAGED = [b"", b"{}", b"[]", b"null", b"\xff\xfe"]


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_marker_is_void(marker, damage):
    marker.write_bytes(damage)
    assert read_marker(marker) is None
    assert is_void(marker, "d1")


def test_content_that_is_not_json_leaves_the_old_marker(marker):
    with pytest.raises(ValueError, match="JSON"):
        write_marker(marker, {"rows": float("nan")})
    assert read_marker(marker) == CONTENT
    assert [path.name for path in marker.parent.iterdir()] == [marker.name]
