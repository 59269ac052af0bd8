"""One trial: a run that is hit, what is left, and the runs that heal it."""

import random
import re
import shutil
import subprocess
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil

from faults.fleets import (
    command,
    copy_sources,
    differences,
    first_step,
    main_job,
    public,
)
from faults.strikes import Strike, drawn, strike

MAX_RERUNS = 4
TIMEOUT_S = 300
PATIENCE_S = 60  # then a run that does not end is killed, as README.md says


@dataclass(frozen=True)
class Plan:
    """What is done to a run: all of it drawn before, so that it can be repeated.

    The run changes a folder from the fleet ``old`` (None: no results yet) to ``new``;
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

    ``public`` is the fleet that stood under the public name after each process ended.
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

    def __str__(self) -> str:
        state = "WRONG" if self.faults else "ok" if self.hit else "missed"
        return f"{self.number} {state}, {self.change}, {self.plan}"


def drawn_plan(number: int, seed: int, names: list[str], run_seconds: float) -> Plan:
    """Draw the plan of a trial; ``run_seconds`` is what a whole run takes here."""
    rng = random.Random(f"{seed}-{number}")
    old: str | None
    old, new = rng.sample(names, 2)
    if rng.random() < 0.1:
        old = None
    rerun_as = old if old and rng.random() < 0.2 else new
    blow = drawn(rng, first_step(old, new), run_seconds)
    at_once, once_more = rng.random() < 0.5, rng.random() < 0.2
    return Plan(number, old, new, rerun_as, blow, at_once, once_more)


def run_trial(plan: Plan, cleans: dict[str, Path], folder: Path) -> Outcome:
    """Run a trial in a folder of its own, which is removed if all went well."""
    trial = _Trial(plan, cleans, folder / f"trial-{plan.number}")
    start = time.monotonic()
    trial.run()
    trial.outcome.seconds = round(time.monotonic() - start, 1)
    if not trial.outcome.faults:
        shutil.rmtree(trial.place)
    return trial.outcome


class _Trial:
    def __init__(self, plan: Plan, cleans: dict[str, Path], place: Path) -> None:
        self.plan, self.place = plan, place
        self._known = {name: cleans[name] for name in (plan.old, plan.new) if name}
        change = f"{plan.old or 'nothing'} to {plan.new}, then {plan.rerun_as}"
        self.outcome = Outcome(plan.number, str(plan.strike), change)

    def run(self) -> None:
        outcome, blow = self.outcome, self.plan.strike
        living = self._hit(blow)
        while not (outcome.hit or blow.file or blow.delay < 0.1):
            # The run was over by then, as the machine has more time now: earlier.
            blow = replace(blow, delay=blow.delay / 2)
            shutil.rmtree(self.place)
            living = self._hit(blow)
        outcome.plan = str(blow)
        self._look("the kill")
        if outcome.status == 0:
            self._compare(self.plan.new, "the run that was hit")
        self._heal()
        if living:
            # What outlived its Snakemake may have written since: one more run.
            psutil.wait_procs(living, TIMEOUT_S)
            self._look("the end of the orphans")
            self._heal()
        elif self.plan.once_more:
            self._rerun()
            if outcome.reruns[-1] != {"status": 0, "rules": []}:
                outcome.wrong.append("one more run did something")

    def _hit(self, blow: Strike) -> list[psutil.Process]:
        """Start the run and hit it; return the processes that outlive it."""
        if self.plan.old:
            shutil.copytree(self._known[self.plan.old], self.place)
        else:
            copy_sources(self.place)
        with (
            (self.place / "killed.log").open("wb") as output,
            subprocess.Popen(
                main_job(self.plan.new),
                cwd=self.place,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            ) as run,
        ):
            self.outcome.hit, living = strike(run, self.place, blow)
            try:
                self.outcome.status = run.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                self.outcome.hung = True
                run.kill()
                self.outcome.status = run.wait()
        if not self.plan.at_once:
            psutil.wait_procs(living, TIMEOUT_S)
        living = [process for process in living if process.is_running()]
        self.outcome.orphans = len(living)
        return living

    def _heal(self) -> None:
        for _ in range(MAX_RERUNS):
            status = self._rerun()
            self._look("a rerun")
            if status == 0:
                self._compare(self.plan.rerun_as, "a rerun")
                return
        self.outcome.wrong.append(f"not healed by {MAX_RERUNS} reruns")

    def _rerun(self) -> int:
        """Run again as README.md says: free the folder first if the run asks for it."""
        run = self._call(main_job(self.plan.rerun_as))
        if "cannot be locked" in run.stdout:
            self.outcome.unlocked = True
            self._call(command("--unlock"))
            run = self._call(main_job(self.plan.rerun_as))
        rules = re.findall(r"Finished jobid: \d+ \(Rule: (\w+)\)", run.stdout)
        self.outcome.reruns.append({"status": run.returncode, "rules": rules})
        if run.returncode:
            self.outcome.reruns[-1]["text"] = run.stdout[-2000:]
        return run.returncode

    def _call(self, arguments: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            arguments,
            cwd=self.place,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=TIMEOUT_S,
        )

    def _look(self, when: str) -> None:
        """See what stands under the public name between two runs."""
        name, fault = public(self.place, self._known)
        self.outcome.public.append(name)
        if name is None and self.plan.old and not fault:
            fault = "lost"
        if fault:
            self.outcome.silently_wrong.append(f"public after {when}: {fault}")

    def _compare(self, name: str, when: str) -> None:
        found = differences(self.place, self._known[name])
        self.outcome.silently_wrong += [f"after {when}: {one}" for one in found]
