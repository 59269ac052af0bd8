"""Settings: complete and equal for equal configs, or refused with a way out."""

import math
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from horizonscale.canonical import canonical_json
from horizonscale.config_files import load_yaml
from horizonscale.faults import SettingsError
from horizonscale.fleet import Fleet
from horizonscale.settings import resolve
from hypothesis import given, settings
from hypothesis import strategies as st

CONFIG = Path(__file__).parents[3] / "config"
DEFAULT_FLEET, SCHEMA = CONFIG / "config.yaml", CONFIG / "schema.yaml"
FLEET = yaml.safe_load(DEFAULT_FLEET.read_text(encoding="utf-8"))
RULES = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))


def resolved(**config: Any) -> dict[str, Any]:
    return resolve(config, DEFAULT_FLEET, SCHEMA)


def edited(key: str, *path: int | str, value: Any) -> dict[str, Any]:
    """Return the default fleet's value of a key with one place in it changed."""
    whole = deepcopy(FLEET[key])
    place = whole
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return {key: whole}


def without(key: str, *path: int | str) -> dict[str, Any]:
    whole = deepcopy(FLEET[key])
    place = whole
    for part in path[:-1]:
        place = place[part]
    del place[path[-1]]
    return {key: whole}


def names(*weights: Any) -> list[dict[str, Any]]:
    return [{"name": f"n{n}", "weight": weight} for n, weight in enumerate(weights)]


def doubled(key: str, **values: Any) -> dict[str, Any]:
    """Return a list whose last entry is given twice, the second with weight 0."""
    return {key: [*FLEET[key], {**FLEET[key][-1], "weight": 0, **values}]}


@dataclass(frozen=True)
class Refused:
    """A config with one fault: where, what its line shows and which way out."""

    config: dict[str, Any]
    key: str
    shows: str
    remedy: str


WHOLE = "must be a whole number from"
PRINTABLE = "1 to 100 printable characters"

