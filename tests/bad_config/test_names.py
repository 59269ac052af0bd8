"""Names that are accepted arrive as they were written, whatever they contain."""

import csv
import json
from pathlib import Path

import duckdb
import yaml

REGIONS = (
    "'; DROP TABLE hosts; --",
    '"quoted" and ""doubled""',
    "comma, semicolon; pipe| tab-less",
    "</script><script>alert(1)</script>",
    "<!-- <b>&amp;</b> ]]>",
    "{wildcards.x} {0} {{}} {config[seed]}",
    "%s %d $1 ${HOME} $(touch pwned) `touch pwned`",
    "back\\slash \\n \\u0041 \\",
    "../../etc/passwd",
    "C:\\Windows\\*?.txt",
    "=HYPERLINK(1)",
    "@SUM(1)",
    "-1",
    "NULL",
    "NaN",
    "NO",
    "true",
    "1e3",
    "007",
    "2023-01-01",
    "Ünïcödé ÆØÅ ß",
    "Cafe\u0301",
    "亚太",
    "الشرق الأوسط",
    "می\u200cخواهم",
    "👩\u200d💻 ❤\ufe0f 🚀",
    "\U0001f600" * 100,
    "x" * 100,
    "#hash: colon - dash",
    "[a, b]",
    "&a *b !c |d >e",
    "'",
    '"',
    ",",
    "\\",
)
COMPANY = 'O\'Brien & "Sons" <Ltd>; {x}, 100 %'


def config_of(folder):
    """Return a config with all of these names, in every list that has names."""
    fleet = yaml.safe_load((folder / "config/config.yaml").read_text("utf-8"))
    weights = [1_000_000 - 20_000 * (len(REGIONS) - 1)]
    weights += [20_000] * (len(REGIONS) - 1)
    named = [
        {"name": name, "weight": weight / 1_000_000}
        for name, weight in zip(REGIONS, weights, strict=True)
    ]
    for key in ("scenarios", "hardware_models", "departments"):
        for entry, name in zip(fleet[key], REGIONS, strict=False):
            entry["name"] = name
    for scenario, name in zip(fleet["scenarios"], REGIONS, strict=False):
        scenario["variants"][0]["name"] = name
    for department, name in zip(fleet["departments"], REGIONS[7:], strict=False):
        department["division"] = name
    return {
        **{key: fleet[key] for key in ("scenarios", "hardware_models", "departments")},
        **dict.fromkeys(("regions", "server_types", "criticality_tiers"), named),
    }


def test_names_arrive_as_they_were_written(fresh, tmp_path):
    mine = config_of(fresh.folder)
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(mine, ensure_ascii=False), encoding="utf-8")
    given = ("--configfile", str(path), "--config", f"company={COMPANY}", "hosts=3000")
    run = fresh.run("--cores", "1", "export", *given)
    assert run.status == 0, run.text
    assert "Genesis Complete" in run.text
    audit = json.loads((fresh.folder / "results/audit.json").read_text("utf-8"))
    assert audit["success"] is True
    assert not [*tmp_path.rglob("pwned")]
    with duckdb.connect(str(fresh.database), read_only=True) as connection:
        check_database(connection, mine)
        check_csv(connection, str(tmp_path / "hosts.csv"))
        check_export(connection, fresh.folder / "results/export/csv")


def check_database(connection, mine):
    def column(sql):
        return sorted(value for (value,) in connection.execute(sql).fetchall())

    variants = [one["variants"] for one in mine["scenarios"]]
    for sql, names in (
        ("SELECT DISTINCT region FROM fleet", REGIONS),
        ("SELECT DISTINCT server_type FROM fleet", REGIONS),
        ("SELECT DISTINCT company FROM hierarchy", [COMPANY]),
        *(
            (sql, [entry["name"] for entry in mine[key]])
            for key, sql in (
                ("departments", "SELECT DISTINCT department FROM hierarchy"),
                ("hardware_models", "SELECT hardware_model FROM hardware_models"),
                ("scenarios", "SELECT DISTINCT scenario FROM dna_profiles"),
            )
        ),
        (
            "SELECT DISTINCT division FROM hierarchy",
            {department["division"] for department in mine["departments"]},
        ),
        (
            "SELECT variant FROM dna_profiles",
            [variant["name"] for pair in variants for variant in pair],
        ),
    ):
        assert column(sql) == sorted(names)
    for name in REGIONS:
        ((count,),) = connection.execute(
            "SELECT count(*) FROM hosts WHERE region = $name", {"name": name}
        ).fetchall()
        assert count > 0


def check_csv(connection, path):
    columns = ["host_index", "region", "department", "scenario", "variant", "company"]
    rows = connection.table("fleet").select(*columns).order("host_index")
    rows.write_csv(path, header=True)
    expected = [tuple(map(str, row)) for row in rows.fetchall()]
    with Path(path).open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    assert head == columns
    assert [tuple(line) for line in lines] == expected
    again = duckdb.read_csv(path, header=True, all_varchar=True)
    assert again.fetchall() == expected


def check_export(connection, folder):
    for table, column in (("hosts", "region"), ("hierarchy", "division")):
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found = {row[column] for row in csv.DictReader(file)}
        rows = connection.table(table).select(column).fetchall()
        assert found == {value for (value,) in rows}
