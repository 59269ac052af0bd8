"""The same config gives the same fleet, wherever and however it is run."""

import pytest


@pytest.mark.parametrize(
    ("environment", "cores"),
    [
        ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}, "1"),
        ({"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8"}, "2"),
    ],
)
def test_markers_and_audit_are_byte_identical(finished_run, fresh, environment, cores):
    reference, _ = finished_run
    run = fresh.run("--cores", cores, "genesis", environment=environment)
    assert run.status == 0, run.text
    assert len(reference.receipts) == 7
    assert fresh.receipts == reference.receipts


def test_a_larger_fleet_begins_with_the_smaller_one(finished_run, fresh):
    reference, _ = finished_run
    assert fresh.genesis("hosts=3000", "keys=audited").status == 0
    rows = "FROM hosts WHERE host_index < 2000 ORDER BY host_index"
    assert fresh.query(rows) == reference.query(rows)
