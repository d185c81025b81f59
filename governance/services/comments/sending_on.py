"""Sends on what may put a child at risk and nobody opened, at any hour (A.2.3, DESIGN 6).

Each step stands in one transaction: the mails, the act and the time of the next step.  Whoever comes second, or was
killed in the middle, finds the row as it is then: a step is never sent twice and never left out.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import logging

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.comments.sending_on import next_after
from governance.domain.comments.words import CommentState
from governance.models import Alarm, Comment, CommentOpening, School
from governance.services.comments.alarm_circles import circle, label_of
from governance.services.notices import notify
from governance.services.transaction import Record, use_case

log = logging.getLogger(__name__)


def send_on_unopened(session: Session, now: dt.datetime) -> int:
    """Take every alarm that is due one step on, at every school; return how many were sent."""
    due = session.execute(
        sa.select(Alarm.school_id, Alarm.id)
        .where(Alarm.next_at.is_not(None), Alarm.next_at <= now)
        .order_by(Alarm.next_at, Alarm.id)
    ).all()
    session.rollback()
    sent = 0
    for school_id, alarm_id in due:
        try:
            sent += _send_on(session, school_id, alarm_id, now)
        except Exception:
            # One alarm that cannot be sent keeps no other from being sent; it is tried again within the minute.
            log.exception("Alarm %s could not be sent on.", alarm_id)
    return sent


def _send_on(session: Session, school_id: int, alarm_id: int, now: dt.datetime) -> bool:
    with use_case(session, the_clock(school_id), now) as record:
        alarm = session.scalar(
            sa.select(Alarm)
            .where(Alarm.school_id == school_id, Alarm.id == alarm_id, Alarm.next_at <= now)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
        if alarm is None or alarm.next_at is None:
            record.repeat()
            return False
        if alarm.comment_id is not None and _somebody_has_it(session, alarm):
            alarm.next_at = None
            record.keep_books()
            return False
        _tell(record, alarm)
        return True


def _somebody_has_it(session: Session, alarm: Alarm) -> bool:
    """Whether the comment was opened or decided since the alarm began; then whoever did so is on record already."""
    comment = session.get_one(Comment, alarm.comment_id)
    opening = session.scalar(
        sa.select(CommentOpening).where(
            CommentOpening.school_id == alarm.school_id, CommentOpening.comment_id == alarm.comment_id
        )
    )
    opened = opening is not None and opening.opened_at >= alarm.started_at
    decided = comment.awaits_since is None or comment.state is CommentState.HIDDEN
    if opened and opening is not None:
        alarm.confirmed_by, alarm.confirmed_at = opening.opened_by, opening.opened_at
    return opened or decided


def _tell(record: Record, alarm: Alarm) -> None:
    """Leave the mails of this step and the time of the next one.  Of a concern only its readers are told, each time."""
    session, now = record.session, record.now
    school = session.get_one(School, alarm.school_id)
    people = circle(session, alarm, now, alarm.step)
    if alarm.concern_id is not None:
        notify(record, "concern_unopened", people, f"/s/{school.slug}/concerns/{alarm.concern_id}")
        record.keep_books()
    else:
        label, site_id = label_of(session, alarm)
        notify(record, "child_risk_unopened", people, f"/s/{school.slug}/alarms/{alarm.id}", label=label)
        record.act(
            "alarm.sent_on",
            "comment",
            alarm.comment_id,
            site_id=site_id,
            texts={"label": label},
            step=alarm.step + 1,
            told=len(people),
        )
    alarm.next_at = next_after(alarm.step, now)
    alarm.step += 1
