"""The results of a run: where they are, and which of them are void.

A result is void if it does not describe the present config and sources, or is not what
its step left, whatever Snakemake itself remembers. Nothing is changed here. The
Snakefile imports this module, so it imports nothing heavy.
"""

from collections.abc import Callable
from pathlib import Path

from horizonscale import markers, publication, recorded, step_files
from horizonscale.configured import ConfiguredSteps
from horizonscale.exported import exported_names
from horizonscale.report_files import REPORT_FILES
from horizonscale.steps import BUILDING


class Results:
    """The results in a folder.

    Parameters
    ----------
    folder : Path
        ``results``, with the prefix of a module.
    steps : ConfiguredSteps
    sha256 : callable
        Returns the SHA-256 of a file.
    """

    def __init__(
        self, folder: Path, steps: ConfiguredSteps, sha256: Callable[[Path], str]
    ) -> None:
        self._folder = folder
        self._steps = steps
        self._sha256 = sha256

    def marker(self, step: str) -> Path:
        """Return the path of the marker of a step; that of ``genesis`` is a receipt."""
        return self._folder / "markers" / f"{step}.json"

    def is_void(self, step: str) -> bool:
        """Return whether the result of a step is there and must be made again."""
        marker = self.marker(step)
        if not marker.exists():
            return False  # Snakemake sees that by itself
        if markers.is_void(marker, self._steps.digest(step)):
            return True
        audit = self._folder / "audit.json"
        match step:
            case "genesis":
                return not self._is_published(marker, audit)
            case "audit":
                return not markers.tells_of(marker, audit)
            case "export":
                folder, names = self._folder / "export", exported_names()
            case "report":
                folder, names = self._folder, list(REPORT_FILES)
            case _:
                database = self._database(step)
                digest = self._steps.digest(step)
                return database.exists() and not step_files.is_as_left(
                    database, digest, self._sha256
                )
        return not recorded.is_whole(marker, audit, folder, names, self._sha256)

    def _database(self, step: str) -> Path:
        return self._folder / "steps" / f"{step}.db"

    def _is_published(self, receipt: Path, audit: Path) -> bool:
        """Whether a receipt has its database, and all that it was published from."""
        candidate = self._database("calendar")
        origins = [audit, *map(self.marker, (*BUILDING, "audit"))]
        is_kept = self._steps.settings.step_files == "kept"
        if is_kept and self._database("seed_hosts").exists():
            # Missed if it was lost alone. With both gone they were removed on purpose,
            # and another value of step_files is no reason to make them again.
            origins.append(candidate)
        sealed = step_files.sealed_sha256(candidate)
        return (
            all(path.exists() for path in origins)
            and sealed is not None
            and publication.is_intact(
                publication.published_path(receipt), sealed, self._sha256
            )
        )
