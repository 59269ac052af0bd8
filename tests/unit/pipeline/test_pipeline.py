"""What the rules ask: refusals at the start, params, inputs, and what is forced.

Snakemake is stood in for by the few attributes that are used of it; that they are as
here is seen by the tests of real runs.
"""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from configs import ROOT, config
from horizonscale.artifacts.markers import write_marker
from horizonscale.config.parsing import parse, slice_json
from horizonscale.config.settings import AuditSettings as All
from horizonscale.config.settings import HostSettings
from horizonscale.pipeline.digests import ConfiguredSteps
from horizonscale.pipeline.pipeline import Pipeline
from horizonscale.pipeline.steps import CHAIN, STEPS
from snakemake.io import flag


def workflow(*, main=True, stored=None, snakefile=ROOT / "Snakefile", targets=()):
    """Stand in for Snakemake's workflow."""
    return SimpleNamespace(
        is_main_process=main,
        main_snakefile=str(snakefile),
        overwrite_workdir=None,
        config_settings=SimpleNamespace(configfiles=[], config_args=None, config={}),
        dag_settings=SimpleNamespace(targets=set(targets), forcerun=set()),
        storage_settings=SimpleNamespace(default_storage_provider=stored),
        modifier=SimpleNamespace(
            modify_path=lambda path: flag(path, "storage_object", stored)
        ),
        dag=SimpleNamespace(forcefiles=set()),
    )


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Make a pipeline in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["snakemake", "--cores", "1"])

    def made(given=None, **changes):
        return Pipeline(ROOT, workflow(**changes), given or {})

    return made


def forced(pipeline, step, wildcards=()):
    """Return what asking for the sources of a step forces to run."""
    pipeline.sources(step)(Wildcards(wildcards))
    return pipeline._workflow.dag.forcefiles


class Wildcards(dict):
    """Wildcards are attributes, and entries."""

    __getattr__ = dict.__getitem__


def left_by(digests, steps=CHAIN):
    """Leave the markers of a run, with digests that tell whether they are void."""
    for step in steps:
        digest = digests(step)
        write_marker(
            Path(f"results/markers/{step}.json"), {"step": step, "digest": digest}
        )


def test_params_are_what_a_step_reads_and_the_digest(make):
    pipeline = make({"hosts": 3000, "company": "Bank {x}"})
    steps = ConfiguredSteps(ROOT, config(hosts=3000, company="Bank {x}"))
    for step in STEPS:
        assert pipeline.config(step)(None) == steps.config(step)
        assert pipeline.digest(step)(None) == steps.digest(step)
    assert parse(HostSettings, pipeline.config("seed_shard")(None)).hosts == 3000


def test_sources_are_local_paths_from_where_the_run_is(make):
    pipeline = make()
    for found in (pipeline.files("calendar")({}), pipeline.sources("calendar")({})):
        assert all(Path(path).is_file() for path in found)
        assert all(path.startswith("..") for path in found)
        assert all(path.flags == {"local": True} for path in found)
    assert [Path(path).name for path in pipeline.files("calendar")({})] == [
        "time_periods.sql",
        "fingerprint.sql",
    ]


REPEATED = ["snakemake", "-C", "hosts=5000", "-C", "seed=7"]


