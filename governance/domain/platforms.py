"""The minimum ages of platforms as dated rows: what a school starts from and then edits (A.2, 7.3; DOMAIN 0 and 3.2).

A row says what somebody read, where, and how sure it is.  No row is a fact of law.  A row marked *announced* is not
seen as law, a row marked *unchecked* is nobody's reading, and the school that wants to lean on it confirms it first.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.domain.year_groups import Nation


class Floor(StrEnum):
    """What a row says of a platform's minimum age."""

    AGE = "age"
    NONE = "none"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """How sure a row is."""

    READ = "read"
    ANNOUNCED = "announced"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class PlatformAge:
    """One row.  ``age`` in whole years, only with Floor.AGE.  Without a nation it holds in all four.

    ``from_on`` and ``to_on`` are inclusive, None is open.  ``checked_on`` is the day on which somebody at the school
    last compared the row with its source; the rows that everybody starts from have none.
    """

    platform: str
    floor: Floor
    age: int | None = None
    nation: Nation | None = None
    from_on: date | None = None
    to_on: date | None = None
    source: str = ""
    standing: Standing = Standing.READ
    checked_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day <= self.to_on)


PLATFORM_NAMES = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "x": "X",
    "snapchat": "Snapchat",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "whatsapp": "WhatsApp",
    "bluesky": "Bluesky",
    "wordpress_com": "WordPress.com",
    "mastodon": "Mastodon",
    "classdojo": "ClassDojo",
    "seesaw": "Seesaw",
    "blogger": "Blogger",
    "padlet": "Padlet",
    "edublogs": "Edublogs",
    "own_site": "The school's own website",
}

# The announcement says "spring 2027" and no day.  The first day of that season is the earliest it can mean, and an
# early warning is the safe one for children.
ANNOUNCED_FROM = date(2027, 3, 1)
_ANNOUNCEMENT = "Government announcement of 15 June 2026, “from spring 2027”; the day and the law were not seen"
_BARRED_UNDER_16 = ("facebook", "instagram", "x", "snapchat", "tiktok", "youtube")
_PRESS_2026 = "press report of January 2026"

DEFAULT_ROWS: tuple[PlatformAge, ...] = (
    PlatformAge("facebook", Floor.AGE, 13, source=_PRESS_2026),
    PlatformAge("instagram", Floor.AGE, 13, source=_PRESS_2026),
    PlatformAge("x", Floor.AGE, 13, source=_PRESS_2026),
    PlatformAge("snapchat", Floor.AGE, 13, source=_PRESS_2026),
    PlatformAge("tiktok", Floor.AGE, 13, source="a school's and a newspaper's pages; a store rating of 12 is wrong"),
    PlatformAge("youtube", Floor.AGE, 13, source="childnet.com, 2018: 13 for an account of one's own"),
    PlatformAge("whatsapp", Floor.AGE, 13, source="a newspaper's page; many school pages still print 16"),
    PlatformAge("bluesky", Floor.AGE, 13, source="Bluesky's own text in its app"),
    PlatformAge(
        "wordpress_com", Floor.UNKNOWN, source="its terms say 13, and 16 in Europe, not whether that is the UK"
    ),
    PlatformAge("mastodon", Floor.UNKNOWN, source="each server sets its own: read the server's terms"),
    PlatformAge("classdojo", Floor.NONE, source="ClassDojo's help pages: under 13 with a parent's consent"),
    PlatformAge("seesaw", Floor.NONE, source="Seesaw's terms: under the school's agreement"),
    PlatformAge("blogger", Floor.AGE, 13, source="general knowledge", standing=Standing.UNCHECKED),
    PlatformAge("padlet", Floor.NONE, source="general knowledge", standing=Standing.UNCHECKED),
    PlatformAge("edublogs", Floor.NONE, source="general knowledge", standing=Standing.UNCHECKED),
    PlatformAge("own_site", Floor.NONE, source="the school sets its own terms of use"),
    *(
        PlatformAge(platform, Floor.AGE, 16, from_on=ANNOUNCED_FROM, source=_ANNOUNCEMENT, standing=Standing.ANNOUNCED)
        for platform in _BARRED_UNDER_16
    ),
)
