"""Run one measurement in a process of its own, so that its peak memory is its own."""

import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def measured(script: str, *arguments: object, python: str = sys.executable) -> Any:
    """Return what a script prints as JSON, with its ``peak_memory_bytes``."""
    command = [python, str(ROOT / "benchmarks" / script), *map(str, arguments)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    printed = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed.")
    # Kilobytes on Linux, bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return {**json.loads(printed), "peak_memory_bytes": usage.ru_maxrss * unit}


def surroundings(*packages: str) -> dict[str, str]:
    """Return the machine and the versions that figures were measured with."""
    return {
        "processor": _processor(),
        "processors": str(os.cpu_count()),
        "memory_gb": f"{_memory_bytes() / 1e9:.0f}",
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{package: version(package) for package in packages},
    }


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    return names[0] if names else platform.processor()
