"""By what an update of a site was approved: a draft, a standing approval, or nothing (A.3.4).

An update is the draft's where its address is the one that the draft names, or else where its title reads the same;
capitals, punctuation and spaces do not count.  What no draft matches is routine where a standing approval was in force
on its day that covers its kind.  The kind is what the title names or what somebody said; where it is not known, only a
standing approval of every kind covers the post.  What was there before the site was live is not asked for.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from governance.domain.addresses import Canonical, canonicalise
from governance.domain.content.naming import kind_named
from governance.domain.content.plain_title import plain_title
from governance.domain.content.standing import Standing
from governance.domain.content.words import ROUTINE_KINDS, ContentKind, MatchedBy
from governance.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Posted:
    """One update of a site, as it was seen.  ``at`` is the moment until which it was out, where that is known."""

    day: date
    address: str = ""
    title: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ApprovedDraft:
    """The version of a draft to which somebody said yes, on which day and when; its address, and whether it is out."""

    version_id: int
    approved_on: date
    title: str
    address: str = ""
    is_published: bool = False
    approved_at: datetime | None = None

    def came_before(self, posted: Posted) -> bool:
        """Return whether the yes was there when the post came out, to the moment where both are known."""
        if posted.at is not None and self.approved_at is not None and self.approved_at > posted.at:
            return False
        return self.approved_on <= posted.day


@dataclass(frozen=True, slots=True)
class Match:
    """By what an update was approved; the numbers say by which.  ``kind`` is None where nobody knows what it is."""

    by: MatchedBy
    version_id: int | None = None
    standing_id: int | None = None
    kind: ContentKind | None = None


NOTHING = Match(MatchedBy.NOTHING)


def matches_of(posts: Sequence[Posted], drafts: Sequence[ApprovedDraft], standing: Sequence[Standing]) -> list[Match]:
    """Return by what each of these updates was approved, in their order.

    A draft that was approved after a post had come out does not count.  A title is a draft's only once: "This week in
    Year 4" of last week does not approve that of this week.
    """
    found: list[Match] = []
    used: set[int] = set()
    for posted in posts:
        match = _match_of(posted, [one for one in drafts if one.came_before(posted)], standing, used)
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
    return routine_match(posted.day, kind_named(posted.title), standing)


def out_at(said_at: datetime | None, first_seen_at: datetime) -> datetime:
    """Return the earliest moment at which a post is known to have been out.

    A post that is dated to midnight tells its day and no moment, so when it was first seen counts.
    """
    if said_at is None or said_at.time() == time():
        return first_seen_at
    return min(said_at, first_seen_at)


def routine_match(day: date, kind: ContentKind | None, standing: Sequence[Standing]) -> Match:
    """Return the standing approval under which a post of this kind came out on a day, or that there was none."""
    for one in standing:
        if one.holds(day) and one.covers(kind):
            return Match(MatchedBy.STANDING, standing_id=one.id, kind=kind)
    return Match(MatchedBy.NOTHING, kind=kind)


def kinds_to_ask(day: date | None, kind: ContentKind | None, standing: Sequence[Standing]) -> tuple[ContentKind, ...]:
    """Return the kinds that would make a post routine, where its own is not known yet; empty where none would."""
    if kind is not None or day is None:
        return ()
    covered = {one for approval in standing if approval.holds(day) for one in approval.kinds}
    return tuple(one for one in ROUTINE_KINDS if one in covered)


def saying_refusals(matched_by: MatchedBy, *, may_say: bool) -> tuple[Refusal, ...]:
    """Return why somebody cannot say what kind of content a post is."""
    found: list[Refusal] = []
    if not may_say:
        sentence = "Who publishes on this site or a member of the leadership team says what kind of post it is."
        found.append(Refusal("not_yours_to_do", sentence, "A.3.4"))
    if matched_by is not MatchedBy.NOTHING:
        found.append(Refusal("not_in_this_state", "This post is approved already.", "A.3.4"))
    return tuple(found)


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
