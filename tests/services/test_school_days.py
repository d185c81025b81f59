"""What a school's calendar is read as, from the database and from the nation's bank holidays."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance import models
from governance.db import begin_writing
from governance.domain.calendar import Closed, ClosedKind, Term, is_pupil_day, next_school_days
from governance.services.school_days import calendar_of
from tests.factories import make_school


def test_the_typed_terms_and_closures_are_read(session: Session) -> None:
    school = make_school(session)
    elsewhere = make_school(session, "elm", name="Elm Primary")
    begin_writing(session)
    half_term = (dt.date(2026, 10, 26), dt.date(2026, 10, 30))
    for owner in (school, elsewhere):
        kind = "half_term" if owner is school else "closure"
        session.add(models.ClosedSpan(school_id=owner.id, kind=kind, starts_on=half_term[0], ends_on=half_term[1]))
    session.commit()
    known = calendar_of(session, school)
    assert known.terms == (
        Term("Autumn", dt.date(2026, 9, 3), dt.date(2026, 12, 18)),
        Term("Spring", dt.date(2027, 1, 4), dt.date(2027, 3, 25)),
    )
    assert known.closed == (Closed(ClosedKind.HALF_TERM, *half_term),)
    assert next_school_days(known, dt.date(2026, 12, 17), 4) == (
        dt.date(2026, 12, 17),
        dt.date(2026, 12, 18),
        dt.date(2027, 1, 4),
        dt.date(2027, 1, 5),
    )


@pytest.mark.parametrize(
    ("nation", "day", "is_open"),
    [
        pytest.param("scotland", dt.date(2026, 11, 30), False, id="Saint Andrew's Day is a bank holiday in Scotland"),
        pytest.param("england", dt.date(2026, 11, 30), True, id="and an ordinary Monday in England"),
        pytest.param("northern_ireland", dt.date(2027, 3, 17), False, id="Saint Patrick's Day in Northern Ireland"),
        pytest.param("wales", dt.date(2027, 3, 17), True, id="and an ordinary Wednesday in Wales"),
        pytest.param("scotland", dt.date(2027, 1, 4), False, id="a bank holiday moved from a weekend is one too"),
    ],
)
def test_bank_holidays_are_those_of_the_nation(session: Session, nation: str, day: dt.date, is_open: bool) -> None:
    school = make_school(session, nation=nation)
    assert is_pupil_day(calendar_of(session, school), day) is is_open


def test_a_school_without_dates_knows_nothing(session: Session) -> None:
    school = make_school(session)
    begin_writing(session)
    session.execute(sa.delete(models.Term))
    session.commit()
    known = calendar_of(session, school)
    assert (known.terms, known.closed, known.bank_holidays) == ((), (), frozenset())
