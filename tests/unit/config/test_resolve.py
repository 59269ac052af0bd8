"""A config becomes complete settings, equal for equal ones, or is refused with help."""

import json
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import yaml
from configs import CONFIG, DEFAULT, edited, named
from horizonscale.config.errors import ConfigError, ErrorDetails
from horizonscale.config.parsing import parse
from horizonscale.config.resolve import resolve
from horizonscale.config.settings import Settings
from horizonscale.tables.hosts import Fleet
from hypothesis import given, settings
from hypothesis import strategies as st

FLEET = yaml.safe_load((CONFIG / "config.yaml").read_text(encoding="utf-8"))
SCHEMA = yaml.safe_load((CONFIG / "schema.yaml").read_text(encoding="utf-8"))


def resolved(**config: Any) -> str:
    return resolve(config, CONFIG)


def refusal(**config: Any) -> ConfigError:
    with pytest.raises(ConfigError) as refused:
        resolved(**config)
    return refused.value


def without(key: str, index: int, inner: str) -> dict[str, Any]:
    """Return the default value of a list, with a key of an entry left out."""
    whole = deepcopy(DEFAULT[key])
    del whole[index][inner]
    return {key: whole}


def doubled(key: str, **values: Any) -> dict[str, Any]:
    """Return a list whose last entry is given twice, the second with weight 0."""
    return {key: [*DEFAULT[key], {**DEFAULT[key][-1], "weight": 0, **values}]}


@dataclass(frozen=True)
class Refused:
    """A config with one error: where, what its line shows and which way out."""

    config: dict[str, Any]
    key: str
    shows: str
    remedy: str


