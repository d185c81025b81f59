"""Photo passes, written permissions and vetting: when each is due, what keeps it, and what is left of it (003-7)."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.records.certificate import Certified, content_of
from governance.domain.records.kinds import RecordKind
from governance.domain.registers.vetting import ContributorTyped, VettingTyped
from governance.domain.registers.words import ContributorKind, VettingMethod
from governance.domain.shown_words import Matter, Party
from governance.domain.words import Role
from governance.models import (
    AuditText,
    Contributor,
    DisposedRecord,
    PermissionGiven,
    PermissionUse,
    PhotoPassHolder,
    Vetting,
    WrittenPermission,
)
from governance.queries.audit_chain import stray_texts, verdicts
from governance.services.photo_passes import issue_pass, record_event, revoke_right
from governance.services.records.retention.disposing import dispose_again, dispose_of_records
from governance.services.records.retention.due import DueRecord, due_kinds, due_of
from governance.services.records.retention.holds import place_hold, release_hold
from governance.services.records.retention.schedule import schedule_of
from governance.services.refused import Refused
from governance.services.registers.vetting import add_contributor, end_contributor, record_vetting
from governance.services.written_permissions import YesAsked, ask_permission, end_yes, record_use, record_yes
from tests.factories import NOW, TODAY, actor_of, make_person
from tests.services.cast import Cast, make_cast
from tests.services.unchanged import unchanged

NOT_YET, DUE = dt.datetime(2032, 11, 18, 12, tzinfo=dt.UTC), dt.datetime(2032, 11, 19, 12, tzinfo=dt.UTC)
"""What ended on 18 November 2026 is kept for six years: its last day, and the day after."""


@pytest.fixture(name="cast")
def _cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture(name="dpo")
def _dpo(session: Session, cast: Cast) -> Actor:
    return actor_of(session, cast.school, make_person(session, cast.school, Role.DPO, name="D. Officer"))


def due(session: Session, cast: Cast, kind: RecordKind, now: dt.datetime = DUE) -> list[DueRecord]:
    """What is due of a kind."""
    found = list(due_of(session, cast.school, schedule_of(session, cast.school.id)[kind], now))
    session.rollback()
    return found


def undated(session: Session, cast: Cast, kind: RecordKind) -> int:
    """How many of a kind have no day to count from."""
    schedule = schedule_of(session, cast.school.id)
    found = {one.rule.row.kind: one.undated for one in due_kinds(session, cast.school, schedule, DUE)}
    session.rollback()
    return found[kind]


def permitted(session: Session, cast: Cast, place: str = "") -> tuple[int, int]:
    """A permission that the head gave, with its yes; used at a place where one is named."""
    head = cast.actor(session, cast.head)
    number = ask_permission(
        session, head, NOW, matter=Matter.LOGO, what="The logo on a poster", scope="In the town.", shown_id=None
    )
    seen = session.scalars(sa.select(WrittenPermission.revision)).one()
    session.rollback()
    record_yes(session, head, NOW, permission_id=number, seen=seen, asked=YesAsked(Party.SCHOOL, "", TODAY))
    yes = session.scalars(sa.select(PermissionGiven.id)).one()
    seen = session.scalars(sa.select(WrittenPermission.revision)).one()
    session.rollback()
    if place:
        record_use(session, head, NOW, permission_id=number, seen=seen, place=place, used_on=TODAY)
    return number, yes


def contributor(session: Session, cast: Cast) -> int:
    """Somebody from outside who was vetted."""
    ict = cast.actor(session, cast.ict)
    number = add_contributor(
        session, ict, NOW, typed=ContributorTyped(ContributorKind.PERSON, "Kit Poet", "The library")
    )
    typed = VettingTyped(TODAY, None, "Check 1234")
    where = {"contributor_id": number, "method": VettingMethod.MET, "vetted_by": cast.assistant.id}
    record_vetting(session, ict, NOW, **where, typed=typed)  # type: ignore[arg-type]  # Mixed kinds.
    return number


def ended(session: Session, cast: Cast, number: int) -> None:
    """They contribute no more."""
    seen = session.get_one(Contributor, number).revision
    session.rollback()
    end_contributor(session, cast.actor(session, cast.ict), NOW, contributor_id=number, seen=seen)


def disposed(session: Session, dpo: Actor, kind: RecordKind, number: int, now: dt.datetime = DUE) -> None:
    """It goes, with a stub, and the audit stays whole."""
    assert dispose_of_records(session, dpo, now, kind=kind, numbers=frozenset({number})) == 1
    assert session.execute(sa.select(DisposedRecord.kind, DisposedRecord.subject_id)).all() == [(kind.value, number)]
    assert [verdict.fault for verdict in verdicts(session) if verdict.fault] == []
    assert stray_texts(session) == 0
    session.rollback()


def test_a_pass_goes_a_year_after_its_last_event(session: Session, cast: Cast, dpo: Actor) -> None:
    head = cast.actor(session, cast.head)
    for name, day in (("Harvest", dt.date(2026, 11, 20)), ("Winter play", dt.date(2026, 12, 10))):
        event = record_event(session, head, NOW, name=name, held_on=day)
        issue_pass(session, head, NOW, event_id=event, name="Kit Holder")
    holder = session.scalars(sa.select(PhotoPassHolder.id)).one()
    session.rollback()
    assert due(session, cast, RecordKind.PHOTO_PASS, dt.datetime(2027, 12, 10, 12, tzinfo=dt.UTC)) == []
    day_after = dt.datetime(2027, 12, 11, 12, tzinfo=dt.UTC)
    expected = DueRecord(holder, dt.date(2027, 12, 11), "Kit Holder")
    assert due(session, cast, RecordKind.PHOTO_PASS, day_after) == [expected]
    disposed(session, dpo, RecordKind.PHOTO_PASS, holder, day_after)
    assert session.get_one(PhotoPassHolder, holder).name == ""
    assert due(session, cast, RecordKind.PHOTO_PASS, day_after) == []


def test_whose_right_is_taken_away_stays_known(session: Session, cast: Cast, dpo: Actor) -> None:
    head = cast.actor(session, cast.head)
    event = record_event(session, head, NOW, name="Winter play", held_on=dt.date(2026, 12, 10))
    issue_pass(session, head, NOW, event_id=event, name="Kit Holder")
    holder = session.scalars(sa.select(PhotoPassHolder.id)).one()
    session.rollback()
    revoke_right(session, head, NOW, holder_id=holder, seen=1, reason="They put a picture on a page of their own.")
    assert due(session, cast, RecordKind.PHOTO_PASS) == []
    with unchanged(session), pytest.raises(Refused) as refused:
        dispose_of_records(session, dpo, DUE, kind=RecordKind.PHOTO_PASS, numbers=frozenset({holder}))
    assert refused.value.codes == ("record_not_due",)


def test_a_permission_goes_six_years_after_its_last_yes_ended(session: Session, cast: Cast, dpo: Actor) -> None:
    number, yes = permitted(session, cast)
    assert due(session, cast, RecordKind.WRITTEN_PERMISSION) == []
    assert undated(session, cast, RecordKind.WRITTEN_PERMISSION) == 1
    end_yes(session, cast.actor(session, cast.head), NOW, given_id=yes)
    assert due(session, cast, RecordKind.WRITTEN_PERMISSION, NOT_YET) == []
    expected = DueRecord(number, dt.date(2032, 11, 19), "The logo on a poster")
    assert due(session, cast, RecordKind.WRITTEN_PERMISSION) == [expected]
    disposed(session, dpo, RecordKind.WRITTEN_PERMISSION, number)
    row = session.get_one(WrittenPermission, number)
    assert (row.what, row.scope) == ("(no longer kept)", "(no longer kept)")
    assert session.get_one(PermissionGiven, yes).given_by == "(no longer kept)"


def test_a_permission_for_what_still_stands_somewhere_stays(session: Session, cast: Cast, dpo: Actor) -> None:
    number, yes = permitted(session, cast, place="The poster at the station")
    end_yes(session, cast.actor(session, cast.head), NOW, given_id=yes)
    assert due(session, cast, RecordKind.WRITTEN_PERMISSION) == []
    with unchanged(session), pytest.raises(Refused) as refused:
        dispose_of_records(session, dpo, DUE, kind=RecordKind.WRITTEN_PERMISSION, numbers=frozenset({number}))
    assert refused.value.codes == ("record_not_due",)
    session.execute(sa.update(PermissionUse).values(removed_on=TODAY + dt.timedelta(days=30)))
    session.commit()
    assert due(session, cast, RecordKind.WRITTEN_PERMISSION) == []
    (found,) = due(session, cast, RecordKind.WRITTEN_PERMISSION, DUE + dt.timedelta(days=30))
    assert found.due_on == dt.date(2032, 12, 19)


def test_a_contributor_goes_six_years_after_their_last_day(session: Session, cast: Cast, dpo: Actor) -> None:
    number = contributor(session, cast)
    assert due(session, cast, RecordKind.VETTING) == []
    assert undated(session, cast, RecordKind.VETTING) == 1
    ended(session, cast, number)
    assert due(session, cast, RecordKind.VETTING, NOT_YET) == []
    assert due(session, cast, RecordKind.VETTING) == [DueRecord(number, dt.date(2032, 11, 19), "Kit Poet")]
    disposed(session, dpo, RecordKind.VETTING, number)
    assert session.get_one(Contributor, number).name == "(no longer kept)"
    assert session.scalars(sa.select(Vetting.reference)).all() == [""]
    assert session.scalars(sa.select(AuditText.text).where(AuditText.text == "Kit Poet")).all() == []


def test_a_hold_keeps_a_contributor(session: Session, cast: Cast, dpo: Actor) -> None:
    number = contributor(session, cast)
    ended(session, cast, number)
    hold = place_hold(session, dpo, NOW, kind=RecordKind.VETTING, subject_id=number, reason="A claim is being made.")
    assert due(session, cast, RecordKind.VETTING) == []
    with unchanged(session), pytest.raises(Refused) as refused:
        dispose_of_records(session, dpo, DUE, kind=RecordKind.VETTING, numbers=frozenset({number}))
    assert refused.value.codes == ("record_held",)
    release_hold(session, dpo, NOW, hold_id=hold, seen=1, reason="The claim is settled.")
    disposed(session, dpo, RecordKind.VETTING, number)


def test_a_restored_copy_loses_a_contributor_again(session: Session, cast: Cast) -> None:
    number = contributor(session, cast)
    ended(session, cast, number)
    certificate = content_of(
        Certified(
            cast.school.name, cast.school.slug, 4, "vetting", "Contributors", "6 years", "As for staff.",
            cast.head.id, "head", "Head", DUE, ((number, "2032-11-19"),),
        )
    )  # fmt: skip
    session.rollback()
    assert dispose_again(session, DUE, json.loads(certificate)) == 1
    assert session.get_one(Contributor, number).name == "(no longer kept)"
    session.rollback()
    assert dispose_again(session, DUE, json.loads(certificate)) == 0
