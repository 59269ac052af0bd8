"""The report: one HTML file that needs no script and no other file.

Every name comes from a config and can hold any printable character, so all text goes
through the template's escaping; SVG and CSS alone are put in as they are.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jinja2
from markupsafe import Markup

from horizonscale.audit.result import AuditResult
from horizonscale.config.entries import behaviour_label
from horizonscale.config.parsing import parse
from horizonscale.config.settings import HostSettings
from horizonscale.report.audit_table import audit_rows
from horizonscale.report.figures.applications import applications
from horizonscale.report.figures.behaviours import behaviours
from horizonscale.report.figures.calendar import calendar
from horizonscale.report.figures.counts import counts
from horizonscale.report.figures.estate import estate
from horizonscale.report.figures.hardware import CLASS_COLOURS, hardware
from horizonscale.report.figures.regions import regions
from horizonscale.report.figures.shapes import shapes
from horizonscale.report.files import FIGURES
from horizonscale.report.style import Rows, count_text, theme
from horizonscale.report.svg import Figure, standalone, svg
from horizonscale.report.tables import Tables

_UNITS = ("MB", "GB", "TB", "PB", "EB")


def page(
    tables: Tables,
    audit: AuditResult,
    template: str,
    style: str,
    captions: Mapping[str, str],
    versions: str,
) -> tuple[str, dict[str, str]]:
    """Return the report, and its charts as SVG files for slides.

    Parameters
    ----------
    tables : mapping
        What ``read_tables`` returned.
    audit : mapping
        ``results/audit.json`` of the same database.
    template, style : str
        The Jinja2 template and the CSS.
    captions : mapping
        A paragraph for each figure, by name.
    versions : str
        The packages that drew the report.
    """
    config: dict[str, Any] = {}
    for row in tables["metadata"]:
        config |= json.loads(row["config"])
    made = figures(tables, parse(HostSettings, json.dumps(config)), audit)
    drawn = {figure.name: svg(figure) for figure in made}
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    html = environment.from_string(template).render(
        style=Markup(f"{theme()}\n{style}"),  # noqa: S704 both are the workflow's
        totals=_totals(tables["totals"][0]),
        statistics=audit["statistics"],
        passed=audit["success"],
        figures=made,
        titles=FIGURES,
        captions=captions,
        # ElementTree escaped what is in them.
        drawn={name: Markup(text) for name, text in drawn.items()},  # noqa: S704
        audit=audit_rows(audit),
        config=config,
        config_text=json.dumps(config, ensure_ascii=False, indent=2),
        metadata=tables["metadata"],
        versions=versions,
    )
    return html, {name: standalone(text) for name, text in drawn.items()}


def figures(tables: Tables, settings: HostSettings, audit: AuditResult) -> list[Figure]:
    """Return the figures, in the order of the page.

    Parameters
    ----------
    tables : mapping
        What ``read_tables`` returned.
    settings : HostSettings
        Of the fleet, for the order of its names.
    audit : mapping
        For what was expected.
    """
    expected = {test["name"]: test["expected"] for test in audit["tests"]}
    [totals] = tables["totals"]
    profiles = _sorted(
        tables["behaviours"],
        [behaviour.label for behaviour in settings.behaviours],
        lambda row: behaviour_label(row["scenario"], row["variant"]),
    )
    models = _sorted(
        tables["hardware"],
        list(CLASS_COLOURS),
        lambda row: str(row["classification"]),
    )
    return [
        behaviours(profiles, totals["first_day"], totals["day_count"]),
        counts(profiles, expected["behaviour_counts"]),
        regions(
            tables["regions"],
            [region.name for region in settings.weighted["region"]],
            [department.name for department in settings.departments],
        ),
        estate(
            tables["estate"],
            [region.name for region in settings.weighted["region"]],
            [kind.name for kind in settings.weighted["server_type"]],
            totals,
        ),
        hardware(models, expected["hardware_model_counts"]),
        shapes(models),
        applications(tables["applications"], expected["application_counts"], totals),
        calendar(tables["days"], tables["months"], totals),
    ]


def _sorted(
    rows: Rows, names: Sequence[str], name: Callable[[Mapping[str, Any]], str]
) -> Rows:
    return sorted(rows, key=lambda row: names.index(name(row)))


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
