"""Kill runs at random moments, and hold what is left against clean builds.

    python tests/faults/kills.py --trials 500 --seed 1 --jobs 2

A trial takes a finished folder of one config (or an empty one), starts a run of another,
sends SIGKILL, SIGTERM or SIGINT to the job, to Snakemake or to both, and then does what
README.md says: run again, after `snakemake --unlock` if the folder is locked. Each time
a process has ended, what stands under the public name must pass the audit of the old or
of the new config. In the end database, markers and audit must be those of a clean build.

Trials are numbered, and all that is drawn depends on the seed and the number, so that
`--only NUMBER` repeats one (but for the moment within the run, which is the machine's).
The report is written to kills.json in the folder named by `--folder`.
"""

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil

sys.path[:] = [*sys.path, str(Path(__file__).resolve().parents[1])]

from faults.pool import POOL, clean_build, command, copy_sources, first_step, main_job
from faults.states import differences, public
from faults.strikes import descendants, drawn, strike

MOST_RERUNS = 4
TIMEOUT_S = 300


@dataclass
class Trial:
    """What was done to a run, and what came of it."""

    number: int
    old: str | None
    new: str
    rerun_as: str
    plan: str
    hit: bool = False
    status: int | None = None
    orphans: int = 0
    unlocked: bool = False
    public: list[str | None] = field(default_factory=list)
    reruns: list[dict[str, object]] = field(default_factory=list)
    silently_wrong: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0


def run_trial(
    number: int, seed: int, cleans: dict[str, Path], run_seconds: float, folder: Path
) -> Trial:
    """Run one trial in a folder of its own, which is removed if all went well.

    Parameters
    ----------
    number, seed : int
    cleans : dict
        The folder of the clean build of each config that is drawn from.
    run_seconds : float
        How long a whole run takes on this machine.
    folder : Path
    """
    start = time.monotonic()
    rng = random.Random(f"{seed}-{number}")
    old, new = rng.sample(list(cleans), 2)
    if rng.random() < 0.1:
        old = None
    rerun_as = old if old and rng.random() < 0.2 else new
    plan = drawn(rng, first_step(old, new), run_seconds)
    trial = Trial(number, old, new, rerun_as, str(plan))
    place = folder / f"trial-{number}"
    if old:
        shutil.copytree(cleans[old], place)
    else:
        copy_sources(place)
    known = {name: cleans[name] for name in (old, new) if name}

    log = place / "killed.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            main_job(new),
            cwd=place,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as run,
    ):
        trial.hit = strike(run, place, plan)
        living = descendants(run.pid)
        trial.status = run.wait(TIMEOUT_S)
    if trial.hit and trial.status != 0 and rng.random() < 0.5:
        _, living = psutil.wait_procs(living, TIMEOUT_S)
    trial.orphans = sum(process.is_running() for process in living)
    _look(trial, place, known, "the kill")
    if trial.status == 0:
        trial.silently_wrong += _wrong(place, cleans[new], "the run that was hit")

    for _ in range(MOST_RERUNS):
        status = _rerun(trial, place)
        _look(trial, place, known, "a rerun")
        if status == 0:
            trial.silently_wrong += _wrong(place, cleans[rerun_as], "a rerun")
            break
    else:
        trial.wrong.append(f"not healed by {MOST_RERUNS} reruns")
    if trial.orphans:
        # What outlived its Snakemake may still have written: one more run sees to it.
        psutil.wait_procs(living, TIMEOUT_S)
        _look(trial, place, known, "the end of the orphans")
        _rerun(trial, place)
        trial.silently_wrong += _wrong(place, cleans[rerun_as], "the last rerun")
    elif rng.random() < 0.2:
        _rerun(trial, place)
        if trial.reruns[-1]["rules"] or trial.reruns[-1]["status"]:
            trial.wrong.append("one more run did something")
    if not (trial.wrong or trial.silently_wrong):
        shutil.rmtree(place)
    trial.seconds = round(time.monotonic() - start, 1)
    return trial


def _rerun(trial: Trial, place: Path) -> int:
    """Run again as README.md says: free the folder first if the run asks for it."""
    run = _call(main_job(trial.rerun_as), place)
    if "cannot be locked" in run.stdout:
        trial.unlocked = True
        _call(command("--unlock"), place)
        run = _call(main_job(trial.rerun_as), place)
    rules = [
        line.split("Rule: ")[1].rstrip(")")
        for line in run.stdout.splitlines()
        if line.startswith("Finished jobid:")
    ]
    trial.reruns.append({"status": run.returncode, "rules": rules})
    if run.returncode:
        trial.reruns[-1]["text"] = run.stdout[-2000:]
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


