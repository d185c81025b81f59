"""Notes that a mail which a server had accepted came back: as a report says, or as the ICT lead has seen (DESIGN 7).

The address counts as failing until a mail to it is accepted or it is changed; meanwhile reminders go on to the next
person.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission, the_clock
from governance.domain.bounces import Bounce, came_back_because
from governance.domain.notices import KINDS_FEW_READ
from governance.domain.refusals import Refusal
from governance.models import Membership, Notice
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, Refused
from governance.services.transaction import Record, use_case

NOT_OURS = Refusal("bounce_not_ours", "This report is not about a mail of ours.")
NOT_SENT = Refusal("mail_not_sent", "This mail has not been accepted by a mail server, so it cannot have come back.")


def note_bounce(session: Session, now: dt.datetime, bounce: Bounce) -> None:
    """Note what a report says of one of our mails; raises Refused where there is none, or it was not sent yet."""
    found = session.execute(sa.select(Notice.id, Notice.school_id).where(Notice.message_id == bounce.message_id))
    row = found.one_or_none()
    session.rollback()
    if row is None:
        raise Refused((NOT_OURS,))
    with use_case(session, the_clock(row.school_id), now) as record:
        notice = session.scalars(sa.select(Notice).where(Notice.id == row.id).with_for_update()).one()
        _note(record, notice, bounce.status)


def say_came_back(session: Session, actor: Actor, now: dt.datetime, *, notice_id: int) -> None:
    """Note that somebody who looks after the school saw this mail come back; raises NotHere, or Refused if unsent."""
    refuse_without(actor, Permission.LOOK_AFTER_SCHOOL)
    with use_case(session, actor, now) as record:
        members = sa.select(Membership.person_id).where(Membership.school_id == actor.school_id)
        about_a_member = sa.and_(Notice.school_id.is_(None), Notice.person_id.in_(members))
        notice = session.scalar(
            sa.select(Notice)
            .where(
                Notice.id == notice_id,
                sa.or_(Notice.school_id == actor.school_id, about_a_member),
                Notice.kind.not_in(sorted(KINDS_FEW_READ)),
            )
            .with_for_update()
        )
        if notice is None:
            raise NotHere("Notice")
        _note(record, notice, "")


def _note(record: Record, notice: Notice, status: str) -> None:
    if notice.failed_at is not None:
        record.repeat()
        return
    if notice.sent_at is None:
        raise Refused((NOT_SENT,))
    notice.failed_at, notice.problem = record.now, came_back_because(status)
    said = status or "seen by a person"
    record.act("notice.came_back", "notice", notice.id, kind=notice.kind, notice_id=notice.id, status=said, texts={})
