"""By what an update of a site was approved: a draft, a standing approval, or nothing (A.3.4).

An update is the draft's where its address is the one that the draft names, or else where its title reads the same;
capitals, punctuation and spaces do not count.  What no draft matches is routine where a standing approval was in force
on its day.  What was there before anybody asked (before the site was live) is not asked for.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from governance.domain.addresses import Canonical, canonicalise
from governance.domain.content.standing import Standing
from governance.domain.content.words import MatchedBy
from governance.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Posted:
    """One update of a site, as it was seen."""

    day: date
    address: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class ApprovedDraft:
    """The version of a draft to which somebody said yes, on which day; its address, if known, and whether it is out."""

    version_id: int
    approved_on: date
    title: str
    address: str = ""
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """By what an update was approved; the numbers say by which."""

    by: MatchedBy
    version_id: int | None = None
    standing_id: int | None = None


NOTHING = Match(MatchedBy.NOTHING)


def matches_of(posts: Sequence[Posted], drafts: Sequence[ApprovedDraft], standing: Sequence[Standing]) -> list[Match]:
    """Return by what each of these updates was approved, in their order.

    A draft that was approved after the day of a post does not count.  A title is a draft's only once: "This week in
    Year 4" of last week does not approve that of this week.
    """
    found: list[Match] = []
    used: set[int] = set()
    for posted in posts:
        match = _match_of(posted, [one for one in drafts if one.approved_on <= posted.day], standing, used)
        if match.version_id is not None:
            used.add(match.version_id)
        found.append(match)
    return found


def _match_of(posted: Posted, drafts: Sequence[ApprovedDraft], standing: Sequence[Standing], used: set[int]) -> Match:
    at = _key(posted.address)
    for draft in drafts:
        if at and _key(draft.address) == at:
            return Match(MatchedBy.DRAFT, version_id=draft.version_id)
    title = plain_title(posted.title)
    for draft in drafts:
        is_free = not draft.is_published and draft.version_id not in used and not (at and _key(draft.address))
        if is_free and title and plain_title(draft.title) == title:
            return Match(MatchedBy.DRAFT, version_id=draft.version_id)
    for one in standing:
        if one.holds(posted.day):
            return Match(MatchedBy.STANDING, standing_id=one.id)
    return NOTHING


def plain_title(title: str) -> str:
    """Return a title by its letters and digits alone, so that one reading matches another."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return " ".join("".join(letter if letter.isalnum() else " " for letter in folded).split())


def _key(address: str) -> str:
    found = canonicalise(address) if address.strip() else None
    return found.key if isinstance(found, Canonical) else ""


def afterwards_refusals(
    matched_by: MatchedBy, *, is_leadership: bool, posted_it: bool, reason: tuple[Refusal, ...]
) -> tuple[Refusal, ...]:
    """Return why somebody cannot approve afterwards what was published without approval."""
    found: list[Refusal] = []
    if not is_leadership:
        found.append(Refusal("not_yours_to_do", "Only a member of the leadership team can approve content.", "A.3.4"))
    if posted_it:
        sentence = "You publish on this site yourself, so another member of the leadership team has to look at it."
        found.append(Refusal("own_content", sentence, "A.3.4"))
    if matched_by is not MatchedBy.NOTHING:
        found.append(Refusal("not_in_this_state", "This post is approved already.", "A.3.4"))
    return (*found, *reason)
