"""Approved drafts that rest on a consent or a permission which has ended since, or ends soon (A.4.4, A.4.6).

The home page only points at them: what may go out is said by the draft's own page, by the rules themselves
(``services/content/going_out.py``).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from governance.db import PERSON, SCHOOL, TODAY
from governance.domain.consents import use_of_site
from governance.domain.content.words import DraftState
from governance.domain.words import Answer, SiteKind
from governance.models import (
    Consent,
    ConsentWithdrawal,
    ContentDecision,
    Draft,
    DraftImage,
    DraftVersion,
    ImagePerson,
    PermissionGiven,
    Site,
)
from governance.queries.content import of_version
from governance.queries.needs.fact import part

_NEVER, _GONE = sa.literal(dt.date.max, sa.Date), sa.literal(dt.date.min, sa.Date)
_APPROVED = sa.and_(Draft.school_id == SCHOOL, Draft.state == DraftState.APPROVED)


def ending_agreements(ahead: sa.ColumnElement[dt.date]) -> sa.Select[Any]:
    """One line for each such draft of PERSON's, or to which they said yes; ``key`` is gone or soon, ``on`` the day."""
    ends = sa.union_all(_consents(), _permissions()).subquery("agreements")
    first = sa.func.min(ends.c.last_day)
    said_yes = sa.exists().where(
        ContentDecision.school_id == DraftVersion.school_id,
        ContentDecision.version_id == DraftVersion.id,
        ContentDecision.decider_id == PERSON,
        ContentDecision.answer == Answer.YES,
    )
    key = sa.case((first < TODAY, "gone"), else_="soon")
    return (
        part("content_ends", site_id=Draft.site_id, subject_id=Draft.id, label=DraftVersion.title, key=key, on=first)
        .select_from(ends)
        .join(Draft, sa.and_(_APPROVED, Draft.id == ends.c.draft_id))
        .join(DraftVersion, of_version())
        .where(sa.or_(Draft.author_id == PERSON, said_yes))
        .group_by(Draft.site_id, Draft.id, DraftVersion.title)
        .having(first <= ahead)
    )


def _consents() -> sa.Select[Any, Any]:
    """The last day of what was agreed to for each person in its pictures, of what held when it was approved."""
    use = sa.case(*((Site.kind == kind, use_of_site(kind)) for kind in SiteKind))
    last = sa.case((Consent.withdrawal_id.is_not(None), _GONE), else_=sa.func.coalesce(Consent.until, _NEVER))
    held_then = sa.and_(
        sa.or_(Consent.withdrawal_id.is_(None), ConsentWithdrawal.withdrawn_at > Draft.decided_at),
        sa.or_(Consent.until.is_(None), Consent.until >= sa.func.date(Draft.decided_at)),
    )
    return (
        sa.select(Draft.id.label("draft_id"), sa.func.max(last).label("last_day"))
        .join(Site, sa.and_(Site.school_id == Draft.school_id, Site.id == Draft.site_id))
        .join(DraftVersion, of_version())
        .join(
            DraftImage,
            sa.and_(DraftImage.school_id == DraftVersion.school_id, DraftImage.version_id == DraftVersion.id),
        )
        .join(
            ImagePerson,
            sa.and_(ImagePerson.school_id == DraftImage.school_id, ImagePerson.image_id == DraftImage.image_id),
        )
        .join(
            Consent,
            sa.and_(
                Consent.school_id == ImagePerson.school_id, Consent.shown_id == ImagePerson.shown_id, Consent.use == use
            ),
        )
        .outerjoin(
            ConsentWithdrawal,
            sa.and_(ConsentWithdrawal.school_id == Consent.school_id, ConsentWithdrawal.id == Consent.withdrawal_id),
        )
        .where(_APPROVED, held_then)
        .group_by(Draft.id, ImagePerson.shown_id)
    )


def _permissions() -> sa.Select[Any, Any]:
    """The last day of what each party agreed to in the written permission that it names."""
    named = DraftVersion.answers["permission_of"].as_string()
    over = PermissionGiven.ended_on <= TODAY
    last = sa.case((over, _GONE), else_=sa.func.coalesce(PermissionGiven.ended_on, PermissionGiven.until, _NEVER))
    return (
        sa.select(Draft.id.label("draft_id"), sa.func.max(last).label("last_day"))
        .join(DraftVersion, of_version())
        .join(
            PermissionGiven,
            sa.and_(
                PermissionGiven.school_id == DraftVersion.school_id,
                sa.cast(PermissionGiven.permission_id, sa.String) == named,
            ),
        )
        .where(_APPROVED, DraftVersion.answers["others_work"].as_string() == "yes")
        .group_by(Draft.id, PermissionGiven.party)
    )
