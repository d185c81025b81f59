"""A breach goes seven years after it was closed, to its readers alone, and its stub keeps what decided who reads it."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.breaches.demands import Ground, Result
from governance.domain.breaches.words import By, Kind, Outcome, Report
from governance.domain.records.kinds import RecordKind
from governance.domain.words import Role
from governance.models import Breach, BreachNote, Disposal, DisposedRecord, RemovalDemand
from governance.queries.audit_chain import stray_texts, verdicts
from governance.queries.breaches import breach_page, demand_of
from governance.queries.history import Sought, every_row
from governance.queries.records.retention import certificate_of, certificates
from governance.services.breaches.demands import demand_removal, end_demand
from governance.services.breaches.record import close_breach, note_breach, read_breach, reopen_breach
from governance.services.breaches.reporting import report_by_provider
from governance.services.pretenders import the_public
from governance.services.records.retention.disposing import dispose_again, dispose_of_records
from governance.services.records.retention.due import DueRecord, due_kinds, due_of
from governance.services.records.retention.holds import place_hold, release_hold
from governance.services.records.retention.schedule import schedule_of
from governance.services.refused import NotHere
from tests.clauses.breach_scene import HOUR_AGO, WHY, looked_into, reported, seen, weighed
from tests.factories import NOW, TODAY, actor_of, make_person
from tests.services.cast import Cast, make_cast
from tests.services.unchanged import refused, unchanged

DUE = dt.datetime(2033, 11, 19, 12, tzinfo=dt.UTC)
"""The day after the seven years for which a breach that was closed on 18 November 2026 is kept."""


def due(session: Session, cast: Cast, reader: Actor | None, now: dt.datetime = DUE) -> list[DueRecord]:
    """The breaches that are due, as somebody is told."""
    rule = schedule_of(session, cast.school.id)[RecordKind.BREACH]
    found = list(due_of(session, cast.school, rule, now, reader))
    session.rollback()
    return found


def dispose(session: Session, actor: Actor, number: int, now: dt.datetime = DUE) -> int:
    """Dispose of one breach; the certificate's number."""
    return dispose_of_records(session, actor, now, kind=RecordKind.BREACH, numbers=frozenset({number}))


def close(session: Session, actor: Actor, number: int, outcome: Outcome = Outcome.ADVICE) -> None:
    """Look into a breach and end it."""
    looked_into(session, actor, number)
    here = {"breach_id": number, "seen": seen(session, number)}
    close_breach(session, actor, NOW, **here, outcome=outcome, reason=WHY)


def letter(session: Session, actor: Actor, number: int) -> int:
    """A letter that asks for something to come down."""
    return demand_removal(
        session, actor, NOW, breach_id=number, seen=seen(session, number), to_whom="Sam", what="The page.",
        address="https://page.example", grounds=(Ground.DEFAMATION,), due_on=TODAY + dt.timedelta(days=7),
    )  # fmt: skip


def end_letter(session: Session, actor: Actor, number: int, demand: int, result: Result = Result.REMOVED) -> None:
    """Write down how it ended."""
    revision = session.scalars(sa.select(RemovalDemand.revision)).one()
    session.rollback()
    end_demand(
        session, actor, NOW, breach_id=number, demand_id=demand, seen=revision, result=result, ended_on=TODAY,
        words="They rang.",
    )  # fmt: skip


def over(session: Session, cast: Cast) -> tuple[int, int]:
    """A breach of the second teacher's telling with a note and a letter, all of it ended."""
    number = reported(session, cast)
    head = cast.actor(session, cast.head)
    note_breach(session, head, NOW, breach_id=number, seen=seen(session, number), words="Rang the teacher.")
    weighed(session, head, number, By.EMPLOYEE, Kind.REPUTATION, clauses=("9.1",))
    demand = letter(session, head, number)
    close(session, head, number)
    end_letter(session, head, number, demand)
    return number, demand


def disposals_shown(session: Session, cast: Cast, reader: Actor) -> list[str]:
    """The acts of disposal that somebody is shown in the history."""
    found = [row.code for row in every_row(session, cast.school.id, Sought(), reader=reader)]
    session.rollback()
    return [code for code in found if "disposed" in code]


def test_it_goes_seven_years_after_its_end_and_leaves_a_stub(session: Session) -> None:
    cast = make_cast(session)
    number, demand = over(session, cast)
    head, ict = cast.actor(session, cast.head), cast.actor(session, cast.ict)
    reference = session.get_one(Breach, number).reference
    assert due(session, cast, head, DUE - dt.timedelta(days=1)) == []
    assert due(session, cast, head) == [DueRecord(number, dt.date(2033, 11, 19), f"breach {reference}")]
    assert due(session, cast, ict) == due(session, cast, None) == []
    certificate = dispose(session, head, number)
    stub = session.get_one(Breach, number)
    assert (stub.facts, stub.found, stub.outcome_reason, stub.address) == ("(no longer kept)", "", "", "")
    assert (stub.reference, stub.outcome, stub.severity, stub.clauses) == (reference, "advice", "serious", ["9.1"])
    assert list(session.scalars(sa.select(BreachNote.words))) == ["(no longer kept)"]
    assert session.execute(
        sa.select(RemovalDemand.to_whom, RemovalDemand.what, RemovalDemand.address, RemovalDemand.result_words)
    ).one() == ("(no longer kept)", "(no longer kept)", "", "")
    assert session.execute(sa.select(DisposedRecord.kind, DisposedRecord.subject_id)).one() == ("breach", number)
    page = breach_page(session, head, number)
    assert page is not None
    assert page.disposed_at == DUE
    assert demand_of(session, head, number, demand) is None
    assert [verdict.fault for verdict in verdicts(session) if verdict.fault] == []
    assert stray_texts(session) == 0
    session.rollback()
    assert due(session, cast, head) == []
    with unchanged(session):
        assert dispose(session, head, number) == certificate


