"""What a fleet will take of disk, memory and time, before any work starts.

The Snakefile imports this module, so it imports nothing heavy.
"""

import fcntl
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from horizonscale.files import FICLONE
from horizonscale.performance import MEASURED, at, read_benchmark

BULK_HOSTS = 1_000_000  # from here on a run shows its plan

# Copies of the database that are written, and stand side by side, from a step on.
_COPIES = {
    "kept": {"seed_hosts": 3, "calendar": 2, "genesis": 1},
    "removed": {"seed_hosts": 2, "calendar": 2, "genesis": 1},
}
_COPIES_SHARED = {"seed_hosts": 1, "calendar": 0, "genesis": 0}
_SHARD_BYTES_PER_HOST = 24


@dataclass(frozen=True)
class Plan:
    """What a fleet takes; ``seconds`` of seeding only if there is a benchmark."""

    hosts: int
    keys: str
    shards: int
    file_bytes: float
    disk_bytes: float
    free_bytes: float
    memory_bytes: float
    seconds: float | None

    @property
    def fits(self) -> bool:
        """Whether the disk can hold it."""
        return self.disk_bytes <= self.free_bytes


def plan(
    settings: Mapping[str, Any], first: str | None, folder: Path, benchmark: Path
) -> Plan:
    """Return what the run of a fleet takes.

    Parameters
    ----------
    settings : mapping
        The resolved settings.
    first : str or None
        The first step of ``seed_hosts``, ``calendar`` and ``genesis`` that will run,
        or None if none will.
    folder : Path
        Where the results are, or will be.
    benchmark : Path
        ``docs/performance.json``, which need not exist.
    """
    hosts, keys = settings["hosts"], settings["keys"]
    points = read_benchmark(benchmark, keys)
    file_bytes = at(points or MEASURED[keys], "file_bytes", hosts)
    disk_bytes = 0.0
    if first:
        copies = _COPIES[settings["step_files"]][first]
        if shares_blocks(folder):
            copies = _COPIES_SHARED[first]
        disk_bytes = copies * file_bytes
        if first == "seed_hosts" and settings["shards"] > 1:
            disk_bytes += _SHARD_BYTES_PER_HOST * hosts
    return Plan(
        hosts,
        keys,
        settings["shards"],
        file_bytes,
        disk_bytes,
        free_bytes(folder, first),
        memory_bytes(settings, benchmark),
        at(points, "seconds", hosts) if points else None,
    )


def memory_bytes(settings: Mapping[str, Any], benchmark: Path) -> float:
    """Return the memory that the seeding of a fleet takes."""
    points = read_benchmark(benchmark, settings["keys"]) or MEASURED[settings["keys"]]
    return at(points, "peak_memory_bytes", settings["hosts"])


def free_bytes(folder: Path, first: str | None) -> int:
    """Return the room that is free, with what a run from a step on deletes."""
    deleted = {"seed_hosts": ("seed_hosts", "calendar"), "calendar": ("calendar",)}
    paths = [folder / "steps" / f"{step}.db" for step in deleted.get(first or "", ())]
    return shutil.disk_usage(_nearest(folder)).free + sum(
        path.stat().st_size for path in paths if path.is_file()
    )


def shares_blocks(folder: Path) -> bool:
    """Return whether copies in a folder take no room: whether reflinks work there.

    Tried with two files that never have a name, so nothing is left and nothing seen.
    """
    if sys.platform != "linux":
        return False
    descriptors = []
    try:
        for _ in range(2):
            descriptors.append(
                os.open(_nearest(folder), os.O_TMPFILE | os.O_RDWR, 0o600)
            )
        os.write(descriptors[0], bytes(4096))
        fcntl.ioctl(descriptors[1], FICLONE, descriptors[0])
    except OSError:
        return False
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
    return True


def plan_text(plan: Plan, folder: Path) -> str:
    """Return the plan for people."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    seeding = "no benchmark yet"
    if plan.seconds is not None:
        minutes, seconds = divmod(max(round(plan.seconds), 1), 60)
        time = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
        seeding = f"about {time}, from the last benchmark"
    jobs = "one job" if plan.shards == 1 else f"{plan.shards:,} shards"
    needed = f"about {size_text(plan.disk_bytes)}" if plan.disk_bytes else "nothing"
    return "\n".join(
        [
            f"Hosts:    {plan.hosts:,}, keys {plan.keys}, made in {jobs}",
            f"File:     about {size_text(plan.file_bytes)}",
            f"Disk:     {needed} to be written,"
            f" {size_text(plan.free_bytes)} free in {folder}",
            f"Memory:   about {size_text(plan.memory_bytes)},"
            f" of {size_text(machine)} in this machine",
            f"Seeding:  {seeding}",
        ]
    )


def refusal_text(plan: Plan, settings: Mapping[str, Any], folder: Path) -> str:
    """Return why a fleet that does not fit is refused, and the ways out."""
    ways = ["fewer hosts", "--directory on a larger disk"]
    if settings["keys"] == "enforced":
        ways.insert(0, "keys: audited, which makes the file much smaller")
    if settings["step_files"] == "kept":
        ways.insert(0, "step_files: removed, which needs two copies instead of three")
    return (
        f"The disk cannot hold {plan.hosts:,} hosts: {size_text(plan.disk_bytes)} are"
        f" needed, {size_text(plan.free_bytes)} are free in {folder}.\n"
        f"Free some room, or use {'; '.join(ways[:-1])}; or {ways[-1]}."
    )


def size_text(size_bytes: float) -> str:
    """Return a size in decimal units, to three digits."""
    size = size_bytes / 1e6
    for unit in ("MB", "GB", "TB"):
        if size < 1000 or unit == "TB":
            break
        size /= 1000
    return f"{size:.{0 if size >= 100 else 1}f} {unit}"


def _nearest(folder: Path) -> Path:
    """Return a folder, or the nearest above it that is there already."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())
