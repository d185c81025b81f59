"""The schools that somebody belongs to: today, by each school's own day."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.services.belongings import belongings, schools_of
from tests.factories import make_person, make_school, start_writing

LAST_DAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("moment", "slugs"),
    [
        pytest.param(dt.datetime(2026, 11, 20, 23, 59, tzinfo=dt.UTC), ["elm", "oak"], id="the last day counts"),
        pytest.param(dt.datetime(2026, 11, 21, 0, 1, tzinfo=dt.UTC), ["elm"], id="the day after it does not"),
        pytest.param(dt.datetime(2020, 8, 31, 12, 0, tzinfo=dt.UTC), [], id="nor does the day before the first"),
    ],
)
def test_a_school_counts_from_the_first_day_to_the_last(
    session: Session, moment: dt.datetime, slugs: list[str]
) -> None:
    person = make_person(session, make_school(session), Role.TEACHER, ends_on=LAST_DAY)
    make_person(session, make_school(session, "elm", name="Elm Primary"), Role.TEACHER, person=person)
    assert [school.slug for school in schools_of(session, person.id, moment)] == slugs
    assert [one.school.slug for one in belongings(session, person.id, moment)] == slugs


def test_the_day_is_the_schools_own(session: Session) -> None:
    oak, elm = make_school(session), make_school(session, "elm", name="Elm Primary")
    person = make_person(session, oak, Role.TEACHER, ends_on=LAST_DAY)
    make_person(session, elm, Role.TEACHER, person=person, ends_on=LAST_DAY)
    start_writing(session)
    elm.time_zone = "Pacific/Honolulu"
    session.commit()
    # It is Saturday in London, and still Friday in Honolulu.
    moment = dt.datetime(2026, 11, 21, 1, 0, tzinfo=dt.UTC)
    assert [school.slug for school in schools_of(session, person.id, moment)] == ["elm"]
