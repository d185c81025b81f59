"""The moderators' mail: numbers and no words, on school days, only while something waits too long."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.models import ClosedSpan, Notice
from governance.services.comments.summaries import send_summaries
from tests.factories import NOW, start_writing
from tests.services.comments.cast import arrive, decided, make_blog, one

THURSDAY = NOW + dt.timedelta(hours=24)


def mails(session: Session) -> list[Notice]:
    return list(session.scalars(sa.select(Notice).where(Notice.kind == "comments_wait").order_by(Notice.person_id)))


def test_both_moderators_are_told_how_many_wait(session: Session) -> None:
    blog = make_blog(session)
    arrive(session, blog, one("7", "A castle."), one("8", "Two castles."))
    assert send_summaries(session, the_clock(blog.cast.school.id), THURSDAY) == 2
    found = mails(session)
    assert {mail.person_id for mail in found} == {blog.cast.teacher.id, blog.cast.second.id}
    assert {mail.subject for mail in found} == {"2 comments wait for you"}
    assert all("astle" not in mail.body for mail in found)


def test_nobody_is_told_before_the_schools_target_has_passed(session: Session) -> None:
    blog = make_blog(session)
    arrive(session, blog, one())
    early = THURSDAY - dt.timedelta(minutes=1)
    assert send_summaries(session, the_clock(blog.cast.school.id), early) == 0
    assert mails(session) == []


def test_what_is_decided_sends_nothing_more(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.teacher, taken.comment_id, "publish")
    assert send_summaries(session, the_clock(blog.cast.school.id), THURSDAY) == 0


def test_nobody_is_written_to_on_a_day_without_school(session: Session) -> None:
    blog = make_blog(session)
    start_writing(session)
    session.add(
        ClosedSpan(
            school_id=blog.cast.school.id,
            kind="closure",
            starts_on=dt.date(2026, 11, 19),
            ends_on=dt.date(2026, 11, 19),
            revision=1,
        )
    )
    session.commit()
    arrive(session, blog, one())
    assert send_summaries(session, the_clock(blog.cast.school.id), THURSDAY) == 0
