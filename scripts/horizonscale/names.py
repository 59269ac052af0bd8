"""When two names count as the same."""

import unicodedata

# Joiners and selectors, the characters without a look that config/schema.yaml allows.
_INVISIBLE = dict.fromkeys(map(ord, "\u200c\u200d\ufe0e\ufe0f"))


def look(name: str) -> str:
    """Return what is left of a name without case, encoding of accents, and spaces.

    Canonical caseless matching (Unicode 3.13, D145), which also puts aside what a
    font may draw as nothing.
    """
    shown = name.translate(_INVISIBLE)
    folded = unicodedata.normalize(
        "NFD", unicodedata.normalize("NFD", shown).casefold()
    )
    return " ".join(folded.split())
