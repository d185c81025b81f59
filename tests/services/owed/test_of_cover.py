"""School days to come that nobody covers are owed by the site's administrators, whatever the reason (A.1.5, A.5.4)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.reminders import Matter, Rung
from governance.models import AbsenceSpan, Appointment
from tests.factories import NOW
from tests.services.cast import Cast
from tests.services.owed.scene import add, change, names, owed, scene


def away(session: Session, cast: Cast, person_id: int, first: dt.date, last: dt.date, *, midday: bool = False) -> None:
    add(
        session,
        AbsenceSpan(
            school_id=cast.school.id,
            person_id=person_id,
            starts_on=first,
            ends_on=last,
            starts_midday=midday,
            recorded_by=person_id,
            recorded_at=NOW,
        ),
    )


def test_a_site_with_somebody_there_every_day_owes_nothing(session: Session) -> None:
    cast, _ = scene(session)
    away(session, cast, cast.second.id, dt.date(2026, 11, 23), dt.date(2026, 11, 27))
    assert owed(session, cast, "2026-11-18", Matter.UNCOVERED) == []


def test_days_on_which_both_are_away_are_counted_without_the_weekend(session: Session) -> None:
    cast, site = scene(session)
    away(session, cast, cast.second.id, dt.date(2026, 11, 25), dt.date(2026, 12, 1))
    away(session, cast, cast.teacher.id, dt.date(2026, 11, 26), dt.date(2026, 11, 30))
    (one,) = owed(session, cast, "2026-11-18", Matter.UNCOVERED)
    # Thursday, Friday and Monday.
    assert (one.count, one.by, one.period) == (3, dt.date(2026, 11, 26), "")
    assert (names(session, one.authors), one.owner) == (["first teacher"], cast.assistant.id)
    assert (one.path, one.starts_at) == (f"/s/oak/sites/{site.id}/cover", Rung.AUTHOR)
    # What is over is owed no more.
    (one,) = owed(session, cast, "2026-11-30", Matter.UNCOVERED)
    assert (one.count, one.by) == (1, dt.date(2026, 11, 30))
    assert owed(session, cast, "2026-12-01", Matter.UNCOVERED) == []


def test_somebody_who_leaves_at_midday_is_there_that_day(session: Session) -> None:
    cast, _ = scene(session)
    away(session, cast, cast.second.id, dt.date(2026, 11, 26), dt.date(2026, 11, 26))
    away(session, cast, cast.teacher.id, dt.date(2026, 11, 26), dt.date(2026, 11, 26), midday=True)
    assert owed(session, cast, "2026-11-18", Matter.UNCOVERED) == []


def test_only_the_weeks_of_the_policy_are_looked_at(session: Session) -> None:
    cast, _ = scene(session)
    for person in (cast.teacher.id, cast.second.id):
        away(session, cast, person, dt.date(2026, 12, 16), dt.date(2026, 12, 16))
    assert owed(session, cast, "2026-11-18", Matter.UNCOVERED) == []
    assert [one.count for one in owed(session, cast, "2026-11-19", Matter.UNCOVERED)] == [1]


def test_where_the_last_administrator_has_gone_it_begins_with_the_owner(session: Session) -> None:
    cast, _ = scene(session)
    for appointment in session.scalars(sa.select(Appointment)).all():
        change(session, appointment, starts_on=dt.date(2026, 11, 18), ends_on=dt.date(2026, 11, 20))
    (one,) = owed(session, cast, "2026-11-23", Matter.UNCOVERED)
    assert (one.authors, one.owner, one.starts_at) == ((), cast.assistant.id, Rung.RESOURCING_OWNER)
