"""One trial: a run that is hit, what is left, and the runs that heal it."""

import random
import shutil
import subprocess
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil

from faults.pool import command, copy_sources, first_step, main_job
from faults.states import differences, public
from faults.strikes import Strike, drawn, strike

MOST_RERUNS = 4
TIMEOUT_S = 300
PATIENCE_S = 60  # then a run that does not end is killed, as README.md says


@dataclass(frozen=True)
class Plan:
    """What is done to a run: all of it drawn before, so that it can be repeated.

    The run changes a folder from the config ``old`` (None: no results yet) to ``new``;
    ``rerun_as`` is built afterwards. With ``at_once`` nobody waits for processes that
    outlive their Snakemake.
    """

    number: int
    old: str | None
    new: str
    rerun_as: str
    strike: Strike
    at_once: bool = True
    once_more: bool = False


@dataclass
class Outcome:
    """What came of a trial.

    ``public`` is the config that stood under the public name after each process ended.
    ``silently_wrong`` are faults that no exit status told of; ``wrong`` are others.
    """

    number: int
    plan: str
    change: str
    hit: bool = False
    status: int | None = None
    orphans: int = 0
    hung: bool = False
    unlocked: bool = False
    public: list[str | None] = field(default_factory=list)
    reruns: list[dict[str, object]] = field(default_factory=list)
    silently_wrong: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def faults(self) -> list[str]:
        """Everything that should not have been."""
        return [*self.silently_wrong, *self.wrong]


def drawn_plan(number: int, seed: int, configs: list[str], run_seconds: float) -> Plan:
    """Draw the plan of a trial; ``run_seconds`` is what a whole run takes here."""
    rng = random.Random(f"{seed}-{number}")
    old: str | None
    old, new = rng.sample(configs, 2)
    if rng.random() < 0.1:
        old = None
    rerun_as = old if old and rng.random() < 0.2 else new
    blow = drawn(rng, first_step(old, new), run_seconds)
    at_once, once_more = rng.random() < 0.5, rng.random() < 0.2
    return Plan(number, old, new, rerun_as, blow, at_once, once_more)


def run_trial(plan: Plan, cleans: dict[str, Path], folder: Path) -> Outcome:
    """Run a trial in a folder of its own, which is removed if all went well."""
    start = time.monotonic()
    change = f"{plan.old or 'nothing'} to {plan.new}, then {plan.rerun_as}"
    outcome = Outcome(plan.number, str(plan.strike), change)
    place = folder / f"trial-{plan.number}"
    known = {name: cleans[name] for name in (plan.old, plan.new) if name}
    blow = plan.strike
    while True:
        _prepare(plan, place, cleans)
        living = _hit(plan, blow, outcome, place)
        if outcome.hit or blow.file or blow.delay < 0.1:
            break
        # The run was over by then, as the machine has more time now: again, earlier.
        blow = replace(blow, delay=blow.delay / 2)
        shutil.rmtree(place)
    outcome.plan = str(blow)
    _look(plan, outcome, place, known, "the kill")
    if outcome.status == 0:
        _compare(outcome, place, cleans[plan.new], "the run that was hit")
    _heal(plan, outcome, place, known)
    if living:
        # What outlived its Snakemake may have written since: one more run sees to it.
        psutil.wait_procs(living, TIMEOUT_S)
        _look(plan, outcome, place, known, "the end of the orphans")
        _heal(plan, outcome, place, known)
    elif plan.once_more:
        _rerun(plan, outcome, place)
        if outcome.reruns[-1] != {"status": 0, "rules": []}:
            outcome.wrong.append("one more run did something")
    if not outcome.faults:
        shutil.rmtree(place)
    outcome.seconds = round(time.monotonic() - start, 1)
    return outcome


def _prepare(plan: Plan, place: Path, cleans: dict[str, Path]) -> None:
    if plan.old:
        shutil.copytree(cleans[plan.old], place)
    else:
        copy_sources(place)


def _hit(
    plan: Plan, blow: Strike, outcome: Outcome, place: Path
) -> list[psutil.Process]:
    """Start the run and hit it; return the processes that outlive it."""
    with (
        (place / "killed.log").open("wb") as output,
        subprocess.Popen(
            main_job(plan.new),
            cwd=place,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as run,
    ):
        outcome.hit, living = strike(run, place, blow)
        try:
            outcome.status = run.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            outcome.hung = True
            run.kill()
            outcome.status = run.wait()
    if not plan.at_once:
        _, living = psutil.wait_procs(living, TIMEOUT_S)
    living = [process for process in living if process.is_running()]
    outcome.orphans = len(living)
    return living


def _heal(plan: Plan, outcome: Outcome, place: Path, known: dict[str, Path]) -> None:
    for _ in range(MOST_RERUNS):
        status = _rerun(plan, outcome, place)
        _look(plan, outcome, place, known, "a rerun")
        if status == 0:
            _compare(outcome, place, known[plan.rerun_as], "a rerun")
            return
    outcome.wrong.append(f"not healed by {MOST_RERUNS} reruns")


def _rerun(plan: Plan, outcome: Outcome, place: Path) -> int:
    """Run again as README.md says: free the folder first if the run asks for it."""
    run = _call(main_job(plan.rerun_as), place)
    if "cannot be locked" in run.stdout:
        outcome.unlocked = True
        _call(command("--unlock"), place)
        run = _call(main_job(plan.rerun_as), place)
    rules = [
        line.split("Rule: ")[1].rstrip(")")
        for line in run.stdout.splitlines()
        if line.startswith("Finished jobid:")
    ]
    outcome.reruns.append({"status": run.returncode, "rules": rules})
    if run.returncode:
        outcome.reruns[-1]["text"] = run.stdout[-2000:]
    return run.returncode


def _call(arguments: list[str], place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments,
        cwd=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT_S,
    )


def _look(
    plan: Plan, outcome: Outcome, place: Path, known: dict[str, Path], when: str
) -> None:
    """Audit what stands under the public name between two runs."""
    config, fault = public(place, known)
    outcome.public.append(config)
    if fault:
        outcome.silently_wrong.append(f"public after {when}: {fault}")
    elif config is None and plan.old:
        outcome.silently_wrong.append(f"public after {when}: lost")


def _compare(outcome: Outcome, place: Path, clean: Path, when: str) -> None:
    found = differences(place, clean)
    outcome.silently_wrong += [f"after {when}: {name}" for name in found]
