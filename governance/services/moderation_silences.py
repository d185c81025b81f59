"""Reads which sites of some schools are open to comments and show no moderation for too long (A.5), in one statement.

The rule is ``domain/moderation_silence.py``.  It only reads.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.calendar import SchoolCalendar, local_day
from governance.domain.comments.words import Commenting
from governance.domain.moderation_silence import Moderation, Silence, silence_of, takes_comments
from governance.domain.policy import Policy
from governance.domain.words import SiteState
from governance.models import (
    Comment,
    CommentDecision,
    CommentingOnHost,
    HostConnection,
    IngestKey,
    LiveSpell,
    ModerationLook,
    ProposalVersion,
    School,
    Site,
)
from governance.services.policy import policy_of
from governance.services.school_days import calendar_of

REACHES_BACK = dt.timedelta(days=120)
"""So far back decisions are read, beyond the policy's days: longer than any holiday, whose days do not count."""


@dataclass(frozen=True, slots=True)
class SiteSilence:
    """One site with its silence; ``owner_id`` provides for it."""

    site_id: int
    name: str
    owner_id: int | None
    silence: Silence


def silences_at(
    session: Session,
    school: School,
    today: dt.date,
    calendar: SchoolCalendar | None = None,
    policy: Policy | None = None,
) -> tuple[SiteSilence, ...]:
    """Return the live sites of which it has to be said today that they show no moderation, the longest first.

    ``calendar`` and ``policy`` are the school's, where the caller has read them already.
    """
    days = (policy or policy_of(session, school.id)).moderation_silence_days
    asked = Listened(today, calendar or calendar_of(session, school), ZoneInfo(school.time_zone), days)
    return silences_at_schools(session, {school.id: asked})[school.id]


@dataclass(frozen=True, slots=True)
class Listened:
    """One school on its day: its calendar, its time zone, and after how many school days a site is silent."""

    today: dt.date
    calendar: SchoolCalendar
    zone: ZoneInfo
    silent_after: int

    @property
    def horizon(self) -> dt.date:
        """The day before which nothing is known."""
        return self.today - REACHES_BACK - dt.timedelta(days=self.silent_after)

    @property
    def known_from(self) -> dt.datetime:
        """The moment from which decisions are read."""
        return dt.datetime.combine(self.horizon, dt.time(), dt.UTC)


def silences_at_schools(
    session: Session, schools: Mapping[int, Listened], answers: Mapping[int, Mapping[str, Any]] | None = None
) -> dict[int, tuple[SiteSilence, ...]]:
    """Return the same for several schools, by school, in the same statement; every school is there.

    ``answers`` are those of what each site runs on, by the site, where the caller has read them.
    """
    found: dict[int, list[SiteSilence]] = {school_id: [] for school_id in schools}
    if not schools:
        return {}
    first = min(school.known_from for school in schools.values())
    statement = _statement(schools, first)
    if answers is None:
        statement = statement.add_columns(ProposalVersion.answers)
    for row in session.execute(statement):
        said = row.answers if answers is None else answers[row.id]
        if takes_comments(said) and (silence := _silence(row, schools[row.school_id])):
            found[row.school_id].append(SiteSilence(row.id, row.name, row.resourcing_owner_id, silence))
    return {
        school_id: tuple(sorted(silent, key=lambda one: (one.silence.since, one.name)))
        for school_id, silent in found.items()
    }


def _silence(row: sa.Row[Any], at: Listened) -> Silence | None:
    def day(moment: dt.datetime | None) -> dt.date | None:
        return None if moment is None else local_day(moment, at.zone)

    # What another school's longer days reached back to is not known here.
    decided = row.last_decided if row.last_decided is not None and row.last_decided >= at.known_from else None
    known = Moderation(
        live_since=row.live_since,
        known_since=at.horizon,
        is_told=row.is_told,
        last_arrived=day(row.last_arrived),
        last_decided=day(decided),
        last_said=row.last_said,
        waits_since=day(row.waits_since),
    )
    return silence_of(at.calendar, known, at.today, at.silent_after)


def _statement(school_ids: Collection[int], first: dt.datetime) -> sa.Select[Any]:
    """The live sites whose commenting nobody closed, with the last of everything that is moderation."""
    of_comment = (Comment.school_id == Site.school_id, Comment.site_id == Site.id)
    looks = (ModerationLook.school_id == Site.school_id, ModerationLook.site_id == Site.id)
    running = (ProposalVersion.school_id == Site.school_id, ProposalVersion.id == Site.current_version_id)
    spell = (LiveSpell.school_id == Site.school_id, LiveSpell.site_id == Site.id, LiveSpell.ends_on.is_(None))
    decided = _decided(school_ids, first)
    closed = _there_is(CommentingOnHost, CommentingOnHost.wanted == Commenting.CLOSED)
    return (
        sa.select(
            Site.id,
            Site.school_id,
            Site.name,
            Site.resourcing_owner_id,
            LiveSpell.starts_on.label("live_since"),
            decided.c.at.label("last_decided"),
            sa.select(sa.func.max(Comment.arrived_at)).where(*of_comment).scalar_subquery().label("last_arrived"),
            sa.select(sa.func.min(Comment.awaits_since)).where(*of_comment).scalar_subquery().label("waits_since"),
            sa.select(sa.func.max(ModerationLook.looked_on)).where(*looks).scalar_subquery().label("last_said"),
            _is_told().label("is_told"),
        )
        .join(ProposalVersion, sa.and_(*running))
        .join(LiveSpell, sa.and_(*spell))
        .outerjoin(decided, decided.c.site_id == Site.id)
        .where(Site.school_id.in_(school_ids), Site.state == SiteState.LIVE, ~closed)
        .order_by(Site.id)
    )


def _decided(school_ids: Collection[int], first: dt.datetime) -> sa.Subquery:
    """When a comment of each site was last decided, as far back as is read."""
    of_comment = (Comment.school_id == CommentDecision.school_id, Comment.id == CommentDecision.comment_id)
    return (
        sa.select(Comment.site_id, sa.func.max(CommentDecision.decided_at).label("at"))
        .join(Comment, sa.and_(*of_comment))
        .where(CommentDecision.school_id.in_(school_ids), CommentDecision.decided_at >= first)
        .group_by(Comment.site_id)
        .subquery()
    )


def _is_told() -> sa.ColumnElement[bool]:
    """Whether a site's comments reach us by themselves: over a connection that works, or handed in with a key."""
    connected = _there_is(
        HostConnection,
        HostConnection.closed_at.is_(None),
        HostConnection.reached_at.is_not(None),
        HostConnection.failing_since.is_(None),
    )
    return sa.or_(connected, _there_is(IngestKey, IngestKey.revoked_at.is_(None), IngestKey.used_at.is_not(None)))


def _there_is(kind: Any, *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(kind.school_id == Site.school_id, kind.site_id == Site.id, *conditions).correlate(Site)
