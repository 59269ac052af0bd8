"""Small multiples: what each behaviour means over the years, from its DNA."""

from collections.abc import Sequence
from datetime import date, timedelta

import altair as alt

from horizonscale.config.entries import behaviour_label
from horizonscale.report.illustration import demand_pct, range_pct
from horizonscale.report.style import (
    LIGHT,
    WIDTH_PX,
    Rows,
    named,
    percent_text,
    shortened,
    time_axis,
    vega_lite,
)
from horizonscale.report.svg import Figure, left_out

MAX_PANELS = 20
MAX_DAYS = 1100  # three years, so that a day is still to be seen
CAPACITY_PCT = 100
RISK_COLOURS = {"common": LIGHT["blue"], "rare": LIGHT["orange"]}

_PARAMETERS = {
    "base_utilisation_min_pct": "base, lowest %",
    "base_utilisation_max_pct": "base, highest %",
    "growth_pct": "growth, points",
    "season_amplitude_pct": "season, points",
    "noise_pct": "noise, points",
    "bursts_per_30d": "bursts in 30 days",
}
_NUMBERS = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
_AXIS_PX = 40
_GAP_PX = 32
_PANEL_PX = (WIDTH_PX - _AXIS_PX - _GAP_PX) // 2
_WEEK = 7

Demand = Sequence[tuple[float | None, float | None]]


def behaviours(profiles: Rows, first_day: str, day_count: int) -> Figure:
    """Return one panel for each behaviour, all on the same scales.

    Parameters
    ----------
    profiles : sequence of mapping
        Rows of ``dna_profiles``; those after ``MAX_PANELS`` are not drawn.
    first_day : str
        First day of the window, as YYYY-MM-DD.
    day_count : int
        Length of the window; what comes after ``MAX_DAYS`` is not drawn.
    """
    scenarios = len({row["scenario"] for row in profiles})
    number = _NUMBERS[scenarios] if scenarios < len(_NUMBERS) else str(scenarios)
    days, drawn = min(day_count, MAX_DAYS), profiles[:MAX_PANELS]
    demands = [demand_pct(row, days) for row in drawn]
    return Figure(
        "behaviours",
        f"{number} scenario{'' if scenarios == 1 else 's'}, each in a common and a"
        " rare variant",
        f"Small multiples of {len(profiles)} behaviours, each with the daily demand of"
        " one example host; the table of numbers has their parameters.",
        ("behaviour", "risk", "share", *_PARAMETERS.values()),
        [
            (
                behaviour_label(row["scenario"], row["variant"]),
                row["risk"],
                percent_text(row["weight"]),
                *(f"{row[name]:g}" for name in _PARAMETERS),
            )
            for row in profiles
        ],
        _chart(drawn, demands, first_day, days),
        [
            *left_out(MAX_PANELS, len(profiles), "behaviours"),
            *left_out(MAX_DAYS, day_count, "days"),
            *_impossible(demands),
        ],
    )


def _impossible(demands: Sequence[Demand]) -> list[str]:
    """Return notes on what a host cannot have: less than no load, or more than all."""
    peaks = [peak for demand in demands for _, peak in demand]
    below, above = peaks.count(None), sum((peak or 0) > CAPACITY_PCT for peak in peaks)
    notes = []
    if below:
        notes.append(
            f"Left out are {below:,} days on which the DNA gives less than 0 %."
        )
    if above:
        notes.append(
            f"On {above:,} days the demand is above 100 %, drawn in the colour of the"
            " text: no host can serve that."
        )
    return notes


def _chart(profiles: Rows, demands: Sequence[Demand], first_day: str, days: int) -> str:
    peaks = [peak or 0 for demand in demands for _, peak in demand]
    top = max(CAPACITY_PCT * 1.1, *peaks)
    x = alt.X(
        "day:Q",
        scale=alt.Scale(domain=[0, max(1, days - 1)], nice=False),
        axis=time_axis(_years(date.fromisoformat(first_day), days)),
    )
    panels = []
    rows: dict[str, Rows] = {"capacity": [{"low": CAPACITY_PCT}]}
    for index, (profile, demand) in enumerate(zip(profiles, demands, strict=True)):
        rows |= {
            f"range {index}": [
                {"day": day, "low": low, "high": high}
                for day, low, high in range_pct(profile, days, _WEEK)
            ],
            f"bursts {index}": _strokes(
                [(day, calm or 0, peak or 0) for day, (calm, peak) in enumerate(demand)]
            ),
            f"calm {index}": [
                {"day": day, "low": calm} for day, (calm, _) in enumerate(demand)
            ],
            f"breaches {index}": _strokes(
                [(day, CAPACITY_PCT, peak or 0) for day, (_, peak) in enumerate(demand)]
            ),
        }
        y = alt.Y(
            "low:Q",
            scale=alt.Scale(domain=[0, top], nice=False),
            axis=_percent_axis(is_first=index % 2 == 0),
        )
        colour = RISK_COLOURS[profile["risk"]]
        label = behaviour_label(profile["scenario"], profile["variant"])
        band = named(f"range {index}").mark_area(color=colour, opacity=0.2, aria=False)
        bursts = named(f"bursts {index}").mark_line(
            color=colour, opacity=0.75, strokeWidth=0.6, aria=False
        )
        calm = named(f"calm {index}").mark_line(
            color=colour, strokeWidth=1, description=label
        )
        breaches = named(f"breaches {index}").mark_line(
            color=LIGHT["ink"], strokeWidth=0.9, aria=False
        )
        capacity = named("capacity").mark_rule(
            color=LIGHT["quiet"], strokeDash=[4, 3], aria=False
        )
        share = f"{percent_text(profile['weight'])} of hosts, {profile['risk']}"
        title = alt.TitleParams(shortened(label, _PANEL_PX), subtitle=share, offset=6)
        panel = alt.layer(
            band.encode(x=x, y=y, y2="high:Q"),
            bursts.encode(x=x, y=y),
            calm.encode(x=x, y=y),
            breaches.encode(x=x, y=y),
            capacity.encode(y=y),
            title=title,
        )
        panels.append(panel.properties(width=_PANEL_PX, height=100))
    spacing = {"row": 18, "column": _GAP_PX}
    return vega_lite(alt.concat(*panels, columns=2, spacing=spacing), rows)


def _strokes(ends: Sequence[tuple[int, float, float]]) -> Rows:
    """Return upright strokes as one line, interrupted after each."""
    rows: list[dict[str, float | None]] = []
    for day, low, high in ends:
        if high > low:
            rows += [{"day": day, "low": low}, {"day": day, "low": high}]
            rows += [{"day": day, "low": None}]
    return rows


def _percent_axis(*, is_first: bool) -> alt.Axis:
    extent = _AXIS_PX if is_first else 0
    return alt.Axis(
        values=[0, 50, CAPACITY_PCT],
        labelExpr="datum.value == 100 ? '100 %' : datum.value",
        labels=is_first,
        minExtent=extent,
        maxExtent=extent,
        title=None,
    )


def _years(first_day: date, days: int) -> dict[int, str]:
    """Return the days on which years begin or, if none does, the first day."""
    last_day = first_day + timedelta(days - 1)
    starts = {
        (date(year, 1, 1) - first_day).days: str(year)
        for year in range(first_day.year, last_day.year + 1)
        if date(year, 1, 1) >= first_day
    }
    return starts or {0: first_day.isoformat()}
