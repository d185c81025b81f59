"""A.4.8: people on a site say who they are and what their position is."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.domain.words import Duty
from governance.models import Appointment, IdentityCard
from tests.clauses.scene import change, draft_of, submit
from tests.clauses.standing import found_at
from tests.factories import TODAY, start_writing
from tests.services.cast import live_site, make_cast
from tests.services.unchanged import refused


def test_a_person_with_no_position_is_flagged(session: Session) -> None:
    cast = make_cast(session)
    shown = [{"person": cast.teacher.id, "shown_as": "Ms First", "position": ""}]
    version = draft_of(session, cast, shown_people=shown)
    with refused(session, "position_missing"):
        submit(session, cast, version)


def test_the_database_keeps_nobody_without_a_position(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    start_writing(session)
    session.add(
        IdentityCard(
            school_id=site.school_id,
            site_id=site.id,
            person_id=cast.second.id,
            display_name="Mr Second",
            position="",
            starts_on=TODAY,
        )
    )
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_who_administers_a_site_and_is_not_shown_is_due(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    (kept,) = found_at(session, cast.school, "A.4.8")
    assert (kept.standing, kept.said) == (Standing.KEPT, "1 person is shown, with their position.")
    change(session, Appointment, {"person_id": cast.second.id}, duty=Duty.ADMINISTRATOR)
    (due,) = found_at(session, cast.school, "A.4.8")
    assert (due.standing, due.record) == (Standing.DUE, RecordAt("cards", 0, site.id))
    assert (due.said, due.named) == ("1 administrator is not shown with a position.", "second teacher")
    start_writing(session)
    session.execute(sa.delete(IdentityCard))
    session.commit()
    (none,) = found_at(session, cast.school, "A.4.8")
    assert none.standing is Standing.NOT_KEPT
