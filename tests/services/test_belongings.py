"""The schools that somebody belongs to: today, by each school's own day."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import School
from governance.services.belongings import actor_and_schools, belongings, schools_of
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


def test_who_somebody_is_here_comes_with_their_other_schools(session: Session) -> None:
    oak, elm = make_school(session), make_school(session, "elm", name="Elm Primary")
    ash = make_school(session, "ash", name="Ash Primary")
    person = make_person(session, oak, Role.HEAD, ends_on=LAST_DAY)
    make_person(session, elm, Role.TEACHER, person=person)
    friday, saturday = (dt.datetime(2026, 11, day, 12, tzinfo=dt.UTC) for day in (20, 21))

    def found(school: School, moment: dt.datetime) -> tuple[set[Role] | None, list[str]]:
        actor, schools = actor_and_schools(session, school, person.id, moment, "request")
        return (set(actor.roles) if actor else None), [one.slug for one in schools]

    assert found(oak, friday) == ({Role.HEAD}, ["elm", "oak"])
    assert found(elm, friday) == ({Role.TEACHER}, ["elm", "oak"])
    assert found(oak, saturday) == (None, ["elm"])
    assert found(ash, friday) == (None, ["elm", "oak"])
