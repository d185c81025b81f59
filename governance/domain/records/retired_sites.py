"""Sites that policies still point to and that are no longer there (003-8): a table as data, and the look for them.

Nothing is fetched: a text is compared with the table.  Each row says how sure the product is of it.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from governance.domain.records.words import Sure


@dataclass(frozen=True, slots=True)
class RetiredSite:
    """One site: its host, other ways in which people write it, since when it is gone, and what is there instead."""

    host: str
    name: str
    since: str
    instead: str
    sure: Sure
    spellings: tuple[str, ...] = ()


RETIRED_SITES: tuple[RetiredSite, ...] = (
    RetiredSite(
        "thinkuknow.co.uk",
        "Thinkuknow",
        "2022",
        "CEOP Education, ceopeducation.co.uk",
        Sure.READ,
        ("thinkuknow", "think u know"),
    ),
    RetiredSite("ceop.gov.uk", "CEOP’s old address", "2013", "ceop.police.uk", Sure.RECALLED),
    RetiredSite("becta.org.uk", "Becta", "2011", "the Department for Education on gov.uk", Sure.RECALLED, ("becta",)),
    RetiredSite("teachernet.gov.uk", "TeacherNet", "2011", "gov.uk", Sure.RECALLED, ("teachernet",)),
    RetiredSite("dcsf.gov.uk", "The department before 2010", "2010", "gov.uk", Sure.RECALLED),
    RetiredSite("direct.gov.uk", "Directgov", "2012", "gov.uk", Sure.RECALLED, ("directgov",)),
    RetiredSite("kidsmart.org.uk", "Kidsmart", "2020", "childnet.com", Sure.RECALLED, ("kidsmart",)),
    RetiredSite("digizen.org", "Digizen", "2020", "childnet.com", Sure.RECALLED, ("digizen",)),
    RetiredSite("flip.com", "Flip, formerly Flipgrid", "2024", "nothing in its place", Sure.RECALLED, ("flipgrid",)),
    RetiredSite("flipgrid.com", "Flipgrid", "2024", "nothing in its place", Sure.RECALLED),
    RetiredSite("plus.google.com", "Google+", "2019", "nothing in its place", Sure.RECALLED, ("google+",)),
)


@dataclass(frozen=True, slots=True)
class RetiredLink:
    """Where a text names a retired site: the line, counted from 1, and what stands there."""

    line: int
    written: str
    site: RetiredSite


def retired_links(text: str) -> tuple[RetiredLink, ...]:
    """Every place of a text that names a retired site, in order; each site once for each line."""
    found: list[RetiredLink] = []
    for number, line in enumerate(text.splitlines(), start=1):
        for site in RETIRED_SITES:
            match = _shape(site).search(line)
            if match is not None and not any(one.line == number and one.written in match[0] for one in found):
                found.append(RetiredLink(number, match[0], site))
    return tuple(found)


@cache
def _shape(site: RetiredSite) -> re.Pattern[str]:
    """The host with whatever stands before and after it, or one of its names as a word of its own."""
    host = rf"(?<![\w@.-])(?:[\w-]+\.)*{re.escape(site.host)}(?![\w-])(?!\.[a-z])[^\s<>\"”)]*?(?=[\s<>\"”).,;]|$)"
    names = [rf"(?<!\w){re.escape(one)}(?!\w|\.\w)" for one in site.spellings]
    return re.compile("|".join([host, *names]), re.IGNORECASE)