def test_nobody_but_its_readers_learns_of_it(session: Session) -> None:
    cast = make_cast(session)
    number, _ = over(session, cast)
    head, ict = cast.actor(session, cast.head), cast.actor(session, cast.ict)
    dpo = actor_of(session, cast.school, make_person(session, cast.school, Role.DPO))
    kinds = due_kinds(session, cast.school, schedule_of(session, cast.school.id), DUE)
    assert RecordKind.BREACH not in {one.rule.row.kind for one in kinds}
    session.rollback()
    for actor in (ict, dpo, cast.actor(session, cast.second)):
        for wanted in (number, 123_456_789):
            with refused(session, "record_not_due"):
                dispose(session, actor, wanted)
    certificate = dispose(session, head, number)
    assert disposals_shown(session, cast, head) == ["breach.disposed"]
    assert disposals_shown(session, cast, ict) == []
    assert [one.row.number for one in certificates(session, cast.school.id, head)] == [certificate]
    assert certificates(session, cast.school.id) == certificates(session, cast.school.id, dpo) == []
    assert certificate_of(session, cast.school.id, certificate) is None
    with pytest.raises(NotHere):
        read_breach(session, ict, DUE, breach_id=number)


def test_what_is_open_or_has_a_letter_without_an_end_stays(session: Session) -> None:
    cast = make_cast(session)
    number = reported(session, cast)
    head = cast.actor(session, cast.head)
    demand = letter(session, head, number)
    assert due(session, cast, head) == []
    close(session, head, number)
    assert due(session, cast, head) == []
    with refused(session, "record_not_due"):
        dispose(session, head, number)
    end_letter(session, head, number, demand)
    assert [one.number for one in due(session, cast, head)] == [number]


@pytest.mark.parametrize("whole_kind", [True, False])
def test_a_hold_stops_it_until_it_is_released(session: Session, whole_kind: bool) -> None:
    cast = make_cast(session)
    number, _ = over(session, cast)
    head = cast.actor(session, cast.head)
    held = None if whole_kind else number
    hold = place_hold(session, head, NOW, kind=RecordKind.BREACH, subject_id=held, reason="A claim is being made.")
    assert due(session, cast, head) == []
    with refused(session, "record_held"):
        dispose(session, head, number)
    with refused(session, "record_not_due"):
        dispose(session, cast.actor(session, cast.ict), number)
    release_hold(session, head, NOW, hold_id=hold, seen=1, reason="The claim was settled.")
    assert [one.number for one in due(session, cast, head)] == [number]


def test_nothing_is_written_beside_a_stub(session: Session) -> None:
    cast = make_cast(session)
    number, demand = over(session, cast)
    head = cast.actor(session, cast.head)
    dispose(session, head, number)
    here = {"breach_id": number, "seen": seen(session, number)}
    with refused(session, "words_disposed_of"):
        reopen_breach(session, head, DUE, **here, words="Somebody wrote it again.")
    with refused(session, "words_disposed_of"):
        end_letter(session, head, number, demand, Result.REFUSED)


def test_the_stub_still_locks_out_whom_it_was_about(session: Session) -> None:
    cast = make_cast(session)
    number = reported(session, cast, about=cast.head)
    chair, head = cast.actor(session, cast.chair), cast.actor(session, cast.head)
    close(session, chair, number)
    assert due(session, cast, head) == []
    with refused(session, "record_not_due"):
        dispose(session, head, number)
    dispose(session, chair, number)
    assert session.get_one(Breach, number).about_person == cast.head.id
    assert breach_page(session, head, number) is None
    assert breach_page(session, chair, number) is not None


def test_a_line_manager_disposes_of_what_was_theirs(session: Session) -> None:
    cast = make_cast(session)
    number = reported(session, cast, report=Report.MENTION, manager=cast.ict)
    manager, head = cast.actor(session, cast.ict), cast.actor(session, cast.head)
    close(session, manager, number)
    assert due(session, cast, head) == []
    assert [one.number for one in due(session, cast, manager)] == [number]


def test_what_a_company_reported_goes_with_its_name(session: Session) -> None:
    cast = make_cast(session)
    session.rollback()
    told = {
        "provider": "Bright Hosting",
        "contact": "020 7946 0000",
        "facts": "A disk was lost.",
        "learned_at": HOUR_AGO,
    }
    report_by_provider(
        session, the_public(cast.school.id), NOW, school=cast.school, remote="203.0.113.9", salt="salt", **told
    )  # fmt: skip
    number = session.scalars(sa.select(Breach.id)).one()
    session.rollback()
    head = cast.actor(session, cast.head)
    close(session, head, number, Outcome.PROVIDERS_PROCEDURE)
    dispose(session, head, number)
    stub = session.get_one(Breach, number)
    assert (stub.provider, stub.provider_contact, stub.facts, stub.from_digest) == ("", "", "(no longer kept)", "")


def test_a_restored_copy_loses_it_again(session: Session) -> None:
    cast = make_cast(session)
    number, _ = over(session, cast)
    dispose(session, cast.actor(session, cast.head), number)
    certificate = json.loads(session.scalars(sa.select(Disposal.content)).one())
    session.rollback()
    other = reported(session, cast)
    restored = certificate | {"certificate": 77, "records": [[other, "2033-11-19"]]}
    assert dispose_again(session, DUE, restored) == 1
    assert session.get_one(Breach, other).facts == "(no longer kept)"
    assert dispose_again(session, DUE, restored) == 0