def _look(trial: Trial, place: Path, cleans: dict[str, Path], when: str) -> None:
    """Audit what stands under the public name between two runs."""
    config, fault = public(place, cleans)
    trial.public.append(config)
    if fault:
        trial.silently_wrong.append(f"public after {when}: {fault}")
    elif config is None and trial.old:
        trial.silently_wrong.append(f"public after {when}: lost")


def _wrong(place: Path, clean: Path, when: str) -> list[str]:
    return [f"after {when}: {name}" for name in differences(place, clean)]


def summary(trials: list[Trial]) -> str:
    """Return the report for people."""
    hit = [trial for trial in trials if trial.hit]
    needed = Counter(
        next(
            (i for i, run in enumerate(trial.reruns, 1) if run["status"] == 0),
            "not healed",
        )
        for trial in hit
    )
    did = Counter(
        " ".join(trial.reruns[0]["rules"]) or "nothing" for trial in hit if trial.reruns
    )
    kinds = Counter(" ".join(trial.plan.split()[:3]) for trial in hit)
    after_kill = Counter(
        "old"
        if trial.public[0] == trial.old and trial.old
        else "new"
        if trial.public[0] == trial.new
        else "none"
        for trial in hit
        if trial.public
    )
    lines = [
        f"Trials:          {len(trials)}, of which {len(hit)} hit a run",
        f"Wrong:           {sum(bool(t.wrong or t.silently_wrong) for t in trials)}",
        f"Silently wrong:  {sum(bool(t.silently_wrong) for t in trials)}",
        f"Folders locked:  {sum(trial.unlocked for trial in hit)}",
        f"Orphans alive:   {sum(bool(trial.orphans) for trial in hit)}",
        f"Public after:    {_counted(after_kill)}",
        f"Reruns needed:   {_counted(needed)}",
        f"Seconds a trial: {sum(t.seconds for t in trials) / max(len(trials), 1):.1f}",
        "",
        "Hits by signal and victim:",
        *(f"  {count:4}  {kind}" for kind, count in sorted(kinds.items())),
        "",
        "What the first rerun did:",
        *(f"  {count:4}  {rules}" for rules, count in did.most_common()),
    ]
    for trial in trials:
        for fault in (*trial.silently_wrong, *trial.wrong):
            lines.append(f"WRONG trial {trial.number} ({trial.plan}): {fault}")
    return "\n".join(lines) + "\n"


def _counted(counter: Counter[object]) -> str:
    return ", ".join(f"{name}: {n}" for name, n in sorted(counter.items(), key=str))


def run_trials(
    numbers: list[int], seed: int, jobs: int, names: list[str], folder: Path
) -> list[Trial]:
    """Run trials of these numbers; their clean builds are made once."""
    with ProcessPoolExecutor(jobs) as pool:
        cleans = {name: folder / "clean" / name for name in names}
        built = [pool.submit(clean_build, folder / "clean", name) for name in names]
        run_seconds = statistics.median(future.result() for future in built)
        waiting = [
            pool.submit(run_trial, number, seed, cleans, run_seconds, folder)
            for number in numbers
        ]
        trials = []
        for future in waiting:
            trials.append(future.result())
            _progress(trials[-1], len(numbers))
    return trials


def _progress(trial: Trial, of: int) -> None:
    state = "WRONG" if trial.wrong or trial.silently_wrong else "ok"
    state = state if trial.hit else f"{state}, missed"
    print(f"{trial.number}/{of} {state} {trial.seconds} s: {trial.plan}", flush=True)


def main() -> int:
    """Run the trials that the command line asks for; return its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--trials", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, nargs="+", help="numbers of trials")
    parser.add_argument("--folder", type=Path, help="kept; the default is not")
    arguments = parser.parse_args()
    numbers = arguments.only or list(range(1, arguments.trials + 1))
    with suppress(KeyboardInterrupt), tempfile.TemporaryDirectory() as temporary:
        folder = (arguments.folder or Path(temporary)).resolve()
        trials = run_trials(numbers, arguments.seed, arguments.jobs, list(POOL), folder)
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps([asdict(trial) for trial in trials], indent=2)
        (folder / "kills.json").write_text(text + "\n")
        print(summary(trials))
        return int(any(trial.wrong or trial.silently_wrong for trial in trials))
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
