"""Any damage to the default fleet is refused in few words, or leaves a config."""

from pathlib import Path

from horizonscale.canonical import canonical_json
from horizonscale.config_files import load_yaml
from horizonscale.faults import SettingsError
from horizonscale.settings import resolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .test_cases import DEFAULT_FLEET, SCHEMA, check_form

TEXT = DEFAULT_FLEET.read_text(encoding="utf-8")
LINES = TEXT.splitlines(keepends=True)
TOKENS = (
    *("NO", "yes", "~", "017", "0o17", "1:30", "1e-400", "1.0e-400", ".inf", "-.nan"),
    *("2023-02-29", "2023-01-01T00:00:00Z", "!!int x", "!a b", "&a", "*a", "<<: *a"),
    *("[", "]", "{", "}", ": ", ", ", "- ", "? ", "| ", ">", "#", "%", "@", "`", "\t"),
    *("'", '"', "\\", "\0", "\x1b", "\x85", "\u2028", "\u202e", "\u200b", "\ufeff"),
    *(
        "\U000e0061",
        "e\u0301",
        "🚀",
        "---\n",
        "...\n",
        "9" * 400,
        "9" * 5000,
        "x" * 200,
    ),
    *("seed: 1\n", "__use_yte__: true\n", "1: 2\n", "? [a]\n: b\n", "- {name: a}\n"),
)
tokens = st.sampled_from(TOKENS) | st.text(max_size=4)
edits = st.tuples(st.sampled_from(("insert", "replace", "cut", "copy", "swap")), tokens)


def damaged(edits_and_places):
    """Return the text of the default fleet after some edits."""
    lines = [*LINES]
    for (kind, token), line, place, other in edits_and_places:
        at, to = line % len(lines), other % len(lines)
        text = lines[at]
        cut = place % (len(text) + 1)
        if kind == "insert":
            lines[at] = text[:cut] + token + text[cut:]
        elif kind == "replace":
            lines[at] = text[: text.find(": ") + 2] + token + "\n"
        elif kind == "cut":
            lines[at] = text[:cut]
        elif kind == "copy":
            lines.insert(to, text)
        else:
            lines[at], lines[to] = lines[to], lines[at]
    return "".join(lines)


places = st.integers(0, 10_000)
damage = st.lists(st.tuples(edits, places, places, places), min_size=1, max_size=4)


@given(damage.map(damaged))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_damage_to_the_text_of_the_default_fleet(tmp_path, text):
    path = tmp_path / "case.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        found = resolve(load_yaml(path), DEFAULT_FLEET, SCHEMA)
    except SettingsError as refusal:
        assert refusal.faults
        check_form(str(refusal))
    else:
        assert resolve(found, DEFAULT_FLEET, SCHEMA) == found
        assert canonical_json(found)


@given(st.binary(max_size=200))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_bytes(tmp_path, content):
    path = tmp_path / "case.yaml"
    path.write_bytes(content)
    try:
        assert isinstance(load_yaml(path), dict)
    except SettingsError as refusal:
        check_form(str(refusal))


def test_what_is_no_file(tmp_path):
    (tmp_path / "pipe").symlink_to("absent")
    for path in (tmp_path, tmp_path / "absent", tmp_path / "pipe", Path("/dev/zero")):
        try:
            load_yaml(path)
        except SettingsError as refusal:
            (line,) = str(refusal).splitlines()[1:]
            assert line.startswith(f"  {path.name}: cannot be read. ")
        else:
            raise AssertionError(path)
