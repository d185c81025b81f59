"""A.5.4: at least two different approved people run a site, with cover for leave and absence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from sqlalchemy.orm import Session

from governance.domain.absences import Absence
from governance.domain.clauses.finding import RecordAt, Standing
from governance.domain.cover import Appointment, cover_of, distinct_people
from governance.domain.words import Duty
from governance.models import AbsenceSpan, Membership
from tests.clauses.scene import change, on
from tests.clauses.standing import found_at, stands
from tests.factories import NOW, start_writing
from tests.services.cast import live_site, make_cast

MONDAY, TUESDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 24)
FIRST, SECOND = (Appointment(person, Duty.MODERATOR, dt.date(2026, 9, 1)) for person in (1, 2))
LEAVER = Appointment(2, Duty.MODERATOR, dt.date(2026, 9, 1), membership_ends_on=MONDAY)


def away(person: int) -> Absence:
    return Absence(person, MONDAY, MONDAY)


@pytest.mark.parametrize(
    ("absences", "covered"),
    [
        pytest.param([away(2)], True, id="two people named, one on leave: covered"),
        pytest.param([away(1), away(2)], False, id="both away: that day uncovered"),
    ],
)
def test_two_people_cover_a_day(absences: Sequence[Absence], covered: bool) -> None:
    (day,) = cover_of([MONDAY], [FIRST, SECOND], 1, absences)
    assert day.covered is covered


def test_a_leaver_counts_to_the_last_day() -> None:
    assert distinct_people([FIRST, LEAVER], MONDAY) == {1, 2}
    assert distinct_people([FIRST, LEAVER], TUESDAY) == {1}


def test_the_same_person_twice_counts_once() -> None:
    twice = Appointment(1, Duty.ADMINISTRATOR, dt.date(2026, 9, 1))
    assert distinct_people([FIRST, twice], MONDAY) == {1}


def test_a_bare_day_to_come_is_due(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    (kept,) = found_at(session, cast.school, "A.5.4")
    assert (kept.standing, kept.record) == (Standing.KEPT, RecordAt("go_live", 0, site.id))
    assert kept.said == (
        "2 people count today; the policy asks for 2 different people. Every one of these days is covered."
    )
    start_writing(session)
    for person in (cast.teacher, cast.second):
        session.add(
            AbsenceSpan(
                school_id=cast.school.id,
                person_id=person.id,
                starts_on=MONDAY,
                ends_on=MONDAY,
                recorded_by=cast.ict.id,
                recorded_at=NOW,
            )
        )
    session.commit()
    (finding,) = found_at(session, cast.school, "A.5.4")
    assert finding.standing is Standing.DUE
    assert "not enough moderators on Monday 23 November 2026" in finding.said


def test_the_day_after_somebody_left_a_site_with_one_is_not_kept(session: Session) -> None:
    cast = make_cast(session)
    live_site(session, cast)
    change(session, Membership, {"person_id": cast.second.id}, ends_on=MONDAY)
    assert stands(session, cast.school, "A.5.4", now=on(MONDAY)) is Standing.KEPT
    (finding,) = found_at(session, cast.school, "A.5.4", on(TUESDAY))
    assert finding.standing is Standing.NOT_KEPT
    assert finding.said == "Too few approved people count today, or none of them is an administrator."
