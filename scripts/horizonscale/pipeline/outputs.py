"""Outputs that depend on the config, or on where outputs go."""

from snakemake.io import temp
from snakemake.ioflags import update

from horizonscale.config.settings import Settings
from horizonscale.pipeline import paths


class Outputs:
    """Outputs of rules.

    Parameters
    ----------
    settings : Settings
    stored : bool
        Whether outputs go to a storage provider.
    """

    def __init__(self, settings: Settings, *, stored: bool) -> None:
        self._settings = settings
        self._is_stored = stored

    def step_file(self, path: str) -> str:
        """Return a file of a step as an output, temporary if the config says so."""
        removed: str = temp(path)
        return removed if self._settings.step_files == "removed" else path

    def kept(self, path: str) -> str:
        """Return an output that stays as it is if its job fails.

        Snakemake makes a copy for that, which it can in a folder alone.
        """
        updated: str = update(path)
        return path if self._is_stored else updated

    def stored_database(self) -> dict[str, str]:
        """Return what was published as outputs, if outputs go to a storage provider.

        Only declared outputs are uploaded. In a folder the database must not be one:
        Snakemake deletes them before a job runs, and the last good database would go.
        """
        if not self._is_stored:
            return {}
        return {"database": paths.DATABASE, "checksum": paths.CHECKSUM}

    def stored_results(self) -> list[str]:
        """Return what a reader of the database has to fetch from a storage provider."""
        receipt = paths.marker("genesis")
        return [*self.stored_database().values(), receipt] if self._is_stored else []
