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
