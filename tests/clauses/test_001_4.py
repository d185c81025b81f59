"""001-4: parents need a photo pass from the school office before taking photographs at events."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.models import AuditRow, PhotoPass, PhotoPassHolder
from governance.services.photo_passes import issue_pass, record_event, restore_right, revoke_right
from governance.services.refused import NotHere
from tests.clauses.standing import found_at
from tests.factories import NOW
from tests.services.images_cast import Pictures
from tests.services.unchanged import counts, refused

PLAY = dt.date(2026, 12, 10)


class Door:
    """The school office, an event, and its passes."""

    def __init__(self, session: Session, slug: str = "oak") -> None:
        self.place = Pictures(session, slug)
        self.session = session
        self.event = record_event(session, self.place.office, NOW, name="Winter play", held_on=PLAY)

    def issue(self, name: str = "Kit Marsh", told_apart: str = "") -> int:
        return issue_pass(self.session, self.place.office, NOW, event_id=self.event, name=name, told_apart=told_apart)

    def holder(self) -> PhotoPassHolder:
        found = self.session.scalars(sa.select(PhotoPassHolder).order_by(PhotoPassHolder.id)).first()
        assert found is not None
        self.session.rollback()
        return found

    def revoke(self, reason: str = "Put a picture of another child online.") -> None:
        holder = self.holder()
        revoke_right(self.session, self.place.office, NOW, holder_id=holder.id, seen=holder.revision, reason=reason)


@pytest.fixture
def door(session: Session) -> Door:
    return Door(session)


def test_a_revoked_parent_gets_none(door: Door) -> None:
    issued = door.issue()
    door.revoke()
    assert door.session.get_one(PhotoPass, issued).revoked_at == NOW
    door.session.rollback()
    with refused(door.session, "photo_right_revoked"):
        door.issue("kit  MARSH")
    later = record_event(door.session, door.place.office, NOW, name="Summer fair", held_on=dt.date(2027, 6, 19))
    with refused(door.session, "photo_right_revoked"):
        issue_pass(door.session, door.place.office, NOW, event_id=later, name="Kit Marsh")


def test_a_bare_name_does_not_get_round_it_and_another_person_of_that_name_gets_a_pass(door: Door) -> None:
    door.issue(told_apart="Year 3")
    door.revoke()
    with refused(door.session, "holder_not_told_apart"):
        door.issue()
    assert door.issue(told_apart="Reception")


def test_a_right_that_is_restored_gives_new_passes_and_not_the_old_one(door: Door) -> None:
    first = door.issue()
    door.revoke()
    holder = door.holder()
    restore_right(door.session, door.place.head, NOW, holder_id=holder.id, seen=holder.revision)
    assert door.issue() != first


def test_twice_changes_nothing(door: Door) -> None:
    first = door.issue()
    before = counts(door.session)
    assert door.issue() == first
    assert record_event(door.session, door.place.office, NOW, name="Winter play", held_on=PLAY) == door.event
    assert counts(door.session) == before
    door.revoke()
    before = counts(door.session)
    door.revoke()
    assert counts(door.session) == before


def test_it_is_taken_away_with_a_reason_by_the_office_and_never_for_an_event_that_is_over(door: Door) -> None:
    door.issue()
    with refused(door.session, "reason_blank"):
        door.revoke("")
    holder = door.holder()
    with refused(door.session, "not_yours_to_do"):
        revoke_right(
            door.session, door.place.teacher, NOW, holder_id=holder.id, seen=holder.revision, reason="No good reason."
        )
    over = record_event(door.session, door.place.office, NOW, name="Harvest", held_on=dt.date(2026, 10, 2))
    with refused(door.session, "event_is_over"):
        issue_pass(door.session, door.place.office, NOW, event_id=over, name="Jo Field")


def test_no_name_of_a_holder_stands_in_the_audit_and_another_school_sees_none(door: Door, session: Session) -> None:
    door.issue()
    assert "Marsh" not in " ".join(str(details) for details in session.scalars(sa.select(AuditRow.details)))
    holder = door.holder()
    elm = Pictures(session, "elm")
    with pytest.raises(NotHere):
        revoke_right(session, elm.office, NOW, holder_id=holder.id, seen=holder.revision, reason="Any reason at all.")
    with pytest.raises(NotHere):
        issue_pass(session, elm.office, NOW, event_id=door.event, name="Kit Marsh")


def test_the_record_says_what_was_issued_and_taken_away(door: Door) -> None:
    door.issue()
    door.issue("Jo Field")
    door.revoke()
    (found,) = found_at(door.session, door.place.school, "001-4")
    assert found.standing is Standing.KEPT
    assert found.said == "2 photo passes for 1 event; 1 holder’s right is taken away."
