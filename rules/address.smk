"""Function for workflow/Snakefile: the workflow's sources, in a folder."""

import os
import tarfile
import tempfile
from pathlib import Path

from git import Repo
from snakemake.exceptions import WorkflowError


def source_folder():
    """Return the folder of the workflow, wherever its Snakefile comes from.

    From a git address Snakemake fetches only the files that directives name, one by
    one. But the library and the SQL are found from a folder, so the whole commit is
    unpacked into Snakemake's cache, once.
    """
    here = workflow.current_basedir
    if isinstance(here, gitfile):
        repository = Repo(here.repo_path)
    elif isinstance(here, (github, gitlab)):
        repository = here.hosted_repo.repo
    elif here.is_local:
        return Path(here).parent
    else:
        raise WorkflowError(
            f"HorizonScale Genesis cannot be imported from {here}, which says nothing "
            "of the other files.\nUse github(...), gitlab(...) or a clone."
        )
    commit = repository.commit(here.ref).hexsha
    folder = workflow.sourcecache.cache_path / "horizonscale-genesis" / commit
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        _unpack(repository, commit, folder)
    return folder


def _unpack(repository, commit, folder):
    """Write the files of a commit to a new folder, which is there whole or not at all."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as fresh:
        with tempfile.TemporaryFile() as archive:
            repository.archive(archive, commit)
            archive.seek(0)
            with tarfile.open(fileobj=archive) as files:
                files.extractall(f"{fresh}/{commit}", filter="data")
        try:
            os.rename(f"{fresh}/{commit}", folder)
        except OSError:
            if not folder.exists():  # or another run was faster, with the same files
                raise
