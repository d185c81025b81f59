"""What may put a child at risk and nobody opened: sent on step by step, at any hour, until one person confirms."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import the_clock
from governance.domain.concerns import About
from governance.models import Alarm, CommentOpening, Notice
from governance.services.comments import alarms
from governance.services.comments.sending_on import send_on_unopened
from governance.services.concern_record import take_concern
from governance.services.concerns import record_concern
from governance.services.transaction import use_case
from tests.factories import NOW
from tests.services.comments.cast import Blog, arrive, decided, make_blog, one
from tests.services.left_behind import leaving
from tests.services.unchanged import unchanged

DUE = NOW + dt.timedelta(minutes=15)


def watched(session: Session, blog: Blog) -> int:
    """A comment that waits and is watched: its alarm is due a quarter of an hour after it came."""
    (taken,) = arrive(session, blog, one())
    with use_case(session, the_clock(blog.cast.school.id), NOW) as record:
        alarms.start(record, school_id=blog.cast.school.id, comment_id=taken.comment_id)
        record.keep_books()
    return taken.comment_id


def sent(session: Session, minutes: int) -> list[str]:
    """Who is told at this many minutes after the comment came."""
    with leaving(session) as left:
        send_on_unopened(session, NOW + dt.timedelta(minutes=minutes))
    return [name for _, name in left.told]


MODERATORS = ["first teacher", "second teacher"]
WITH_DSL = ["dsl", *MODERATORS]
EVERYBODY = ["dsl", "first teacher", "head", "second teacher"]


def test_moderators_then_safeguarding_leads_then_the_head_until_somebody_confirms(session: Session) -> None:
    blog = make_blog(session)
    watched(session, blog)
    assert sent(session, 14) == []
    assert sent(session, 15) == MODERATORS
    assert sent(session, 16) == []
    assert sent(session, 20) == WITH_DSL
    assert sent(session, 25) == EVERYBODY
    assert sent(session, 39) == []
    assert sent(session, 40) == EVERYBODY
    dsl = blog.cast.actor(session, blog.cast.dsl)
    alarm_id = session.scalars(sa.select(Alarm.id)).one()
    session.rollback()
    with leaving(session) as left:
        alarms.confirm(session, dsl, NOW, alarm_id=alarm_id)
    assert left.acts == ["alarm.confirmed"]
    assert sent(session, 300) == []


def test_it_goes_at_any_hour(session: Session) -> None:
    blog = make_blog(session)
    watched(session, blog)
    assert sent(session, 16 * 60) == MODERATORS


def test_who_opened_it_ends_it(session: Session) -> None:
    blog = make_blog(session)
    comment_id = watched(session, blog)
    begin_writing(session)
    row = {"school_id": blog.cast.school.id, "opened_by": blog.cast.second.id, "opened_at": NOW}
    session.add(CommentOpening(comment_id=comment_id, **row))
    session.commit()
    assert sent(session, 15) == []
    alarm = session.scalars(sa.select(Alarm)).one()
    assert (alarm.next_at, alarm.confirmed_by) == (None, blog.cast.second.id)


def test_what_was_opened_before_it_became_a_risk_is_opened_again(session: Session) -> None:
    blog = make_blog(session)
    comment_id = watched(session, blog)
    begin_writing(session)
    before = NOW - dt.timedelta(hours=1)
    row = {"school_id": blog.cast.school.id, "opened_by": blog.cast.second.id, "opened_at": before}
    session.add(CommentOpening(comment_id=comment_id, **row))
    session.commit()
    assert sent(session, 15) == MODERATORS


def test_who_decided_it_ends_it(session: Session) -> None:
    blog = make_blog(session)
    comment_id = watched(session, blog)
    decided(session, blog, blog.cast.second, comment_id, "remove")
    assert sent(session, 15) == []


def test_of_a_concern_only_its_readers_are_told_each_time(session: Session) -> None:
    blog = make_blog(session)
    second, head = (blog.cast.actor(session, person) for person in (blog.cast.second, blog.cast.head))
    session.rollback()
    facts = "A teacher writes to pupils at night."
    record_concern(session, second, NOW, about=About.ADULT, about_person=blog.cast.dsl.id, facts=facts)
    assert sent(session, 15) == ["head"]
    assert sent(session, 20) == ["head"]
    assert sent(session, 25) == ["head"]
    mail = session.scalars(sa.select(Notice).where(Notice.kind == "concern_unopened")).first()
    assert mail is not None
    assert "night" not in mail.subject + mail.body
    concern_id = session.scalars(sa.select(Alarm.concern_id)).one()
    session.rollback()
    assert concern_id is not None
    take_concern(session, head, NOW, concern_id=concern_id)
    assert sent(session, 300) == []


def test_a_second_worker_at_the_same_minute_sends_nothing(session: Session) -> None:
    blog = make_blog(session)
    watched(session, blog)
    assert send_on_unopened(session, DUE) == 1
    with unchanged(session):
        assert send_on_unopened(session, DUE) == 0
