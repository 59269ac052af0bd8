"""As a module: under a prefix, with a rule that the host workflow overrides."""

from .conftest import CHAIN, Workflow, copy_sources, from_step

HOST = """
module genesis:
    snakefile: "clone/Snakefile"
    config: {"hosts": 900}
    prefix: "fleet"


use rule * from genesis as genesis_*


use rule calendar from genesis as genesis_calendar with:
    log: "elsewhere.log"
"""


def test_a_rule_that_the_host_overrides(tmp_path):
    copy_sources(tmp_path / "clone")
    (tmp_path / "Snakefile").write_text(HOST)
    host = Workflow(tmp_path)
    run = host.run("--cores", "1", "genesis_genesis")
    assert run.status == 0, run.text
    assert run.rules == [f"genesis_{step}" for step in CHAIN]
    assert (tmp_path / "elsewhere.log").exists()
    assert (tmp_path / "fleet/results/horizonscale_synth.db").exists()
    assert host.run("--cores", "1", "genesis_genesis").did_nothing
    with (tmp_path / "fleet/results/steps/calendar.db").open("ab") as file:
        file.write(b"changed")
    run = host.run("--cores", "1", "genesis_genesis")
    assert run.rules == [f"genesis_{step}" for step in from_step("calendar")]


TWO_HOSTS = """
module one:
    snakefile: "clone/Snakefile"
    config: {"hosts": 900}


use rule * from one as one_*


workdir: "first"


module two:
    snakefile: "clone/Snakefile"
    config: {"hosts": 950, "seed": 7}
    prefix: "fleet"


use rule * from two as two_*


use rule audit from two as two_audit with:
    log: "elsewhere.log"


workdir: "second"


rule both:
    default_target: True
    input: "results/markers/genesis.json", "fleet/results/markers/genesis.json"
"""


def test_two_fleets_and_a_folder_that_changes_between_them(tmp_path):
    copy_sources(tmp_path / "clone")
    (tmp_path / "Snakefile").write_text(TWO_HOSTS)
    host = Workflow(tmp_path)
    run = host.run("--cores", "2")
    assert run.status == 0, run.text
    folder = tmp_path / "first/second"
    assert (folder / "elsewhere.log").exists()
    for place in ("results", "fleet/results"):
        assert (folder / place / "horizonscale_synth.db").exists()
    assert host.run("--cores", "2").did_nothing
