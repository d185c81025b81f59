"""What a school's own details may be: its short name in addresses, nation, time zone, website and colour.

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from governance.domain.refusals import Refusal
from governance.domain.year_groups import NATION_NAMES, Nation

__all__ = ["FIRST_COLOUR", "NATION_NAMES", "TIME_ZONES", "SchoolDetails", "details_refusals", "slug_refusals"]

TIME_ZONES = {
    "Europe/London": "United Kingdom",
    "Europe/Isle_of_Man": "Isle of Man",
    "Europe/Jersey": "Jersey",
    "Europe/Guernsey": "Guernsey",
    "Europe/Gibraltar": "Gibraltar",
    "Europe/Berlin": "Central Europe",
    "Asia/Nicosia": "Cyprus",
    "UTC": "Universal time",
}
"""Where schools of the four nations stand, their schools abroad included."""

FIRST_COLOUR = "#1d4f76"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class SchoolDetails:
    """A school as it describes itself.  ``website`` is empty or an http(s) address; ``colour`` is #rrggbb."""

    name: str
    website: str
    colour: str
    nation: str
    time_zone: str


def slug_refusals(slug: str) -> tuple[Refusal, ...]:
    """Every reason against a school's short name in addresses."""
    if _SLUG.fullmatch(slug) and 2 <= len(slug) <= 60:
        return ()
    sentence = "Use 2 to 60 small letters, digits and single hyphens, such as oak-primary."
    return (Refusal("school_slug_not_one", sentence, None, "slug"),)


def details_refusals(details: SchoolDetails) -> tuple[Refusal, ...]:
    """Every reason against a school's details."""
    found: list[Refusal] = []
    if not any(character.isalpha() for character in details.name):
        found.append(Refusal("school_name_missing", "Enter the school’s name.", None, "name"))
    if len(details.name) > 200:
        found.append(Refusal("school_name_too_long", "Shorten the name to 200 characters.", None, "name"))
    if details.website and not _is_website(details.website):
        sentence = "Enter the address of the school’s website, such as https://school.example, or leave it empty."
        found.append(Refusal("school_website_not_one", sentence, "A.4.7", "website"))
    if _COLOUR.fullmatch(details.colour) is None:
        sentence = "Enter a colour as # and six letters or digits, such as #1d4f73."
        found.append(Refusal("school_colour_not_one", sentence, None, "colour"))
    if details.nation not in {nation.value for nation in Nation}:
        sentence = "Choose England, Scotland, Wales or Northern Ireland."
        found.append(Refusal("school_nation_unknown", sentence, None, "nation"))
    if details.time_zone not in TIME_ZONES:
        found.append(Refusal("school_time_zone_unknown", "Choose a time zone in the list.", None, "time_zone"))
    return tuple(found)


def _is_website(address: str) -> bool:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and "." in (parts.hostname or "")
        and len(address) <= 300
        and "@" not in parts.netloc
    )