REFUSED = {
    "hosts as text": Refused(
        {"hosts": "2000"}, "hosts", "'2000'", f"{WHOLE} 1 to 1000000000"
    ),
    "no hosts": Refused({"hosts": 0}, "hosts", "0", f"{WHOLE} 1 to 1000000000"),
    "negative hosts": Refused({"hosts": -1}, "hosts", "-1", WHOLE),
    "too many hosts": Refused(
        {"hosts": 10**18}, "hosts", str(10**18), f"{WHOLE} 1 to 1000000000"
    ),
    "one host too many": Refused(
        {"hosts": 10**9 + 1}, "hosts", "1000000001", f"{WHOLE} 1 to 1000000000"
    ),
    "half a host": Refused({"hosts": 2000.5}, "hosts", "2000.5", WHOLE),
    "hosts as truth": Refused({"hosts": True}, "hosts", "True", WHOLE),
    "hosts without value": Refused({"hosts": None}, "hosts", "", WHOLE),
    "hosts as list": Refused({"hosts": [2000]}, "hosts", "[2000]", WHOLE),
    "not a number of hosts": Refused({"hosts": math.nan}, "hosts", "nan", "finite"),
    "infinitely many hosts": Refused({"hosts": math.inf}, "hosts", "inf", "finite"),
    "few hosts": Refused(
        {"hosts": 100}, "hosts", "100", "at least 688 hosts, or allocation: quota"
    ),
    "one host too few": Refused({"hosts": 687}, "hosts", "687", "at least 688 hosts"),
    "few hosts by quota": Refused(
        {"hosts": 84, "allocation": "quota"}, "hosts", "84", "at least 85 hosts"
    ),
    "negative seed": Refused({"seed": -1}, "seed", "-1", f"{WHOLE} 0 to"),
    "seed too large": Refused({"seed": 2**64}, "seed", str(2**64), f"{WHOLE} 0 to"),
    "seed as text": Refused({"seed": "x"}, "seed", "'x'", f"{WHOLE} 0 to"),
    "other stream": Refused({"stream": "hs2"}, "stream", "'hs2'", "one of hs1"),
    "near allocation": Refused(
        {"allocation": "quotas"}, "allocation", "'quotas'", "Did you mean quota?"
    ),
    "other allocation": Refused(
        {"allocation": "xyz"}, "allocation", "'xyz'", "one of random, quota"
    ),
    "allocation off": Refused(
        {"allocation": False}, "allocation", "False", "one of random, quota"
    ),
    "near keys": Refused(
        {"keys": "enforce"}, "keys", "'enforce'", "Did you mean enforced?"
    ),
    "other storage": Refused(
        {"storage_version": "v9.9.9"}, "storage_version", "'v9.9.9'", "v1.0.0"
    ),
    "no such day": Refused(
        {"start_date": "2023-02-29"}, "start_date", "'2023-02-29'", "Correct the day"
    ),
    "no such month": Refused(
        {"end_date": "2025-13-01"}, "end_date", "'2025-13-01'", "Correct the day"
    ),
    "another date format": Refused(
        {"end_date": "31.12.2025"}, "end_date", "'31.12.2025'", "YYYY-MM-DD"
    ),
    "other digits": Refused(
        {"end_date": "20\u0662\u0665-12-31"},
        "end_date",
        "'20\u0662\u0665-12-31'",
        "YYYY-MM-DD",
    ),
    "year too early": Refused(
        {"start_date": "1899-12-31"}, "start_date", "'1899-12-31'", "YYYY-MM-DD"
    ),
    "day with time": Refused(
        {"start_date": datetime(2023, 1, 1, 12)}, "start_date", "2023", "YYYY-MM-DD"
    ),
    "date as number": Refused(
        {"start_date": 20230101}, "start_date", "20230101", "YYYY-MM-DD"
    ),
    "end before start": Refused(
        {"start_date": "2026-01-01"}, "start_date", "'2026-01-01'", "Swap the two"
    ),
    "near key": Refused({"hots": 1}, "hots", "not a key", "Did you mean hosts?"),
    "near key of a list": Refused(
        {"region": []}, "region", "not a key", "Did you mean regions?"
    ),
    "unlike any key": Refused({"xyzzy": 1}, "xyzzy", "not a key", "Keys here: allo"),
    "key that is a number": Refused({1: 2}, "1", "not a key", "Keys here: allocation"),
    "key with a line break": Refused({"a\nb": 1}, r"'a\nb'", "not a key", "Keys here"),
    "near key within": Refused(
        edited("regions", 0, "wieght", value=1),
        "regions[0] (na).wieght",
        "not a key",
        "Did you mean weight?",
    ),
    "missing weight": Refused(
        without("regions", 1, "weight"),
        "regions[1] (emea).weight",
        "is missing",
        "Its share",
    ),
    "missing variants": Refused(
        without("scenarios", 0, "variants"),
        "scenarios[0] (STEADY_GROWTH).variants",
        "is missing",
        "One common and one rare",
    ),
    "weights sum to less": Refused(
        {"regions": names(0.5, 0.45)}, "regions", "sum to 0.95", "add 0.05"
    ),
    "weights sum to more": Refused(
        {"regions": names(0.5, 0.55)}, "regions", "sum to 1.05", "take away 0.05"
    ),
    "weights a millionth short": Refused(
        {"regions": names(0.5, 0.499999)}, "regions", "0.999999", "add 0.000001"
    ),
    "weights a billionth short": Refused(
        {"regions": names(1 - 1e-9)},
        "regions[0] (n0).weight",
        "0.999999999",
        "at most 6 decimal places",
    ),
    "weights that only floats sum to 1": Refused(
        {"regions": names(0.1 + 0.2, 0.7)},
        "regions[0] (n0).weight",
        "0.30000000000000004",
        "Round it",
    ),
    "negative weight": Refused(
        {"regions": names(1, -0.1)}, "regions[1] (n1).weight", "-0.1", "from 0 to 1"
    ),
    "weight above 1": Refused(
        {"regions": names(1.1, -0.0)}, "regions[0] (n0).weight", "1.1", "from 0 to 1"
    ),
    "weight as percentage": Refused(
        {"regions": names(100, 0)}, "regions[0] (n0).weight", "100", "from 0 to 1"
    ),
    "weight that is not a number": Refused(
        {"regions": names(math.nan)}, "regions[0] (n0).weight", "nan", "finite"
    ),
    "infinite weight": Refused(
        {"regions": names(math.inf)}, "regions[0] (n0).weight", "inf", "finite"
    ),
    "weight as text": Refused(
        {"regions": names("1")}, "regions[0] (n0).weight", "'1'", "must be a number"
    ),
    "weight as truth": Refused(
        {"regions": names(True)}, "regions[0] (n0).weight", "True", "must be a number"
    ),
    "scenario of weight 0": Refused(
        {
            "scenarios": [
                {**FLEET["scenarios"][0], "weight": 1},
                {**FLEET["scenarios"][1], "weight": 0},
            ]
        },
        "scenarios",
        "'LOW_IDLE / STABLE'",
        "weight above 0",
    ),
    "weights of hardware": Refused(
        edited("hardware_models", 0, "weight", value=0.2),
        "hardware_models of classification virtual",
        "sum to 0.9",
        "add 0.1",
    ),
    "no physical hardware": Refused(
        {
            "hardware_models": [
                model
                for model in FLEET["hardware_models"]
                if model["classification"] == "virtual"
            ]
        },
        "hardware_models",
        "no model of classification physical",
        "Add one",
    ),
    "name no": Refused(
        edited("regions", 0, "name", value=False),
        "regions[0].name",
        "False",
        "quote it",
    ),
    "code no": Refused(
        edited("departments", 0, "code", value=False),
        "departments[0] (Retail Banking).code",
        "False",
        "quote it",
    ),
    "empty name": Refused(
        edited("regions", 0, "name", value=""), "regions[0] ().name", "''", PRINTABLE
    ),
    "blank name": Refused(
        edited("regions", 0, "name", value=" "), "regions[0] ( ).name", "' '", PRINTABLE
    ),
    "space at the end": Refused(
        {"company": "Bank "}, "company", "'Bank '", "no space at either end"
    ),
    "name of two lines": Refused({"company": "a\nb"}, "company", r"'a\nb'", PRINTABLE),
    "zero byte": Refused({"company": "a\0b"}, "company", r"'a\x00b'", PRINTABLE),
    "escape character": Refused(
        {"company": "a\x1b[31mb"}, "company", r"'a\x1b[31mb'", PRINTABLE
    ),
    "long name": Refused({"company": "x" * 101}, "company", "xxx...xxx", PRINTABLE),
    "name as list": Refused({"company": ["a"]}, "company", "['a']", "must be text"),
    "mail domain without a dot": Refused(
        {"mail_domain": "localhost"}, "mail_domain", "'localhost'", "addresses"
    ),
    "mail domain with a sign": Refused(
        {"mail_domain": "a@b.example"}, "mail_domain", "'a@b.example'", "addresses"
    ),
    "long code": Refused(
        edited("departments", 0, "code", value="RETAIL"),
        "departments[0] (Retail Banking).code",
        "'RETAIL'",
        "Two to four capital letters",
    ),
    "same name": Refused(
        doubled("regions"), "regions", "'asiapac'", "Rename or remove"
    ),
    "same name in capitals": Refused(
        doubled("regions", name="NA"), "regions", "'na'", "upper and lower case"
    ),
    "same department": Refused(
        doubled("departments", code="ZZ"), "departments", "'Wealth Man", "Rename"
    ),
    "same code": Refused(
        doubled("departments", name="Z"), "departments", "'WM'", "is the code of"
    ),
    "same model": Refused(
        doubled("hardware_models"), "hardware_models", "'Genoa-default-1S'", "Rename"
    ),
    "same classification": Refused(
        {
            "classifications": [
                {"name": "virtual", "weight": 0.5},
                {"name": "virtual", "weight": 0.5},
            ]
        },
        "classifications",
        "'virtual'",
        "Rename or remove",
    ),
    "one classification": Refused(
        {"classifications": [{"name": "virtual", "weight": 1}]},
        "classifications",
        "'virtual'",
        "a list of 2 entries",
    ),
    "other classification": Refused(
        edited("classifications", 0, "name", value="cloud"),
        "classifications[0] (cloud).name",
        "'cloud'",
        "one of physical, virtual",
    ),
    "no regions": Refused({"regions": []}, "regions", "[]", "a list of 1 to 1000"),
    "regions as text": Refused({"regions": "na"}, "regions", "'na'", "must be a list"),
    "regions as mapping": Refused(
        {"regions": {"na": 1}}, "regions", "{'na': 1}", "must be a list"
    ),
    "regions as names": Refused(
        {"regions": ["na", {"name": "b", "weight": 1}]},
        "regions[0]",
        "'na'",
        "must be a mapping",
    ),
    "one variant": Refused(
        without("scenarios", 0, "variants", 1),
        "scenarios[0] (STEADY_GROWTH).variants",
        "bursts_per_30d",
        "a list of 2 entries",
    ),
    "two common variants": Refused(
        edited("scenarios", 0, "variants", 1, "risk", value="common"),
        "scenarios[0] (STEADY_GROWTH).variants",
        "['common', 'common']",
        "Change the risk of one",
    ),
    "same variant": Refused(
        edited("scenarios", 0, "variants", 1, "name", value="normal"),
        "scenarios[0] (STEADY_GROWTH).variants",
        "'NORMAL'",
        "Rename or remove",
    ),
    "weights of variants": Refused(
        edited("scenarios", 0, "variants", 0, "weight", value=0.7),
        "scenarios[0] (STEADY_GROWTH).variants",
        "sum to 0.9",
        "add 0.1",
    ),
    "range of utilisation": Refused(
        edited("scenarios", 0, "variants", 0, "base_utilisation_min_pct", value=50),
        "scenarios[0] (STEADY_GROWTH).variants (NORMAL).base_utilisation_min_pct",
        "50",
        "Swap the two",
    ),
    "parameter of many places": Refused(
        edited("scenarios", 0, "variants", 0, "noise_pct", value=0.0001),
        "scenarios[0] (STEADY_GROWTH).variants (NORMAL).noise_pct",
        "0.0001",
        "Round it",
    ),
    "parameter out of range": Refused(
        edited("scenarios", 0, "variants", 0, "growth_pct", value=-101),
        "scenarios[0] (STEADY_GROWTH).variants[0] (NORMAL).growth_pct",
        "-101",
        "from -100 to 100",
    ),
    "no cores": Refused(
        edited("hardware_models", 0, "cpu_cores", value=0),
        "hardware_models[0] (m6id.large).cpu_cores",
        "0",
        f"{WHOLE} 1 to 100000",
    ),
    "no people": Refused({"people": 0}, "people", "0", f"{WHOLE} 1 to 1000"),
    "too many applications": Refused(
        {"applications_per_department": 501},
        "applications_per_department",
        "501",
        f"{WHOLE} 1 to 500",
    ),
    "quota without end": Refused(
        {
            "allocation": "quota",
            **edited(
                "scenarios",
                0,
                "variants",
                value=[
                    {**FLEET["scenarios"][0]["variants"][0], "weight": 0.799999},
                    {**FLEET["scenarios"][0]["variants"][1], "weight": 0.200001},
                ],
            ),
        },
        "allocation",
        "'quota'",
        "allocation: random",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_fault_names_key_value_and_way_out(name):
    case = REFUSED[name]
    with pytest.raises(SettingsError) as refusal:
        resolve(case.config, DEFAULT_FLEET, SCHEMA)
    head, *lines = str(refusal.value).splitlines()
    assert head.startswith("The config has ")
    assert {fault.key for fault in refusal.value.faults} == {case.key}
    assert all(line.startswith(f"  {case.key}: ") for line in lines)
    assert case.shows in str(refusal.value)
    assert case.remedy in str(refusal.value)
    assert len(str(refusal.value).splitlines()) <= 10


def test_there_are_enough_cases():
    assert len(REFUSED) >= 40


def test_all_faults_are_named_at_once():
    with pytest.raises(SettingsError) as refusal:
        resolved(
            hots=5,
            seed=-1,
            keys="enforce",
            regions=names(0.5),
            start_date="2023-02-29",
            scenarios=[],
        )
    assert [fault.key for fault in refusal.value.faults] == [
        "hots",
        "keys",
        "scenarios",
        "seed",
        "regions",
        "start_date",
    ]
    assert str(refusal.value).startswith("The config has 6 faults:\n")


def test_many_faults_are_ten_lines():
    with pytest.raises(SettingsError) as refusal:
        resolved(**{f"key{number}": number for number in range(100)})
    lines = str(refusal.value).splitlines()
    assert len(refusal.value.faults) == 100
    assert lines[0] == "The config has 100 faults:"
    assert lines[-1] == "  and 92 more."
    assert len(lines) == 10


ACCEPTED: dict[str, dict[str, Any]] = {
    "nothing": {},
    "quotes": {"company": 'O\'Brien & "Sons"'},
    "SQL": {"company": "x'); DROP TABLE hosts; --"},
    "semicolons": edited("regions", 0, "name", value="a;b;c"),
    "emoji": edited("regions", 0, "name", value="🚀"),
    "another script": edited("regions", 0, "name", value="亚太"),
    "format characters": {"company": "{x} %s $1 \\n ${y}"},
    "one letter": {"company": "x"},
    "hundred letters": {"company": "x" * 100},
    "words yes and no as text": {"regions": [{"name": "no", "weight": 1}]},
    "a region of weight 0": {"regions": names(1, 0)},
    "all hosts virtual": {
        "classifications": [
            {"name": "physical", "weight": 0},
            {"name": "virtual", "weight": 1},
        ]
    },
    "a millionth": {"regions": names(0.000001, 0.999999)},
    "tenths": {"regions": names(*[0.1] * 10)},
    "thousand regions": {"regions": names(*[0.001] * 1000)},
    "largest seed": {"seed": 2**64 - 1},
    "most hosts": {"hosts": 10**9},
    "smallest random fleet": {"hosts": 688},
    "smallest quota fleet": {"hosts": 85, "allocation": "quota"},
    "dates as YAML reads them": {
        "start_date": date(2024, 2, 29),
        "end_date": date(2024, 2, 29),
    },
    "shrinking load": edited("scenarios", 0, "variants", 0, "growth_pct", value=-100),
    "a tuple, as Snakemake may give": {"regions": tuple(names(0.5, 0.5))},
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted_configs_give_a_fleet(name):
    found = resolved(**ACCEPTED[name])
    assert Fleet(found).batch(0, 5).num_rows == 5
    assert canonical_json(found)
    assert resolve(found, DEFAULT_FLEET, SCHEMA) == found


def test_names_arrive_as_they_were_written():
    text = 'x\'); DROP TABLE hosts; -- "🚀"'
    assert resolved(company=text)["company"] == text


def test_every_key_is_there_and_nothing_else(default_settings):
    assert set(default_settings) == set(RULES["properties"])


def test_defaults_are_in_the_schema_alone(default_settings):
    defaults = {
        key: rule["default"]
        for key, rule in RULES["properties"].items()
        if "default" in rule
    }
    assert defaults
    assert not defaults.keys() & FLEET.keys()
    assert not defaults.keys() & set(RULES["required"])
    assert defaults.keys() | FLEET.keys() == set(default_settings)
    assert {key: default_settings[key] for key in defaults} == defaults


def test_another_default_in_the_schema_is_taken(tmp_path):
    rules = deepcopy(RULES)
    rules["properties"]["keys"]["default"] = "audited"
    schema = tmp_path / "schema.yaml"
    schema.write_text(yaml.safe_dump(rules), encoding="utf-8")
    assert resolve({}, DEFAULT_FLEET, schema)["keys"] == "audited"


def test_a_key_replaces_the_whole_value_of_the_default_fleet():
    assert resolved(regions=names(1))["regions"] == [{"name": "n0", "weight": 1.0}]


def test_the_order_of_keys_does_not_matter():
    backwards = dict(reversed([*FLEET.items()]))
    assert canonical_json(resolved(**backwards)) == canonical_json(resolved())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            {"hosts": 2000},
            {"hosts": 2000.0},
        ),
        (
            {"hosts": 2000, "allocation": "quota"},
            {"hosts": 2000.0, "allocation": "quota"},
        ),
        ({"seed": 42}, {"seed": 42.0}),
        ({"regions": names(1)}, {"regions": names(1.0)}),
        ({"regions": names(1, 0)}, {"regions": names(1.0, -0.0)}),
        ({"start_date": "2023-05-01"}, {"start_date": date(2023, 5, 1)}),
        (
            edited("scenarios", 0, "variants", 0, "growth_pct", value=0),
            edited("scenarios", 0, "variants", 0, "growth_pct", value=-0.0),
        ),
        (
            edited("hardware_models", 0, "cpu_cores", value=2),
            edited("hardware_models", 0, "cpu_cores", value=2.0),
        ),
    ],
)
def test_equal_numbers_are_written_equally(one, other):
    assert canonical_json(resolved(**one)) == canonical_json(resolved(**other))


