"""Names that are accepted arrive as they were written, whatever they contain."""

import csv
import json

import duckdb
import yaml

REGIONS = (
    "'; DROP TABLE hosts; --",
    '"quoted" and ""doubled""',
    "</script><script>alert(1)</script>",
    "{wildcards.x} {0} {{}} {config[seed]}",
    "%s %d $1 ${HOME} $(touch pwned) `touch pwned`",
    "back\\slash \\n \\u0041 \\",
    "../../etc/passwd",
    "C:\\Windows\\*?.txt",
    "=HYPERLINK(1)",
    "NULL",
    "NaN",
    "NO",
    "1e3",
    "007",
    "2023-01-01",
    "Ünïcödé ÆØÅ ß",
    "Cafe\u0301",
    "الشرق الأوسط",
    "👩\u200d💻 ❤\ufe0f 🚀",
    "x" * 100,
    "#hash: colon - dash",
    "[a, b], c; d | e",
    "'",
    '"',
    ",",
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
    for model in fleet["hardware_models"]:
        del model["server_types"]
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
        check_export(connection, fresh.folder / "results/export/csv")


def check_database(connection, mine):
    variants = [one for scenario in mine["scenarios"] for one in scenario["variants"]]
    for sql, entries in (
        ("SELECT DISTINCT region FROM fleet", mine["regions"]),
        ("SELECT DISTINCT server_type FROM fleet", mine["regions"]),
        ("SELECT DISTINCT company FROM hierarchy", [{"name": COMPANY}]),
        ("SELECT DISTINCT department FROM hierarchy", mine["departments"]),
        ("SELECT hardware_model FROM hardware_models", mine["hardware_models"]),
        ("SELECT DISTINCT scenario FROM dna_profiles", mine["scenarios"]),
        ("SELECT variant FROM dna_profiles", variants),
    ):
        found = sorted(name for (name,) in connection.execute(sql).fetchall())
        assert found == sorted(entry["name"] for entry in entries)


def check_export(connection, folder):
    """Read each name from CSV by Python, and by DuckDB as the README does."""
    for table, column in (("hosts", "region"), ("hierarchy", "division")):
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            found = {row[column] for row in csv.DictReader(file)}
        again = connection.read_csv(str(path), header=True, all_varchar=True)
        for rows in (connection.table(table), again):
            names = rows.select(column).fetchall()
            assert found == {name for (name,) in names}
