"""A title by its letters and digits alone, so that one reading of it matches another.  Standard library only."""

from __future__ import annotations

import unicodedata


def plain_title(title: str) -> str:
    """Return a title without capitals, punctuation and double spaces; an apostrophe joins nothing."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return " ".join("".join(letter if letter.isalnum() else " " for letter in folded).split())
