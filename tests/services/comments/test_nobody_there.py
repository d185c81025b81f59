"""While nobody is there, new comments on a pupil site are held (A.5, DESIGN 5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.words import Source
from governance.domain.words import SiteState, VersionState
from governance.models import Appointment, AuditRow, ClosedSpan, CommentFlag, Person, Site
from governance.services.absences import record_absence
from governance.services.comments.nobody_there import is_nobody_there
from governance.services.comments.tasks import tick_off_task
from tests.factories import NOW, TODAY, make_site, start_writing
from tests.services.cast import audit_codes, make_cast
from tests.services.comments.cast import Blog, arrive, decided, fresh, make_blog, on_host, one, open_kinds

LATER = NOW + dt.timedelta(minutes=30)
SATURDAY = NOW + dt.timedelta(days=3)
SUNDAY_IN_THE_HOLIDAYS = dt.date(2026, 12, 27)


def away(session: Session, blog: Blog, *people: Person, **days: Any) -> None:
    asked = {"starts_on": TODAY, "ends_on": TODAY} | days
    for person in people:
        record_absence(session, blog.actor(session, person), NOW, person_id=person.id, **asked)


def everybody_away(session: Session, blog: Blog, **days: Any) -> None:
    away(session, blog, blog.cast.teacher, blog.cast.second, **days)


def nobody_there(session: Session, blog: Blog, on: dt.date = TODAY) -> bool:
    site = session.get_one(Site, blog.site.id)
    found = is_nobody_there(session, site, on)
    session.rollback()
    return found


def blog_for_parents(session: Session) -> Blog:
    """No pupil sees it or contributes to it, and it has no moderator at all."""
    cast = make_cast(session)
    answers = {"audience": ["parents", "staff"], "contributors": {"parents": ["comments"]}}
    site = make_site(
        session, cast.school, cast.teacher, state=SiteState.LIVE, version=VersionState.APPROVED, answers=answers
    )
    return Blog(cast, site)


def words_on_the_card(session: Session, comment_id: int) -> str:
    return session.scalars(
        sa.select(CommentFlag.words).where(CommentFlag.comment_id == comment_id, CommentFlag.kind == "arrived_public")
    ).one()


def test_somebody_is_there_until_both_moderators_are_away(session: Session) -> None:
    blog = make_blog(session)
    assert not nobody_there(session, blog)
    away(session, blog, blog.cast.teacher)
    assert not nobody_there(session, blog)
    away(session, blog, blog.cast.second)
    assert nobody_there(session, blog)
    assert not nobody_there(session, blog, TODAY + dt.timedelta(days=1))


def test_who_is_back_at_midday_is_there(session: Session) -> None:
    blog = make_blog(session)
    away(session, blog, blog.cast.teacher)
    away(session, blog, blog.cast.second, ends_midday=True)
    assert not nobody_there(session, blog)


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(dt.date(2026, 11, 21), id="a Saturday"),
        pytest.param(SUNDAY_IN_THE_HOLIDAYS, id="the Christmas holidays"),
        pytest.param(dt.date(2026, 11, 20), id="a snow day"),
        pytest.param(dt.date(2027, 6, 9), id="after the last term date that is known"),
    ],
)
def test_on_a_day_that_is_no_school_day_nobody_has_promised_to_look(session: Session, day: dt.date) -> None:
    blog = make_blog(session)
    start_writing(session)
    snow = dt.date(2026, 11, 20)
    session.add(
        ClosedSpan(
            school_id=blog.cast.school.id,
            kind="closure",
            starts_on=snow,
            ends_on=snow,
            note="snow",
        )
    )
    session.commit()
    assert nobody_there(session, blog, day)


def test_whose_duty_has_ended_is_not_there_and_an_administrator_is_no_moderator(session: Session) -> None:
    blog = make_blog(session)
    away(session, blog, blog.cast.second)
    start_writing(session)
    session.execute(
        sa.update(Appointment)
        .where(Appointment.person_id == blog.cast.teacher.id, Appointment.duty == "moderator")
        .values(ends_on=TODAY)
    )
    session.commit()
    assert not nobody_there(session, blog)
    tomorrow = TODAY + dt.timedelta(days=1)
    away(session, blog, blog.cast.second, starts_on=tomorrow, ends_on=tomorrow)
    assert nobody_there(session, blog, tomorrow)


def test_what_was_shown_while_nobody_is_there_comes_off_the_page_and_waits(session: Session) -> None:
    blog = make_blog(session)
    everybody_away(session, blog)
    (taken,) = arrive(session, blog, one(state="public"))
    comment, row = fresh(session, taken.comment_id), on_host(session, taken.comment_id)
    assert (comment.state, comment.was_public, comment.awaits_since) == ("waiting", True, NOW)
    assert (row.wanted, row.delivery, row.urgent) == ("held", "waiting", True)
    assert words_on_the_card(session, comment.id) == (
        "It was shown to everybody while nobody was there to look, so we take it off the page until you decide"
    )
    assert audit_codes(session)[-2:] == ["comments.arrived", "comments.held_unseen"]
    last = session.scalars(sa.select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).one()
    assert (last.site_id, last.details) == (blog.site.id, {"count": 1})


def test_the_moderator_who_is_back_publishes_it_and_it_is_shown_again(session: Session) -> None:
    blog = make_blog(session)
    everybody_away(session, blog)
    (taken,) = arrive(session, blog, one(state="public"))
    decided(session, blog, blog.cast.teacher, taken.comment_id, "publish", NOW + dt.timedelta(days=1))
    comment, row = fresh(session, taken.comment_id), on_host(session, taken.comment_id)
    assert (comment.state, row.wanted, row.delivery, row.sequence) == ("published", "public", "waiting", 2)
    assert open_kinds(session, comment.id) == []


def test_it_is_the_same_for_a_teacher_of_the_school(session: Session) -> None:
    blog = make_blog(session)
    everybody_away(session, blog)
    (taken,) = arrive(session, blog, one(state="public", author_name="first teacher"))
    assert fresh(session, taken.comment_id).state == "waiting"


def test_what_waits_on_its_host_waits_as_ever(session: Session) -> None:
    blog = make_blog(session)
    everybody_away(session, blog)
    (taken,) = arrive(session, blog, one(state="held"))
    comment, row = fresh(session, taken.comment_id), on_host(session, taken.comment_id)
    assert (comment.state, row.wanted, row.delivery) == ("waiting", None, "nothing_to_do")
    assert open_kinds(session, comment.id) == []
    assert "comments.held_unseen" not in audit_codes(session)


def test_on_a_saturday_it_comes_off_too(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one(state="public"), now=SATURDAY)
    assert fresh(session, taken.comment_id).state == "waiting"


@pytest.mark.parametrize(
    "why",
    [
        pytest.param("covered", id="a moderator is there: it stays, and is said to have been shown"),
        pytest.param("adults", id="no pupil sees the site or contributes to it"),
        pytest.param("first_look", id="what the blog has shown for years is not new"),
        pytest.param("by_hand", id="somebody at the school has just seen it and wrote it down"),
    ],
)
def test_elsewhere_what_was_shown_stays_as_it_is(session: Session, why: str) -> None:
    blog = blog_for_parents(session) if why == "adults" else make_blog(session)
    if why not in ("covered", "adults"):
        everybody_away(session, blog)
    source = Source.BY_HAND if why == "by_hand" else Source.WORDPRESS
    (taken,) = arrive(session, blog, one(state="public"), source=source, first_look=why == "first_look")
    assert (fresh(session, taken.comment_id).state, on_host(session, taken.comment_id).wanted) == ("published", None)


def test_where_nothing_can_be_pushed_it_is_a_task_and_wakes_nobody(session: Session) -> None:
    blog = make_blog(session, connected=False)
    everybody_away(session, blog)
    (taken,) = arrive(session, blog, one(state="public"), source=Source.FEED, pushed=False)
    comment, row = fresh(session, taken.comment_id), on_host(session, taken.comment_id)
    assert (comment.state, row.wanted, row.delivery, row.urgent) == ("waiting", "held", "task", False)
    assert words_on_the_card(session, comment.id) == (
        "It was shown to everybody while nobody was there to look, "
        "so somebody has to take it off the page by hand until you decide"
    )


def test_what_may_hurt_is_done_first(session: Session) -> None:
    blog = make_blog(session, connected=False)
    everybody_away(session, blog)
    arrival = one(state="public", body="Ring me on 07700 900123.")
    (taken,) = arrive(session, blog, arrival, source=Source.FEED, pushed=False)
    assert on_host(session, taken.comment_id).urgent


def test_what_was_taken_off_by_hand_as_asked_still_waits_for_somebody_to_look(session: Session) -> None:
    blog = make_blog(session, connected=False)
    feed: dict[str, Any] = {"source": Source.FEED, "pushed": False}
    everybody_away(session, blog)
    (taken,) = arrive(session, blog, one(state="public"), **feed)
    number = taken.comment_id
    actor = blog.actor(session, blog.cast.second)
    tick_off_task(session, actor, LATER, comment_id=number, sequence=1)
    assert on_host(session, number).delivery == "task"
    arrive(session, blog, one(state="gone", body=""), now=LATER, **feed)
    assert (fresh(session, number).state, on_host(session, number).says) == ("waiting", "held")
    assert on_host(session, number).delivery == "confirmed"
    # The feed says so again at the next look, and nothing changes by it.
    arrive(session, blog, one(state="gone", body=""), now=LATER + dt.timedelta(hours=1), **feed)
    assert fresh(session, number).state == "waiting"
    decided(session, blog, blog.cast.teacher, number, "publish", NOW + dt.timedelta(days=1))
    row = on_host(session, number)
    assert (row.wanted, row.delivery) == ("public", "task")


def test_words_that_were_changed_while_nobody_is_there_come_off_as_well(session: Session) -> None:
    blog = make_blog(session, connected=False)
    feed: dict[str, Any] = {"source": Source.FEED, "pushed": False}
    (taken,) = arrive(session, blog, one(state="public"), **feed)
    decided(session, blog, blog.cast.teacher, taken.comment_id, "keep")
    (edited,) = arrive(session, blog, one(state="public", body="I like your tower more."), now=SATURDAY, **feed)
    row = on_host(session, taken.comment_id)
    assert (edited.what, fresh(session, taken.comment_id).state) == ("edited", "waiting")
    assert (row.wanted, row.delivery) == ("held", "task")
