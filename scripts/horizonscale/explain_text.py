"""An explanation, for people."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from horizonscale.explain import Attribute
from horizonscale.explain_draws import Draw

PLACES = 9


def explanation_text(heading: str, attributes: Sequence[Attribute]) -> str:
    """Return the columns of a host with what led to each, under a heading."""
    lines = [heading]
    for attribute in attributes:
        lines += ["", f"{attribute.name}  {attribute.value}"]
        notes = [*_draw(attribute.draw), *attribute.notes]
        lines += [f"    {label:10}{text}" for label, text in notes]
    return "\n".join(lines) + "\n"


def _draw(draw: Draw | None) -> Iterator[tuple[str, str]]:
    if draw is None:
        return
    share = _share(Fraction(draw.word, 1 << 64))
    yield (
        "draw",
        f"{draw.stream}, word {draw.position}: 0x{draw.word:016x} = {share} of 2^64",
    )
    yield (
        "interval",
        f"[0x{draw.lower:016x}, 0x{draw.upper:016x})"
        f" = [{_share(draw.low)}, {_share(draw.high)}) of 2^64",
    )


def _share(share: Fraction) -> str:
    """Write a share rounded down, so that none seems to leave its interval."""
    digits = f"{int(share * 10**PLACES):0{PLACES + 1}d}"
    return f"{digits[:-PLACES]}.{digits[-PLACES:]}".rstrip("0").rstrip(".")
