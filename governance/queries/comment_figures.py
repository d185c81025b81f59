"""Reads the figures of moderation for the ICT lead: what waits, how long decisions took, what hosts have not done.

No words and no names of a comment leave this module.  May import neither services nor web.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.figures import Wait
from governance.domain.comments.trouble import Trouble
from governance.domain.comments.words import CommentAction, CommentState, Delivery, Urgency
from governance.models import Comment, CommentDecision, CommentOnHost, HostConnection, Site

ELSEWHERE = "Addresses that are no site of ours"
NOTHING = (0, None, 0, 0)
DONE = (Delivery.NOTHING_TO_DO, Delivery.CONFIRMED)
DECIDING = (CommentAction.PUBLISH, CommentAction.REMOVE, CommentAction.HIDE, CommentAction.KEEP)


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits on one site now.  ``site_id`` is None for addresses that are no site of the school."""

    site_id: int | None
    name: str
    waiting: int
    oldest: dt.datetime | None
    beyond: int
    child_risk: int
    not_done: int


@dataclass(frozen=True, slots=True)
class HostInTrouble:
    """A host that could not be reached, since when, why, and when it is asked again."""

    site_id: int
    name: str
    since: dt.datetime
    trouble: Trouble
    next_try: dt.datetime | None


def standings(session: Session, school_id: int, now: dt.datetime, target_hours: int) -> list[Standing]:
    """Return what waits on every site that ever had a comment, the one with the oldest first; three queries."""
    late = now - dt.timedelta(hours=target_hours)
    counted = session.execute(
        sa.select(
            Comment.site_id,
            sa.func.count(),
            sa.func.min(Comment.awaits_since),
            sa.func.sum(sa.case((Comment.awaits_since <= late, 1), else_=0)),
            sa.func.sum(sa.case((Comment.urgency == Urgency.CHILD_RISK, 1), else_=0)),
        )
        .where(Comment.school_id == school_id, Comment.awaits_since.is_not(None))
        .group_by(Comment.site_id)
    ).all()
    not_done = _not_done(session, school_id)
    names = names_of_sites(session, school_id)
    waiting = {site_id: (count, oldest, beyond, risk) for site_id, count, oldest, beyond, risk in counted}
    rows = [
        Standing(site_id, names.get(site_id, ELSEWHERE), *waiting.get(site_id, NOTHING), not_done.get(site_id, 0))
        for site_id in {*waiting, *not_done}
    ]
    return sorted(rows, key=lambda row: (row.oldest or now, row.name))


def names_of_sites(session: Session, school_id: int) -> dict[int | None, str]:
    """Return the name of every site of the school, by its number."""
    rows = session.execute(sa.select(Site.id, Site.name).where(Site.school_id == school_id))
    return {row.id: row.name for row in rows}


def _not_done(session: Session, school_id: int) -> dict[int | None, int]:
    rows = session.execute(
        sa.select(CommentOnHost.site_id, sa.func.count())
        .where(
            CommentOnHost.school_id == school_id,
            # Written out, because an index of some rows is used only where the statement says which.
            CommentOnHost.delivery.not_in(sa.bindparam("done", DONE, expanding=True, literal_execute=True)),
            CommentOnHost.delivery.in_((Delivery.WAITING, Delivery.TASK)),
        )
        .group_by(CommentOnHost.site_id)
    )
    return {row[0]: row[1] for row in rows}


def decision_waits(session: Session, school_id: int, zone: ZoneInfo, since: dt.datetime) -> list[Wait]:
    """Return how long each comment waited from its arrival to its first decision by us, decided since then."""
    first = (
        sa.select(CommentDecision.comment_id, sa.func.min(CommentDecision.decided_at).label("at"))
        .where(
            CommentDecision.school_id == school_id,
            CommentDecision.decided_at >= since,
            CommentDecision.decider_id.is_not(None),
            CommentDecision.action.in_(DECIDING),
        )
        .group_by(CommentDecision.comment_id)
        .subquery()
    )
    at = sa.type_coerce(first.c.at, Comment.arrived_at.type)
    rows = session.execute(
        sa.select(Comment.site_id, Comment.arrived_at, at)
        .join(first, first.c.comment_id == Comment.id)
        .where(Comment.school_id == school_id)
    )
    return [Wait(site_id, ended.astimezone(zone).date(), began, ended) for site_id, began, ended in rows]


def hiding_waits(session: Session, school_id: int, zone: ZoneInfo, since: dt.datetime) -> list[Wait]:
    """Return how long each hidden comment took from being first seen by somebody at the school to being hidden."""
    rows = session.execute(
        sa.select(Comment.site_id, CommentDecision.seen_at, CommentDecision.decided_at)
        .join(
            Comment, sa.and_(Comment.school_id == CommentDecision.school_id, Comment.id == CommentDecision.comment_id)
        )
        .where(
            CommentDecision.school_id == school_id,
            CommentDecision.decided_at >= since,
            CommentDecision.action == CommentAction.HIDE,
            CommentDecision.to_state == CommentState.HIDDEN,
        )
    )
    return [Wait(site_id, ended.astimezone(zone).date(), seen or ended, ended) for site_id, seen, ended in rows]


def hosts_in_trouble(session: Session, school_id: int) -> list[HostInTrouble]:
    """Return the hosts that cannot be reached now, the longest first."""
    rows = session.execute(
        sa.select(HostConnection, Site.name)
        .join(Site, sa.and_(Site.school_id == HostConnection.school_id, Site.id == HostConnection.site_id))
        .where(
            HostConnection.school_id == school_id,
            HostConnection.closed_at.is_(None),
            HostConnection.failing_since.is_not(None),
        )
        .order_by(HostConnection.failing_since, Site.name)
    )
    return [
        HostInTrouble(row.site_id, name, row.failing_since, Trouble(row.trouble, row.trouble_detail), row.next_look_at)
        for row, name in rows
        if row.failing_since is not None
    ]
