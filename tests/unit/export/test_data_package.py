"""Checks of the DDL are limits of the data package's columns."""

import pytest
from configs import ROOT
from horizonscale.artifacts.files import read_texts
from horizonscale.database.catalogue import catalogue
from horizonscale.export.data_package import limits
from horizonscale.pipeline.sources import Sources


@pytest.mark.parametrize(
    ("check", "limit"),
    [
        ("a IN ('x', 'tier-1', 'a, b')", {"enum": ["x", "tier-1", "a, b"]}),
        ("b > 0", {"minimum": 1}),
        ("c >= -3", {"minimum": -3}),
        ('"month" BETWEEN 1 AND 12', {"minimum": 1, "maximum": 12}),
        ("length(e) = 6", {"minLength": 6, "maxLength": 6}),
        ("g % 2 = 0", {}),
        ("h = 0", {}),
    ],
)
def test_a_check_becomes_a_limit_where_table_schema_has_one(check, limit):
    assert limits(check) == limit


def test_every_check_of_one_column_in_the_ddl_becomes_a_limit():
    texts = read_texts(ROOT / name for name in Sources(ROOT).files("export"))
    checks = [
        check
        for table in catalogue(texts)
        for column in table.columns
        for check in table.checks(column.name)
    ]
    assert checks
    assert all(map(limits, checks))
