"""A machine that is full, closed, small or strange: said clearly, and nothing lost."""

import os
import resource
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from workflow.conftest import CHAIN, Run, Workflow, copy_sources

from faults.pool import command
from faults.states import differences

CHANGE = ("storage_version=v1.2.0",)  # reruns every step
GENESIS = ("--cores", "1", "genesis", "--config", *CHANGE)
OUTPUTS = {
    **{
        step: (f"results/steps/{step}.db", f"results/markers/{step}.json")
        for step in CHAIN[:4]
    },
    "audit": ("results/audit.json", "results/markers/audit.json"),
    "genesis": ("results/markers/genesis.json",),
}
# Root as everybody else is: bound by the permissions of files.
WITHOUT_RIGHTS = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
PLACES = ["results", "results/steps", "results/markers", "logs", ".snakemake", "."]

as_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can mount a small file system"
)
on_linux = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("setpriv"),
    reason="setpriv of Linux takes rights from root",
)


def run_as(
    workflow: Workflow,
    *before: str,
    limits: dict[int, int] | None = None,
    environment: dict[str, str] | None = None,
    arguments: tuple[str, ...] = GENESIS,
) -> Run:
    """Run Snakemake behind another command, or with limits of the system."""

    def set_limits() -> None:
        for limit, value in (limits or {}).items():
            resource.setrlimit(limit, (value, value))

    call = subprocess.run(
        [*before, *command(*arguments)],
        cwd=workflow.folder,
        env={**os.environ, **(environment or {})},
        preexec_fn=set_limits,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    return Run(call.returncode, call.stdout)


@contextmanager
def small_file_system(folder, megabytes):
    folder.mkdir()
    size = f"size={megabytes}m"
    mount = ["mount", "-t", "tmpfs", "-o", size, "none", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this machine mounts no tmpfs")
    try:
        yield folder
    finally:
        unmount = ["umount", "--lazy", str(folder)]
        subprocess.run(unmount, check=True)


def fill(folder, kilobytes_left):
    ballast = folder / "ballast"
    free = shutil.disk_usage(folder).free - 1024 * kilobytes_left
    with ballast.open("wb") as file:
        file.write(bytes(max(free, 0)))
    return ballast


@as_root
@pytest.mark.parametrize(
    "steps", [pytest.param(CHAIN, marks=pytest.mark.long), CHAIN[-1:]]
)
def test_a_full_disk_at_each_step(finished, tmp_path, steps):
    published = finished.database.read_bytes()
    with small_file_system(tmp_path / "small", 80) as small:
        shutil.copytree(finished.folder, small / "genesis")
        workflow = Workflow(small / "genesis")
        for step in steps:
            if step != "db_create":
                before = CHAIN[CHAIN.index(step) - 1]
                run = workflow.run("--until", before, *GENESIS)
                assert run.status == 0, run.text
            for name in OUTPUTS[step]:
                (workflow.folder / name).unlink(missing_ok=True)
            ballast = fill(small, 90)
            if step == "genesis":
                run = workflow.run(*GENESIS)
                assert "The disk cannot hold 2,000 hosts" in run.text, run.text
            else:  # by its file, a step is asked for without the plan of genesis
                run = workflow.run("--cores", "1", OUTPUTS[step][-1], *GENESIS[3:])
                assert f"Error in rule {step}:" in run.text, run.text
                assert "No space left on device" in run.text
            assert run.status != 0
            assert "Traceback" not in run.text
            assert workflow.database.read_bytes() == published
            assert list((workflow.folder / "results").rglob("*.partial*")) == []
            ballast.unlink()
        assert workflow.run(*GENESIS).rules[0] == steps[-1]
        assert workflow.run(*GENESIS).did_nothing
        assert workflow.run("--cores", "1", "verify", *GENESIS[3:]).status == 0


@as_root
@pytest.mark.long
def test_a_disk_without_a_byte_left(finished, finished_run, tmp_path):
    with small_file_system(tmp_path / "small", 60) as small:
        shutil.copytree(finished.folder, small / "genesis")
        workflow = Workflow(small / "genesis")
        published = workflow.database.read_bytes()
        ballast = fill(small, 0)
        assert workflow.run(*GENESIS).status != 0
        assert workflow.database.read_bytes() == published
        ballast.unlink()
        assert workflow.genesis().status == 0
        assert differences(workflow.folder, finished_run[0].folder) == []


@as_root
@pytest.mark.long
def test_a_full_folder_for_temporary_files(finished, tmp_path):
    published = finished.database.read_bytes()
    with small_file_system(tmp_path / "small", 1) as small:
        fill(small, 0)
        run = run_as(finished, environment={"TMPDIR": str(small)})
        assert "No space left on device" in run.text
    assert run.status != 0
    assert finished.database.read_bytes() == published
    assert finished.genesis(*CHANGE).status == 0


@on_linux
@as_root
@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_a_folder_that_is_closed(finished, name, mode):
    before = finished.receipts
    place = finished.folder / name
    if mode == 0 and name == ".":
        pytest.skip("nobody can stand in such a folder")
    place.chmod(mode)
    run = run_as(
        finished, "setpriv", "--bounding-set", "-dac_override,-dac_read_search"
    )
    place.chmod(0o755)
    assert run.status != 0
    assert "cannot read and write in the folder" in run.text
    assert str(place) in run.text
    assert "Traceback" not in run.text
    assert finished.receipts == before
    if name == "results":
        assert finished.genesis().did_nothing


@on_linux
@as_root
@pytest.mark.long
@pytest.mark.parametrize(
    "name",
    [
        "results/horizonscale_synth.db",
        "results/horizonscale_synth.db.sha256",
        "results/steps/seed_hosts.db",
        "results/steps/calendar.db.seal",
        "results/markers/calendar.json",
        "results/audit.json",
        "sql/create_tables.sql",
        "scripts/calendar.py",
        "config/config.yaml",
    ],
)
@pytest.mark.parametrize("arguments", [GENESIS, GENESIS[:3]])
def test_a_file_that_is_closed(finished, finished_run, name, arguments):
    """Where it is needed the message names it; where it is not, the run goes well."""
    (finished.folder / name).chmod(0o000)
    run = run_as(finished, *WITHOUT_RIGHTS, arguments=arguments)
    assert "Traceback" not in run.text
    if run.status:
        assert name.rpartition("/")[2] in run.text
    else:
        assert "Genesis Complete" in run.text or run.did_nothing
    if (finished.folder / name).exists():
        (finished.folder / name).chmod(0o644)
    assert finished.genesis().status == 0
    shutil.rmtree(finished.folder / "results/kept", ignore_errors=True)
    assert differences(finished.folder, finished_run[0].folder) == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("limit", "value"),
    [
        *((resource.RLIMIT_NOFILE, value) for value in (4, 6, 8, 10, 12, 16)),
        *((resource.RLIMIT_AS, value * 2**20) for value in (200, 600, 1200, 1500)),
        *((resource.RLIMIT_FSIZE, value * 2**10) for value in (100, 600, 3000, 6200)),
        *((resource.RLIMIT_CPU, value) for value in (1, 2)),
    ],
)
def test_limits_of_the_system(finished, finished_run, limit, value):
    """Whatever dies for want of handles, memory, file size or time dies aloud."""
    published = finished.database.read_bytes()
    run = run_as(finished, limits={limit: value})
    if run.status:
        assert finished.database.read_bytes() == published
        assert "Genesis Complete" not in run.text
    if finished.genesis().status != 0:
        assert finished.run("--unlock").status == 0
        assert finished.genesis().status == 0
    assert differences(finished.folder, finished_run[0].folder) == []


def test_two_runs_at_once(finished):
    with subprocess.Popen(
        command(*GENESIS),
        cwd=finished.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as first:
        while not list(finished.folder.glob("results/steps/.*.partial")):
            assert first.poll() is None
            time.sleep(0.005)
        second = finished.run(*GENESIS)
        text, _ = first.communicate(timeout=300)
    assert second.status != 0
    assert "cannot be locked" in second.text
    assert first.returncode == 0, text
    assert finished.run(*GENESIS).did_nothing
    assert finished.run("--cores", "1", "verify", *GENESIS[3:]).status == 0


@pytest.mark.long
def test_a_database_that_others_read_all_the_time(finished):
    """Any number of readers, opening and closing while it is replaced."""
    reader = (
        "import duckdb, sys\n"
        "seen = set()\n"
        "while not sys.stdin.closed:\n"
        "    with duckdb.connect(sys.argv[1], read_only=True) as connection:\n"
        "        query = 'SELECT count(*), max(host_index) FROM fleet'\n"
        "        seen.add(connection.execute(query).fetchone())\n"
        "    if (2500, 2499) in seen:\n"
        "        break\n"
        "print(sorted(seen))\n"
    )
    arguments = [sys.executable, "-P", "-c", reader, str(finished.database)]
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        time.sleep(1)
        run = finished.genesis("hosts=2500")
        seen, _ = process.communicate(timeout=60)
    assert run.status == 0, run.text
    assert seen == "[(2000, 1999), (2500, 2499)]\n"


ODD = [
    'spaces  and ünläuts, it\'s "quoted"',
    "a$HOME`id`;&%20#(b){c}[d]*~",
    "x" * 240,
    "-n",
]


@pytest.mark.parametrize(
    "name",
    [ODD[0], *(pytest.param(name, marks=pytest.mark.long) for name in ODD[1:])],
)
def test_a_folder_with_an_odd_name(finished_run, tmp_path, name):
    reference, _ = finished_run
    copy_sources(tmp_path / name)
    workflow = Workflow(tmp_path / name)
    run = workflow.genesis()
    assert run.status == 0, run.text
    assert differences(workflow.folder, reference.folder) == []
    directory = tmp_path / f"{name[:200]} elsewhere"
    run = workflow.run("--cores", "1", "genesis", "--directory", str(directory))
    assert run.status == 0, run.text
    assert differences(directory, reference.folder) == []
    run = workflow.run("--cores", "1", "genesis", "--directory", str(directory))
    assert run.did_nothing


@pytest.mark.parametrize("name", ["what?", "back\\slash"])
def test_a_folder_that_duckdb_cannot_work_in(fresh, tmp_path, name):
    (tmp_path / name).mkdir()
    run = fresh.run("--cores", "1", "genesis", "--directory", str(tmp_path / name))
    assert run.status != 0
    assert "HorizonScale Genesis cannot start" in run.text
    assert name in run.text
    assert "Traceback" not in run.text
    assert not list((tmp_path / name).glob("results"))


@pytest.mark.long
def test_a_results_folder_behind_a_link(fresh, finished_run, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (fresh.folder / "results").symlink_to(tmp_path / "elsewhere")
    assert fresh.genesis("seed=7").status == 0
    run = fresh.genesis()
    assert run.rules == list(CHAIN[2:]), run.text
    assert differences(fresh.folder, finished_run[0].folder) == []
    assert (fresh.folder / "results").is_symlink()
    assert fresh.genesis().did_nothing


@pytest.mark.long
def test_a_results_folder_on_another_file_system(fresh, finished_run, tmp_path):
    if os.geteuid():
        pytest.skip("only root can mount a small file system")
    with small_file_system(fresh.folder / "results", 60):
        assert fresh.genesis("seed=7").status == 0
        assert fresh.genesis().status == 0
        assert differences(fresh.folder, finished_run[0].folder) == []


@pytest.mark.long
def test_a_folder_whose_name_differs_in_case_alone(finished):
    """On this file system it is another folder, and none of the workflow's business."""
    twin = finished.folder / "RESULTS"
    try:
        twin.mkdir()
    except FileExistsError:
        pytest.skip("this file system does not tell case apart")
    (twin / "horizonscale_synth.db").write_bytes(b"mine")
    assert finished.genesis(*CHANGE).status == 0
    assert (twin / "horizonscale_synth.db").read_bytes() == b"mine"
    assert [path.name for path in twin.iterdir()] == ["horizonscale_synth.db"]


@contextmanager
def file_system_without_case(folder):
    """NTFS in a file, mounted so that it does not tell upper from lower case."""
    image = folder / "image"
    with image.open("wb") as file:
        file.truncate(100 * 2**20)
    (folder / "mounted").mkdir()
    options = ["-o", "ignore_case", str(image), str(folder / "mounted")]
    for call in (["mkntfs", "-F", "-Q", str(image)], ["lowntfs-3g", *options]):
        if not shutil.which(call[0]) or subprocess.run(call).returncode:
            pytest.skip("needs Debian's ntfs-3g, and a system that mounts it")
    try:
        yield folder / "mounted"
    finally:
        unmount = ["umount", "--lazy", str(folder / "mounted")]
        subprocess.run(unmount, check=True)


@as_root
@pytest.mark.long
def test_a_file_system_that_does_not_tell_case_apart(finished_run, tmp_path):
    with file_system_without_case(tmp_path) as place:
        copy_sources(place / "Fleet")
        workflow, twin = Workflow(place / "Fleet"), Workflow(place / "fLEET")
        assert workflow.genesis("seed=7").status == 0
        assert workflow.run("--cores", "1", "verify", "--config", "seed=7").status == 0
        assert twin.genesis().rules == list(CHAIN[2:])
        assert workflow.genesis().did_nothing
        assert differences(workflow.folder, finished_run[0].folder) == []
        assert workflow.run("--cores", "1", "export").status == 0
        assert twin.run("--cores", "1", "export").did_nothing
