"""Colours of the report: a light and a dark one under each name.

Charts are drawn in the light colours. Where a picture can be shown in the dark, a style
sheet swaps each light colour for its dark partner, so the light ones all differ.
Blue and orange stay apart for readers who do not tell red from green.
"""

PALETTE = {
    "ink": ("#1b2430", "#e9edf2"),
    "quiet": ("#566170", "#a5b0bd"),
    "line": ("#8d97a3", "#66717e"),
    "grid": ("#e4e8ec", "#2a323c"),
    "paper": ("#ffffff", "#11161c"),
    "panel": ("#f5f7f9", "#1a2129"),
    "blue": ("#1d6fb8", "#62b0f2"),
    "orange": ("#c2560a", "#f5a04e"),
    "alarm": ("#a8123e", "#ff7d97"),
    "passed": ("#1c7a4b", "#55c98c"),
    "heat0": ("#edf3f9", "#1a2733"),
    "heat1": ("#cfe1f1", "#20405e"),
    "heat2": ("#a3c8e6", "#285a86"),
    "heat3": ("#2a72b2", "#62a9e6"),
    "heat4": ("#1d5d98", "#92c5f2"),
    "heat5": ("#0c3f70", "#c4e1fa"),
    "low_heat": ("#1b2431", "#ecf1f6"),  # text on heat0 to heat2
    "high_heat": ("#fefefe", "#0b1118"),  # text on heat3 to heat5
}
HEATS = [name for name in PALETTE if name.startswith("heat")]

LIGHT = {name: light for name, (light, _) in PALETTE.items()}
DARK = {name: dark for name, (_, dark) in PALETTE.items()}


def variables(colours: dict[str, str]) -> str:
    """Return colours as custom properties of CSS."""
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def swapped(colours: dict[str, str]) -> str:
    """Return CSS rules that draw what is drawn in light colours in these."""
    return "".join(
        f'[fill="{LIGHT[name]}"]{{fill:{colour}}}'
        f'[stroke="{LIGHT[name]}"]{{stroke:{colour}}}'
        for name, colour in colours.items()
    )
