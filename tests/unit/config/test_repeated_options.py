"""A config is taken as it was written, or refused with the place where it is not.

Snakemake's own loader and parser are called as its command line calls them.
"""

import pytest
from horizonscale.config.repeated_options import profile_files, repetition_errors


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("--config a=1 --config b=2", ["--config"]),
        ("-C a=1 -C b=2", ["--config"]),
        ("-Ca=1 --config=b=2", ["--config"]),
        ("-nC a=1 -Cb=2", ["--config"]),
        ("--configfile x --configfile y", ["--configfile"]),
        ("--configfile=x --configfiles y", ["--configfile"]),
        ("-C a=1 --configfile x -nC b=2 --configfiles=y", ["--config", "--configfile"]),
        ("--config a=1 b=2 --configfile x y", []),
        ("-C a=1 -- --config", []),
        ("--directory=-C -C a=1", []),
        ("-n", []),
    ],
)
def test_a_repeated_option_is_named_in_every_spelling(command, options):
    errors = repetition_errors(["--cores", "1", *command.split(), "genesis"])
    assert [error.key for error in errors] == options
    assert all(error.remedy.startswith("Give it once: --conf") for error in errors)


@pytest.mark.parametrize(
    ("command", "profiles", "keys"),
    [
        ("-C a=1", ["config: {b: 2}"], ["--config"]),
        ("--configfile x", ["configfiles: [y]"], ["--configfile"]),
        ("-n", ["config: {b: 2}\nconfigfile: y", "config: {}"], ["--config"]),
        ("-C a=1", ["configfile: y"], []),
        ("-n", ["config: {b: 2}"], []),
        ("-C a=1", ["jobs: 2", "[", "- config"], []),
    ],
)
def test_a_profile_counts_too(tmp_path, monkeypatch, command, profiles, keys):
    monkeypatch.chdir(tmp_path)
    files = [tmp_path / f"{number}.yaml" for number, _ in enumerate(profiles)]
    for file, text in zip(files, profiles, strict=True):
        file.write_text(text)
    errors = repetition_errors(command.split(), files)
    assert [error.key for error in errors] == keys
    assert all("0.yaml" in str(error) for error in errors)


def test_the_profiles_are_those_that_snakemake_uses(tmp_path, monkeypatch):
    for name in ("clone/profiles/default", "home/mine", "home/other"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "config.yaml").write_text("jobs: 1\n")

    def used(command, folder):
        snakefile = tmp_path / "clone" / "Snakefile"
        snakefile.touch()
        words = ["--snakefile", str(snakefile), *command.split()]
        files = profile_files(words, snakefile, tmp_path / folder)
        return [str(file.relative_to(tmp_path)) for file in files]

    default = "clone/profiles/default/config.yaml"
    assert used("-n", "home") == used("-n", "clone") == [default]
    assert used("--profile mine", "home") == ["home/mine/config.yaml", default]
    only = ["home/mine/config.yaml"]
    assert used("--prof=mine --workflow-profile none", "home") == only
    monkeypatch.setenv("SNAKEMAKE_PROFILE", "other")
    assert used("-n", "home") == ["home/other/config.yaml", default]
