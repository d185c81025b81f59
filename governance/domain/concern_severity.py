"""How grave a concern is where it is graver than most (A.5.6).  May import the standard library only."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """A matter that comes off the page at once: extreme offence or risk, or a crime."""

    SEVERE = "severe"
    ILLEGAL = "illegal"


SEVERITY_WORDS: dict[Severity, str] = {
    Severity.SEVERE: "extreme offence or risk",
    Severity.ILLEGAL: "may be a crime",
}
