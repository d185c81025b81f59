"""A snow day in one press, and back; twice is a repeat, and another day's page changes nothing."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.calendar import Closed, ClosedKind
from governance.domain.words import Role
from governance.models import AuditRow, ClosedSpan
from governance.services.calendar import NEW, save_closed_span
from governance.services.calendar_today import close_for_today, open_after_all
from governance.services.refused import Refused
from tests.factories import NOW, TODAY, actor_of, make_person, make_school

LATE_IN_THE_EVENING = dt.datetime(2026, 11, 18, 23, 59, tzinfo=dt.UTC)
NEXT_MORNING = dt.datetime(2026, 11, 19, 7, 0, tzinfo=dt.UTC)


@pytest.fixture
def lead(session: Session) -> Actor:
    school = make_school(session)
    return actor_of(session, school, make_person(session, school, Role.ICT_LEAD))


def known(session: Session) -> tuple[list[tuple[str, dt.date, dt.date, str]], list[str]]:
    columns = (ClosedSpan.kind, ClosedSpan.starts_on, ClosedSpan.ends_on, ClosedSpan.note)
    spans = [tuple(row) for row in session.execute(sa.select(*columns))]
    acts = list(session.scalars(sa.select(AuditRow.code).order_by(AuditRow.id)))
    session.rollback()
    return spans, acts


CLOSED, OPEN = "calendar.closed_for_today", "calendar.open_after_all"
SNOW = ("closure", TODAY, TODAY, "snow")


def test_the_school_is_closed_today_and_open_after_all(session: Session, lead: Actor) -> None:
    close_for_today(session, lead, NOW, day=TODAY, word=" snow ")
    assert known(session) == ([SNOW], [CLOSED])
    open_after_all(session, lead, LATE_IN_THE_EVENING, day=TODAY)
    assert known(session) == ([], [CLOSED, OPEN])


def test_pressing_twice_is_a_repeat(session: Session, lead: Actor) -> None:
    close_for_today(session, lead, NOW, day=TODAY, word="snow")
    close_for_today(session, lead, NOW, day=TODAY, word="ice")
    assert known(session) == ([SNOW], [CLOSED])
    open_after_all(session, lead, NOW, day=TODAY)
    open_after_all(session, lead, NOW, day=TODAY)
    assert known(session) == ([], [CLOSED, OPEN])


def test_it_says_no_word_when_none_is_given(session: Session, lead: Actor) -> None:
    close_for_today(session, lead, NOW, day=TODAY, word="")
    assert known(session)[0] == [("closure", TODAY, TODAY, "")]


@pytest.mark.parametrize(
    ("day", "now", "code"),
    [
        pytest.param(TODAY, NEXT_MORNING, "page_of_another_day", id="a page left open overnight closes nothing"),
        pytest.param(
            dt.date(2026, 11, 22),
            dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC),
            "no_pupil_day_to_close",
            id="a Sunday is no pupil day",
        ),
    ],
)
def test_what_cannot_be_closed_leaves_nothing(
    session: Session, lead: Actor, day: dt.date, now: dt.datetime, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        close_for_today(session, lead, now, day=day, word="snow")
    assert refused.value.codes == (code,)
    assert known(session) == ([], [])


def test_a_longer_closure_is_not_ended_by_one_press(session: Session, lead: Actor) -> None:
    two_days = Closed(ClosedKind.CLOSURE, TODAY, dt.date(2026, 11, 19), "boiler")
    save_closed_span(session, lead, NOW, span_id=None, seen=NEW, span=two_days)
    before = known(session)
    with pytest.raises(Refused) as refused:
        open_after_all(session, lead, NOW, day=TODAY)
    assert refused.value.codes == ("closed_for_longer",)
    close_for_today(session, lead, NOW, day=TODAY, word="snow")
    assert known(session) == before


def test_yesterdays_closure_stays(session: Session, lead: Actor) -> None:
    close_for_today(session, lead, NOW, day=TODAY, word="snow")
    with pytest.raises(Refused) as refused:
        open_after_all(session, lead, NEXT_MORNING, day=TODAY)
    assert refused.value.codes == ("page_of_another_day",)
    open_after_all(session, lead, NEXT_MORNING, day=dt.date(2026, 11, 19))
    assert known(session) == ([SNOW], [CLOSED])


@pytest.mark.parametrize("role", [Role.TEACHER, Role.DSL, Role.GOVERNOR])
def test_only_the_ict_lead_and_the_head_close_the_school(session: Session, role: Role) -> None:
    school = make_school(session)
    somebody = actor_of(session, school, make_person(session, school, role))
    for use_case in (
        lambda: close_for_today(session, somebody, NOW, day=TODAY, word=""),
        lambda: open_after_all(session, somebody, NOW, day=TODAY),
    ):
        with pytest.raises(Refused) as refused:
            use_case()
        assert refused.value.codes == ("not_yours_to_do",)
    assert known(session) == ([], [])


def test_another_schools_snow_is_not_ours(session: Session, lead: Actor) -> None:
    elm = make_school(session, "elm", name="Elm Primary")
    theirs = actor_of(session, elm, make_person(session, elm, Role.HEAD))
    close_for_today(session, theirs, NOW, day=TODAY, word="snow")
    open_after_all(session, lead, NOW, day=TODAY)
    assert known(session) == ([SNOW], [CLOSED])
