"""Configs that are wrong, or look it: what a file or an argument says, and the answer.

A case is refused with a line that names key, value and remedy, or accepted and right.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Refused:
    """A file or argument that is refused: what the message must say.

    ``snakemake`` names the exception with which Snakemake itself ends, before the
    workflow is read, if that is what a user of --configfile meets. The file is then
    refused by the workflow alone where it replaces config/config.yaml.
    """

    given: str | bytes
    key: str
    shows: str
    remedy: str
    snakemake: str | None = None


@dataclass(frozen=True)
class Accepted:
    """A file or argument that is right: settings that it must give."""

    given: str | bytes
    settings: dict[str, Any]


def region(name: str, weight: str = "1") -> str:
    """Return a config with one region, its name and weight as written in YAML."""
    return f"regions: [{{name: {name}, weight: {weight}}}]\n"


def two_regions(one: str, other: str) -> str:
    """Return a config with two regions, their names as written in YAML."""
    halves = (f"{{name: {name}, weight: 0.5}}" for name in (one, other))
    return f"regions: [{', '.join(halves)}]\n"


def scenario(**values: str) -> str:
    """Return an entry of scenarios in flow style, with some values as written."""
    variant = (
        "base_utilisation_min_pct: 1, base_utilisation_max_pct: 2, growth_pct: 3,"
        " season_amplitude_pct: 4, noise_pct: 5, bursts_per_30d: 6"
    )
    values = {
        "name": "S",
        "weight": "1",
        "one": f"{{name: A, risk: common, weight: 0.5, {variant}}}",
        "other": f"{{name: B, risk: rare, weight: 0.5, {variant}}}",
        **values,
    }
    values.setdefault("variants", f"[{values.pop('one')}, {values.pop('other')}]")
    inner = ", ".join(
        f"{key}: {values[key]}" for key in values if key not in ("one", "other")
    )
    return f"{{{inner}}}"


YAML = "is not valid YAML"
LINE = "case.yaml"
MAPPING = "must be a mapping of keys to values"
ONE_A_LINE = "Write one key: value a line"
UTF8 = "Save it as UTF-8"
DEEP = "nested more than 20 deep"
TWICE = "is given twice"
REMOVE = "Remove one"
TAG = "has the tag"
WHOLE = "must be a whole number from 1 to 1000000000"
NUMBER = "must be a number from 0 to 1"
PRINTABLE = "1 to 100 printable characters"
DECIMAL = "Write a plain decimal number"
FEWER = "Write fewer digits"
QUOTE = "Quote it if it is text"
SAME = "Rename or remove one"
DAY = "as YYYY-MM-DD"
FILE = "into a file for --configfile"
MAIL = "Domain of the e-mail addresses, in small letters"
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 10)}]\n"
    for n in range(9)
)

CRUDE: dict[str, Refused | Accepted] = {
    "empty": Refused("", LINE, MAPPING, ONE_A_LINE, "WorkflowError"),
    "white space": Refused(" \n\n", LINE, MAPPING, ONE_A_LINE, "WorkflowError"),
    "a comment": Refused("# hosts: 5\n", LINE, MAPPING, ONE_A_LINE, "WorkflowError"),
    "a list": Refused("- hosts\n", LINE, MAPPING, ONE_A_LINE, "WorkflowError"),
    "a word": Refused("hosts\n", LINE, MAPPING, ONE_A_LINE, "WorkflowError"),
    "no space": Refused("hosts:5000\n", LINE, MAPPING, ONE_A_LINE, "WorkflowError"),
    "a number": Refused("2000\n", LINE, MAPPING, ONE_A_LINE, "WorkflowError"),
    "an equals sign": Refused("hosts=5\n", LINE, MAPPING, ONE_A_LINE, "WorkflowError"),
    "binary": Refused(bytes(range(256)), LINE, "line 2", UTF8, "UnicodeDecodeError"),
    "Latin-1": Refused(
        "seed: 1\ncompany: Café\n".encode("latin-1"),
        LINE,
        "in line 2",
        UTF8,
        "UnicodeDecodeError",
    ),
    "UTF-16": Refused(
        "seed: 1\n".encode("utf-16"), LINE, "in line 1", UTF8, "UnicodeDecodeError"
    ),
    "zero bytes": Refused(
        "company: 'a\0b'\n", LINE, YAML, "control characters", "WorkflowError"
    ),
    "escape bytes": Refused(
        "company: 'a\x1b[31mb'\n", LINE, YAML, "control characters", "WorkflowError"
    ),
    "tabs": Refused(
        "seed: 1\nregions:\n\t- na\n",
        LINE,
        "in line 3",
        "Indent with spaces, not with tabs",
        "WorkflowError",
    ),
    "an open bracket": Refused(
        "regions: [\n", LINE, YAML, "in line 2", "WorkflowError"
    ),
    "an open quote": Refused("company: 'a\n", LINE, YAML, "in line 2", "WorkflowError"),
    "a stray bracket": Refused("seed: 1]\n", "seed", "'1]'", "must be a whole number"),
    "crooked indent": Refused(
        "seed: 1\n hosts: 5\n", LINE, YAML, "in line 2", "WorkflowError"
    ),
    "a colon in a name": Refused(
        "company: Bank: A\n", LINE, YAML, "in line 1", "WorkflowError"
    ),
    "a percent sign": Refused("company: %\n", LINE, YAML, "in line 1", "WorkflowError"),
    "two documents": Refused(
        "seed: 1\n---\nseed: 2\n", LINE, YAML, "in line 2", "WorkflowError"
    ),
    "an unknown alias": Refused(
        "company: *x\n", LINE, YAML, "in line 1", "WorkflowError"
    ),
    "a key given twice": Refused(
        "seed: 1\nhosts: 5000\nseed: 2\n", "seed", "lines 1 and 3", REMOVE
    ),
    "a key given twice with one value": Refused(
        "seed: 1\nseed: 1\n", "seed", "lines 1 and 2", REMOVE
    ),
    "a key given twice in quotes": Refused(
        "seed: 1\n'seed': 2\n", "seed", "lines 1 and 2", REMOVE
    ),
    "a key given twice in a line": Refused(
        "{seed: 1, seed: 2}\n", "seed", "lines 1 and 1", REMOVE
    ),
    "a key given twice far down": Refused(
        "\n" * 400 + "{seed: 1, seed: 2}\n", "seed", "lines 401 and 401", REMOVE
    ),
    "a weight given twice": Refused(
        "regions:\n  - name: na\n    weight: 1\n    weight: 1.0\n",
        "regions[0] (na).weight",
        "lines 3 and 4",
        REMOVE,
    ),
    "a name given twice": Refused(
        region("na, name: emea"), "regions[0] (na).name", "lines 1 and 1", REMOVE
    ),
    "a list given twice": Refused(
        region("na") + region("emea"), "regions", "lines 1 and 2", REMOVE
    ),
    "JSON with a key given twice": Refused(
        '{"seed": 1, "hosts": 5000, "seed": 2}', "seed", TWICE, REMOVE
    ),
    "JSON with a weight given twice": Refused(
        '{"regions": [{"name": "na", "weight": 1, "weight": 1}]}',
        "weight",
        TWICE,
        REMOVE,
    ),
    "JSON with a rounded number": Refused(
        '{"people": 60.00000000000000000001}', LINE, "'60.0000", FEWER
    ),
    "JSON that is not a number": Refused(
        '{"hosts": NaN}', "hosts", "nan", "must be a finite number"
    ),
    "JSON without end": Refused(
        '{"hosts": Infinity}', "hosts", "inf", "must be a finite number"
    ),
    "JSON, half of it": Refused(
        '{"hosts": 5000', LINE, YAML, "did not find expected", "WorkflowError"
    ),
    "JSON without an object": Refused("[]", LINE, MAPPING, ONE_A_LINE, "WorkflowError"),
    "deep": Refused(f"company: {'[' * 21}{']' * 21}\n", LINE, DEEP, "Undo the nesting"),
    "deeper": Refused(
        f"company: {'[' * 5000}{']' * 5000}\n",
        LINE,
        DEEP,
        "Undo the nesting",
        "RecursionError",
    ),
    "so deep that the loader in C would crash": Refused(
        f"company: {'[' * 80_000}\n",
        LINE,
        DEEP,
        "Undo the nesting",
        "RecursionError",
    ),
    "deep JSON": Refused(
        f'{{"company": {"[" * 100_000}{"]" * 100_000}}}',
        LINE,
        DEEP,
        "Undo the nesting",
        "RecursionError",
    ),
    "ten megabytes": Refused(
        f'{{"seed": 5{" " * 10_000_000}}}',
        LINE,
        "larger than 5000000 bytes",
        "largest size that is allowed",
    ),
    "a billion laughs": Refused(
        LAUGHS, LINE, "more than 200000 values", "Undo the YAML aliases"
    ),
    "a list that contains itself": Refused(
        "regions: &r [*r]\n", "regions[0]", "contains itself", "Undo the YAML alias"
    ),
    "a mapping that contains itself": Refused(
        "regions: &r {a: *r}\n", "regions.a", "contains itself", "Undo the YAML alias"
    ),
    "a tag of one's own": Refused(
        "company: !secret key\n", "company", TAG, "Remove it", "WorkflowError"
    ),
    "a tag with a line break": Refused(
        "company: !a%0Ab key\n", "company", TAG, "Remove it", "WorkflowError"
    ),
    "a Python object": Refused(
        "company: !!python/object:os.x {}\n",
        "company",
        TAG,
        "Remove it",
        "WorkflowError",
    ),
    "a Python call": Refused(
        "company: !!python/object/apply:os.system [exit]\n",
        "company",
        TAG,
        "Remove it",
        "WorkflowError",
    ),
    "a Python name, which Snakemake takes": Refused(
        "company: !!python/name:os.system\n", "company", TAG, "Remove it"
    ),
    "a Python tuple, which Snakemake takes": Refused(
        "regions: !!python/tuple [{name: na, weight: 1}]\n",
        "regions",
        TAG,
        "Remove it",
    ),
    "a template, which Snakemake fills in": Refused(
        "__use_yte__: true\nseed: ?1 + 1\n", LINE, "is a template", "Write its values"
    ),
    "not an integer": Refused(
        "seed: !!int x\n", "seed", "cannot be read as int", "Correct it", "ValueError"
    ),
    "not a truth": Refused(
        "seed: !!bool x\n", "seed", "cannot be read as bool", "Correct it", "KeyError"
    ),
    "not a float": Refused(
        "seed: !!float ''\n", "seed", "read as float", "Correct it", "IndexError"
    ),
    "not a date": Refused(
        "start_date: !!timestamp x\n",
        "start_date",
        "is not a day of the calendar",
        "Correct the day",
        "AttributeError",
    ),
    "bytes": Refused(
        "company: !!binary aGVsbG8=\n", "company", "b'hello'", "must be text"
    ),
    "a set": Refused(
        "regions: !!set {na, emea}\n", "regions", "{", "must be a list of 1 to 1000"
    ),
    "a key that is a mapping": Refused(
        "? {a: 1}\n: 2\n", LINE, YAML, "unhashable key", "WorkflowError"
    ),
    "a key that is a list": Refused(
        "? [a]\n: 2\n", LINE, YAML, "unhashable key", "WorkflowError"
    ),
    "a key that is no day": Refused(
        "2023-02-29: 5\n", "2023-02-29", "in line 1", "Correct the day", "ValueError"
    ),
    "a key that is nothing": Refused("~: 5\n", "None", "not a key", "Keys here"),
    "a key that is a number": Refused("1.5: 5\n", "1.5", "not a key", "Keys here"),
    "a key that is a date": Refused(
        "2023-01-01: 5\n", "2023-01-01", "not a key", "Keys here"
    ),
    "a key that is on": Refused("on: 5\n", "on", "read by YAML as True", QUOTE),
    "an empty key": Refused("'': 5\n", "''", "not a key", "Keys here"),
    "a key in capitals": Refused("HOSTS: 5\n", "HOSTS", "not a key", "Keys here"),
    "a key with a capital": Refused(
        "Hosts: 5\n", "Hosts", "not a key", "Did you mean hosts?"
    ),
    "a key with a space": Refused(
        "'hosts ': 5\n", "'hosts '", "not a key", "Did you mean hosts?"
    ),
    "a key with a hyphen": Refused(
        "start-date: 2023-01-01\n", "start-date", "not a key", "mean start_date?"
    ),
    "a key with an invisible space": Refused(
        "ho\u200bsts: 5\n", r"'ho\u200bsts'", "not a key", "Did you mean hosts?"
    ),
    "a Cyrillic letter in a key": Refused(
        "h\u043ests: 5\n", "h\u043ests", "not a key", "Did you mean hosts?"
    ),
    "a key of 1,000 letters": Refused(
        f"{'x' * 1000}: 5\n", f"'{'x' * 27}...{'x' * 28}'", "not a key", "Keys here"
    ),
    "a key of 10,000 letters, more than YAML takes": Refused(
        f"{'x' * 10_000}: 5\n", LINE, YAML, "in line 1", "WorkflowError"
    ),
    "a hundred strangers": Refused(
        "".join(f"key_{n}: 1\n" for n in range(100)),
        "key_0",
        "The config has 100 faults",
        "and 92 more.",
    ),
    "a key of another tool": Refused(
        "config:\n  hosts: 5\n", "config", "not a key", "Keys here"
    ),
    "a key merged twice": Refused(
        "<<: {seed: 5}\n<<: {seed: 6}\n", "'<<'", "lines 1 and 2", REMOVE
    ),
    "JSON that merges, as only YAML can": Refused(
        '{"<<": {"seed": 5}}', "'<<'", "not a key", "Keys here"
    ),
    "JSON with a key given twice in two spellings": Refused(
        '{"seed": 1, "se\\u0065d": 2}', "seed", TWICE, REMOVE
    ),
    "JSON with a comment": Refused('{"seed": 5 // five\n}', "seed", "'5 // five'", "0"),
    "JSON with a word after it": Refused(
        '{"seed": 5} x', LINE, YAML, "in line 1", "WorkflowError"
    ),
    "an equals sign for a key": Refused("=: 5\n", "'='", TAG, "Remove it"),
    "an anchor given twice": Refused(
        "seed: &a 5\npeople: &a 6\nhosts: *a\n",
        LINE,
        YAML,
        "in line 2",
        "WorkflowError",
    ),
    "a later YAML": Refused(
        "%YAML 9.0\n---\nseed: 5\n", LINE, YAML, "in line 1", "WorkflowError"
    ),
    "a list of pairs": Refused(
        "regions: !!omap [na: 1]\n", "regions[0]", "['na', 1]", "a mapping"
    ),
    "a hard space after the colon": Refused(
        "seed:\u00a05\n", LINE, MAPPING, ONE_A_LINE, "WorkflowError"
    ),
    "a hard space before the value": Refused(
        "seed: \u00a05\n", "seed", r"'\xa05'", "without quotes"
    ),
    "a wide colon": Refused(
        "seed\uff1a5\n", LINE, MAPPING, ONE_A_LINE, "WorkflowError"
    ),
    "a tag that YAML knows": Accepted("company: !!str NO\n", {"company": "NO"}),
    "a merge below a key": Accepted("<<: {seed: 5}\nseed: 6\n", {"seed": 6}),
    "a key with a question mark": Accepted("? seed\n: 5\n", {"seed": 5}),
    "JSON with halves of a character": Accepted(
        '{"company": "\\ud83d\\ude80"}', {"company": "\U0001f680"}
    ),
    "a byte order mark": Accepted("\ufeffseed: 5\n", {"seed": 5}),
    "lines of Windows": Accepted("seed: 5\r\nhosts: 3000\r\n", {"hosts": 3000}),
    "lines of an old Mac": Accepted("seed: 5\rhosts: 3000\r", {"hosts": 3000}),
    "no line break at the end": Accepted("seed: 5", {"seed": 5}),
    "a document marker": Accepted("---\nseed: 5\n...\n", {"seed": 5}),
    "JSON": Accepted('{\n\t"seed": 5\n}\n', {"seed": 5}),
    "JSON with a comma too many": Accepted('{"seed": 5,}', {"seed": 5}),
    "an empty mapping": Accepted("{}\n", {"seed": 42, "hosts": 2000}),
    "an alias": Accepted("seed: &n 5\npeople: *n\n", {"seed": 5, "people": 5}),
    "a merged mapping": Accepted(
        "regions: [&r {name: a, weight: 0.5}, {<<: *r, name: b}]\n",
        {"regions": [{"name": "a", "weight": 0.5}, {"name": "b", "weight": 0.5}]},
    ),
}

NUMBERS: dict[str, Refused | Accepted] = {
    "octal": Refused("seed: 017\n", "seed", "'017': is read by YAML as 15", DECIMAL),
    "sexagesimal": Refused(
        "seed: 1:30\n", "seed", "'1:30': is read by YAML as 90", DECIMAL
    ),
    "sexagesimal with a point": Refused(
        "seed: 1:30.0\n", "seed", "'1:30.0': is read by YAML as 90.0", DECIMAL
    ),
    "a leading zero": Refused("hosts: 02000\n", "hosts", "'02000'", DECIMAL),
    "a leading zero that is not octal": Refused(
        "hosts: 08000\n", "hosts", "'08000'", WHOLE
    ),
    "octal as in YAML 1.2": Refused("hosts: 0o3720\n", "hosts", "'0o3720'", WHOLE),
    "an exponent without a point": Refused(
        "hosts: 2e3\n", "hosts", "'2e3'", "write the number without quotes or exponent"
    ),
    "a comma": Refused("hosts: 2,000\n", "hosts", "'2,000'", WHOLE),
    "a unit": Refused("hosts: 2000 hosts\n", "hosts", "'2000 hosts'", WHOLE),
    "other digits": Refused("hosts: ٢٠٠٠\n", "hosts", "'٢٠٠٠'", WHOLE),
    "quotes": Refused("hosts: '2000'\n", "hosts", "'2000'", WHOLE),
    "nothing": Refused("hosts:\n", "hosts", "must be a whole number", "from 1"),
    "true": Refused("hosts: true\n", "hosts", "True", WHOLE),
    "yes": Refused("hosts: yes\n", "hosts", "'yes': is read by YAML as True", QUOTE),
    "a date": Refused("hosts: 2023-01-01\n", "hosts", "'2023-01-01'", WHOLE),
    "a mapping": Refused("hosts: {n: 5}\n", "hosts", "{'n': 5}", WHOLE),
    "zero": Refused("hosts: 0\n", "hosts", "0", WHOLE),
    "minus zero": Refused("hosts: -0\n", "hosts", "0", WHOLE),
    "minus": Refused("hosts: -2000\n", "hosts", "-2000", WHOLE),
    "one host": Refused("hosts: 1\n", "hosts", "1", "at least 688 hosts"),
    "half a host": Refused("hosts: 2000.5\n", "hosts", "2000.5", WHOLE),
    "10^18 hosts": Refused(f"hosts: {10**18}\n", "hosts", str(10**18), WHOLE),
    "10^18 hosts as a float": Refused("hosts: 1.0e+18\n", "hosts", "1e+18", WHOLE),
    "10^400 hosts": Refused(f"hosts: 1{'0' * 400}\n", "hosts", "inf", "finite number"),
    "10^5000 hosts": Refused(
        f"hosts: 1{'0' * 5000}\n", "hosts", "000...000", "Correct it", "ValueError"
    ),
    "infinitely many hosts": Refused("hosts: .inf\n", "hosts", "inf", "finite number"),
    "not a number": Refused("hosts: .nan\n", "hosts", "nan", "finite number"),
    "a host and a bit": Refused(
        "hosts: 2000.00000000000000001\n", "hosts", "'2000.000", FEWER
    ),
    "a seed of 65 bits": Refused(f"seed: {2**64}\n", "seed", str(2**64), "from 0 to"),
    "a seed that a float rounds": Refused(
        "seed: 12345678901234567890.0\n", "seed", "'1234567890", FEWER
    ),
    "a seed with an exponent": Refused(
        "seed: 1.0e+19\n", "seed", "1e+19", "Write a whole number"
    ),
    "weights a billionth short": Refused(
        region("na", "0.999999999"), "regions[0] (na).weight", "0.999999999", "Round it"
    ),
    "a third": Refused(
        region("na", "0.3333333333"), "regions[0] (na).weight", "0.333", "Round it"
    ),
    "a third to the last digit": Refused(
        region("na", "0.33333333333333333333"),
        "regions[0] (na).weight",
        "'0.3333",
        FEWER,
    ),
    "a tenth and two": Refused(
        region("na", "0.30000000000000004"),
        "regions[0] (na).weight",
        "0.30000000000000004",
        "Round it",
    ),
    "a weight that vanishes": Refused(
        region("na", "1.0e-400"), "regions[0] (na).weight", "'1.0e-400'", FEWER
    ),
    "a weight that overflows": Refused(
        region("na", "1.0e+400"), "regions[0] (na).weight", "'1.0e+400'", FEWER
    ),
    "a weight beyond any exponent": Refused(
        region("na", "1.0e-99999999999999999999"),
        "regions[0] (na).weight",
        "'1.0e-99",
        FEWER,
    ),
    "a weight that is text in YAML": Refused(
        region("na", "1e-400"),
        "regions[0] (na).weight",
        "'1e-400'",
        "without quotes or exponent",
    ),
    "a weight in quotes": Refused(
        region("na", '"0.2"'), "regions[0] (na).weight", "'0.2'", "without quotes"
    ),
    "a negative weight": Refused(
        region("na", "-0.1"), "regions[0] (na).weight", "-0.1", NUMBER
    ),
    "a weight above 1": Refused(
        region("na", "1.000001"), "regions[0] (na).weight", "1.000001", NUMBER
    ),
    "a percentage": Refused(
        region("na", "100%"), "regions[0] (na).weight", "'100%'", NUMBER
    ),
    "a fraction": Refused(
        region("na", "1/2"), "regions[0] (na).weight", "'1/2'", NUMBER
    ),
    "a decimal comma": Refused(
        region("na", '"0,5"'), "regions[0] (na).weight", "'0,5'", NUMBER
    ),
    "a weight that is not a number": Refused(
        region("na", ".nan"), "regions[0] (na).weight", "nan", "finite number"
    ),
    "an infinite weight": Refused(
        region("na", "-.inf"), "regions[0] (na).weight", "-inf", "finite number"
    ),
    "a weight that is a truth": Refused(
        region("na", "true"), "regions[0] (na).weight", "True", NUMBER
    ),
    "a weight that is nothing": Refused(
        region("na", "~"),
        "regions[0] (na).weight",
        "must be a number",
        "at most six places",
    ),
    "a weight that is a list": Refused(
        region("na", "[1]"), "regions[0] (na).weight", "[1]", NUMBER
    ),
    "underscores": Accepted("hosts: 10_000\n", {"hosts": 10_000}),
    "hexadecimal": Accepted("seed: 0x1F\n", {"seed": 31}),
    "a sign": Accepted("hosts: +5000\n", {"hosts": 5000}),
    "a whole float": Accepted("hosts: 5000.0\n", {"hosts": 5000}),
    "an exponent with a point": Accepted("hosts: 5.0e+3\n", {"hosts": 5000}),
    "the largest seed": Accepted(f"seed: {2**64 - 1}\n", {"seed": 2**64 - 1}),
    "a weight of an integer": Accepted(
        region("na", "1"), {"regions": [{"name": "na", "weight": 1.0}]}
    ),
    "a billion hosts": Accepted("hosts: 1000000000\n", {"hosts": 10**9}),
    "two hosts by quota": Accepted(
        f"hosts: 2\nallocation: quota\nscenarios: [{scenario()}]\n", {"hosts": 2}
    ),
    "one host by quota": Refused(
        f"hosts: 1\nallocation: quota\nscenarios: [{scenario()}]\n",
        "hosts",
        "1",
        "at least 2 hosts",
    ),
    "one person": Accepted(
        "people: 1\napplications_per_department: 1\n", {"people": 1}
    ),
}

DATES: dict[str, Refused | Accepted] = {
    "no leap year": Refused(
        "start_date: 2023-02-29\n",
        "start_date",
        "'2023-02-29': is not a day of the calendar, in line 1 of case.yaml",
        "Correct the day",
        "ValueError",
    ),
    "no leap year in quotes": Refused(
        "start_date: '2023-02-29'\n", "start_date", "'2023-02-29'", "Correct the day"
    ),
    "no such month": Refused(
        "end_date: 2025-13-01\n", "end_date", "'2025-13-01'", "Correct", "ValueError"
    ),
    "no such day of a century": Refused(
        "end_date: '2100-02-29'\n", "end_date", "'2100-02-29'", "Correct the day"
    ),
    "a time": Refused(
        "start_date: 2023-01-01T12:00:00\n", "start_date", "2023, 1, 1", DAY
    ),
    "a time with a zone": Refused(
        "start_date: 2023-01-01 00:00:00+01:00\n", "start_date", "2023, 1, 1", DAY
    ),
    "a time in quotes": Refused(
        "start_date: '2023-01-01T00:00:00'\n", "start_date", "'2023-01-01T", DAY
    ),
    "one digit": Refused("start_date: 2023-1-5\n", "start_date", "'2023-1-5'", DAY),
    "a point": Refused("end_date: 31.12.2025\n", "end_date", "'31.12.2025'", DAY),
    "a slash": Refused("end_date: 12/31/2025\n", "end_date", "'12/31/2025'", DAY),
    "no separators": Refused("end_date: 20251231\n", "end_date", "20251231", DAY),
    "a week": Refused("end_date: 2025-W01-1\n", "end_date", "'2025-W01-1'", DAY),
    "a subtraction": Refused("end_date: 2025 - 12\n", "end_date", "'2025 - 12'", DAY),
    "today": Refused("end_date: today\n", "end_date", "'today'", DAY),
    "a space": Refused("end_date: '2025-12-31 '\n", "end_date", "'2025-12-31 '", DAY),
    "wide digits": Refused(
        "end_date: ２０２５-12-31\n", "end_date", "'２０２５-12-31'", DAY
    ),
    "the year 1": Refused("start_date: 0001-01-01\n", "start_date", "0001", DAY),
    "the year 2200": Refused("end_date: 2200-01-01\n", "end_date", "2200", DAY),
    "the year 10000": Refused(
        "end_date: 10000-01-01\n", "end_date", "'10000-01-01'", DAY
    ),
    "nothing": Refused("end_date: ~\n", "end_date", "must be text", DAY),
    "end before start": Refused(
        "start_date: 2026-01-01\n", "start_date", "'2026-01-01'", "Swap the two"
    ),
    "a day before": Refused(
        "{start_date: 2024-03-01, end_date: 2024-02-29}\n",
        "start_date",
        "is after end_date, 2024-02-29",
        "Swap the two",
    ),
    "one day": Accepted(
        "{start_date: 2024-02-29, end_date: '2024-02-29'}\n",
        {"start_date": "2024-02-29", "end_date": "2024-02-29"},
    ),
    "three centuries": Accepted(
        "{start_date: 1900-01-01, end_date: 2199-12-31}\n", {"end_date": "2199-12-31"}
    ),
}

NAMES: dict[str, Refused | Accepted] = {
    "Norway": Refused(
        region("NO"), "regions[0].name", "'NO': is read by YAML as False", QUOTE
    ),
    "yes": Refused(region("yes"), "regions[0].name", "'yes'", QUOTE),
    "on": Refused(region("On"), "regions[0].name", "'On'", QUOTE),
    "off": Refused(region("OFF"), "regions[0].name", "'OFF'", QUOTE),
    "true": Refused(region("true"), "regions[0].name", "True", "must be text"),
    "nothing": Refused(region("null"), "regions[0].name", "must be text", PRINTABLE),
    "a tilde": Refused(region("~"), "regions[0].name", "must be text", PRINTABLE),
    "a number": Refused(region("1"), "regions[0].name", "1", "must be text"),
    "a number with zeros": Refused(
        region("007"), "regions[0].name", "'007': is read by YAML as 7", DECIMAL
    ),
    "a time of day": Refused(region("12:30"), "regions[0].name", "'12:30'", DECIMAL),
    "infinity": Refused(region(".inf"), "regions[0].name", "inf", "finite number"),
    "a list": Refused(region("[na]"), "regions[0].name", "['na']", "must be text"),
    "empty": Refused(region("''"), "regions[0] ().name", "''", PRINTABLE),
    "a space": Refused(region("' '"), "regions[0] ( ).name", "' '", PRINTABLE),
    "a space at the start": Refused(
        "company: ' a'\n", "company", "' a'", "must be text"
    ),
    "a hard space at the end": Refused(
        'company: "a\\_"\n', "company", r"'a\xa0'", "must be text"
    ),
    "a block that ends its line": Refused(
        "company: |\n  a\n", "company", r"'a\n'", "must be text"
    ),
    "a line break": Refused('company: "a\\nb"\n', "company", r"'a\nb'", "must be text"),
    "a tab": Refused('company: "a\\tb"\n', "company", r"'a\tb'", "must be text"),
    "a carriage return": Refused(
        'company: "a\\rb"\n', "company", r"'a\rb'", "must be text"
    ),
    "a zero byte": Refused(
        'company: "a\\0b"\n', "company", r"'a\x00b'", "must be text"
    ),
    "an escape": Refused('company: "a\\eb"\n', "company", r"'a\x1bb'", "must be text"),
    "a delete": Refused('company: "a\\x7fb"\n', "company", r"'a\x7fb'", "must be text"),
    "a next line": Refused(
        'company: "a\\Nb"\n', "company", r"'a\x85b'", "must be text"
    ),
    "a line separator": Refused(
        'company: "a\\Lb"\n', "company", r"'a\u2028b'", "must be text"
    ),
    "an invisible space": Refused(
        "company: a\u200bb\n", "company", r"'a\u200bb'", "must be text"
    ),
    "a joiner between letters": Refused(
        "company: a\u200db\n", "company", r"'a\u200db'", "must be text"
    ),
    "a joiner at the end": Refused(
        "company: 👩\u200d\n", "company", r"'👩\u200d'", "must be text"
    ),
    "a soft hyphen": Refused(
        "company: a\u00adb\n", "company", r"'a\xadb'", "must be text"
    ),
    "a turn of the line": Refused(
        "company: a\u202eb\n", "company", r"'a\u202eb'", "must be text"
    ),
    "an isolate": Refused(
        "company: a\u2066b\n", "company", r"'a\u2066b'", "must be text"
    ),
    "an Arabic letter mark": Refused(
        "company: a\u061cb\n", "company", r"'a\u061cb'", "must be text"
    ),
    "a word joiner": Refused(
        "company: a\u2060b\n", "company", r"'a\u2060b'", "must be text"
    ),
    "a byte order mark": Refused(
        'company: "a\\uFEFFb"\n', "company", r"'a\ufeffb'", "must be text"
    ),
    "a Hangul filler": Refused(
        "company: \u3164\n", "company", "'\u3164'", "must be text"
    ),
    "a blank of Braille": Refused(
        "company: \u2800\n", "company", "'\u2800'", "must be text"
    ),
    "a letter of tags": Refused(
        'company: "a\\U000E0061"\n', "company", r"'a\U000e0061'", "must be text"
    ),
    "half a character in JSON": Refused(
        '{"company": "\\ud800"}', "company", "half a character", "Retype it"
    ),
    "a beam of music": Refused(
        "company: a\U0001d173b\n", "company", r"'a\U0001d173b'", "must be text"
    ),
    "a joiner of hieroglyphs": Refused(
        'company: "a\\U00013430b"\n', "company", r"'a\U00013430b'", "must be text"
    ),
    "an overlap of shorthand": Refused(
        "company: a\U0001bca0b\n", "company", r"'a\U0001bca0b'", "must be text"
    ),
    "a ligature": Refused(two_regions("ﬁ", "fi"), "regions", "'ﬁ'", SAME),
    "a variation of a letter": Refused(
        "company: a\ufe0f\n", "company", "'a\ufe0f'", "must be text"
    ),
    "a character that was lost": Refused(
        "company: Caf\ufffd\n", "company", "'Caf\ufffd'", "must be text"
    ),
    "101 characters": Refused(
        f"company: {'x' * 101}\n", "company", "xxx...xxx", "must be text"
    ),
    "10,000 characters": Refused(
        f"company: {'x' * 10_000}\n", "company", "xxx...xxx", "must be text"
    ),
    "one name twice": Refused(two_regions("na", "na"), "regions", "'na'", SAME),
    "one name in two cases": Refused(two_regions("na", "NA"), "regions", "'na'", SAME),
    "sharp s": Refused(two_regions("Straße", "STRASSE"), "regions", "'Straße'", SAME),
    "a final sigma": Refused(two_regions("ΟΔΟΣ", "οδος"), "regions", "'ΟΔΟΣ'", SAME),
    "one accent in two encodings": Refused(
        two_regions("Caf\u00e9", "Cafe\u0301"), "regions", "'Caf\u00e9'", SAME
    ),
    "one accent in two encodings and cases": Refused(
        two_regions("\u00c5land", "a\u030aland"), "regions", "'\u00c5land'", SAME
    ),
    "two marks in another order": Refused(
        two_regions("α\u0345\u0301", "α\u0301\u0345"), "regions", "'α", SAME
    ),
    "another space": Refused(
        two_regions("New York", "New\u00a0York"), "regions", "'New York'", SAME
    ),
    "two spaces": Refused(
        two_regions("New York", "New  York"), "regions", "'New York'", SAME
    ),
    "a joiner more": Refused(
        two_regions("می\u200cخواهم", "میخواهم"), "regions", "می", SAME
    ),
    "another variation": Refused(two_regions("❤", "❤\ufe0f"), "regions", "'❤'", SAME),
    "a scenario of the same name": Refused(
        f"scenarios: [{scenario(weight='0.5')}, {scenario(name='s', weight='0.5')}]\n",
        "scenarios",
        "'S'",
        SAME,
    ),
    "a scenario named NO": Refused(
        f"scenarios: [{scenario(name='NO')}]\n", "scenarios[0].name", "'NO'", QUOTE
    ),
    "y and n, which PyYAML takes for text": Accepted(
        two_regions("y", "n"),
        {"regions": [{"name": "y", "weight": 0.5}, {"name": "n", "weight": 0.5}]},
    ),
    "an exponent": Accepted(
        region("1e3"), {"regions": [{"name": "1e3", "weight": 1.0}]}
    ),
    "a day": Accepted("company: 2023-01-01\n", {"company": "2023-01-01"}),
    "a folded line": Accepted("company: >-\n  a\n  b\n", {"company": "a b"}),
    "100 emoji": Accepted(f"company: {'🚀' * 100}\n", {"company": "🚀" * 100}),
    "joined emoji": Accepted("company: 👩\u200d💻\n", {"company": "👩\u200d💻"}),
    "an emoji with a selector": Accepted("company: ❤\ufe0f\n", {"company": "❤\ufe0f"}),
    "Persian": Accepted("company: می\u200cخواهم\n", {"company": "می\u200cخواهم"}),
    "an accent by itself": Accepted("company: Cafe\u0301\n", {"company": "Cafe\u0301"}),
}

SHAPES: dict[str, Refused | Accepted] = {
    "an empty list": Refused("regions: []\n", "regions", "[]", "list of 1 to 1000"),
    "no list": Refused("regions:\n", "regions", "must be a list", "of 1 to 1000"),
    "a mapping": Refused(
        "regions: {na: 1}\n", "regions", "{'na': 1}", "must be a list"
    ),
    "names alone": Refused(
        "regions: [na]\n", "regions[0]", "'na'", "with the keys name, weight"
    ),
    "a list in a list": Refused("regions: [[]]\n", "regions[0]", "[]", "a mapping"),
    "1001 regions": Refused(
        f"regions: [{', '.join(f'{{name: r{n}, weight: 0}}' for n in range(1001))}]\n",
        "regions",
        "...",
        "list of 1 to 1000",
    ),
    "a list of nothing": Refused(
        "regions: [~]\n", "regions[0]", "must be a mapping", "keys name, weight"
    ),
    "no weight": Refused(
        "regions: [{name: na}]\n", "regions[0] (na).weight", "is missing", "Its share"
    ),
    "no name": Refused(
        "regions: [{weight: 1}]\n", "regions[0].name", "is missing", "The name"
    ),
    "a key too many": Refused(
        region("na", "1, wheight: 2"),
        "regions[0] (na).wheight",
        "not a key",
        "Did you mean weight?",
    ),
    "no scenarios": Refused("scenarios: []\n", "scenarios", "[]", "list of 1 to 100"),
    "no variants": Refused(
        f"scenarios: [{scenario(variants='[]')}]\n",
        "scenarios[0] (S).variants",
        "[]",
        "list of 2 entries",
    ),
    "both variants common": Refused(
        f"scenarios: [{scenario()}]\n".replace("rare", "common"),
        "scenarios[0] (S).variants",
        "['common', 'common']",
        "Change the risk of one",
    ),
    "a scenario of no weight": Refused(
        f"scenarios: [{scenario()}, {scenario(name='T', weight='0')}]\n",
        "scenarios",
        "'T / A'",
        "Give it a weight above 0",
    ),
    "a lower-case code": Refused(
        "departments: [{name: a, code: rb, division: d, weight: 1}]\n",
        "departments[0] (a).code",
        "'rb'",
        "Two to four capital letters",
    ),
    "a code of Norway": Refused(
        "departments: [{name: a, code: NO, division: d, weight: 1}]\n",
        "departments[0] (a).code",
        "'NO'",
        QUOTE,
    ),
    "one classification": Refused(
        "classifications: [{name: virtual, weight: 1}]\n",
        "classifications",
        "'virtual'",
        "a list of 2 entries",
    ),
    "keys as a truth": Refused("keys: true\n", "keys", "True", "enforced, audited"),
    "keys off": Refused("keys: off\n", "keys", "'off': is read by YAML", QUOTE),
    "keys half said": Refused("keys: enforce\n", "keys", "'enforce'", "mean enforced?"),
    "a version as a number": Refused(
        "storage_version: 1.0\n", "storage_version", "1.0", "must be one of v1.0.0"
    ),
    "a quota that never comes out even": Refused(
        f"allocation: quota\nscenarios: [{scenario()}]\n".replace(
            "common, weight: 0.5", "common, weight: 0.499999"
        ).replace("rare, weight: 0.5", "rare, weight: 0.500001"),
        "allocation",
        "these need 1000000",
        "Round the weights",
    ),
}

DOMAINS: dict[str, Refused | Accepted] = {
    **{
        written: Refused(
            f"mail_domain: '{written}'\n", "mail_domain", repr(written), MAIL
        )
        for written in (
            "localhost",
            "a@b.example",
            "Bank.example",
            "-a.example",
            "a-.example",
            "a..example",
            ".example",
            "a.example.",
            "a b.example",
            "a_b.example",
            "bänk.example",
            "a.example/x",
            "a.example:25",
            "a.example,b.example",
            "1.2.3.4",
            "a.123",
            "[::1]",
            "a.example>",
        )
    },
    "a long label": Refused(
        f"mail_domain: {'a' * 64}.example\n", "mail_domain", "aaa...", MAIL
    ),
    "a long domain": Refused(
        f"mail_domain: {'a.' * 60}example\n", "mail_domain", "a.a.", MAIL
    ),
    "in Punycode": Accepted(
        "mail_domain: xn--bnk-qla.example\n", {"mail_domain": "xn--bnk-qla.example"}
    ),
    "with digits": Accepted(
        "mail_domain: 3com.example\n", {"mail_domain": "3com.example"}
    ),
}

FILES = {
    f"{kind}: {name}": case
    for kind, cases in {
        "crude": CRUDE,
        "number": NUMBERS,
        "date": DATES,
        "name": NAMES,
        "shape": SHAPES,
        "mail domain": DOMAINS,
    }.items()
    for name, case in cases.items()
}

# What follows --config, one argument a line.
ARGUMENTS: dict[str, Refused | Accepted] = {
    "a key twice": Refused("seed=1\nseed=2", "seed", "given twice", REMOVE),
    "nothing": Refused("hosts=", "hosts", "must be a whole number", "from 1"),
    "a word": Refused("hosts=many", "hosts", "'many'", WHOLE),
    "half a host": Refused("hosts=2000.5", "hosts", "2000.5", WHOLE),
    "a host and a bit": Refused(
        "hosts=2000.00000000000000001", "hosts", "'2000.", FEWER
    ),
    "not a number": Refused("hosts=nan", "hosts", "nan", "finite number"),
    "infinity": Refused("hosts=-inf", "hosts", "-inf", "finite number"),
    "infinity in full": Refused("hosts=Infinity", "hosts", "inf", "finite number"),
    "10^400": Refused("hosts=1e400", "hosts", "'1e400'", FEWER),
    "10^18": Refused("hosts=1e18", "hosts", "1e+18", WHOLE),
    "truth": Refused("hosts=True", "hosts", "True", WHOLE),
    "truth in small letters": Refused("hosts=true", "hosts", "'true'", WHOLE),
    "hexadecimal": Refused("hosts=0x7D0", "hosts", "'0x7D0'", WHOLE),
    "too few": Refused("hosts=687", "hosts", "687", "at least 688 hosts"),
    "a seed with an exponent": Refused("seed=1e19", "seed", "1e+19", "a whole number"),
    "a seed that a float rounds": Refused(
        "seed=12345678901234567891.0", "seed", "'1234567890", FEWER
    ),
    "a seed of 65 bits": Refused(f"seed={2**64}", "seed", str(2**64), "from 0 to"),
    "a near key": Refused("hots=5", "hots", "not a key", "Did you mean hosts?"),
    "a key with a hyphen": Refused("start-date=5", "start-date", "not", "start_date?"),
    "the singular": Refused(
        "region=NO", "region", "not a key", "Did you mean regions?"
    ),
    "a name for a list": Refused("regions=na", "regions", "'na'", "must be a list"),
    "a list of names": Refused("regions=[na]", "regions[0]", "'na'", "a mapping"),
    "numbers in a list, which Snakemake takes for text": Refused(
        "regions=[{name: na, weight: 1.0}]",
        "regions[0] (na).weight",
        "'1.0'",
        "into a file for --configfile",
    ),
    "a mapping": Refused("hosts={n: 5}", "hosts", "{'n': '5'}", WHOLE),
    "a list": Refused("hosts=[5]", "hosts", "['5']", WHOLE),
    "a name that is a number": Refused("company=42", "company", "42", "must be text"),
    "a name that is nan": Refused("company=nan", "company", "nan", "finite number"),
    "a name of truth": Refused("company=False", "company", "False", "must be text"),
    "an empty name": Refused('company=""', "company", "must be text", PRINTABLE),
    "a line break, which Snakemake makes a space": Refused(
        "company=a\rb", "company", r"'a\rb'", "Remove what does not show"
    ),
    "an escape": Refused(
        "company=a\x1bb", "company", r"'a\x1bb'", "Remove what does not show"
    ),
    "an invisible space": Refused(
        "company=a\u200bb", "company", r"'a\u200bb'", PRINTABLE
    ),
    "no leap year": Refused(
        "start_date=2023-02-29", "start_date", "'2023-02-29'", "Correct the day"
    ),
    "no separators": Refused("end_date=20251231", "end_date", "20251231", DAY),
    "end before start": Refused(
        "end_date=2022-12-31", "start_date", "'2023-01-01'", "Swap the two"
    ),
    "a near word": Refused("allocation=Quota", "allocation", "'Quota'", "mean quota?"),
    "another word": Refused("keys=none", "keys", "'none'", "enforced, audited"),
    "a mail address": Refused("mail_domain=me@a.example", "mail_domain", "'me@", MAIL),
    "a template": Refused("__use_yte__=True", "__use_yte__", "not a key", "Keys here"),
    "a comment": Refused("company=Bank # 5", "company", "'Bank # 5'", FILE),
    "an anchor": Refused("company=&a b", "company", "'&a b'", FILE),
    "a tag": Refused("company=!!str b", "company", "'!!str b'", FILE),
    "a document marker": Refused("company=--- b", "company", "'--- b'", FILE),
    "three hyphens": Refused("company=---", "company", "'---'", FILE),
    "a space at the start": Refused("company= a", "company", "' a'", FILE),
    "a space before a choice": Refused("keys= audited", "keys", "' audited'", FILE),
    "a quote at the end": Refused("company=Banks'", "company", '"Banks\'"', FILE),
    "a colon in a name": Refused(
        "company=Bank: A", "company", "{'Bank': 'A'}", "must be text"
    ),
    "a hyphen for a list": Refused("company=- a", "company", "['a']", "must be text"),
    "an exponent": Accepted("hosts=2e3", {"hosts": 2000}),
    "other digits": Accepted("hosts=٣٠٠٠", {"hosts": 3000}),
    "an open bracket": Accepted("company=[a", {"company": "[a"}),
    "a number sign without a space": Accepted("company=a#b", {"company": "a#b"}),
    "quotes around": Accepted("company='a b'", {"company": "a b"}),
    "a quote inside": Accepted("company=O'Brien", {"company": "O'Brien"}),
    "underscores": Accepted("hosts=10_000", {"hosts": 10_000}),
    "the largest seed": Accepted(f"seed={2**64 - 1}", {"seed": 2**64 - 1}),
    "dates": Accepted("start_date=2024-02-29", {"start_date": "2024-02-29"}),
    "Norway": Accepted("company=NO", {"company": "NO"}),
    "a number in quotes, which Snakemake takes off": Refused(
        'company="42"', "company", "42", "must be text"
    ),
    "an equals sign": Accepted("company=a=b", {"company": "a=b"}),
    "words of a shell": Accepted(
        "company=$(touch x); `touch y` && rm -rf ~",
        {"company": "$(touch x); `touch y` && rm -rf ~"},
    ),
}
