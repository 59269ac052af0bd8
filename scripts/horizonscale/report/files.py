"""The files of the report: its page, and its charts for slides."""

FIGURES = {
    "behaviours": "What the behaviours mean",
    "counts": "Expected and actual behaviours",
    "regions": "Regions and departments",
    "estate": "Where applications run, and on what",
    "hardware": "Hardware models",
    "shapes": "Cores against memory",
    "applications": "Application sizes",
    "calendar": "Calendar coverage",
}
"""Name of each figure, in the order of the page, and its short title.

Each has a caption of the same name.
"""

REPORT_FILES = ("report.html", *(f"charts/{name}.svg" for name in FIGURES))
"""All of them, in the folder of the results."""
