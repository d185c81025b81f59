"""One spelling for the path of an address (7.1).

Percent signs that were not needed go, dot segments are resolved, and a path that servers resolve in different ways is
refused: a second layer of percent signs, a hidden slash, letters that are no letters.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote

from governance.domain.address_forms import UNCLEAR
from governance.domain.refusals import Refusal

_BROKEN_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_STILL_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_PLAIN_SIGNS = "-._~!$&'()*+,;=:@"
_INDEX_PAGES = frozenset(
    f"{name}.{ending}"
    for name in ("index", "default")
    for ending in ("html", "htm", "php", "asp", "aspx", "jsp", "shtml")
)


def canonical_path(typed: str) -> str | Refusal:
    """ "" for the top of a host, else segments that each begin with a slash; the case of letters is kept."""
    segments: list[str] = []
    for piece in typed.split("/"):
        segment = _segment(piece)
        if segment is None:
            return UNCLEAR
        if segment == "..":
            del segments[-1:]
        elif segment not in {"", "."}:
            segments.append(segment)
    if segments and segments[-1].lower() in _INDEX_PAGES:
        segments.pop()
    return "".join(f"/{segment}" for segment in segments)


def _segment(piece: str) -> str | None:
    if _BROKEN_PERCENT.search(piece):
        return None
    try:
        plain = unicodedata.normalize("NFC", unquote(piece, errors="strict"))
    except UnicodeDecodeError:
        return None
    if _STILL_ENCODED.search(plain) or set(plain) & set("/\\"):
        return None
    if any(unicodedata.category(letter)[0] in "ZC" and letter != " " for letter in plain):
        return None
    if plain.startswith((".;", "..;")):
        # Some servers cut a parameter off first and then go up one level; others show a page of that name.
        return None
    return quote(plain, safe=_PLAIN_SIGNS)
