"""Ten small multiples: what each behaviour means over the years, from its DNA."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt

from horizonscale.charts import (
    Data,
    Layout,
    Rows,
    Spec,
    finished,
    percent_text,
    shortened,
)
from horizonscale.illustration import demand_pct, range_pct
from horizonscale.report_palette import LIGHT

MOST_PANELS = 20
MOST_DAYS = 1100  # three years, so that a day is still to be seen
CAPACITY_PCT = 100

RISK_COLOURS = {"common": LIGHT["blue"], "rare": LIGHT["orange"]}

_AXIS_WIDTH = 40
_WEEK = 7

Demand = Sequence[tuple[float, float]]


def name_of(row: dict[str, Any]) -> str:
    """Return the name of a behaviour, as the audit writes it."""
    return f"{row['scenario']} / {row['variant']}"


def behaviours(rows: Rows, first_day: str, days: int, layout: Layout) -> Spec:
    """Return one panel for each behaviour, all on the same scales.

    Parameters
    ----------
    rows : list of dict
        Rows of ``dna_profiles``; those after ``MOST_PANELS`` are left out.
    first_day : str
        First day of the window, as YYYY-MM-DD.
    days : int
        Length of the window; what comes after ``MOST_DAYS`` is left out.
    layout : Layout
    """
    data = Data()
    shown, days = rows[:MOST_PANELS], min(days, MOST_DAYS)
    demands = [demand_pct(row, days) for row in shown]
    top = max(CAPACITY_PCT * 1.1, *(peak for demand in demands for _, peak in demand))
    years = _year_starts(date.fromisoformat(first_day), days)
    panels = [
        _panel(row, demand, years, top, layout, data, is_first=index % 2 == 0)
        for index, (row, demand) in enumerate(zip(shown, demands, strict=True))
    ]
    row_gap, column_gap = (18, 36) if layout.is_wide else (16, 20)
    chart = alt.concat(
        *panels, columns=2, spacing={"row": row_gap, "column": column_gap}
    )
    return finished(chart, layout, data)


def _panel(
    row: dict[str, Any],
    demand: Demand,
    years: dict[int, str],
    top: float,
    layout: Layout,
    data: Data,
    *,
    is_first: bool,
) -> Any:
    days, colour = len(demand), RISK_COLOURS[row["risk"]]
    x = alt.X(
        "day:Q",
        scale=alt.Scale(domain=[0, max(1, days - 1)], nice=False),
        axis=_years_axis(years),
    )
    y = alt.Y(
        "low:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=_percent_axis(is_first),
    )
    band = data.of(
        [
            {"day": day, "low": low, "high": high}
            for day, low, high in range_pct(row, days, _WEEK)
        ]
    ).mark_area(color=colour, opacity=0.2, aria=False)
    bursts = data.of(
        _strokes([(day, *ends) for day, ends in enumerate(demand)])
    ).mark_line(color=colour, opacity=0.75, strokeWidth=layout.hairline, aria=False)
    line = data.of(
        [{"day": day, "low": calm} for day, (calm, _) in enumerate(demand)]
    ).mark_line(
        color=colour, strokeWidth=1.6 * layout.hairline, description=name_of(row)
    )
    breaches = data.of(
        _strokes([(day, CAPACITY_PCT, peak) for day, (_, peak) in enumerate(demand)])
    ).mark_line(color=LIGHT["ink"], strokeWidth=1.4 * layout.hairline, aria=False)
    capacity = data.of([{"low": CAPACITY_PCT}]).mark_rule(
        color=LIGHT["quiet"], strokeDash=[4, 3], aria=False
    )
    width = (layout.width - _AXIS_WIDTH - 40) // 2
    return alt.layer(
        band.encode(x=x, y=y, y2="high:Q"),
        bursts.encode(x=x, y=y),
        line.encode(x=x, y=y),
        breaches.encode(x=x, y=y),
        capacity.encode(y=y),
        title=_title(row, layout, width),
    ).properties(width=width, height=110 if layout.is_wide else 80)


def _strokes(ends: Sequence[tuple[int, float, float]]) -> Rows:
    """Return upright strokes as one line, interrupted after each."""
    rows: Rows = []
    for day, low, high in ends:
        if high > low:
            rows += [{"day": day, "low": low}, {"day": day, "low": high}]
            rows += [{"day": day, "low": None}]
    return rows


def _title(row: dict[str, Any], layout: Layout, width: int) -> alt.TitleParams:
    share = f"{percent_text(row['weight'])} of hosts, {row['risk']}"
    parts = [name_of(row)] if layout.is_wide else [row["scenario"], row["variant"]]
    name = [shortened(part, width, layout) for part in parts]
    return alt.TitleParams(text=name, subtitle=share, offset=6)


def _years_axis(years: dict[int, str]) -> alt.Axis:
    labels = ", ".join(f"'{day}': '{label}'" for day, label in years.items())
    return alt.Axis(
        values=list(years),
        labelExpr=f"{{{labels}}}[datum.value]",
        labelAlign="left",
        title=None,
    )


def _percent_axis(is_first: bool) -> alt.Axis:
    extent = _AXIS_WIDTH if is_first else 0
    return alt.Axis(
        values=[0, 50, CAPACITY_PCT],
        labelExpr="datum.value == 100 ? '100 %' : datum.value",
        labels=is_first,
        minExtent=extent,
        maxExtent=extent,
        title=None,
    )


def _year_starts(first_day: date, days: int) -> dict[int, str]:
    """Return the days on which years begin or, if none does, the first day."""
    starts = {
        (date(year, 1, 1) - first_day).days: str(year)
        for year in range(
            first_day.year, (first_day + timedelta(days=days - 1)).year + 1
        )
        if date(year, 1, 1) >= first_day
    }
    return starts or {0: first_day.isoformat()}
