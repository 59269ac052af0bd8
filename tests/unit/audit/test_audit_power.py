"""How seldom the audit refuses a sound fleet, and how small a skew it sees.

``docs/audit.md`` states both; its table is held against what is worked out here.
"""

import copy
import re
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from math import sqrt
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from configs import DEFAULT, ROOT, config, settings
from horizonscale.audit.check import Context
from horizonscale.audit.comparison import Expected, differences
from horizonscale.audit.expected.bounds import count_bounds
from horizonscale.audit.expected.estate import standards
from horizonscale.audit.expected.owners import owner_shares
from horizonscale.audit.expected.shares import compared_cells, counts
from horizonscale.config.attributes import WEIGHTED_ATTRIBUTES
from horizonscale.config.settings import Settings
from horizonscale.tables import hierarchy as organisation
from horizonscale.tables.hosts import Fleet

PAGE = ROOT / "docs" / "audit.md"

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


def refused_checks(context: Context, batch: pa.RecordBatch) -> list[str]:
    """Return the checks of counts that a fleet fails, and the owners."""
    failing = [
        check
        for check in COLUMNS
        if fails(counts(check)(context), seen_counts(batch, check))
    ]
    return failing + surprises(context, batch)


def surprises(context: Context, batch: pa.RecordBatch) -> list[str]:
    """Return what ``owner_counts`` finds, by numpy: column, value and owner."""
    named = {
        name: batch.column(name).to_pylist()
        for name in ("application_id", "role", *standards(context))
    }
    found = []
    for item in owner_shares(context):
        column, owners = item["column"], named["application_id"]
        if item["by_role"]:
            pairs = zip(owners, named["role"], strict=True)
            owners = [f"{name}.{role}" for name, role in pairs]
        of_value = Counter(zip(owners, named[column], strict=True))
        of_owner = Counter(owners)
        keys = [*zip(item["owners"], item["values"], strict=True)]
        seen = np.array([of_value[key] for key in keys], dtype=float)
        others = np.array([of_owner[owner] for owner, _ in keys]) - seen
        share = np.array(item["shares"])
        total = np.zeros(len(keys))
        for count, chance in ((seen, share), (others, 1 - share)):
            some = count > 0
            mean = np.maximum((seen + others) * chance, 1e-300)[some]
            total[some] += count[some] * np.log(count[some] / mean)
        found += [
            f"{column} {keys[n][1]} of {keys[n][0]}"
            for n in np.flatnonzero(total > item["log_chance"])
        ]
    return found


def sample(seed: int, hosts: int = 2_000) -> tuple[Context, pa.RecordBatch]:
    context = Context(config(seed=seed, hosts=hosts), {}, {})
    return context, Fleet(context.settings).batch(0, hosts)


@pytest.mark.parametrize(
    "seeds",
    [range(100), pytest.param(range(100, 3_000), marks=pytest.mark.long)],
    ids=["100", "3000"],
)
def test_no_sound_fleet_is_refused(seeds: range) -> None:
    refused = {seed: refused_checks(*sample(seed)) for seed in seeds}
    assert {seed: names for seed, names in refused.items() if names} == {}


def test_nor_one_for_its_tiers(monkeypatch: pytest.MonkeyPatch) -> None:
    team = [{"name": "A B", "email": "a.b@example.com"}] * 60
    monkeypatch.setattr(organisation, "people", lambda settings: team)
    [expected] = ranges(["criticality_tier_counts"], 2_000).values()
    for seed in range(200):
        applications = organisation.hierarchy(settings(seed=seed))
        assert not fails(expected, Counter(applications["criticality_tier"]))


def replaced(batch: pa.RecordBatch, column: str, chosen: Any, value: str) -> Any:
    """Return a batch in which chosen hosts have another value in a column."""
    values = np.array(batch.column(column).to_pylist(), dtype=object)
    values[chosen] = value
    number = batch.schema.get_field_index(column)
    return batch.set_column(number, column, pa.array(values))


@pytest.mark.parametrize(
    ("column", "least_hosts"),
    [
        ("server_type", 8),
        ("region", 8),
        ("classification", 10),
        ("scenario", 20),
        ("role", 30),
    ],
)
def test_another_standard_of_one_owner_is_found(column: str, least_hosts: int) -> None:
    """Its hosts are all of the value that was the rarest among them."""
    context, batch = sample(42)
    standard = standards(context)[column]
    owners = np.array(batch.column("application_id").to_pylist(), dtype=object)
    if standard.by_role:
        owners = owners + "." + np.array(batch.column("role").to_pylist(), dtype=object)
    found = []
    for number, owner in enumerate(standard.owners):
        chosen = owners == owner
        if chosen.sum() >= least_hosts:
            rarest = standard.values[standard.probabilities[:, number].argmin()]
            forged = replaced(batch, column, chosen, rarest)
            found.append(f"{column} {rarest} of {owner}" in surprises(context, forged))
    assert len(found) > 10
    assert sum(found) >= 0.95 * len(found)


def smallest_skew(share: Fraction, hosts: int, cells: int) -> float:
    """Return by how much a share must grow to be found 99 times in 100."""
    _, [high] = count_bounds(hosts, np.array([float(share)]), cells)
    low, grown = float(share), 1.0
    for _ in range(60):  # halving, to the last bit of a float
        middle = (low + grown) / 2
        mean, deviation = hosts * middle, sqrt(hosts * middle * (1 - middle))
        low, grown = (
            (low, middle) if mean - CERTAIN * deviation > high else (middle, grown)
        )
    return grown - float(share)


def test_the_page_states_the_smallest_skew() -> None:
    cells = compared_cells(Context(config(), {}, {}))
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
    cells = compared_cells(Context(config(), {}, {}))
    skew = smallest_skew(weight, hosts, cells)
    regions = copy.deepcopy(DEFAULT["regions"])
    regions[0]["weight"] += round(skew, 6)
    regions[1]["weight"] -= round(skew, 6)

    def skewed(seed: int) -> Settings:
        return settings(regions=regions, seed=seed)

    found = [
        fails(
            expected,
            seen_counts(Fleet(skewed(seed)).batch(0, hosts), "region_counts"),
        )
        for seed in range(seeds)
    ]
    assert sum(found) >= 0.95 * seeds
