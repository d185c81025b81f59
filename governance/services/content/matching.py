"""Matches what came out on a site with what was approved, as soon as the product sees it (A.3.4).

What nothing matches is written down as such and stays so until somebody says which draft it is, or approves it
afterwards with a reason.  What was there before the site was live is not asked for.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.domain.content.matching import ApprovedDraft, Match, Posted, matches_of
from governance.domain.content.standing import Standing
from governance.domain.content.words import ContentKind, DraftState
from governance.domain.words import Answer
from governance.models import (
    ContentDecision,
    ContentMatch,
    Draft,
    DraftVersion,
    LiveSpell,
    School,
    Site,
    SiteUpdate,
    StandingApproval,
)
from governance.services.content.shown_on_site import record_shown
from governance.services.policy import policy_of
from governance.services.transaction import Record


def match_new(record: Record, school_id: int, site_id: int, keys: Collection[str], source: str) -> None:
    """Match the updates of a site that were just written down, known by their keys at ``source``."""
    session = record.session
    asked = _asked_for(session, school_id, site_id, keys, source)
    if not asked or not policy_of(session, school_id).content_approval_asked:
        return
    school, site = session.get_one(School, school_id), session.get_one(Site, site_id)
    posts = [Posted(one.counts_on, one.address, one.title) for one in asked if one.counts_on is not None]
    approved = approved_drafts(session, school, site_id)
    found = matches_of(posts, approved, standing_of(session, school_id, site_id))
    for update, match in zip(asked, found, strict=True):
        session.add(
            ContentMatch(
                school_id=school_id,
                site_id=site_id,
                update_id=update.id,
                matched_by=match.by,
                version_id=match.version_id,
                standing_id=match.standing_id,
                kind=match.kind,
                posted_by=update.recorded_by,
            )
        )
        publish_by(record, site, match, update)


def publish_by(record: Record, site: Site, match: Match, update: SiteUpdate) -> None:
    """Where an update is an approved draft, that draft has come out."""
    if match.version_id is None or update.counts_on is None:
        return
    row = record.session.execute(
        sa.select(Draft, DraftVersion)
        .join(
            DraftVersion,
            sa.and_(
                DraftVersion.school_id == Draft.school_id,
                DraftVersion.draft_id == Draft.id,
                DraftVersion.number == Draft.number,
            ),
        )
        .where(DraftVersion.id == match.version_id, Draft.state == DraftState.APPROVED)
        .with_for_update(of=Draft)
    ).one_or_none()
    if row is None:
        return
    draft, version = row
    draft.state, draft.published_on = DraftState.PUBLISHED, update.counts_on
    draft.address = draft.address or update.address
    record_shown(record, site, draft, version)
    record.act(
        "draft.published",
        "draft",
        draft.id,
        site_id=site.id,
        from_state=DraftState.APPROVED,
        to_state=DraftState.PUBLISHED,
        version=version.number,
        published_on=update.counts_on,
        texts={"label": site.name, "title": version.title},
    )


def approved_drafts(session: Session, school: School, site_id: int) -> list[ApprovedDraft]:
    """Return the drafts of a site whose version that counts somebody said yes to, the newest yes first."""
    zone = ZoneInfo(school.time_zone)
    rows = session.execute(
        sa.select(DraftVersion.id, DraftVersion.title, Draft.address, Draft.state, ContentDecision.decided_at)
        .join(
            Draft,
            sa.and_(
                Draft.school_id == DraftVersion.school_id,
                Draft.id == DraftVersion.draft_id,
                Draft.number == DraftVersion.number,
            ),
        )
        .join(
            ContentDecision,
            sa.and_(ContentDecision.school_id == DraftVersion.school_id, ContentDecision.version_id == DraftVersion.id),
        )
        .where(
            Draft.school_id == school.id,
            Draft.site_id == site_id,
            Draft.state.in_((DraftState.APPROVED, DraftState.PUBLISHED)),
            ContentDecision.answer == Answer.YES,
        )
        .order_by(ContentDecision.decided_at.desc(), DraftVersion.id.desc())
    )
    return [
        ApprovedDraft(
            row.id,
            row.decided_at.astimezone(zone).date(),
            row.title,
            row.address,
            is_published=row.state is DraftState.PUBLISHED,
        )
        for row in rows
    ]


def standing_of(session: Session, school_id: int, site_id: int) -> list[Standing]:
    """Return the standing approvals that were ever given for a site, the newest first."""
    rows = session.scalars(
        sa.select(StandingApproval)
        .where(StandingApproval.school_id == school_id, StandingApproval.site_id == site_id)
        .order_by(StandingApproval.id.desc())
    )
    known = {kind.value for kind in ContentKind}
    return [
        Standing(
            row.id, row.starts_on, row.ends_on, row.ended_on, frozenset(map(ContentKind, known.intersection(row.kinds)))
        )
        for row in rows
    ]


def _asked_for(
    session: Session, school_id: int, site_id: int, keys: Collection[str], source: str
) -> Sequence[SiteUpdate]:
    """The updates of which an approval is asked and was not yet, in the order of their days.

    They count on a day on which the site was live, and the same post was not seen before in another way: by a person,
    or by a feed.
    """
    seen = aliased(SiteUpdate)
    asked = sa.exists().where(
        ContentMatch.school_id == SiteUpdate.school_id,
        ContentMatch.update_id == seen.id,
        seen.school_id == SiteUpdate.school_id,
        seen.site_id == SiteUpdate.site_id,
        seen.withdrawn_at.is_(None),
        sa.or_(seen.id == SiteUpdate.id, sa.and_(seen.address == SiteUpdate.address, SiteUpdate.address != "")),
    )
    spell = sa.and_(
        LiveSpell.school_id == SiteUpdate.school_id,
        LiveSpell.site_id == SiteUpdate.site_id,
        LiveSpell.ends_on.is_(None),
        LiveSpell.starts_on <= SiteUpdate.counts_on,
    )
    return session.scalars(
        sa.select(SiteUpdate)
        .join(LiveSpell, spell)
        .where(
            SiteUpdate.school_id == school_id,
            SiteUpdate.site_id == site_id,
            SiteUpdate.source == source,
            SiteUpdate.item_key.in_(keys),
            ~asked,
        )
        .order_by(SiteUpdate.counts_on, SiteUpdate.id)
    ).all()
