"""What the page of an alarm shows of the comment that nobody opened.  Who may see it is decided elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import Alarm, Comment, CommentRevision, Person, Site, is_shown


@dataclass(frozen=True, slots=True)
class AlarmPage:
    """One alarm about a comment; ``confirmed_by`` is empty while nobody looks, and where it was decided."""

    id: int
    comment_id: int
    site: str
    address: str
    author: str
    words: str
    started_at: dt.datetime
    is_on: bool
    confirmed_by: str
    confirmed_at: dt.datetime | None


def alarm_page(session: Session, school_id: int, alarm_id: int) -> AlarmPage | None:
    """Return one alarm about a comment; None where there is none of that number."""
    row = session.execute(
        sa.select(Alarm, Comment, CommentRevision, Site.name, Person.name)
        .join(Comment, sa.and_(Comment.school_id == Alarm.school_id, Comment.id == Alarm.comment_id))
        .join(
            CommentRevision,
            is_shown(),
        )
        .outerjoin(Site, sa.and_(Site.school_id == Comment.school_id, Site.id == Comment.site_id))
        .outerjoin(Person, Person.id == Alarm.confirmed_by)
        .where(Alarm.school_id == school_id, Alarm.id == alarm_id)
    ).one_or_none()
    if row is None:
        return None
    alarm, comment, revision, site, person = row
    return AlarmPage(
        alarm.id,
        comment.id,
        site or "",
        comment.address or comment.post_address,
        revision.author_name,
        revision.body,
        alarm.started_at,
        alarm.next_at is not None,
        person or "",
        alarm.confirmed_at,
    )