def test_what_the_user_gave_is_only_read():
    config = {"regions": names(1, 0), "start_date": date(2023, 1, 1)}
    kept = deepcopy(config)
    resolved(**config)
    assert config == kept


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.dates(),
    st.binary(max_size=3),
)
values = st.recursive(
    scalars,
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
        while True:
            keys = [*place] if isinstance(place, dict) else [*range(len(place))]
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            inner = place[key]
            if isinstance(inner, dict | list) and draw(st.booleans()):
                place = inner
                continue
            place[key] = draw(values)
            break
    return config


@given(damaged_configs())
@settings(max_examples=60)
def test_any_config_is_resolved_or_refused(config):
    try:
        found = resolve(config, DEFAULT_FLEET, SCHEMA)
    except SettingsError as refusal:
        assert refusal.faults
        assert len(str(refusal).splitlines()) <= 10
    else:
        assert resolve(found, DEFAULT_FLEET, SCHEMA) == found


@pytest.mark.parametrize(
    "text",
    [
        "hosts: [",
        "hosts:\n\t- 5",
        "- hosts",
        "hosts",
        "",
        "a: !!python/object:x.y {}",
        "{a: 1}: 2",
        "a: \0",
    ],
)
def test_a_file_that_is_no_mapping_is_refused(tmp_path, text):
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"mine\.yaml") as refusal:
        load_yaml(path)
    assert len(str(refusal.value).splitlines()) == 2


