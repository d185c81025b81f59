"""A.3.1: administrators and moderators are employees or people whom the head authorised."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.domain.words import Duty, PersonKind, Role
from governance.models import Membership
from governance.services.appointments import name_person
from governance.services.standing import authorise_person
from tests.clauses.scene import change
from tests.clauses.standing import found_at, stands
from tests.factories import NOW, TODAY, make_person
from tests.services.cast import live_site, make_cast
from tests.services.unchanged import refused


def test_an_unauthorised_volunteer_cannot_be_set_as_administrator(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    site_id = site.id
    volunteer = make_person(session, cast.school, Role.TEACHER, name="volunteer", kind=PersonKind.VOLUNTEER)
    ict = cast.actor(session, cast.ict)
    with refused(session, "not_authorised"):
        name_person(
            session,
            ict,
            NOW,
            site_id=site_id,
            person_id=volunteer.id,
            duty=Duty.ADMINISTRATOR,
            starts_on=TODAY,
            ends_on=None,
        )


def test_somebody_who_is_no_employee_any_more_shows_until_the_head_authorises_them(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    site_id, person_id = site.id, cast.second.id
    assert stands(session, cast.school, "A.3.1") is Standing.KEPT
    change(session, Membership, {"person_id": person_id}, kind=PersonKind.CONTRACTOR)
    (finding,) = found_at(session, cast.school, "A.3.1")
    assert (finding.standing, finding.record) == (Standing.NOT_KEPT, RecordAt("site_people", 0, site_id))
    assert finding.said == "1 person holds a duty without an authorisation that runs."
    assert finding.named == "second teacher"
    membership = session.query(Membership).filter_by(person_id=person_id).one()
    membership_id = membership.id
    session.rollback()
    authorise_person(
        session,
        cast.actor(session, cast.head),
        NOW,
        membership_id=membership_id,
        starts_on=TODAY,
        ends_on=dt.date(2026, 12, 18),
        reason="Helps the class until Christmas.",
    )
    assert stands(session, cast.school, "A.3.1") is Standing.KEPT
    later = dt.datetime(2026, 12, 19, 10, 30, tzinfo=dt.UTC)
    assert stands(session, cast.school, "A.3.1", now=later) is Standing.NOT_KEPT
