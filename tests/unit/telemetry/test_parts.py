"""Parts, events and the truth: what they say of each other."""

from datetime import date, timedelta

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from horizonscale.telemetry.days import Days
from horizonscale.telemetry.events import events
from horizonscale.telemetry.parts import months, write_part
from horizonscale.telemetry.series import SeriesMaker
from horizonscale.telemetry.truth import first_day, truth
from telemetry_hosts import START, hosts_of, settings_of

HOSTS = 60
DAYS = 1277


@pytest.fixture(scope="module")
def settings():
    return settings_of(hosts=HOSTS)


@pytest.fixture(scope="module")
def hosts(settings):
    return hosts_of(settings, 0, HOSTS)


@pytest.fixture(scope="module")
def series(settings, hosts):
    return SeriesMaker(settings, Days(START, START, DAYS)).series(hosts)


@pytest.fixture(scope="module")
def told(hosts, series):
    return events(hosts, Days(START, START, DAYS), series).to_pylist()


def write(settings, folder, part=range(HOSTS)):
    found = months(settings.start_date, range(DAYS))
    files = {folder / f"{month}.parquet": days for month, days in found.items()}
    write_part(
        settings, part, lambda some: hosts_of(settings, some.start, len(some)), files
    )
    return duckdb.sql(f"FROM '{folder}/*.parquet' ORDER BY host_index, date")


def test_a_row_for_each_host_and_day(settings, series, tmp_path):
    rows = write(settings, tmp_path)
    found = rows.fetchnumpy()
    assert found["host_index"].tolist() == sorted([*range(HOSTS)] * DAYS)
    days = [START + timedelta(day) for day in range(DAYS)]
    assert rows.project("date").fetchall() == [(day,) for day in days] * HOSTS
    assert found["node_name"][DAYS] == "server-000000001"
    for column, name in (("cpu_p95_pct", "cpu_p95"), ("network_pct", "network")):
        expected = getattr(series, name).ravel() / 100
        np.testing.assert_array_equal(found[column], expected)
    np.testing.assert_array_equal(found["samples"], series.samples.ravel())
    assert len(list(tmp_path.iterdir())) == 42


def test_parts_together_are_the_whole(settings, tmp_path):
    whole = write(settings, tmp_path / "whole").fetchall()
    for number, part in enumerate((range(23), range(23, 24), range(24, HOSTS))):
        write(settings, tmp_path / "parts" / str(number), part)
    parts = duckdb.sql(f"FROM '{tmp_path}/parts/*/*.parquet' ORDER BY host_index, date")
    assert parts.fetchall() == whole


def test_months_are_cut_by_the_calendar():
    assert months(date(2023, 12, 30), range(34)) == {
        202312: range(2),
        202401: range(2, 33),
        202402: range(33, 34),
    }


def test_every_missing_sample_is_an_outage_or_a_reboot(series, told):
    stops = {
        (one["host_index"], (one["first_date"] - START).days)
        for one in told
        if one["kind"] in ("outage", "reboot")
    }
    assert stops == {(h, d) for h, d in np.argwhere(series.samples < 288)}


def test_every_visible_burst_stands_out_of_its_neighbours(series, told):
    quiet = series.demand - np.maximum(series.burst, series.shared_burst)
    bursts = [one for one in told if one["kind"] == "burst" and one["visible"]]
    assert len(bursts) > 100
    for one in bursts:
        host, day = one["host_index"], (one["first_date"] - START).days
        rise = series.cpu_p95[host, day] - min(10_000, quiet[host, day])
        assert rise >= 3 * series.noise_size[host, day]


def test_every_day_that_bursts_lift_is_one_of_a_burst(series, told):
    labelled = np.zeros((HOSTS, DAYS), bool)
    for one in told:
        if one["kind"] == "burst":
            first, last = (
                (one[day] - START).days for day in ("first_date", "last_date")
            )
            labelled[one["host_index"], first : last + 1] = True
    lifted = np.maximum(series.burst, series.shared_burst) > 0
    np.testing.assert_array_equal(labelled, lifted)


def test_level_shifts_add_up_to_what_the_series_has(series, told):
    total = np.zeros((HOSTS, DAYS))
    for one in told:
        if one["kind"] == "level_shift":
            first, last = (
                (one[day] - START).days for day in ("first_date", "last_date")
            )
            total[one["host_index"], first : last + 1] += one["magnitude_pct"]
    np.testing.assert_allclose(total, series.shift / 100)
    assert np.count_nonzero(total)


def test_disk_falls_on_clean_ups_alone(series, told):
    cleaned = {
        (one["host_index"], (one["first_date"] - START).days)
        for one in told
        if one["kind"] == "clean_up"
    }
    falls = np.argwhere(np.diff(series.disk, axis=1) < 0)
    assert {(h, d + 1) for h, d in falls} <= cleaned
    assert len(cleaned) > HOSTS * DAYS / 130


def test_events_begun_before_the_first_day_are_given_from_it(settings, hosts, told):
    late = START + timedelta(400)
    days = Days(START, late, 30)
    part = events(hosts, days, SeriesMaker(settings, days).series(hosts)).to_pylist()

    def cut(one):
        return {
            **one,
            "first_date": max(one["first_date"], late),
            "last_date": min(one["last_date"], late + timedelta(29)),
        }

    same = [
        cut(one)
        for one in told
        if one["last_date"] >= late and one["first_date"] < late + timedelta(30)
    ]

    def key(one):
        return [str(value) for name, value in one.items() if name != "visible"]

    assert sorted(map(key, part)) == sorted(map(key, same))


def test_the_truth_has_four_metrics_of_each_host(settings, hosts, series):
    rows = truth(settings, hosts, series, Days(START, START, DAYS)).to_pylist()
    assert [(row["host_index"], row["metric"]) for row in rows] == [
        (host, metric)
        for host in range(HOSTS)
        for metric in ("cpu", "memory", "disk", "network")
    ]
    for row in rows:
        if row["metric"] != "cpu":
            continue
        growth = row["growth_pct"]
        # The first day with base + growth x d / 1,095 >= 80, in whole hundredths.
        crossed = next(
            (
                START + timedelta(day)
                for day in range(1096 + 1096)
                if round(100 * row["base_pct"]) + round(100 * growth) * day // 1095
                >= 8000
            ),
            None,
        )
        assert row["trend_80_date"] == crossed
    assert any(row["observed_90_date"] for row in rows)


def test_the_first_of_some_days_running():
    reached = np.array([[0, 1, 1, 0, 1, 1, 1], [0, 1, 0, 1, 0, 1, 1]], bool)
    assert first_day(reached, 1).tolist() == [1, 1]
    assert first_day(reached, 3).tolist() == [4, -1]
    assert first_day(reached[:, :2], 3).tolist() == [-1, -1]


def test_rows_have_no_missing_values(told, hosts, series):
    batch = events(hosts, Days(START, START, DAYS), series)
    assert isinstance(batch, pa.RecordBatch)
    assert all(column.null_count == 0 for column in batch.columns)
