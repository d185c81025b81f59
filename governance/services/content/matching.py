"""Matches what came out on a site with what was approved, as soon as the product sees it (A.3.4).

What nothing matches is written down as such and stays so until somebody says which draft it is, or approves it
afterwards with a reason.  What was there before the site was live is not asked for.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.db import SCHOOL, Base
from governance.domain.content.matching import ApprovedDraft, Match, Posted, matches_of, out_at
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
from governance.services.policy import policy_with, stored_setting
from governance.services.transaction import Record


def match_new(record: Record, school_id: int, site_id: int, keys: Collection[str], source: str) -> None:
    """Match the updates of a site that were just written down, known by their keys at ``source``."""
    place = {"school": school_id, "site": site_id}
    asked = record.connection.execute(_asked_for(), {**place, "source": source, "keys": list(keys)}).all()
    if not asked or not policy_with({"content_approval_asked": asked[0].approval_asked}).content_approval_asked:
        return
    posts = [Posted(one.counts_on, one.address, one.title, out_at(one.said_at, one.first_seen_at)) for one in asked]
    approved = approved_drafts(record.session, **place) if asked[0].has_drafts else []
    found = matches_of(posts, approved, standing_of(record.session, **place))
    rows = [
        {
            "school_id": school_id,
            "site_id": site_id,
            "update_id": update.id,
            "matched_by": match.by,
            "version_id": match.version_id,
            "standing_id": match.standing_id,
            "kind": match.kind,
            "posted_by": update.recorded_by,
            "revision": 1,
        }
        for update, match in zip(asked, found, strict=True)
    ]
    record.connection.execute(_INSERT, rows)
    for update, match in zip(asked, found, strict=True):
        if match.version_id is not None:
            site, row = record.session.get_one(Site, site_id), record.session.get_one(SiteUpdate, update.id)
            publish_by(record, site, match, row)


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


def approved_drafts(session: Session, *, school: int, site: int) -> list[ApprovedDraft]:
    """Return the drafts of a site whose version that counts somebody said yes to, the newest yes first."""
    return [
        ApprovedDraft(
            row.id,
            row.decided_at.astimezone(ZoneInfo(row.time_zone)).date(),
            row.title,
            row.address,
            is_published=row.state is DraftState.PUBLISHED,
            approved_at=row.decided_at,
        )
        for row in session.connection().execute(_approved(), {"school": school, "site": site})
    ]


def standing_of(session: Session, *, school: int, site: int) -> list[Standing]:
    """Return the standing approvals that were ever given for a site, the newest first."""
    known = {kind.value for kind in ContentKind}
    return [
        Standing(
            row.id, row.starts_on, row.ends_on, row.ended_on, frozenset(map(ContentKind, known.intersection(row.kinds)))
        )
        for row in session.connection().execute(_STANDING, {"school": school, "site": site})
    ]


# What a look brings is matched at once, for every site up to once an hour: the queries are put together once, and sent
# without the unit of work.
_INSERT = sa.insert(Base.metadata.tables[ContentMatch.__tablename__])
_SITE: sa.BindParameter[int] = sa.bindparam("site", type_=sa.Integer)
_STANDING = (
    sa.select(
        StandingApproval.id,
        StandingApproval.starts_on,
        StandingApproval.ends_on,
        StandingApproval.ended_on,
        StandingApproval.kinds,
    )
    .where(StandingApproval.school_id == SCHOOL, StandingApproval.site_id == _SITE)
    .order_by(StandingApproval.id.desc())
)


@cache
def _approved() -> sa.Select[int, str, str, DraftState, dt.datetime, str]:
    """The query of the drafts of a site to which somebody said yes, with the school's time zone."""
    return (
        sa.select(
            DraftVersion.id,
            DraftVersion.title,
            Draft.address,
            Draft.state,
            ContentDecision.decided_at,
            School.time_zone,
        )
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
        .join(School, School.id == Draft.school_id)
        .where(_may_be_out(), ContentDecision.answer == Answer.YES)
        .order_by(ContentDecision.decided_at.desc(), DraftVersion.id.desc())
    )


def _may_be_out() -> sa.ColumnElement[bool]:
    return sa.and_(
        Draft.school_id == SCHOOL,
        Draft.site_id == _SITE,
        sa.or_(Draft.state == DraftState.APPROVED, Draft.state == DraftState.PUBLISHED),
    )


@cache
def _asked_for() -> sa.Select[Any]:
    """The query of the updates of which an approval is asked and was not yet, in the order of their days.

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
    return (
        sa.select(
            SiteUpdate.id,
            SiteUpdate.counts_on,
            SiteUpdate.address,
            SiteUpdate.title,
            SiteUpdate.said_at,
            SiteUpdate.first_seen_at,
            SiteUpdate.recorded_by,
            stored_setting(SiteUpdate.school_id, "content_approval_asked").label("approval_asked"),
            sa.exists().where(_may_be_out()).label("has_drafts"),
        )
        .join(LiveSpell, spell)
        .where(
            SiteUpdate.school_id == SCHOOL,
            SiteUpdate.site_id == _SITE,
            SiteUpdate.source == sa.bindparam("source"),
            SiteUpdate.item_key.in_(sa.bindparam("keys", expanding=True)),
            ~asked,
        )
        .order_by(SiteUpdate.counts_on, SiteUpdate.id)
    )
