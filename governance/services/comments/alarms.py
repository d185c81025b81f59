"""What may put a child at risk and nobody opened is sent on, step by step, until one person confirms (A.2.3, DESIGN 6).

Decides when an alarm begins and ends; ``sending_on`` tells people when a step is due.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.models import Alarm, CommentOpening
from governance.services.comments.alarm_circles import circle, label_of
from governance.services.policy import policy_of
from governance.services.refused import NotHere
from governance.services.seen import locked
from governance.services.transaction import Record, use_case
from governance.services.uncounted import uncounted_number


def start(record: Record, *, school_id: int, comment_id: int | None = None, concern_id: int | None = None) -> bool:
    """Begin to watch a comment or a concern; one that is watched stays (False), one that is over begins anew.

    It is sent on after the minutes that the school's policy gives.
    """
    about = Alarm.comment_id == comment_id if comment_id is not None else Alarm.concern_id == concern_id
    known = record.session.scalar(sa.select(Alarm).where(Alarm.school_id == school_id, about).with_for_update())
    if known is None:
        known = Alarm(
            # A number that counted would tell from one alarm about a comment how many there are about concerns.
            id=uncounted_number(),
            school_id=school_id,
            comment_id=comment_id,
            concern_id=concern_id,
            started_at=record.now,
            step=0,
        )
    elif known.next_at is not None:
        return False
    wait = dt.timedelta(minutes=policy_of(record.session, school_id).child_risk_minutes)
    known.started_at, known.step, known.next_at = record.now, 0, record.now + wait
    known.confirmed_by = known.confirmed_at = None
    record.session.add(known)
    return True


def end(record: Record, *, school_id: int, comment_id: int | None = None, concern_id: int | None = None) -> None:
    """One person has it: nobody else is told."""
    about = Alarm.comment_id == comment_id if comment_id is not None else Alarm.concern_id == concern_id
    record.session.execute(
        sa.update(Alarm)
        .where(Alarm.school_id == school_id, about, Alarm.next_at.is_not(None))
        .values(next_at=None, confirmed_by=record.actor.person_id, confirmed_at=record.now)
    )


def may_confirm(session: Session, actor: Actor, now: dt.datetime, alarm_id: int) -> bool:
    """Return whether the actor is one of those who are told of this alarm about a comment, sooner or later."""
    alarm = session.scalar(
        sa.select(Alarm).where(
            Alarm.school_id == (actor.school_id or 0), Alarm.id == alarm_id, Alarm.comment_id.is_not(None)
        )
    )
    return alarm is not None and actor.person_id in circle(session, alarm, now)


def confirm(session: Session, actor: Actor, now: dt.datetime, *, alarm_id: int) -> None:
    """Say "I am looking at it" of a comment: it ends the alarm for all.  Raises NotHere for who is not told of it.

    A repeat, and a word that comes after somebody else's, changes nothing.
    """
    with use_case(session, actor, now) as record:
        alarm = locked(session, Alarm, actor.school_id or 0, alarm_id)
        if alarm.comment_id is None or actor.person_id not in circle(session, alarm, now):
            raise NotHere("Alarm")
        if alarm.next_at is None:
            record.repeat()
            return
        alarm.next_at, alarm.confirmed_by, alarm.confirmed_at = None, actor.person_id, now
        opened = (CommentOpening.school_id == alarm.school_id, CommentOpening.comment_id == alarm.comment_id)
        if not session.scalar(sa.select(sa.exists().where(*opened))):
            session.add(
                CommentOpening(
                    school_id=alarm.school_id, comment_id=alarm.comment_id, opened_by=actor.person_id, opened_at=now
                )
            )
        label, site_id = label_of(session, alarm)
        record.act("alarm.confirmed", "comment", alarm.comment_id, site_id=site_id, texts={"label": label})
