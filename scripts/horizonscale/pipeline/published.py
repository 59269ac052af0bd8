"""The config of the published fleet: a run that only reads the fleet goes by it.

Otherwise a run of ``export`` without the config of the fleet would build the default
fleet in its place.
"""

import json

from horizonscale.config.errors import SHORT
from horizonscale.export.files import exported_names
from horizonscale.pipeline import paths
from horizonscale.pipeline.internals import Workflow
from horizonscale.pipeline.start import refuse

_READING = {
    *("verify", "export", "report"),
    *(paths.marker(step) for step in ("export", "report")),
    *(f"{paths.EXPORT}/{name}" for name in exported_names()),
    *(paths.REPORT, *paths.CHARTS.values()),
}


def only_reads(workflow: Workflow) -> bool:
    """Return whether all that a run was asked for only reads what is published."""
    settings = workflow.dag_settings
    asked = {*settings.targets, *settings.forcerun}
    return bool(asked) and asked <= _READING


def refuse_another(published: str, given: str) -> None:
    """Refuse a run that is given another config than that of the published fleet.

    Parameters
    ----------
    published, given : str
        All that makes a fleet, as canonical JSON.
    """
    ours, theirs = json.loads(published), json.loads(given)
    lines = [
        f"  {key}: {SHORT.repr(ours.get(key))} was published,"
        f" {SHORT.repr(value)} is given"
        for key, value in theirs.items()
        if ours.get(key) != value
    ]
    if lines:
        refuse(
            "\n".join(
                [
                    f"{paths.DATABASE} is a fleet of another config than is given:",
                    *lines,
                    "Leave the config out to work with the published fleet. To publish"
                    " the other one in its place, make genesis a target, too.",
                ]
            )
        )
