"""What is installed is pinned to the byte, and what runs cannot run a text as code."""

import re
from functools import cache
from pathlib import Path

import pytest
from horizonscale.pipeline.steps import STEPS
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
REQUIREMENTS = ROOT / "requirements"
NAMES = sorted(path.stem for path in REQUIREMENTS.glob("*.in"))
SHA256 = re.compile(r"--hash=sha256:[0-9a-f]{64}")
# Where the locks are to hold, in the words of environment markers (PEP 508).
PLATFORMS = [
    {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": system.lower(),
        "platform_system": system,
        "platform_machine": machine,
        "os_name": "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }
    for python in ("3.11", "3.12", "3.13")
    for system in ("Linux", "Darwin")
    for machine in ("x86_64", "aarch64" if system == "Linux" else "arm64")
]
SHELL = re.compile(
    r"^\s*(?:shell|run)\s*:|\b(?:shell|eval|exec|system|popen)\s*\(", re.M
)


def lines(path):
    """Return the lines of a requirements file, joined and without their comments."""
    joined = path.read_text(encoding="utf-8").replace("\\\n", " ")
    bare = (re.sub(r"(^|\s)#.*", "", line).strip() for line in joined.splitlines())
    return [line for line in bare if line]


@cache
def locked(name):
    """Return the requirements of a lock, each with its hashes."""
    return [
        (Requirement(line.partition(" --hash")[0]), SHA256.findall(line))
        for line in lines(REQUIREMENTS / f"{name}.lock")
    ]


def wanted(name):
    """Return the requirements of a .in file and of those that it includes."""
    found = []
    for line in lines(REQUIREMENTS / f"{name}.in"):
        option, _, rest = line.partition(" ")
        if option == "-r":
            found += wanted(Path(rest.strip()).stem)
        elif option != "-c":
            found.append(Requirement(line))
    return found


def applies(requirement, platform):
    return requirement.marker is None or requirement.marker.evaluate(platform)


def test_there_is_a_lock_for_each_purpose():
    assert {"genesis", "dev"} <= {*NAMES}
    assert sorted(path.stem for path in REQUIREMENTS.glob("*.lock")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_pins_each_file_and_names_no_index(name):
    assert "://" not in (REQUIREMENTS / f"{name}.lock").read_text(encoding="utf-8")
    for requirement, hashes in locked(name):
        (pin,) = requirement.specifier
        assert pin.operator == "==", requirement
        assert "*" not in pin.version, requirement
        assert requirement.url is None, requirement
        assert hashes, requirement


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_gives_what_its_purpose_asks_for_on_each_platform(name):
    for platform in PLATFORMS:
        pins = {}
        for requirement, _ in locked(name):
            if applies(requirement, platform):
                assert requirement.name not in pins, "two versions of one package"
                (pin,) = requirement.specifier
                pins[requirement.name] = pin.version
        for requirement in wanted(name):
            if applies(requirement, platform):
                key = re.sub(r"[-_.]+", "-", requirement.name).lower()
                assert pins[key] in requirement.specifier, (requirement, platform)


def versions(name):
    found = {}
    for requirement, _ in locked(name):
        found.setdefault(requirement.name, set()).add(str(requirement.specifier))
    return found


def test_what_a_marker_names_has_one_version_on_every_machine():
    pins = versions("genesis") | versions("report")
    for step in STEPS.values():
        for package in step.distributions:
            assert len(pins[package.lower()]) == 1, package


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_agrees_with_those_it_is_installed_beside(name):
    text = (REQUIREMENTS / f"{name}.in").read_text()
    mine = versions(name)
    for other in {*re.findall(r"^-[cr] (\w+)", text, re.M)}:
        for package, pins in versions(other).items():
            assert mine.get(package, pins) == pins, (package, other)


def test_rules_run_no_shell_and_no_text():
    """Ruff holds the same of the Python files (S in pyproject.toml)."""
    named = (ROOT / "Snakefile", ROOT / "workflow/Snakefile")
    files = [*named, *(ROOT / "rules").glob("*.smk")]
    assert len(files) > 5
    for path in files:
        assert not SHELL.search(path.read_text(encoding="utf-8")), path
