"""Three years of a host of one behaviour, drawn from its DNA.

An illustration, not data: telemetry is made by a later stage, and the DNA has no height
and no length of a burst. Here the demand of a host on day ``d`` of ``n`` days, in
percent of its capacity, is

    base + growth * d / (n - 1) + season * sin(2 pi d / 365.25)
         + noise * z(d) + burst(d)

with ``base`` in the middle of its range, ``z`` near to standard normal (the sum of
twelve uniform numbers, less six) and a burst on a day with probability
``bursts_per_30d / 30``, which lifts that day alone by 15 to 35 points. Days on which
that is less than 0 have no demand to draw.

The draws come from the stream ``hs1`` under attributes of their own and with seed 0, so
two fleets whose drawings differ have different DNA.
"""

import math
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np

from horizonscale.sampling.streams import words

Profile: TypeAlias = Mapping[str, Any]
"""A row of ``dna_profiles``, its numbers as floats."""

STREAM = "hs1"
SEED = 0
DAYS_PER_YEAR = 365.25
BURST_LOW_PCT = 15
BURST_HIGH_PCT = 35

_UNIFORMS = 12
_PARTS = 4  # of 16 bits, in a word of 64
_PART_BITS = 16


def demand_pct(dna: Profile, days: int) -> list[tuple[float | None, float | None]]:
    """Return the demand of an example host, two numbers a day.

    Parameters
    ----------
    dna : Profile
    days : int
        Length of the window, at least 1.

    Returns
    -------
    list of (float or None, float or None)
        Demand without and with the burst of the day, if it has one, in percent of
        capacity, rounded to a tenth, None where it would be below 0; above 100 the host
        is too small.
    """
    base = (dna["base_utilisation_min_pct"] + dna["base_utilisation_max_pct"]) / 2
    calm = [
        base + _trend_pct(dna, day, days) + dna["noise_pct"] * noise
        for day, noise in enumerate(_noise(dna, days))
    ]
    bursts = _bursts_pct(dna, days)
    return [
        (_demand(without), _demand(without + burst))
        for without, burst in zip(calm, bursts, strict=True)
    ]


def range_pct(dna: Profile, days: int, step: int) -> list[tuple[int, float, float]]:
    """Return where the hosts lie without noise and bursts: day, lowest, highest."""
    shown = sorted({*range(0, days, step), days - 1})
    trends = {day: _trend_pct(dna, day, days) for day in shown}
    return [
        (
            day,
            _demand(dna["base_utilisation_min_pct"] + trend) or 0,
            _demand(dna["base_utilisation_max_pct"] + trend) or 0,
        )
        for day, trend in trends.items()
    ]


def _demand(demand: float) -> float | None:
    return round(demand, 1) if demand >= 0 else None


def _trend_pct(dna: Profile, day: int, days: int) -> float:
    growth = dna["growth_pct"] * day / max(1, days - 1)
    season = math.sin(2 * math.pi * day / DAYS_PER_YEAR)
    return float(growth + dna["season_amplitude_pct"] * season)


def _noise(dna: Profile, days: int) -> list[float]:
    """Sum whole numbers, so that no order of additions can change the result."""
    per_day = _UNIFORMS // _PARTS
    drawn = words(STREAM, SEED, _attribute("noise", dna), 0, days * per_day)
    parts = drawn.astype("<u8").view("<u2").astype(np.int64)
    sums = parts.reshape(days, _UNIFORMS).sum(axis=1)
    scale = 1 << _PART_BITS
    return [int(total) / scale - _UNIFORMS / 2 for total in sums]


def _bursts_pct(dna: Profile, days: int) -> list[float]:
    happens = words(STREAM, SEED, _attribute("burst", dna), 0, days)
    height = words(STREAM, SEED, _attribute("burst height", dna), 0, days)
    span = BURST_HIGH_PCT - BURST_LOW_PCT
    return [
        BURST_LOW_PCT + span * int(high) / 2**64
        if int(drawn) / 2**64 < dna["bursts_per_30d"] / 30
        else 0.0
        for drawn, high in zip(happens, height, strict=True)
    ]


def _attribute(subject: str, dna: Profile) -> str:
    return f"report.{subject}:{dna['scenario']}/{dna['variant']}"
