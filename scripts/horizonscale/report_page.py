"""The report: one HTML file that needs no script and no other file.

Every name comes from a config and can hold any printable character, so all text goes
through the template's escaping; SVG and CSS alone are put in as they are.
"""

import json
from collections.abc import Mapping
from typing import Any

import jinja2
from markupsafe import Markup

from horizonscale.charts import LAYOUTS, WIDE, count_text
from horizonscale.report_audit import audit_rows
from horizonscale.report_data import Tables
from horizonscale.report_files import PICTURES
from horizonscale.report_palette import DARK, LIGHT, swapped, variables
from horizonscale.report_picture import Picture
from horizonscale.report_pictures import pictures
from horizonscale.report_svg import standalone, svg

_UNITS = ("MB", "GB", "TB", "PB", "EB")


def fleet_config(tables: Tables) -> dict[str, Any]:
    """Return the config that the database says it was made with, all steps together."""
    config: dict[str, Any] = {}
    for row in tables["metadata"]:
        config |= json.loads(row["config"])
    return config


def page(
    tables: Tables,
    audit: Mapping[str, Any],
    template: str,
    style: str,
    captions: Mapping[str, str],
    versions: str,
) -> tuple[str, dict[str, str]]:
    """Return the report, and its pictures as SVG files for slides.

    Parameters
    ----------
    tables : mapping
        What ``read_tables`` returned.
    audit : mapping
        ``results/audit.json`` of the same database.
    template, style : str
        The Jinja2 template and the CSS.
    captions : mapping
        A paragraph for each picture, by name.
    versions : str
        The packages that drew the report.
    """
    config = fleet_config(tables)
    tests = {test["name"]: test for test in audit["tests"]}
    made = pictures(tables, config, tests)
    drawn = {picture.name: _drawn(picture) for picture in made}
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    html = environment.from_string(template).render(
        style=Markup(_style(style)),  # noqa: S704 a file of the workflow
        totals=_totals(tables["totals"][0]),
        statistics=audit["statistics"],
        passed=audit["success"],
        figures=[
            {
                "picture": picture,
                "title": PICTURES[picture.name],
                "caption": captions[picture.name].strip(),
                "drawn": {
                    name: Markup(text)  # noqa: S704 ElementTree escaped what is in it
                    for name, text in drawn[picture.name]
                },
            }
            for picture in made
        ],
        audit=audit_rows(audit),
        config=config,
        config_text=json.dumps(config, ensure_ascii=False, indent=2),
        metadata=tables["metadata"],
        versions=versions,
    )
    slides = {
        name: standalone(dict(layouts)[WIDE.name]) for name, layouts in drawn.items()
    }
    return html, slides


def _drawn(picture: Picture) -> list[tuple[str, str]]:
    """Draw a picture in each layout; both have the same words."""
    return [
        (
            layout.name,
            svg(
                picture.draw(layout),
                picture.headline,
                picture.alternative,
                f"{picture.name}-{layout.name}",
            ),
        )
        for layout in LAYOUTS
    ]


def _style(style: str) -> str:
    """Put the two palettes before a style sheet; paper wants the light one."""
    return (
        f":root{{{variables(LIGHT)}}}"
        "@media screen and (prefers-color-scheme:dark)"
        f"{{:root{{{variables(DARK)}}}{swapped(DARK)}}}\n{style}"
    )


def _totals(totals: Mapping[str, Any]) -> dict[str, str]:
    """Return the totals as text."""
    texts = {
        name: count_text(value)
        for name, value in totals.items()
        if isinstance(value, int)
    }
    texts |= {name: value for name, value in totals.items() if isinstance(value, str)}
    texts["memory"] = f"{totals['memory_gb'] / 1024:,.1f} TiB"
    texts["storage"] = _bytes_text(totals["storage_capacity_mb"])
    texts["telemetry"] = count_text(totals["host_count"] * totals["day_count"])
    return texts


def _bytes_text(megabytes: float) -> str:
    amount, unit = megabytes, 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:,.2f} {_UNITS[unit]}"