WHOLE = "must be a whole number from"
PRINTABLE = "1 to 100 printable characters"
FIRST_SCENARIO = "scenarios[0] (STEADY_GROWTH).variants"
REFUSED = {
    "hosts as text": Refused({"hosts": "2000"}, "hosts", "'2000'", "without quotes"),
    "too many hosts": Refused({"hosts": 10**9 + 1}, "hosts", "1000000001", WHOLE),
    "one host too few": Refused(
        {"hosts": 687}, "hosts", "687", "at least 688 hosts, or allocation: quota"
    ),
    "seed of 65 bits": Refused({"seed": 2**64}, "seed", str(2**64), f"{WHOLE} 0 to"),
    "near choice": Refused(
        {"allocation": "quotas"}, "allocation", "'quotas'", "Did you mean quota?"
    ),
    "choice off": Refused({"keys": False}, "keys", "False", "enforced, audited"),
    "no such day": Refused(
        {"start_date": "2023-02-29"}, "start_date", "'2023-02-29'", "Correct the day"
    ),
    "another date format": Refused(
        {"end_date": "31.12.2025"}, "end_date", "'31.12.2025'", "YYYY-MM-DD"
    ),
    "year too early": Refused(
        {"start_date": "1899-12-31"}, "start_date", "'1899-12-31'", "YYYY-MM-DD"
    ),
    "date as number": Refused(
        {"start_date": 20230101}, "start_date", "20230101", "YYYY-MM-DD"
    ),
    "near key": Refused({"hots": 1}, "hots", "not a key", "Did you mean hosts?"),
    "unlike any key": Refused({"xyzzy": 1}, "xyzzy", "not a key", "Keys here: allo"),
    "near key within": Refused(
        edited("regions", 0, wieght=1),
        "regions[0] (noram).wieght",
        "not a key",
        "Did you mean weight?",
    ),
    "missing weight": Refused(
        without("regions", 1, "weight"),
        "regions[1] (emea).weight",
        "is missing",
        "Its share",
    ),
    "weights that only floats sum to 1": Refused(
        {"regions": named(0.1 + 0.2, 0.7)},
        "regions[0] (n0).weight",
        "0.30000000000000004",
        "Round it",
    ),
    "weights of hardware": Refused(
        edited("hardware_models", 0, weight=0.2),
        "hardware_models of classification physical",
        "sum to 1.06",
        "take away 0.06",
    ),
    "name no": Refused(
        edited("regions", 0, name=False), "regions[0].name", "False", "quote it"
    ),
    "blank name": Refused(
        edited("regions", 0, name=" "), "regions[0] ( ).name", "' '", PRINTABLE
    ),
    "name of two lines": Refused({"company": "a\nb"}, "company", r"'a\nb'", PRINTABLE),
    "line break at the end": Refused(
        {"company": "a\n"}, "company", r"'a\n'", PRINTABLE
    ),
    "escape character": Refused(
        {"company": "a\x1b[31mb"}, "company", r"'a\x1b[31mb'", PRINTABLE
    ),
    "mail domain with a sign": Refused(
        {"mail_domain": "a@b.example"}, "mail_domain", "'a@b.example'", "addresses"
    ),
    "long code": Refused(
        edited("departments", 0, code="RETAIL"),
        "departments[0] (Retail Banking).code",
        "'RETAIL'",
        "Two to four upper-case letters",
    ),
    "same name in capitals": Refused(
        doubled("regions", name="NORAM"), "regions", "'noram'", "upper and lower case"
    ),
    "same code": Refused(
        doubled("departments", name="Z"), "departments", "'WM'", "is the code of"
    ),
    "one classification": Refused(
        {"classifications": [{"name": "virtual", "weight": 1}]},
        "classifications",
        "'virtual'",
        "a list of 2 entries",
    ),
    "no regions": Refused({"regions": []}, "regions", "[]", "a list of 1 to 1000"),
    "regions as names": Refused(
        {"regions": ["na"]}, "regions[0]", "'na'", "with the keys name, weight"
    ),
    "range of utilisation": Refused(
        edited("scenarios", 0, "variants", 0, base_utilisation_min_pct=50),
        f"{FIRST_SCENARIO} (NORMAL).base_utilisation_min_pct",
        "50",
        "Swap the two",
    ),
    "no number": Refused(
        edited("regions", 0, weight=float("nan")),
        "regions[0] (noram).weight",
        "nan",
        "must be a number",
    ),
    "parameter of many places": Refused(
        edited("scenarios", 0, "variants", 0, noise_pct=0.0001),
        f"{FIRST_SCENARIO} (NORMAL).noise_pct",
        "0.0001",
        "Round it",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_error_names_key_value_and_way_out(name):
    case = REFUSED[name]
    [error] = refusal(**case.config).errors
    line = str(error)
    assert line.startswith(f"{case.key}: ")
    assert case.shows in line
    assert case.remedy in line
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize("key", SCHEMA["properties"])
def test_a_key_one_letter_off(key):
    typos = {key[:n] + key[n + 1 :] for n in range(len(key))}
    typos |= {key[:n] + "x" + key[n + 1 :] for n in range(len(key))} - {key}
    errors = {
        error.key: error.remedy for error in refusal(**dict.fromkeys(typos)).errors
    }
    assert errors == dict.fromkeys(typos, f"Did you mean {key}?")


def test_all_errors_are_named_at_once():
    errors = [ErrorDetails("people", "060", "is read as 48.", "Write a plain number.")]
    config = {
        "hots": 5,
        "seed": -1,
        "keys": "enforce",
        "people": 48,
        "regions": named(0.5),
        "start_date": "2023-02-29",
        "scenarios": [],
    }
    with pytest.raises(ConfigError) as refused:
        resolve(config, CONFIG, errors)
    assert [error.key for error in refused.value.errors] == [
        "people",
        "hots",
        "keys",
        "scenarios",
        "seed",
        "start_date",
        "regions",
    ]


def test_a_key_that_is_known_to_be_wrong_has_one_error():
    known = [ErrorDetails("seed", "-017", "is read as -15.", "Write a plain number.")]
    with pytest.raises(ConfigError) as refused:
        resolve({"seed": -15}, CONFIG, known)
    assert refused.value.errors == known


ACCEPTED: dict[str, dict[str, Any]] = {
    "nothing": {},
    "SQL and quotes": {"company": "x'); DROP TABLE hosts; -- \"O'Brien\""},
    "other scripts": edited("regions", 0, name="亚太 🚀"),
    "the word no as text": {"regions": [{"name": "no", "weight": 1}]},
    "a region of weight 0": {"regions": named(1, 0)},
    "thousand regions": {"regions": named(*[0.001] * 1000)},
    "most hosts": {"hosts": 10**9},
    "smallest random fleet": {"hosts": 688},
    "smallest quota fleet": {"hosts": 85, "allocation": "quota"},
    "dates as YAML reads them": {
        "start_date": date(2024, 2, 29),
        "end_date": date(2024, 2, 29),
    },
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted_configs_give_a_fleet(name):
    text = resolved(**ACCEPTED[name])
    assert Fleet(parse(Settings, text)).batch(0, 5).num_rows == 5
    assert resolve(json.loads(text), CONFIG) == text


def test_defaults_are_in_the_schema_alone():
    rules = SCHEMA["properties"]
    defaults = {key: rules[key]["default"] for key in rules if "default" in rules[key]}
    assert not defaults.keys() & FLEET.keys()
    assert not defaults.keys() & set(SCHEMA["required"])
    assert defaults.keys() | FLEET.keys() == DEFAULT.keys() == rules.keys()
    assert {key: DEFAULT[key] for key in defaults} == defaults


def test_a_key_replaces_the_whole_value_of_the_default_fleet():
    regions = json.loads(resolved(regions=named(1)))["regions"]
    assert regions == [{"name": "n0", "weight": 1.0}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, dict(reversed([*FLEET.items()]))),
        ({"hosts": 2000, "seed": 42}, {"hosts": 2000.0, "seed": 42.0}),
        ({"regions": named(1, 0)}, {"regions": named(1.0, -0.0)}),
        ({"start_date": "2023-05-01"}, {"start_date": date(2023, 5, 1)}),
    ],
)
def test_equal_configs_are_written_equally(one, other):
    assert resolved(**one) == resolved(**other)


def test_a_config_that_passed_the_schema_is_not_compared_with_it_again(
    tmp_path, monkeypatch
):
    passed = tmp_path / "store"
    first = resolve({"seed": 7}, CONFIG, passed=passed)

    def look(values, schema):
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr("horizonscale.config.resolve.schema_errors", look)
        assert resolve({"seed": 7}, CONFIG, passed=passed) == first
        for other in ({"seed": 8}, {"seed": True}):
            with pytest.raises(AssertionError):
                resolve(other, CONFIG, passed=passed)


@pytest.mark.parametrize("config", [{"seed": -1}, {"hosts": 5}, {"hots": 5}])
def test_a_config_with_an_error_is_refused_each_time(tmp_path, config):
    for _ in range(2):
        with pytest.raises(ConfigError):
            resolve(config, CONFIG, passed=tmp_path)


def test_what_passed_is_lost_without_harm(tmp_path):
    (tmp_path / "file").touch()
    assert resolve({}, CONFIG, passed=tmp_path / "file" / "x") == resolve({}, CONFIG)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.text(max_size=8)
    | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def damaged_configs(draw):
    """Put any value at one or two places of the default fleet."""
    config = deepcopy(FLEET)
    for _ in range(draw(st.integers(1, 2))):
        place: Any = config
        while keys := [*place] if isinstance(place, dict) else [*range(len(place))]:
            key = draw(st.sampled_from(keys))
            if isinstance(place[key], dict | list) and draw(st.booleans()):
                place = place[key]
                continue
            place[key] = draw(values)
            break
    return config


@given(damaged_configs())
@settings(max_examples=60)
def test_any_config_is_resolved_or_refused_in_ten_lines(config):
    try:
        text = resolve(config, CONFIG)
    except ConfigError as refused:
        assert refused.errors
        assert len(str(refused).splitlines()) <= 10
    else:
        assert resolve(json.loads(text), CONFIG) == text


def test_a_copy_of_the_default_fleet_may_have_other_departments():
    fleet = json.loads(resolve({}, CONFIG))
    fleet["departments"][0]["name"] = "Branches"
    assert json.loads(resolve(fleet, CONFIG))["departments"][0]["name"] == "Branches"
    fleet["application_kinds"][0]["criticality_tiers"][0]["weight"] = 0.6
    fleet["application_kinds"][0]["criticality_tiers"][1]["weight"] = 0.4
    with pytest.raises(ConfigError, match="'Retail Banking': is no entry of dep"):
        resolve(fleet, CONFIG)
