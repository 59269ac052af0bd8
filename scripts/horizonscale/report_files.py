"""The pictures of the report, in its order; each has a caption of the same name.

The Snakefile imports this module, so it imports nothing heavy.
"""

PICTURES = {
    "behaviours": "What the behaviours mean",
    "counts": "Expected and actual behaviours",
    "regions": "Regions and departments",
    "hardware": "Hardware models",
    "shapes": "Cores against memory",
    "applications": "Application sizes",
    "calendar": "Calendar coverage",
}
"""Name of each picture, and its short title."""
