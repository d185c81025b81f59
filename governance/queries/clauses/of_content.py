"""Shows the clauses about content: who approved what came out, and what was checked before (A.3.4, A.4.3 to A.4.10).

A site is asked while it is in the world.  It imports the domain and the models only, and never writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from governance.domain.clauses.finding import Finding, RecordAt, Standing
from governance.domain.content.words import MatchedBy
from governance.domain.words import Answer
from governance.models import ContentDecision, ContentMatch, Draft, DraftVersion, SiteUpdate, StandingApproval
from governance.queries.clauses.asked import Asked, Finder, SiteAt

CHECKED = {
    "A.4.3": ("confirmed as worth publishing and right, with its sources", Standing.ADVICE_ONLY),
    "A.4.4": ("checked against the six laws by author and approver, its pictures against the consents", Standing.KEPT),
    "A.4.5": ("looked at for its tone, with a second reader where its topic is sensitive", Standing.ADVICE_ONLY),
    "A.4.9": ("searched for personal contact details before it could be sent", Standing.KEPT),
    "A.4.10": ("confirmed as free of personal opinions", Standing.ADVICE_ONLY),
}
"""What an approved draft shows of each clause."""


@dataclass(frozen=True, slots=True)
class _Came:
    """What came out on one site: how many posts by what they were approved, and how many approved drafts there are."""

    posts: dict[MatchedBy, int]
    drafts: int
    has_standing: bool


def approval_findings(asked: Asked) -> Iterator[Finding]:
    """Yield for every site in the world whether what came out on it was approved."""
    came = asked.once(_came_out)
    for site in asked.running:
        school, found = asked.schools[site.school_id], came[site.id]
        unapproved = found.posts.get(MatchedBy.NOTHING, 0)
        if not school.policy.content_approval_asked:
            said, standing = "The school’s policy does not ask for this approval.", Standing.NOT_ASKED
        elif unapproved:
            said, standing = f"{_posts(unapproved)} came out without approval.", Standing.NOT_KEPT
        else:
            said, standing = _all_approved(found), Standing.KEPT
        yield Finding(site.school_id, "A.3.4", site.id, standing, said, _record(site))


def checked_findings(asked: Asked) -> Iterator[Finding]:
    """Yield for every site in the world what its approved drafts show of the checks."""
    came = asked.once(_came_out)
    for site in asked.running:
        drafts = came[site.id].drafts
        for number, (words, standing) in CHECKED.items():
            if drafts:
                counted = "1 approved draft was" if drafts == 1 else f"{drafts} approved drafts were"
                said = f"{counted} {words}."
            else:
                said = "No draft was approved yet; each is asked for it before it can be."
            yield Finding(site.school_id, number, site.id, standing, said, _record(site))


def politics_findings(asked: Asked) -> Iterator[Finding]:
    """Yield for every school that its approved drafts take no side in party politics (003-6)."""
    came, drafts = asked.once(_came_out), dict.fromkeys(asked.schools, 0)
    for site in asked.sites:
        drafts[site.school_id] += came[site.id].drafts
    for school_id, count in drafts.items():
        counted = "1 approved draft was" if count == 1 else f"{count} approved drafts were"
        said = f"{counted} confirmed as free of party politics, and of other people’s work without leave."
        said = said if count else "No draft was approved yet; each is asked whether it takes sides."
        yield Finding(school_id, "003-6", None, Standing.KEPT, said, RecordAt("content"))


def _came_out(asked: Asked) -> dict[int, _Came]:
    """What came out, in three queries for all the schools; ask through ``asked.once``."""
    posts: dict[int, dict[MatchedBy, int]] = {}
    rows = asked.session.execute(
        sa.select(ContentMatch.site_id, ContentMatch.matched_by, sa.func.count())
        .join(
            SiteUpdate,
            sa.and_(SiteUpdate.school_id == ContentMatch.school_id, SiteUpdate.id == ContentMatch.update_id),
        )
        .where(ContentMatch.school_id.in_(asked.school_ids), SiteUpdate.withdrawn_at.is_(None))
        .group_by(ContentMatch.site_id, ContentMatch.matched_by)
    )
    for site_id, matched_by, count in rows:
        posts.setdefault(site_id, {})[matched_by] = count
    approved = (
        sa.select(Draft.site_id, sa.func.count())
        .join(DraftVersion, sa.and_(DraftVersion.school_id == Draft.school_id, DraftVersion.draft_id == Draft.id))
        .join(
            ContentDecision,
            sa.and_(ContentDecision.school_id == DraftVersion.school_id, ContentDecision.version_id == DraftVersion.id),
        )
        .where(Draft.school_id.in_(asked.school_ids), ContentDecision.answer == Answer.YES)
        .group_by(Draft.site_id)
    )
    drafts = {site_id: count for site_id, count in asked.session.execute(approved)}  # noqa: C416 - a result has keys, so dict() misreads it.
    standing = set(
        asked.session.scalars(
            sa.select(StandingApproval.site_id).where(StandingApproval.school_id.in_(asked.school_ids)).distinct()
        )
    )
    return {site.id: _Came(posts.get(site.id, {}), drafts.get(site.id, 0), site.id in standing) for site in asked.sites}


def _all_approved(found: _Came) -> str:
    parts = [
        f"{_posts(found.posts[by])} {words}"
        for by, words in (
            (MatchedBy.DRAFT, "as an approved draft"),
            (MatchedBy.STANDING, "under a standing approval"),
            (MatchedBy.AFTERWARDS, "approved afterwards"),
        )
        if found.posts.get(by)
    ]
    if parts:
        return f"What came out was approved: {', '.join(parts)}."
    given = "a standing approval was given" if found.has_standing else "nothing new has come out"
    return f"Nothing came out without approval; {given}."


def _posts(count: int) -> str:
    return "1 post" if count == 1 else f"{count} posts"


def _record(site: SiteAt) -> RecordAt:
    return RecordAt("site_content", 0, site.id)


FINDERS = (
    Finder(("A.3.4",), approval_findings),
    Finder(tuple(CHECKED), checked_findings),
    Finder(("003-6",), politics_findings),
)
