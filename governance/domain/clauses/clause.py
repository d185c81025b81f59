"""One clause: a numbered duty of a policy, where it comes from and of whom it is asked.

Policies are named by what they are and never by a school (DESIGN 3, rule 9).  May import the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """The policy that a clause stands in."""

    MODEL = "model"
    PERSONAL_USE = "personal_use"
    COMMUNITY = "community"
    STAFF_NETWORKS = "staff_networks"
    PERSONAL_PAGES = "personal_pages"


SOURCE_WORDS: dict[Source, str] = {
    Source.MODEL: "The model policy",
    Source.PERSONAL_USE: "The guidelines for personal use",
    Source.COMMUNITY: "The guidance for staff, governors, volunteers and parents",
    Source.STAFF_NETWORKS: "The policy on staff and social networks",
    Source.PERSONAL_PAGES: "The policy on personal pages",
}


class AskedOf(StrEnum):
    """Whether a duty is kept once for the school or anew on every site."""

    SCHOOL = "school"
    SITES = "sites"


@dataclass(frozen=True, slots=True)
class Clause:
    """One duty.  ``number`` is how people cite it ("A.1.5", "000-3"); ``duty`` says it in one sentence.

    ``part`` is the heading that it stands under.  ``advice_only`` says that nothing can enforce it: its evidence is an
    acknowledgement or a reviewer's tick.
    """

    number: str
    source: Source
    part: str
    duty: str
    asked_of: AskedOf
    advice_only: bool = False
