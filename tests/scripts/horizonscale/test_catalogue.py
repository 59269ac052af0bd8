"""What the DDL declares, as the export and the data dictionary tell it."""

from pathlib import Path

import duckdb
import pytest
from horizonscale.catalogue import DDL, SQL, catalogue

ROOT = Path(__file__).parents[3]
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in SQL}


@pytest.fixture(scope="module")
def relations():
    return {item.name: item for item in catalogue(TEXTS)}


def changed(ddl: str):
    """The catalogue of another DDL than that of the repository."""
    return {item.name: item for item in catalogue({**TEXTS, DDL[0]: "", DDL[1]: ddl})}


def test_tables_come_in_the_order_of_the_ddl_and_the_view_last(relations):
    assert list(relations) == [
        "genesis_metadata",
        "hierarchy",
        "hardware_models",
        "dna_profiles",
        "hosts",
        "time_periods",
        "fleet",
    ]
    assert [item.name for item in relations.values() if item.is_view] == ["fleet"]


def test_columns_are_those_that_a_select_returns(relations):
    with duckdb.connect() as connection:
        for name in DDL:
            connection.execute(TEXTS[name])
        for name, item in relations.items():
            described = connection.execute(f"DESCRIBE {name}").fetchall()
            assert [(column.name, column.type) for column in item.columns] == [
                row[:2] for row in described
            ]


def test_keys_and_references_of_hosts(relations):
    hosts = relations["hosts"]
    assert hosts.primary_key == ("host_id",)
    assert [key.columns for key in hosts.of_kind("UNIQUE")] == [
        ("host_index",),
        ("node_name",),
    ]
    assert [
        (key.columns, key.referenced, key.referenced_columns)
        for key in hosts.of_kind("FOREIGN KEY")
    ] == [
        (
            ("application_id", "department"),
            "hierarchy",
            ("application_id", "department"),
        ),
        (("hardware_model",), "hardware_models", ("hardware_model",)),
        (("scenario", "variant"), "dna_profiles", ("scenario", "variant")),
    ]
    assert hosts.is_unique("node_name")
    assert not relations["dna_profiles"].is_unique("scenario")


def test_every_table_says_what_one_row_is(relations):
    assert {name: item.grain for name, item in relations.items()} == {
        "genesis_metadata": "one row for each step that built it",
        "hierarchy": "one row an application",
        "hardware_models": "one row a model",
        "dna_profiles": "one row for each scenario and variant",
        "hosts": "one row a server",
        "time_periods": "one row a day",
        "fleet": "one row a server",
    }


LIMITS = """
CREATE TABLE things (
    a VARCHAR CHECK (a IN ('x', 'it''s', 'a, b')),
    b INTEGER CHECK (b > 0),
    c BIGINT CHECK (c >= -3),
    d TINYINT CHECK (d BETWEEN 1 AND 12),
    e VARCHAR CHECK (length(e) = 6),
    f DECIMAL(7, 6) CHECK (f > 0),
    g INTEGER CHECK (g % 2 = 0),
    "order" INTEGER CHECK ("order" BETWEEN -1 AND 4),
    h INTEGER,
    CHECK (h < b)
);
COMMENT ON TABLE things IS 'Things, one row a thing.';
"""


def test_checks_become_limits_and_what_cannot_stays_a_query():
    things = changed(LIMITS)["things"]
    assert {column.name: things.limits(column) for column in things.columns} == {
        "a": {"enum": ["x", "it's", "a, b"]},
        "b": {"minimum": 1},
        "c": {"minimum": -3},
        "d": {"minimum": 1, "maximum": 12},
        "e": {"minLength": 6, "maxLength": 6},
        "f": {},
        "g": {},
        "order": {"minimum": -1, "maximum": 4},
        "h": {},
    }
    assert len([key for key in things.constraints if key.violations]) == 9


def test_every_check_of_the_ddl_becomes_a_limit_but_that_of_two_columns(relations):
    left = [
        check.expression
        for item in relations.values()
        for check in item.of_kind("CHECK")
        for column in item.columns
        if check.columns[0] == column.name and not item.limits(column)
    ]
    assert left == ["base_utilisation_min_pct <= base_utilisation_max_pct"]
