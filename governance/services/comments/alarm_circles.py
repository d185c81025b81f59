"""Who is told when nobody opened what may put a child at risk: the moderators, the safeguarding leads, the head.

Of a concern nobody is told but its readers (DESIGN 6 and 9).  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.comments.sending_on import STEPS, Told, told_at
from governance.domain.words import Role
from governance.models import Alarm, Comment, Concern, School, Site
from governance.services.actors import heads_today, holders_of, school_today
from governance.services.comments.scope import lookers
from governance.services.concern_readers import readers_today

ELSEWHERE = "an address that is no site of the school"


def circle(session: Session, alarm: Alarm, now: dt.datetime, step: int = len(STEPS)) -> set[int]:
    """Return the persons who are told at ``step``; without one, everybody who may be told in the end."""
    if alarm.concern_id is not None:
        return set(readers_today(session, session.get_one(Concern, alarm.concern_id), now))
    school = session.get_one(School, alarm.school_id)
    today = school_today(school, now)
    site_id = session.get_one(Comment, alarm.comment_id).site_id
    people: set[int] = set()
    for told in told_at(step):
        if told is Told.MODERATORS:
            people |= set(
                lookers(session, school.id, site_id, today) or holders_of(session, school.id, Role.ICT_LEAD, today)
            )
        elif told is Told.DSL:
            people |= set(holders_of(session, school.id, Role.DSL, today))
        else:
            people |= set(heads_today(session, school.id, today))
    return people


def label_of(session: Session, alarm: Alarm) -> tuple[str, int | None]:
    """Return the name of the site that an alarm about a comment is of, and the site's number where there is one."""
    comment = session.get_one(Comment, alarm.comment_id)
    return label_of_comment(session, comment), comment.site_id


def label_of_comment(session: Session, comment: Comment) -> str:
    """Return the name of the site on which a comment stands, as acts and mails say it."""
    return ELSEWHERE if comment.site_id is None else session.get_one(Site, comment.site_id).name
