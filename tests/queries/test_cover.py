"""The cover of every live site of a school from six reads, and that it says what the gate says (A.5.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from governance.domain.cover_ahead import DayKind, last_day_ahead, weekdays_ahead
from governance.domain.policy import DEFAULT_POLICY
from governance.domain.words import Duty, PersonKind, Role, SiteState, VersionState
from governance.models import AbsenceSpan, Appointment, Person, School, Site, Training
from governance.queries.cover import LiveSite, SchoolCover, cover_of_school
from governance.services.counted import counted_appointments
from governance.services.gate import checks_of
from governance.services.school_days import calendar_of
from tests.factories import NOW, TODAY, make_person, make_school, make_site, start_writing
from tests.services.cast import Cast, live_site, make_cast

LAST = last_day_ahead(TODAY, 4)
DAYS = weekdays_ahead(TODAY, LAST)
THURSDAY, FRIDAY = dt.date(2026, 11, 19), dt.date(2026, 11, 20)


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    """What is sent to the database while the block runs."""
    sent: list[str] = []

    def note(*given: Any) -> None:
        sent.append(given[2])

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def read(session: Session, school: School) -> SchoolCover:
    calendar = calendar_of(session, school)
    found = cover_of_school(session, school.id, DEFAULT_POLICY, calendar, TODAY, LAST)
    session.rollback()
    return found


def away(session: Session, cast: Cast, person: Person, first: dt.date, last: dt.date) -> None:
    start_writing(session)
    session.add(
        AbsenceSpan(
            school_id=cast.school.id,
            person_id=person.id,
            starts_on=first,
            ends_on=last,
            recorded_by=cast.ict.id,
            recorded_at=NOW,
        )
    )
    session.commit()


def appoint(session: Session, cast: Cast, site: Site, person: Person, duty: Duty = Duty.MODERATOR) -> None:
    start_writing(session)
    session.add(
        Appointment(
            school_id=cast.school.id, site_id=site.id, person_id=person.id, duty=duty, named_by=cast.ict.id,
            named_at=NOW, starts_on=TODAY, confirmed_at=NOW, approved_by=cast.head.id, approved_at=NOW,
        )
    )  # fmt: skip
    session.commit()


def gaps(cover: SchoolCover, site: LiveSite) -> list[dt.date]:
    return [day.day for day in cover.ahead(site, DAYS) if day.kind is DayKind.UNCOVERED]


def test_a_live_site_with_its_people_there_is_covered_on_every_school_day(session: Session) -> None:
    cast = make_cast(session)
    live_site(session, cast)
    cover = read(session, cast.school)
    (site,) = cover.sites
    assert {day.kind for day in cover.ahead(site, DAYS)} == {DayKind.COVERED}
    assert cover.ahead(site, (TODAY,))[0].moderators == tuple(sorted((cast.teacher.id, cast.second.id)))


def test_both_away_leaves_these_days_uncovered_and_says_who_could_be_asked(session: Session) -> None:
    cast = make_cast(session)
    live_site(session, cast)
    away(session, cast, cast.teacher, THURSDAY, FRIDAY)
    away(session, cast, cast.second, FRIDAY, FRIDAY)
    cover = read(session, cast.school)
    (site,) = cover.sites
    assert gaps(cover, site) == [FRIDAY]
    asked = cover.askable(site, [FRIDAY])
    assert {one.person_id for one in asked if not one.lacks} == {
        cast.head.id,
        cast.assistant.id,
        cast.ict.id,
        cast.dsl.id,
    }


def test_who_is_approved_on_another_site_comes_before_who_never_moderated(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    other = make_site(
        session, cast.school, cast.head, state=SiteState.LIVE, version=VersionState.APPROVED, name="Choir"
    )
    appoint(session, cast, other, cast.dsl)
    cover = read(session, cast.school)
    first = next(one for one in cover.sites if one.site_id == site.id)
    assert cover.askable(first, [FRIDAY])[0].person_id == cast.dsl.id
    assert [one.name for one in cover.sites] == ["Choir", "Year 3 blog"]


def test_what_would_be_missing_is_said_of_who_lacks_something(session: Session) -> None:
    cast = make_cast(session)
    live_site(session, cast)
    newcomer = make_person(session, cast.school, Role.TEACHER, name="newcomer")
    stranger = make_person(session, cast.school, name="stranger", kind=PersonKind.VOLUNTEER)
    cover = read(session, cast.school)
    asked = {one.person_id: [why.code for why in one.lacks] for one in cover.askable(cover.sites[0], [FRIDAY])}
    assert asked[newcomer.id] == ["person_not_trained", "policy_not_acknowledged"]
    assert stranger.id not in asked


def test_only_live_sites_of_this_school_are_covered(session: Session) -> None:
    cast = make_cast(session)
    make_site(session, cast.school, cast.teacher)
    elm = make_school(session, "elm")
    theirs = make_site(
        session, elm, make_person(session, elm, Role.TEACHER), state=SiteState.LIVE, version=VersionState.APPROVED
    )
    assert read(session, cast.school).sites == ()
    assert [site.site_id for site in read(session, elm).sites] == [theirs.id]
    assert set(read(session, elm).names.values()) == {"teacher"}


def test_a_site_without_anybody_is_uncovered_on_every_school_day(session: Session) -> None:
    cast = make_cast(session)
    make_site(session, cast.school, cast.teacher, state=SiteState.LIVE, version=VersionState.APPROVED)
    cover = read(session, cast.school)
    assert gaps(cover, cover.sites[0]) == list(DAYS)


@pytest.mark.parametrize("lapse", [None, FRIDAY], ids=["everybody counts", "training lapses on the way"])
def test_it_says_of_one_site_what_the_gate_reads_of_it(session: Session, lapse: dt.date | None) -> None:
    cast = make_cast(session)
    live_site(session, cast)
    start_writing(session)
    for training in session.scalars(
        sa.select(Training).where(Training.person_id.in_([cast.teacher.id, cast.second.id]))
    ):
        training.expires_on = lapse
    session.commit()
    away(session, cast, cast.teacher, TODAY, dt.date(2026, 11, 24))
    away(session, cast, cast.second, FRIDAY, FRIDAY)
    cover = read(session, cast.school)
    site = session.scalars(sa.select(Site)).one()
    assert counted_appointments(session, site, DEFAULT_POLICY, TODAY) == cover.sites[0].appointments
    check = next(one for one in checks_of(session, cast.school, site, TODAY) if one.key == "cover")
    five = cover.ahead(cover.sites[0], DAYS[:5])
    assert check.holds is (lapse is not None and all(day.kind is not DayKind.UNCOVERED for day in five))
    assert [day.day for day in five if day.kind is DayKind.UNCOVERED] == (
        [FRIDAY] if lapse is None else [FRIDAY, dt.date(2026, 11, 23), dt.date(2026, 11, 24)]
    )


def test_a_hundred_sites_cost_as_many_reads_as_one(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    calendar, school_id = calendar_of(session, cast.school), cast.school.id
    session.rollback()

    def asked() -> int:
        with statements(session) as sent:
            cover = cover_of_school(session, school_id, DEFAULT_POLICY, calendar, TODAY, LAST)
            for one in cover.sites:
                cover.ahead(one, DAYS)
                cover.askable(one, [FRIDAY])
        session.rollback()
        return len([one for one in sent if not one.startswith(("BEGIN", "SAVEPOINT", "RELEASE"))])

    few = asked()
    for number in range(5):
        more = make_site(
            session,
            cast.school,
            cast.teacher,
            state=SiteState.LIVE,
            version=VersionState.APPROVED,
            name=f"Blog {number}",
        )
        appoint(session, cast, more, make_person(session, cast.school, Role.TEACHER, name=f"teacher {number}"))
    assert site.state is SiteState.LIVE
    session.rollback()
    assert asked() == few == 6
