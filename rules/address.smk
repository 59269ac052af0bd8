"""Function for workflow/Snakefile: the workflow's sources, in a folder."""

from contextlib import suppress
from pathlib import Path
from shutil import unpack_archive
from tempfile import TemporaryDirectory

from git import Repo
from snakemake.exceptions import WorkflowError


def source_folder():
    """Return the folder of the workflow, wherever its Snakefile comes from.

    From a git address Snakemake fetches only the files that directives name. But the
    library and the SQL are found from a folder, so the commit is unpacked, once.
    """
    here = workflow.current_basedir
    if isinstance(here, gitfile):
        repository = Repo(here.repo_path)
    elif isinstance(here, (github, gitlab)):
        repository = here.hosted_repo.repo
    elif here.is_local:
        return Path(here).parent
    else:
        raise WorkflowError(f"Use github(...), gitlab(...) or a clone, not {here}.")
    commit = repository.commit(here.ref).hexsha
    folder = workflow.sourcecache.cache_path / "horizonscale-genesis" / commit
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=folder.parent) as fresh:
            repository.git.archive(commit, output=f"{fresh}/all.tar")
            unpack_archive(f"{fresh}/all.tar", f"{fresh}/all", filter="data")
            with suppress(OSError):  # of another run that was faster
                Path(fresh, "all").rename(folder)
    return folder
