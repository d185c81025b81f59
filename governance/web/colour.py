"""How a school's colour is used so that everybody can read what stands on it (WCAG 2.2, 1.4.3 and 1.4.11).

May import the standard library only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE | re.ASCII)
_INK = "#14212b"
_WHITE = "#ffffff"
_READABLE = 4.5
"""The least contrast of text with what is behind it (WCAG 2.2, 1.4.3)."""


@dataclass(frozen=True, slots=True)
class Brand:
    """The colours of a page, each ``#rrggbb``.

    ``fill`` is the school's own; ``text`` is readable on it; ``link`` is the school's colour darkened until it is
    readable on white; ``deep`` is a darker shade of ``link`` for what is pointed at.
    """

    fill: str
    text: str
    link: str
    deep: str


def is_colour(text: str) -> bool:
    """Tell whether ``text`` is a colour as this product stores it: ``#`` and six hexadecimal digits."""
    return _HEX.fullmatch(text) is not None


def contrast(first: str, second: str) -> float:
    """Answer the contrast of two colours, from 1 (the same) to 21 (black on white), as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def brand_of(colour: str) -> Brand:
    """Choose the readable colours that go with a school's own.

    Raises ``ValueError`` when ``colour`` is not ``#rrggbb``: it ends in a style sheet, where anything else may not go.
    """
    if not is_colour(colour):
        raise ValueError(f"not a colour: {colour!r}")
    fill = colour.lower()
    text = max((_WHITE, _INK, "#000000"), key=lambda ink: min(contrast(ink, fill), _READABLE))
    link = fill
    # The page behind links is very slightly tinted, so half a point is kept in hand.
    while contrast(link, _WHITE) < _READABLE + 0.5:
        link = _darkened(link, 0.92)
    return Brand(fill=fill, text=text, link=link, deep=_darkened(link, 0.7))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])


def _darkened(colour: str, share: float) -> str:
    return "#" + "".join(f"{int(channel * share):02x}" for channel in _channels(colour))