@pytest.mark.parametrize("content", [b"\xff\xfe\xfa", None])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, content):
    path = tmp_path / "mine.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"mine\.yaml"):
        load_yaml(path)


@pytest.mark.parametrize("text", ["start_date: 2023-02-29", "a: !!int x"])
def test_a_value_that_yaml_cannot_make_is_refused(tmp_path, text):
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        load_yaml(path)
    except SettingsError:
        return
    pytest.fail("The file was read.")


@pytest.mark.parametrize(
    "config",
    [
        {"company": "Bank\n"},
        {"mail_domain": "a.example\n"},
        edited("regions", 0, "name", value="na\n"),
        edited("departments", 0, "code", value="RB\n"),
        edited("hardware_models", 0, "source", value="a list\n"),
    ],
)
def test_a_line_break_at_the_end_is_refused(config):
    with pytest.raises(SettingsError):
        resolved(**config)


def test_half_a_surrogate_pair_is_refused():
    with pytest.raises(SettingsError):
        resolved(company="\ud800")


def test_a_number_of_thousands_of_digits_is_refused():
    try:
        resolved(hosts=1 << 20_000)
    except SettingsError:
        return
    pytest.fail("The config was accepted.")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [1.0, None, True]}, '{"a":[1.0,null,true],"b":1}'),
        ({"ü": "🚀 é"}, '{"ü":"🚀 é"}'),
        ({"a": {"d": 1, "c": '"'}}, '{"a":{"c":"\\"","d":1}}'),
        ({}, "{}"),
    ],
)
def test_canonical_json(value, text):
    assert canonical_json(value) == text


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_canonical_json_has_finite_numbers_only(value):
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"a": value})


def test_a_value_that_contains_itself_is_refused():
    endless: list = []
    endless.append(endless)
    with pytest.raises(SettingsError, match="contains itself"):
        resolved(regions=endless)
