"""Rules of the keys of telemetry."""

from collections.abc import Iterable, Sequence

from horizonscale.config.checks.weights import Rule, unique_errors, unknown_errors
from horizonscale.config.entries import TelemetryEnvironment, TelemetryRole, Weighted
from horizonscale.config.errors import ErrorDetails


def named_once(key: str) -> Rule:
    """Return the rule of a list whose names are unique."""

    def rule(
        entries: Sequence[TelemetryRole | TelemetryEnvironment],
    ) -> Iterable[ErrorDetails]:
        yield from unique_errors(key, [entry.name for entry in entries])

    return rule


def unknown_names(key: str, other_key: str) -> Rule:
    """Return the rule of a list that was given and names what the fleet has not."""

    def rule(
        entries: Sequence[TelemetryRole | TelemetryEnvironment],
        known: Sequence[Weighted],
    ) -> Iterable[ErrorDetails]:
        names = [entry.name for entry in entries]
        yield from unknown_errors(key, names, other_key, known)

    return rule


def burst_errors(low: int, high: int) -> Iterable[ErrorDetails]:
    """Refuse a range of heights of bursts that ends before it begins."""
    if low > high:
        yield ErrorDetails(
            "telemetry_burst_min_pct",
            low,
            f"is above telemetry_burst_max_pct, {high}.",
            "Swap the two.",
        )
