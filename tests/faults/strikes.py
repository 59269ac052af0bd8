"""Signals that hit a run at a moment: after a while, or when a file appears."""

import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from horizonscale.pipeline.steps import CHAIN

from faults.fleets import DATABASE

VICTIMS = ("job", "snakemake", "both")
SIGNALS = ("SIGKILL", "SIGTERM", "SIGINT")
POLL_S = 0.001
LOOK_FOR_JOBS_S = 0.05
DELAYS_S = (0.0, 0.0, 0.002, 0.01, 0.04)


@dataclass(frozen=True)
class Strike:
    """Whom a signal hits, and when.

    ``file`` is a pattern below the folder: the signal is sent ``delay`` seconds after
    it appears or changes; without one, so long after the start.
    """

    victim: str
    signal: str
    file: str
    delay: float

    def __str__(self) -> str:
        after = f"after {self.file}" if self.file else "after the start"
        return f"{self.signal} to {self.victim} {self.delay:.3f} s {after}"


def drawn(rng: random.Random, first: str, seconds: float) -> Strike:
    """Draw a strike at a run that starts with a step and takes so many seconds.

    Half of them come at any moment of the run, half when a file appears, and half of
    these while the database is published.
    """
    victim, name = rng.choice(VICTIMS), rng.choice(SIGNALS)
    if rng.random() < 0.5:
        return Strike(victim, name, "", rng.uniform(0.15, 0.85) * seconds)
    names = CHAIN[CHAIN.index(first) :]
    step = "genesis" if rng.random() < 0.5 else rng.choice(names)
    return Strike(victim, name, rng.choice(_files_of(step)), rng.choice(DELAYS_S))


def _files_of(step: str) -> list[str]:
    """Return the patterns of the files that a step makes, in their order."""
    marker = f"results/markers/{step}.json"
    if step == "audit":
        return ["logs/audit.log", "results/audit.json", marker]
    if step == "genesis":
        folder, _, name = DATABASE.rpartition("/")
        half_made = f"{folder}/.{name}.*.partial"
        return [half_made, f"{DATABASE}.sha256", DATABASE, marker]
    database = f"results/steps/{step}.db"
    return [f"results/steps/.{step}.db.*.partial", database, f"{database}.seal", marker]


def strike(
    run: subprocess.Popen[bytes], folder: Path, blow: Strike
) -> tuple[bool, list[psutil.Process]]:
    """Send the signal at its moment.

    A job that is not there yet is waited for, as long as the run lives.

    Returns
    -------
    tuple
        Whether there was anybody to hit, and the processes that a hit on Snakemake
        alone may leave behind.
    """
    before = _seen(folder, blow.file)
    due = None if blow.file else time.monotonic() + blow.delay
    children: list[psutil.Process] = []
    look = 0.0
    while run.poll() is None:
        now = time.monotonic()
        if blow.victim != "both" and now >= look:
            with suppress(psutil.NoSuchProcess):
                children = psutil.Process(run.pid).children(recursive=True)
            look = now + LOOK_FOR_JOBS_S
        if due is None and _seen(folder, blow.file) - before:
            due = now + blow.delay
        if due is not None and now >= due and _is_sent(run, blow, children):
            return True, children
        time.sleep(POLL_S)
    return False, []


def _is_sent(
    run: subprocess.Popen[bytes], blow: Strike, children: list[psutil.Process]
) -> bool:
    number = getattr(signal, blow.signal)
    if blow.victim == "snakemake":
        run.send_signal(number)
        return True
    if blow.victim == "both":
        os.killpg(run.pid, number)
        return True
    hit = False
    for child in children:
        with suppress(psutil.Error):
            line = child.cmdline()
            if line and "/scripts/" in line[-1] and "python" in Path(line[0]).name:
                child.send_signal(number)
                hit = True
    return hit


def _seen(folder: Path, pattern: str) -> set[tuple[str, int, int]]:
    found = set()
    for path in folder.glob(pattern) if pattern else ():
        with suppress(OSError):
            state = path.stat()
            found.add((path.name, state.st_ino, state.st_mtime_ns))
    return found
