"""How seldom the audit refuses a sound fleet, and how small a skew it sees.

``docs/audit.md`` states both; its table is held against what is worked out here.
"""

import copy
import re
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from math import sqrt

import numpy as np
import pyarrow as pa
import pytest
from configs import DEFAULT, ROOT, config, settings
from horizonscale.audit.bounds import count_bounds
from horizonscale.audit.check import Context
from horizonscale.audit.comparison import Expected, differences
from horizonscale.audit.shares import compared_cells, counts
from horizonscale.config.attributes import WEIGHTED_ATTRIBUTES
from horizonscale.config.settings import Settings
from horizonscale.tables import hierarchy as organisation
from horizonscale.tables.hosts import Fleet

PAGE = ROOT / "docs" / "audit.md"

SEEDS = 1_000
COLUMNS = {
    "scenario_counts": ("scenario",),
    "behaviour_counts": ("scenario", "variant"),
    "risk_counts": ("risk",),
    "classification_counts": ("classification",),
    "hardware_model_counts": ("hardware_model",),
    **{f"{column}_counts": (column,) for column in WEIGHTED_ATTRIBUTES},
    "department_counts": ("department",),
    "application_counts": ("application_id",),
}
CERTAIN = 2.326  # 99 of 100 normal draws lie above -2.326 standard deviations


def seen_counts(batch: pa.RecordBatch, check: str) -> dict[str, int]:
    """Count the classes of a batch by numpy, as the audit counts them by SQL."""
    codes = np.zeros(len(batch), dtype=np.int64)
    names = [""]
    for column in COLUMNS[check]:
        values = batch.column(column)
        labels = values.dictionary.to_pylist()
        codes = codes * len(labels) + values.indices.to_numpy()
        names = [f"{a} / {b}" if a else b for a in names for b in labels]
    found: Counter[str] = Counter()
    for name, count in zip(
        names, np.bincount(codes, minlength=len(names)), strict=True
    ):
        found[name] += int(count)  # labels of a column may repeat
    return {name: count for name, count in found.items() if count}


def ranges(checks: Iterable[str], hosts: int) -> dict[str, Expected]:
    """Return what checks expect of the default fleet."""
    context = Context(config(hosts=hosts), [], {})
    return {check: counts(check)(context) for check in checks}


def fails(expected: Expected, seen: dict[str, int]) -> bool:
    return any(differences(expected, dict.fromkeys(expected, 0) | seen))


def with_seed(fleet: Fleet, seed: int) -> Fleet:
    """Return the fleet of another seed, without building its tables again."""
    other = copy.copy(fleet)
    other._seed = seed
    return other


def test_no_sound_fleet_of_a_thousand_is_refused(default_settings: Settings) -> None:
    expected = ranges(COLUMNS, default_settings.hosts)
    fleet = Fleet(default_settings)
    refused = []
    for seed in range(SEEDS):
        batch = with_seed(fleet, seed).batch(0, default_settings.hosts)
        for check in COLUMNS:
            if fails(expected[check], seen_counts(batch, check)):
                refused.append((seed, check))
    assert refused == []


def test_nor_one_for_its_tiers(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = [{"name": "A B", "email": "a.b@example.com"}]
    monkeypatch.setattr(organisation, "people", lambda settings: somebody)
    [expected] = ranges(["criticality_tier_counts"], 2_000).values()
    for seed in range(SEEDS):
        applications = organisation.hierarchy(settings(seed=seed))
        assert not fails(expected, Counter(applications["criticality_tier"]))


def smallest_skew(share: Fraction, hosts: int, cells: int) -> float:
    """Return by how much a share must grow to be found 99 times in 100."""
    _, high = count_bounds(hosts, share, cells)
    low, grown = float(share), 1.0
    for _ in range(60):  # halving, to the last bit of a float
        middle = (low + grown) / 2
        mean, deviation = hosts * middle, sqrt(hosts * middle * (1 - middle))
        low, grown = (
            (low, middle) if mean - CERTAIN * deviation > high else (middle, grown)
        )
    return grown - float(share)


def test_the_page_states_the_smallest_skew(default_settings: Settings) -> None:
    cells = compared_cells(default_settings)
    page = PAGE.read_text("utf-8")
    rows = re.findall(r"^\| .* \| ([\d.]+) % \| (.*) \| (.*) \| (.*) \|$", page, re.M)
    assert len(rows) == 4
    for share, *stated in rows:
        for hosts, text in zip((2_000, 100_000, 10_000_000), stated, strict=True):
            points = 100 * smallest_skew(Fraction(share) / 100, hosts, cells)
            assert text == f"{points:.2g}", (share, hosts)


@pytest.mark.parametrize(("hosts", "seeds"), [(2_000, 100), (100_000, 20)])
def test_that_skew_is_found(hosts: int, seeds: int, default_settings: Settings) -> None:
    [expected] = ranges(["region_counts"], hosts).values()
    weight = default_settings.weighted["region"][0].weight
    skew = smallest_skew(weight, hosts, compared_cells(default_settings))
    regions = copy.deepcopy(DEFAULT["regions"])
    regions[0]["weight"] += round(skew, 6)
    regions[1]["weight"] -= round(skew, 6)
    skewed = Fleet(settings(regions=regions))
    found = [
        fails(
            expected,
            seen_counts(with_seed(skewed, seed).batch(0, hosts), "region_counts"),
        )
        for seed in range(seeds)
    ]
    assert sum(found) >= 0.95 * seeds