def test_the_command_line_is_looked_at_once_and_by_itself(make, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", REPEATED)
    make(main=False)  # a job, of which the main process has seen to it
    make(snakefile="elsewhere/Snakefile")  # a module: its host answers for it
    with pytest.raises(SystemExit):
        make()
    assert "--config: is given more than once" in capsys.readouterr().err


READING = ("export", "report", "verify", "results/charts/regions.svg")


@pytest.mark.parametrize("target", READING)
def test_what_only_reads_goes_by_the_config_that_was_published(make, capsys, target):
    receipt, published = Path("results/markers/genesis.json"), config(hosts=5000)
    assert make(targets=[target]).settings.hosts == 2000  # nothing is published
    content = {"step": "genesis", "digest": "", "config": slice_json(published, All)}
    write_marker(receipt, content)
    pipeline = make(targets=[target])
    assert parse(All, pipeline.config("audit")(None)).hosts == 5000
    [file] = pipeline._workflow.config_settings.configfiles
    assert file.read_text() == content["config"]
    same = make({"hosts": 5000, "shards": 3}, targets=[target])
    assert parse(All, same.config("audit")(None)).hosts == 5000
    other = make({"hosts": 6000, "regions": ONE_REGION}, targets=[target])
    with pytest.raises(SystemExit):
        other.digest("export")(None)
    told = capsys.readouterr().err
    assert "hosts: 5000 was published, 6000 is given" in told
    assert "regions: [" in told
    for replacing in (["genesis", target], [], ["calendar"]):
        pipeline = make(targets=replacing)
        assert parse(All, pipeline.config("audit")(None)).hosts == 2000


ONE_REGION = [{"name": "moon", "weight": 1.0}]


def test_a_host_and_its_jobs_decide_by_themselves(make):
    content = {
        "step": "genesis",
        "digest": "",
        "config": slice_json(config(hosts=5000), All),
    }
    write_marker(Path("results/markers/genesis.json"), content)
    for changes in ({"main": False}, {"snakefile": "elsewhere/Snakefile"}):
        pipeline = make(targets=["export"], **changes)
        assert parse(All, pipeline.config("audit")(None)).hosts == 2000


def test_shards_are_inputs_if_there_are_more_than_one(make):
    assert make().shards(".parquet") == []
    assert make({"shards": 2}).shards(".json") == [
        "results/steps/shards/1-of-2.json",
        "results/steps/shards/2-of-2.json",
    ]


def test_step_files_are_temporary_if_the_config_says_so(make):
    assert make().outputs.step_file("a.db") == "a.db"
    removed = make({"step_files": "removed"}).outputs.step_file("a.db")
    assert removed.flags == {"temp": True}


def test_shards_have_digests_of_their_own(make):
    pipeline = make()
    digests = {
        pipeline.shard_digest(Wildcards(shard=shard, shards=shards))
        for shard, shards in (("1", "2"), ("2", "2"), ("1", "3"))
    }
    assert len(digests) == 3


def test_the_first_void_step_is_forced_and_those_after_it_follow(make):
    pipeline = make({"keys": "audited"})
    left_by(ConfiguredSteps(ROOT, config()).digest)
    for step in CHAIN:
        forced(pipeline, step)
    assert forced(pipeline, "genesis") == {"results/markers/schema.json"}


def test_nothing_is_forced_that_a_run_does_not_ask_for(make):
    pipeline = make({"end_date": "2025-12-30"})
    left_by(ConfiguredSteps(ROOT, config()).digest)
    assert forced(pipeline, "schema") == set()


@pytest.mark.parametrize(("hosts", "void"), [(2000, False), (3000, True)])
def test_a_void_shard_is_forced(make, hosts, void):
    shard = Wildcards(shard="2", shards="3")
    marker = "results/steps/shards/2-of-3.json"
    digest = make().shard_digest(shard)
    write_marker(Path(marker), {"step": "seed_shard", "digest": digest})
    found = forced(make({"hosts": hosts}), "seed_shard", shard)
    assert found == ({marker} if void else set())


def test_a_shard_that_cannot_be_is_refused(make, capsys):
    with pytest.raises(SystemExit):
        forced(make(), "seed_shard", {"shard": "4", "shards": "3"})
    assert "There is no shard 4 of 3." in capsys.readouterr().err


def test_jobs_force_nothing(make):
    pipeline = make(main=False)
    left_by(lambda step: "another")
    assert forced(pipeline, "db_create") == set()


class Stored:
    """A marker in a bucket, with the copy that is fetched to look at it."""

    def __init__(self, text):
        self.text = text

    def exists(self):
        return self.text is not None

    def local_path(self):
        return "fetched/marker.json"

    def retrieve_object(self):
        Path(self.local_path()).write_text(self.text)


@pytest.mark.parametrize(
    ("digest", "is_forced"), [(None, False), ("present", False), ("another", True)]
)
def test_a_marker_in_a_bucket_is_fetched_and_looked_at(make, digest, is_forced):
    stored = Stored(None)
    pipeline = make(stored=stored)
    if digest:
        present = {"present": pipeline.steps.digest("db_create")}
        content = {"step": "db_create", "digest": present.get(digest, digest)}
        write_marker(Path("marker.json"), content)
        stored.text = Path("marker.json").read_text()
    marker = {"results/markers/db_create.json"} if is_forced else set()
    assert forced(pipeline, "db_create") == marker
    assert not Path("fetched/marker.json").exists()


def test_only_a_bucket_has_the_database_among_its_outputs(make):
    assert make().outputs.stored_database() == {}
    assert make().outputs.stored_results() == []
    stored = make(stored=Stored(None))
    assert stored.outputs.stored_database() == {
        "database": "results/horizonscale_synth.db",
        "checksum": "results/horizonscale_synth.db.sha256",
    }
    assert len(stored.outputs.stored_results()) == 3


def test_a_step_without_its_packages_is_refused_before_anything_runs(
    make, monkeypatch, capsys
):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SystemExit):
        forced(make(), "report")
    assert "The report needs altair" in capsys.readouterr().err
