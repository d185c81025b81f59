"""A.1.5: a year group's blog is updated weekly in term, has somebody who provides for it, and trained people."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.models import ClosedSpan, LiveSpell, Site, Training
from governance.queries.clauses.finders import findings_of
from tests.clauses.scene import change, on
from tests.clauses.standing import found_at, said
from tests.factories import start_writing
from tests.services.cast import live_site, make_cast

WEEK_AFTER = on(dt.date(2026, 11, 30))


def test_a_week_of_term_without_a_post_shows_overdue_naming_the_blog(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    assert said(session, cast.school, "A.1.5") == ["This period’s update is still to come in time."]
    (late,) = found_at(session, cast.school, "A.1.5", WEEK_AFTER)
    assert (late.standing, late.site_id) == (Standing.NOT_KEPT, site.id)
    assert (late.said, late.record) == ("Its last update was missed.", RecordAt("updates", 0, site.id))


def test_a_half_term_week_does_not(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    change(session, LiveSpell, {"site_id": site.id}, starts_on=dt.date(2026, 11, 20))
    start_writing(session)
    session.add(
        ClosedSpan(
            school_id=cast.school.id,
            kind="half_term",
            starts_on=dt.date(2026, 11, 23),
            ends_on=dt.date(2026, 11, 27),
            note="",
        )
    )
    session.commit()
    (finding,) = found_at(session, cast.school, "A.1.5", WEEK_AFTER)
    assert (finding.standing, finding.said) == (Standing.KEPT, "This period’s update is still to come in time.")


def test_a_site_with_one_trained_person_needs_somebody(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    start_writing(session)
    session.execute(sa.delete(Training).where(Training.person_id == cast.second.id))
    session.commit()
    (finding,) = found_at(session, cast.school, "A.1.5")
    assert (finding.standing, finding.record) == (Standing.DUE, RecordAt("site_people", 0, site.id))
    assert finding.said.endswith("1 trained person looks after it; 2 are asked for.")


def test_somebody_sees_to_time_and_people(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    change(session, Site, {"id": site.id}, resourcing_owner_id=None)
    (finding,) = found_at(session, cast.school, "A.1.5")
    assert finding.standing is Standing.DUE
    assert finding.said.endswith("Nobody is named to see to time and people.")


def test_two_schools_are_asked_at_once_and_keep_apart(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    other = make_cast(session, "elm")
    elsewhere = live_site(session, other)
    schools = [cast.school, other.school]
    found = findings_of(session, schools, WEEK_AFTER, only=["A.1.5"])
    assert {school_id: [one.site_id for one in findings] for school_id, findings in found.items()} == {
        cast.school.id: [site.id],
        other.school.id: [elsewhere.id],
    }
