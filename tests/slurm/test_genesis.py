"""Genesis on a real Slurm: its own records say that each job ran there."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

from workflow.conftest import CHAIN, Run, Workflow

PATIENCE_S = 120
# One submission a group; genesis itself renames a file, where Snakemake runs.
SUBMISSIONS = {
    "rule_tables_db_create_schema": ["db_create", "schema"],
    "rule_fleet_calendar_seed_hosts": ["seed_hosts", "calendar"],
    "rule_audit": ["audit"],
}


def rules_run_by_slurm(remote) -> dict[str, list[str]]:
    """Return the rules that finished in each Slurm job, by the job's comment."""
    comments = remote.cluster.comments()
    rules = {}
    for job in remote.cluster.finished(remote.folder):
        assert job.node == remote.cluster.node
        # Two Snakemakes report there: the one of the job and the one of its step.
        reported = Run(0, remote.log_of(job.number)).rules
        rules[comments[job.number]] = list(dict.fromkeys(reported))
    return rules


def tables(workflow: Workflow) -> dict[str, dict]:
    """Return rows and fingerprint of each table but that of the config."""
    report = json.loads((workflow.folder / "results/audit.json").read_text())
    found = report["statistics"]["tables"]
    assert found.pop("genesis_metadata")
    assert found["hosts"]["rows"] == 40000
    return found


def test_every_job_runs_in_slurm_and_gives_the_local_result(remote, local):
    run = remote.submit()
    assert run.status == 0, run.text
    assert sorted(run.rules) == sorted(CHAIN)
    jobs = remote.cluster.finished(remote.folder)
    assert [job.state for job in jobs] == ["COMPLETED"] * len(SUBMISSIONS)
    assert rules_run_by_slurm(remote) == SUBMISSIONS

    here = local.genesis()
    assert here.status == 0, here.text
    assert remote.receipts == local.receipts
    assert remote.query("FROM hosts ORDER BY host_index") == local.query(
        "FROM hosts ORDER BY host_index"
    )

    assert remote.submit().did_nothing
    assert remote.cluster.finished(remote.folder) == jobs
    report = remote.run("--report", "report.html")
    assert report.status == 0, report.text
    assert "seed_hosts" in (remote.folder / "report.html").read_text()


def test_shards_run_side_by_side_and_make_the_same_fleet(remote, local):
    run = remote.submit("hosts=40000", "shards=4")
    assert run.status == 0, run.text
    ran = rules_run_by_slurm(remote)
    shards = [rules for name, rules in ran.items() if "seed_shard" in name]
    assert shards == [["seed_shard"]] * 4
    assert {job.state for job in remote.cluster.finished(remote.folder)} == {
        "COMPLETED"
    }
    assert len(ran) == len(SUBMISSIONS) + 4

    here = local.genesis("hosts=40000")
    assert here.status == 0, here.text
    assert tables(remote) == tables(local)


def test_a_plain_rerun_heals_a_job_cancelled_in_the_middle(remote, local):
    config = ("hosts=300000",)
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(remote.submit, *config)
        deadline = time.monotonic() + PATIENCE_S
        half_made = remote.folder / "results/steps"
        while not list(half_made.glob(".seed_hosts.db.*.partial")):
            assert time.monotonic() < deadline, "the seeding did not start"
            assert not waiting.done(), waiting.result().text
            time.sleep(0.02)
        (number,) = remote.cluster.running("seed_hosts")
        remote.cluster.cancel(number)
        run = waiting.result()
    assert run.status != 0
    assert "Error in group fleet" in run.text
    states = {job.number: job.state for job in remote.cluster.finished(remote.folder)}
    assert states[number] == "CANCELLED"
    assert not remote.database.exists()

    again = remote.submit(*config)
    assert again.status == 0, again.text
    assert again.rules == ["seed_hosts", "calendar", "audit", "genesis"]
    assert not list(remote.folder.rglob("*.partial*"))
    assert local.run("--cores", "2", "genesis", "--config", *config).status == 0
    assert remote.receipts == local.receipts
