"""Which results of a run are void, and must be made again.

A result is void if it does not describe the present config and sources, or is not what
its step left, whatever Snakemake itself remembers. Nothing is changed here.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from snakemake.io import get_flag_value

from horizonscale.artifacts import markers, publication, recorded_files, seals
from horizonscale.artifacts.markers import Marker
from horizonscale.export.files import exported_names
from horizonscale.pipeline import paths
from horizonscale.pipeline.digests import ConfiguredSteps
from horizonscale.pipeline.steps import BUILDING
from horizonscale.report.files import REPORT_FILES

Found = TypeVar("Found")


def read(locate: Callable[[str], str], name: str, *, stored: bool) -> Marker | None:
    """Return a marker, wherever it is; None if it is missing, damaged or edited."""
    if not stored:
        return markers.read_marker(Path(locate(name)))
    return _look(locate(name), markers.read_marker, missing=None)


def _look(path: str, look: Callable[[Path], Found], *, missing: Found) -> Found:
    """Look at a copy of a stored file, which is removed again."""
    stored: Any = get_flag_value(path, "storage_object")
    if not stored.exists():
        return missing
    copy = Path(stored.local_path())
    copy.parent.mkdir(parents=True, exist_ok=True)
    stored.retrieve_object()
    found = look(copy)
    copy.unlink()
    return found


class Results:
    """The results in a folder.

    Parameters
    ----------
    locate : callable
        Returns where a path of ``paths`` is, with the prefix of a module.
    steps : ConfiguredSteps
    sha256 : callable
        Returns the SHA-256 of a file.
    """

    def __init__(
        self,
        locate: Callable[[str], str],
        steps: ConfiguredSteps,
        sha256: Callable[[Path], str],
    ) -> None:
        self._locate = locate
        self._steps = steps
        self._sha256 = sha256

    def is_void(self, step: str) -> bool:
        """Return whether the result of a step is there and must be made again."""
        try:
            return self._differs(step)
        except OSError:  # the job says what keeps a file from being read
            return True

    def _differs(self, step: str) -> bool:
        marker = self._path(paths.marker(step))
        if not marker.exists():
            return False  # Snakemake sees that by itself
        if self.is_marker_void(paths.marker(step), self._steps.digest(step)):
            return True
        audit = self._path(paths.AUDIT)
        match step:
            case "genesis":
                return not self._is_published(marker, audit)
            case "audit":
                return not markers.tells_of(marker, audit)
            case "export":
                folder, names = self._path(paths.EXPORT), exported_names()
            case "report":
                folder, names = self._path(paths.RESULTS), list(REPORT_FILES)
            case _:
                database = self._path(paths.database(step))
                digest = self._steps.digest(step)
                return database.exists() and not seals.is_as_left(
                    database, digest, self._sha256
                )
        return not recorded_files.is_whole(marker, audit, folder, names, self._sha256)

    def is_marker_void(self, marker: str, digest: str) -> bool:
        """Return whether a marker is there and does not have this digest."""
        return markers.is_void(self._path(marker), digest)

    def _path(self, name: str) -> Path:
        return Path(self._locate(name))

    def _is_published(self, receipt: Path, audit: Path) -> bool:
        """Whether a receipt has its database, and all that it was published from."""
        candidate = self._path(paths.database("calendar"))
        steps = (*BUILDING, "audit")
        origins = [audit, *(self._path(paths.marker(step)) for step in steps)]
        is_kept = self._steps.settings.step_files == "kept"
        if is_kept and self._path(paths.database("seed_hosts")).exists():
            # Missed if it was lost alone. With both gone they were removed on purpose,
            # and another value of step_files is no reason to make them again.
            origins.append(candidate)
        sealed = seals.sealed_sha256(candidate)
        return (
            all(path.exists() for path in origins)
            and sealed is not None
            and publication.is_intact(
                publication.published_path(receipt), sealed, self._sha256
            )
        )


class StoredResults:
    """The results at a storage provider, where only markers are looked at.

    What is lost there Snakemake sees by itself.

    Parameters
    ----------
    locate : callable
        Returns a path of ``paths`` as Snakemake has it, with its object in the storage.
    steps : ConfiguredSteps
    """

    def __init__(self, locate: Callable[[str], str], steps: ConfiguredSteps) -> None:
        self._locate = locate
        self._steps = steps

    def is_void(self, step: str) -> bool:
        """Return whether the result of a step is there and must be made again."""
        return self.is_marker_void(paths.marker(step), self._steps.digest(step))

    def is_marker_void(self, marker: str, digest: str) -> bool:
        """Return whether a marker is there and does not have this digest."""

        def is_void(copy: Path) -> bool:
            return markers.is_void(copy, digest)

        return _look(self._locate(marker), is_void, missing=False)
