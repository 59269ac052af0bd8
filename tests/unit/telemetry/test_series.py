"""The series agree with a second version, and do not depend on what is asked for."""

import json
import random
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from configs import config, edited
from horizonscale.config.parsing import parse
from horizonscale.config.settings import TelemetrySettings
from horizonscale.telemetry.days import EPOCH, Days, sine
from horizonscale.telemetry.hosts import Hosts
from horizonscale.telemetry.lanes import Integers
from horizonscale.telemetry.series import Series, SeriesMaker
from reference_telemetry import ReferenceHost
from telemetry_hosts import START, hosts_of, settings_of

VALUES = [field.name for field in fields(Series) if field.type == Integers]
CORNERS = (0, 1, 27, 58, 89, 90, 364, 365, 424, 1094, 1095, 1096, 1276)
LIVELIEST = {
    "telemetry_noise_of_level_pct": 100,
    "telemetry_noise_shared_pct": 50,
    "telemetry_burst_min_pct": 100,
    "telemetry_burst_max_pct": 100,
    "telemetry_bursts_shared_pct": 50,
    "telemetry_level_shifts_per_year": 2.0,
    "telemetry_level_shift_max_pct": 100,
    "telemetry_outages_per_year": 50.0,
    "telemetry_roles": [
        {"name": "web", "weekend_pct": 200, "month_end_pct": 200},
        {"name": "app", "weekend_pct": 0, "month_end_pct": 0},
    ],
    "telemetry_environments": [
        {"name": "production", "liveliness_pct": 200},
        {"name": "test", "liveliness_pct": 0},
    ],
}


def reference(settings: TelemetrySettings, text: str, hosts: Hosts) -> list[Any]:
    """Return the same hosts for the second version."""
    dna = {(one.scenario, one.variant): one.dna for one in settings.behaviours}
    return [
        ReferenceHost(
            json.loads(text),
            hosts.first + row,
            hosts.applications[row],
            hosts.roles[row],
            hosts.environments[row],
            dna[hosts.behaviours[row]],
            hosts.network_mbit_s[row],
        )
        for row in range(len(hosts.applications))
    ]


def cell(series: Series, host: int, day: int) -> dict[str, int]:
    """Return the values of a host and a day by their names."""
    return {name: int(getattr(series, name)[host, day]) for name in VALUES}


def differing(text: str, first: int, count: int, days: list[int]) -> list[Any]:
    """Return hosts and days on which the two versions differ."""
    settings = parse(TelemetrySettings, text)
    hosts = hosts_of(settings, first, count)
    found = []
    for day in days:
        today = settings.start_date + timedelta(day)
        series = SeriesMaker(settings, Days(settings.start_date, today, 1)).series(
            hosts
        )
        for row, host in enumerate(reference(settings, text, hosts)):
            if cell(series, row, 0) != host.values(today):
                found.append(
                    (first + row, day, cell(series, row, 0), host.values(today))
                )
    return found


@pytest.mark.parametrize("seed", [42, 2**64 - 1])
def test_both_versions_agree(seed: int) -> None:
    drawn = random.Random(seed).sample(range(1277), 12)
    assert not differing(config(seed=seed), 0, 40, [*CORNERS, *drawn])


def test_both_versions_agree_on_the_liveliest_fleet() -> None:
    wild = edited(
        "scenarios",
        0,
        "variants",
        0,
        base_utilisation_min_pct=0.0,
        base_utilisation_max_pct=100.0,
        growth_pct=100.0,
        season_amplitude_pct=100.0,
        noise_pct=100.0,
        bursts_per_30d=999.0,
    )
    text = config(**LIVELIEST, **wild)
    assert not differing(text, 0, 60, [0, 30, 90, 1095, 1276])


@pytest.mark.parametrize("growth", [100.0, -100.0])
def test_nothing_overflows_from_the_first_day_to_the_last(growth: float) -> None:
    wild = edited(
        "scenarios",
        0,
        "variants",
        0,
        base_utilisation_min_pct=100.0,
        base_utilisation_max_pct=100.0,
        growth_pct=growth,
        season_amplitude_pct=100.0,
        noise_pct=100.0,
        bursts_per_30d=999.0,
    )
    window = {"start_date": "1900-01-01", "end_date": "2199-12-31"}
    text = config(**LIVELIEST, **wild, **window, hosts=10**9)
    last = (date(2202, 12, 31) - date(1900, 1, 1)).days
    assert not differing(text, 10**9 - 20, 20, [0, 1, 60_000, last])


def test_series_do_not_depend_on_what_else_is_made() -> None:
    settings = settings_of()
    whole = SeriesMaker(settings, Days(START, START, 400)).series(
        hosts_of(settings, 0, 60)
    )
    part = SeriesMaker(settings, Days(START, START + timedelta(123), 45)).series(
        hosts_of(settings, 31, 7)
    )
    for name in VALUES:
        np.testing.assert_array_equal(
            getattr(part, name), getattr(whole, name)[31:38, 123:168], err_msg=name
        )


def test_a_longer_window_leaves_each_day_as_it_was() -> None:
    settings = settings_of(end_date="2031-12-31", telemetry_horizon_days=0)
    hosts = hosts_of(settings, 0, 5)
    day = Days(START, START + timedelta(500), 1)
    longer = SeriesMaker(settings, day).series(hosts)
    same = SeriesMaker(settings_of(), day).series(hosts)
    for name in VALUES:
        np.testing.assert_array_equal(
            getattr(longer, name), getattr(same, name), err_msg=name
        )


def test_disk_rises_but_for_clean_ups() -> None:
    settings = settings_of()
    hosts = hosts_of(settings, 0, 100)
    disk = SeriesMaker(settings, Days(START, START, 1277)).series(hosts).disk
    falls = np.diff(disk, axis=1) < 0
    # A clean-up is at least 30 days after the one before.
    for host in falls:
        assert (np.diff(np.flatnonzero(host)) >= 30).all()
    assert falls.sum() > 1000


def test_the_sine_is_one_to_two_thousandths() -> None:
    eighths = np.arange(2 * 2922, dtype=np.int64)
    exact = np.sin(eighths * np.pi / 1461)
    assert np.abs(sine(eighths) / 32768 - exact).max() < 0.0017


def test_days_know_weekends_and_ends_of_months() -> None:
    days = Days(START, date(2024, 2, 26), 36)
    assert [n for n, end in enumerate(days.month_ends) if end == 1] == [2, 3]
    assert [n for n, end in enumerate(days.month_ends) if end == 2] == [33, 34]
    assert np.flatnonzero(days.weekends).tolist()[:4] == [5, 6, 12, 13]
    assert EPOCH + timedelta(days.number) == date(2024, 2, 26)


def test_golden_telemetry(matches_golden: Any) -> None:
    settings = settings_of()
    maker = SeriesMaker(settings, Days(START, START, 1277))
    golden = {}
    for index in (0, 1, 777, 1999):
        series = maker.series(hosts_of(settings, index, 1))
        golden[str(index)] = {
            (START + timedelta(day)).isoformat(): cell(series, 0, day)
            for day in (0, 89, 400, 1095, 1276)
        }
    matches_golden("telemetry.json", golden)
