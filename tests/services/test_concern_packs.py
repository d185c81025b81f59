"""A concern's pack and the end of its words: arrived first, then a person disposes, and the audit stays whole."""

from __future__ import annotations

import hashlib
import json

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import Actor
from governance.domain.concern_entries import Entry
from governance.domain.concern_routes import Route
from governance.domain.concerns import About
from governance.domain.records.kinds import RecordKind
from governance.models import AuditRow, Concern, ConcernDisposal, ConcernEntry, ConcernPack, ConcernStep
from governance.queries.audit_chain import verdicts
from governance.services.concern_disposal import dispose_concern, lift_hold, put_hold, ready_for_disposal
from governance.services.concern_packs import confirm_pack, make_pack, read_pack
from governance.services.records.retention.holds import place_hold, release_hold
from governance.services.refused import NotHere, Refused
from tests.clauses.concern_scene import close, recorded, seen, take, write
from tests.factories import NOW
from tests.services.cast import Cast, make_cast
from tests.services.unchanged import unchanged


def packed(session: Session, cast: Cast, *, closed: bool = True, arrived: bool = True) -> tuple[int, Actor]:
    """A concern about a child with a route and its pack."""
    concern_id = recorded(session, cast, About.CHILD)
    dsl = cast.actor(session, cast.dsl)
    take(session, dsl, concern_id, Route.SOCIAL_CARE)
    write(session, dsl, concern_id, Entry.PARENTS_TOLD)
    if closed:
        close(session, dsl, concern_id)
    make_pack(session, dsl, NOW, concern_id=concern_id, seen=seen(session, concern_id))
    if arrived:
        confirm_pack(session, dsl, NOW, concern_id=concern_id, number=1, confirmed_in="The safeguarding file")
    return concern_id, dsl


def test_the_pack_is_told_by_its_hash_and_reads_the_same_again(session: Session) -> None:
    cast = make_cast(session)
    concern_id, dsl = packed(session, cast, closed=False)
    content = read_pack(session, dsl, NOW, concern_id=concern_id, number=1)
    again = read_pack(session, dsl, NOW, concern_id=concern_id, number=1)
    kept = session.scalars(sa.select(ConcernPack.pack_hash)).one()
    session.rollback()
    assert content == again
    assert hashlib.sha256(content).hexdigest() == kept
    parts = json.loads(content)["parts"]
    assert parts["record"]["facts"] == "A pupil said that somebody shouts at them."
    assert [route["route"] for route in parts["routes"]] == ["social_care"]
    with unchanged(session), pytest.raises(NotHere):
        read_pack(session, cast.actor(session, cast.ict), NOW, concern_id=concern_id, number=1)


def test_a_record_that_changed_since_needs_a_new_pack(session: Session) -> None:
    concern_id, dsl = packed(session, make_cast(session), closed=False)
    write(session, dsl, concern_id, Entry.OUTCOME)
    seen(session, concern_id)
    with unchanged(session), pytest.raises(Refused) as refused:
        read_pack(session, dsl, NOW, concern_id=concern_id, number=1)
    assert refused.value.codes == ("pack_out_of_date",)


@pytest.mark.parametrize(
    ("closed", "arrived", "held", "code"),
    [
        pytest.param(False, True, False, "concern_open", id="while a case is open disposal is refused"),
        pytest.param(True, False, False, "pack_not_confirmed", id="its pack has not arrived"),
        pytest.param(True, True, True, "legal_hold", id="a legal hold stops it"),
    ],
)
def test_its_words_stay(session: Session, closed: bool, arrived: bool, held: bool, code: str) -> None:
    concern_id, dsl = packed(session, make_cast(session), closed=closed, arrived=arrived)
    if held:
        put_hold(session, dsl, NOW, concern_id=concern_id, reason="The police have asked for it.")
    assert ready_for_disposal(session, dsl) == []
    session.rollback()
    revision = seen(session, concern_id)
    with unchanged(session), pytest.raises(Refused) as refused:
        dispose_concern(session, dsl, NOW, concern_id=concern_id, seen=revision)
    assert refused.value.codes == (code,)
    begin_writing(session)
    school_id, by = dsl.school_id, dsl.person_id
    session.add(
        ConcernDisposal(school_id=school_id, concern_id=concern_id, disposed_by=by, disposed_at=NOW, texts_removed=0)
    )
    with pytest.raises(DBAPIError):
        session.flush()
    session.rollback()


def test_disposal_leaves_a_stub_and_the_chain_whole(session: Session) -> None:
    cast = make_cast(session)
    concern_id, dsl = packed(session, cast)
    put_hold(session, dsl, NOW, concern_id=concern_id, reason="The police have asked for it.")
    lift_hold(session, dsl, NOW, concern_id=concern_id)
    assert [one.confirmed_in for one in ready_for_disposal(session, dsl)] == ["The safeguarding file"]
    assert ready_for_disposal(session, cast.actor(session, cast.ict)) == []
    session.rollback()
    assert dispose_concern(session, dsl, NOW, concern_id=concern_id, seen=seen(session, concern_id)) > 3
    concern = session.get_one(Concern, concern_id)
    assert (concern.facts, concern.opinion, concern.told_by, concern.route_note) == ("", "", "", "")
    assert concern.reference.startswith("C26-")
    assert (concern.route, concern.opened_at, concern.closed_at) == ("social_care", NOW, NOW)
    step = session.scalars(sa.select(ConcernStep)).one()
    assert (step.route, step.words, step.reference) == ("social_care", "", "")
    assert set(session.scalars(sa.select(ConcernEntry.words))) == {""}
    assert session.scalar(sa.select(sa.func.count()).select_from(AuditRow).where(AuditRow.code == "concern.disposed"))
    assert [verdict.fault for verdict in verdicts(session) if verdict.fault] == []
    assert ready_for_disposal(session, dsl) == []


@pytest.mark.parametrize(
    "whole", [pytest.param(True, id="every concern is held"), pytest.param(False, id="this one is held by its number")]
)
def test_a_hold_among_the_schools_records_stops_it_too(session: Session, whole: bool) -> None:
    cast = make_cast(session)
    concern_id, dsl = packed(session, cast)
    held = {"kind": RecordKind.CONCERN, "subject_id": None if whole else concern_id}
    head = cast.actor(session, cast.head)
    hold = place_hold(session, head, NOW, **held, reason="A national inquiry asked for all of them.")  # type: ignore[arg-type]  # Mixed kinds.
    assert ready_for_disposal(session, dsl) == []
    session.rollback()
    revision = seen(session, concern_id)
    with unchanged(session), pytest.raises(Refused) as refused:
        dispose_concern(session, dsl, NOW, concern_id=concern_id, seen=revision)
    assert refused.value.codes == ("record_held",)
    release_hold(session, head, NOW, hold_id=hold, seen=1, reason="The inquiry has ended.")
    assert dispose_concern(session, dsl, NOW, concern_id=concern_id, seen=revision) > 3
