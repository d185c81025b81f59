"""The database refuses to dispose of what a hold keeps, whatever asks it, and a restored copy keeps it too (003-7)."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from governance.domain.records.kinds import RecordKind
from governance.models import ConcernDisposal, Declaration, Disposal, DisposedRecord
from governance.services.records.retention.disposing import dispose_again, dispose_of_records
from governance.services.records.retention.due import KEEPERS
from governance.services.records.retention.holds import place_hold, release_hold
from tests.factories import NOW, TODAY, start_writing
from tests.services.cast import Cast, make_cast
from tests.services.records.test_retention_of_few import DUE, hidden, leaver_declared
from tests.services.unchanged import refused

WHY = "A national inquiry asked for them."
RELEASED = "The inquiry has ended."
REFUSED = "What is held is not disposed of"


def stub(session: Session, cast: Cast, kind: str, number: int) -> None:
    """Leave a stub past every service."""
    start_writing(session)
    row = Disposal(
        school_id=cast.school.id, number=1, kind=kind, records=1, disposed_by=cast.head.id, disposed_at=NOW,
        content="{}", sha256="",
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add(
        DisposedRecord(school_id=cast.school.id, disposal_id=row.id, kind=kind, subject_id=number, due_on=TODAY)
    )
    session.flush()
    session.rollback()


@pytest.mark.parametrize("number", [None, 7])
@pytest.mark.parametrize("kind", sorted(KEEPERS))
def test_no_stub_is_left_while_a_hold_stands(session: Session, kind: RecordKind, number: int | None) -> None:
    cast = make_cast(session)
    head = cast.actor(session, cast.head)
    hold = place_hold(session, head, NOW, kind=kind, subject_id=number, reason=WHY)
    with pytest.raises(DBAPIError, match=REFUSED):
        stub(session, cast, kind.value, 7)
    session.rollback()
    if number is not None:
        stub(session, cast, kind.value, 8)
    stub(session, make_cast(session, "elm"), kind.value, 7)
    release_hold(session, head, NOW, hold_id=hold, seen=1, reason=RELEASED)
    stub(session, cast, kind.value, 7)


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        ("comment", "hidden_comment"),
        ("report", "hidden_report"),
        ("appeal", "hidden_appeal"),
        ("concern", "hidden_comment"),
        ("concern", "hidden_report"),
        ("concern", "hidden_appeal"),
    ],
)
def test_a_hold_on_the_ordinary_kind_or_on_all_concerns_keeps_what_was_passed_on(
    session: Session, held: str, kind: str
) -> None:
    cast = make_cast(session)
    head = cast.actor(session, cast.head)
    place_hold(session, head, NOW, kind=RecordKind(held), subject_id=None, reason=WHY)
    with pytest.raises(DBAPIError, match=REFUSED):
        stub(session, cast, kind, 7)
    session.rollback()


@pytest.mark.parametrize("whole_kind", [True, False])
def test_no_concern_is_disposed_of_while_a_hold_stands(session: Session, whole_kind: bool) -> None:
    blog, _, concern = hidden(session)
    cast = blog.cast
    head = cast.actor(session, cast.head)
    on = None if whole_kind else concern
    hold = place_hold(session, head, NOW, kind=RecordKind.CONCERN, subject_id=on, reason=WHY)
    gone = {
        "school_id": cast.school.id, "concern_id": concern, "disposed_by": cast.head.id, "disposed_at": NOW,
        "texts_removed": 0,
    }  # fmt: skip
    start_writing(session)
    with pytest.raises(DBAPIError, match=REFUSED):
        session.execute(sa.insert(ConcernDisposal).values(**gone))
    session.rollback()
    release_hold(session, head, NOW, hold_id=hold, seen=1, reason=RELEASED)
    start_writing(session)
    session.execute(sa.insert(ConcernDisposal).values(**gone))
    session.rollback()


def test_a_restored_copy_keeps_what_is_held_in_it(session: Session) -> None:
    cast = make_cast(session)
    number = leaver_declared(session, cast, cast.teacher)
    head = cast.actor(session, cast.head)
    dispose_of_records(session, head, DUE, kind=RecordKind.DECLARATION, numbers=frozenset({number}))
    certificate = json.loads(session.scalars(sa.select(Disposal.content)).one())
    session.rollback()
    other = leaver_declared(session, cast, cast.second)
    restored = certificate | {"certificate": 77, "records": [[other, "2033-09-01"]]}
    hold = place_hold(session, head, NOW, kind=RecordKind.DECLARATION, subject_id=other, reason=WHY)
    with refused(session, "record_held"):
        dispose_again(session, DUE, restored)
    release_hold(session, head, NOW, hold_id=hold, seen=1, reason=RELEASED)
    assert dispose_again(session, DUE, restored) == 1
    assert session.get_one(Declaration, other).words == "(no longer kept)"
