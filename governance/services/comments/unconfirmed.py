"""Tells the ICT lead and the moderators once when what must come off the page at once is still there (A.5.6, DESIGN 6).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.comments.arrival import HostState
from governance.domain.comments.pushing import is_alarming
from governance.domain.comments.words import Delivery
from governance.domain.words import Role
from governance.models import CommentOnHost, School, Site
from governance.services.actors import holders_of, school_today
from governance.services.comments.scope import lookers
from governance.services.notices import notify
from governance.services.policy import policy_of
from governance.services.transaction import use_case


def tell_of_unconfirmed(session: Session, now: dt.datetime) -> int:
    """Tell of every urgent removal that is late and nobody was told of; return how many there were."""
    waiting = session.execute(
        sa.select(CommentOnHost.id, CommentOnHost.school_id, CommentOnHost.wished_at).where(*_late())
    ).all()
    minutes = {school_id: policy_of(session, school_id).host_alarm_minutes for _, school_id, _ in waiting}
    session.rollback()
    late = [
        (row_id, school_id)
        for row_id, school_id, wished_at in waiting
        if wished_at is not None and is_alarming(now, wished_at, minutes[school_id])
    ]
    return sum(_tell(session, now, row_id, school_id, minutes[school_id]) for row_id, school_id in late)


def _late() -> tuple[sa.ColumnElement[bool], ...]:
    return (
        CommentOnHost.delivery.in_((Delivery.WAITING, Delivery.TASK)),
        CommentOnHost.delivery.not_in((Delivery.NOTHING_TO_DO, Delivery.CONFIRMED)),
        CommentOnHost.urgent.is_(True),
        CommentOnHost.wanted != HostState.PUBLIC,
        CommentOnHost.alarmed_at.is_(None),
        CommentOnHost.done_at.is_(None),
    )


def _tell(session: Session, now: dt.datetime, row_id: int, school_id: int, minutes: int) -> bool:
    """Tell of one, once, however many workers look at the same time."""
    with use_case(session, the_clock(school_id), now) as record:
        row = session.scalar(
            sa.select(CommentOnHost)
            .where(CommentOnHost.id == row_id, *_late())
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        if row is None:
            record.repeat()
            return False
        row.alarmed_at = now
        school = session.get_one(School, school_id)
        today = school_today(school, now)
        site = session.get(Site, row.site_id) if row.site_id else None
        label = site.name if site else "an address that is no site of the school"
        told = {*holders_of(session, school_id, Role.ICT_LEAD, today), *lookers(session, school_id, row.site_id, today)}
        notify(record, "removal_not_confirmed", told, f"/s/{school.slug}/comments/{row.comment_id}", label=label)
        record.act(
            "comment.not_taken_off",
            "comment",
            row.comment_id,
            site_id=row.site_id,
            minutes=minutes,
            texts={"label": label},
        )
    return True
