"""A result is void if it is not what its step left, or of another config or source."""

import pytest
from configs import ROOT, config
from horizonscale.artifacts import publication
from horizonscale.artifacts.files import sha256
from horizonscale.artifacts.markers import write_marker
from horizonscale.artifacts.recorded_files import describe
from horizonscale.artifacts.seals import seal, sealed_sha256
from horizonscale.export.files import exported_names
from horizonscale.pipeline.digests import ConfiguredSteps
from horizonscale.pipeline.steps import BUILDING, STEPS
from horizonscale.pipeline.void import Results
from horizonscale.report.files import REPORT_FILES

MADE = [step for step in STEPS if step != "seed_shard"]  # shards have no place here


def located(folder):
    """Stand in for Snakemake, which puts the prefix of a module before paths."""
    return lambda path: str(folder.parent / path)


class Run:
    """What a whole run leaves, with files that are no databases."""

    def __init__(self, folder):
        self.folder = folder
        self.steps = ConfiguredSteps(ROOT, config())
        for name in ("steps", "markers"):
            (folder / name).mkdir()
        for step in BUILDING:
            database = folder / "steps" / f"{step}.db"
            database.write_text(step)
            seal(database, self.steps.digest(step))
            self.mark(step)
        audit = folder / "audit.json"
        audit.write_text("{}")
        self.mark("audit", result=sha256(audit))
        candidate = folder / "steps" / "calendar.db"
        database = folder / publication.NAME
        publication.publish(candidate, database, sealed_sha256(candidate))
        self.mark("genesis")
        self.record("export", [f"export/{name}" for name in exported_names()], "export")
        self.record("report", REPORT_FILES)

    def mark(self, step, **content):
        digest = self.steps.digest(step)
        marker = self.folder / "markers" / f"{step}.json"
        write_marker(marker, {"step": step, "digest": digest, **content})

    def record(self, step, names, folder="."):
        files = {}
        for name in names:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name)
            inside = path.relative_to(self.folder / folder).as_posix()
            files[inside] = describe(path)
        self.mark(step, audit=sha256(self.folder / "audit.json"), files=files)

    def void(self, **changes):
        """Return the steps whose results are void, for a config."""
        steps = ConfiguredSteps(ROOT, config(**changes))
        results = Results(located(self.folder), steps, sha256)
        return {step for step in MADE if results.is_void(step)}


@pytest.fixture
def run(tmp_path):
    (tmp_path / "results").mkdir()
    return Run(tmp_path / "results")


def test_what_a_run_left_is_not_void(run):
    assert run.void() == set()


def test_what_is_not_there_is_not_void(tmp_path):
    results = Results(located(tmp_path), ConfiguredSteps(ROOT, config()), sha256)
    assert not any(results.is_void(step) for step in MADE)


def test_how_a_fleet_is_made_voids_nothing(run):
    assert run.void(shards=5, step_files="removed") == set()


@pytest.mark.parametrize(
    ("changes", "void"),
    [
        ({"storage_version": "v1.2.0"}, {*BUILDING, "audit", "genesis"}),
        ({"seed": 43}, {"seed_hosts", "calendar", "audit", "genesis"}),
        ({"end_date": "2025-12-30"}, {"calendar", "audit", "genesis"}),
    ],
)
def test_another_config_voids_what_depends_on_it(run, changes, void):
    assert run.void(**changes) == void


def append(path):
    with path.open("a") as file:
        file.write(" ")


def remove(path):
    path.unlink()


def add_wal(path):
    path.with_name(f"{path.name}.wal").write_text("changes")


DATABASE = publication.NAME
VOIDS = {
    **{
        f"an edited {step}.db": (append, f"steps/{step}.db", {step})
        for step in BUILDING
    },
    "a change that waits": (add_wal, "steps/schema.db", {"schema"}),
    "a lost seal": (remove, "steps/schema.db.seal", {"schema"}),
    "a lost seal of the candidate": (
        remove,
        "steps/calendar.db.seal",
        {"calendar", "genesis"},
    ),
    "a lost marker": (remove, "markers/seed_hosts.json", {"genesis"}),
    # Snakemake itself sees that calendar.db is missing, if anything asks for it.
    "a lost candidate": (remove, "steps/calendar.db", {"genesis"}),
    "a lost step before": (remove, "steps/schema.db", set()),
    "an edited audit": (append, "audit.json", {"audit", "export", "report"}),
    "a lost audit": (remove, "audit.json", {"audit", "genesis", "export", "report"}),
    "an edited database": (append, DATABASE, {"genesis"}),
    "a change of the database that waits": (add_wal, DATABASE, {"genesis"}),
    "a lost database": (remove, DATABASE, {"genesis"}),
    "a lost sum": (remove, f"{DATABASE}.sha256", {"genesis"}),
    "an edited export": (append, "export/csv/hosts.csv", {"export"}),
    "a lost export": (remove, "export/datapackage.json", {"export"}),
    "an edited picture": (append, "charts/counts.svg", {"report"}),
    "a lost report": (remove, "report.html", {"report"}),
}


@pytest.mark.parametrize("name", VOIDS)
def test_what_was_changed_or_lost_voids_its_step(run, name):
    change, path, void = VOIDS[name]
    change(run.folder / path)
    assert run.void() == void


@pytest.mark.parametrize("step", MADE)
def test_a_damaged_marker_voids_its_step(run, step):
    marker = run.folder / "markers" / f"{step}.json"
    marker.write_text(marker.read_text().replace(step, "other"))
    assert run.void() == {step}


def test_a_database_published_from_another_candidate(run):
    candidate = run.folder / "steps" / "calendar.db"
    candidate.write_text("another")
    seal(candidate, run.steps.digest("calendar"))
    assert run.void() == {"genesis"}


def test_step_databases_that_were_removed_on_purpose_are_not_missed(run):
    for step in ("seed_hosts", "calendar"):
        (run.folder / "steps" / f"{step}.db").unlink()
    assert run.void() == set()
    assert run.void(step_files="removed") == set()


def test_a_file_is_asked_for_its_sum_as_often_as_needed(run):
    asked = []

    def counted(path):
        asked.append(path.name)
        return sha256(path)

    results = Results(located(run.folder), run.steps, counted)
    assert not results.is_void("genesis")
    assert asked == [DATABASE]
