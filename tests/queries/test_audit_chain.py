"""The audit shows every tampering at the first row that it touches, and survives the disposal of texts (DESIGN 8)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import NO_SCHOOL, AuditHead, AuditRow, AuditText
from governance.queries.audit_chain import Verdict, stray_texts, verdicts
from governance.services.transaction import use_case
from tests.factories import NOW, actor_of, make_person, make_school, make_site, start_writing


@pytest.fixture(name="chain")
def _chain(session: Session) -> int:
    """Five rows of one school, each with a label and a reason."""
    school = make_school(session)
    head = make_person(session, school, Role.HEAD)
    site = make_site(session, school, head)
    actor = actor_of(session, school, head)
    for number in range(1, 6):
        with use_case(session, actor, NOW + dt.timedelta(minutes=number)) as record:
            texts = {"label": "Year 4 blog", "reason": f"Reason {number}."}
            record.act("site.suspended", "site", site.id, from_state="live", to_state="suspended", texts=texts)
    return school.id


@pytest.fixture(name="unguarded")
def _unguarded(session: Session, chain: int) -> Session:
    """The same rows, with nothing in the database to keep anybody from changing them."""
    start_writing(session)
    if session.get_bind().dialect.name == "sqlite":
        for trigger in ("audit_rows_no_update", "audit_rows_no_delete", "audit_texts_no_update"):
            session.execute(sa.text(f"DROP TRIGGER {trigger}"))
        session.execute(sa.text("PRAGMA defer_foreign_keys=ON"))
    else:
        session.execute(sa.text("ALTER TABLE audit_rows DISABLE TRIGGER USER"))
        session.execute(sa.text("ALTER TABLE audit_texts DISABLE TRIGGER USER"))
    return session


def only(session: Session, batch: int = 2) -> Verdict:
    session.expire_all()
    (verdict,) = verdicts(session, batch)
    return verdict


@pytest.mark.parametrize("batch", [1, 2, 5, 100])
def test_a_chain_that_nobody_touched_holds(session: Session, chain: int, batch: int) -> None:
    assert only(session, batch) == Verdict(chain, 5)
    assert stray_texts(session) == 0


def test_an_empty_audit_holds(session: Session) -> None:
    assert list(verdicts(session)) == []


def test_each_school_and_what_has_none_has_a_chain_of_its_own(session: Session, chain: int) -> None:
    elm = make_school(session, "elm", name="Elm Primary")
    actor = actor_of(session, elm, make_person(session, elm, Role.HEAD))
    with use_case(session, actor, NOW) as record:
        record.act("school.changed", "school", elm.id, changed="name")
    assert list(verdicts(session)) == [Verdict(chain, 5), Verdict(elm.id, 1)]
    assert NO_SCHOOL not in {verdict.chain for verdict in verdicts(session)}


CHANGED: dict[str, Any] = {
    "at": NOW,
    "actor_id": None,
    "actor_name": "somebody else",
    "actor_role": "teacher",
    "code": "site.resumed",
    "subject_kind": "proposal",
    "subject_id": 99_999_999,
    "site_id": 99_999_999,
    "from_state": "closed",
    "to_state": None,
    "details": {"until": "2026-12-01"},
    "digests": {},
    "corrects": 1,
    "request_id": "another",
    "hash": "f" * 64,
}


@pytest.mark.parametrize("column", CHANGED)
def test_a_change_of_any_column_shows_at_its_row(unguarded: Session, chain: int, column: str) -> None:
    unguarded.execute(sa.update(AuditRow).where(AuditRow.sequence == 3).values({column: CHANGED[column]}))
    verdict = only(unguarded)
    assert (verdict.rows, verdict.broken_at) == (2, 3)
    assert verdict.fault == "What it says is not what its hash was made of."


def test_every_column_is_tampered_with_in_these_tests() -> None:
    elsewhere = {"id", "chain", "sequence", "previous_hash"}
    assert set(CHANGED) | elsewhere == {column.name for column in AuditRow.__table__.columns}


def test_a_row_that_names_another_row_before_it_shows(unguarded: Session, chain: int) -> None:
    unguarded.execute(sa.update(AuditRow).where(AuditRow.sequence == 3).values(previous_hash="f" * 64))
    assert only(unguarded) == Verdict(chain, 2, 3, "It does not name the hash of the row before it.")


def test_a_missing_row_shows(unguarded: Session, chain: int) -> None:
    row = sa.select(AuditRow.id).where(AuditRow.sequence == 3).scalar_subquery()
    unguarded.execute(sa.delete(AuditText).where(AuditText.row_id == row))
    unguarded.execute(sa.delete(AuditRow).where(AuditRow.sequence == 3))
    assert only(unguarded) == Verdict(chain, 2, 3, "Row 3 is missing: row 4 comes next.")


def test_a_number_that_was_changed_shows(unguarded: Session, chain: int) -> None:
    unguarded.execute(sa.update(AuditRow).where(AuditRow.sequence == 5).values(sequence=7))
    assert only(unguarded).broken_at == 5


def test_a_row_moved_to_another_chain_is_missing_in_its_own(unguarded: Session, chain: int) -> None:
    unguarded.execute(sa.update(AuditRow).where(AuditRow.sequence == 5).values(chain=chain + 1))
    assert [(verdict.chain, verdict.broken_at) for verdict in verdicts(unguarded)] == [(chain, 5), (chain + 1, 1)]


def test_the_last_row_cannot_go_unseen(unguarded: Session, chain: int) -> None:
    row = sa.select(AuditRow.id).where(AuditRow.sequence == 5).scalar_subquery()
    unguarded.execute(sa.delete(AuditText).where(AuditText.row_id == row))
    unguarded.execute(sa.delete(AuditRow).where(AuditRow.sequence == 5))
    assert only(unguarded) == Verdict(chain, 4, 5, "The chain ends here, and its head is row 5.")


@pytest.mark.parametrize(
    ("values", "broken_at", "fault"),
    [
        pytest.param({"sequence": 6}, 6, "The chain ends here, and its head is row 6.", id="the head points too far"),
        pytest.param({"sequence": 4}, 4, "The head does not hold the hash of the last row.", id="it points too short"),
        pytest.param({"hash": "f" * 64}, 5, "The head does not hold the hash of the last row.", id="its hash differs"),
    ],
)
def test_a_changed_head_shows(session: Session, chain: int, values: dict[str, Any], broken_at: int, fault: str) -> None:
    start_writing(session)
    session.execute(sa.update(AuditHead).values(**values))
    verdict = only(session)
    assert (verdict.broken_at, verdict.fault) == (broken_at, fault)


def test_rows_after_the_head_show(session: Session, chain: int) -> None:
    start_writing(session)
    fourth = session.scalar(sa.select(AuditRow.hash).where(AuditRow.sequence == 4))
    session.execute(sa.update(AuditHead).values(sequence=4, hash=fourth))
    assert only(session) == Verdict(chain, 4, 5, "There are rows after the head.")


def test_a_missing_head_shows(session: Session, chain: int) -> None:
    start_writing(session)
    session.execute(sa.delete(AuditHead))
    assert only(session) == Verdict(chain, 5, 5, "The chain has rows and no head.")


@pytest.mark.parametrize(
    ("values", "key"),
    [
        pytest.param({"text": "Another reason."}, "reason", id="the words"),
        pytest.param({"salt": "0" * 32}, "reason", id="the salt"),
        pytest.param({"key": "note"}, "note", id="the key"),
    ],
)
def test_a_change_of_a_kept_text_shows_at_its_row(
    unguarded: Session, chain: int, values: dict[str, str], key: str
) -> None:
    row = sa.select(AuditRow.id).where(AuditRow.sequence == 3).scalar_subquery()
    unguarded.execute(sa.update(AuditText).where(AuditText.row_id == row, AuditText.key == "reason").values(**values))
    assert only(unguarded) == Verdict(chain, 2, 3, f"Its text “{key}” is not the one that was recorded.")


def test_a_text_put_under_another_row_shows(unguarded: Session, chain: int) -> None:
    ids = dict(unguarded.execute(sa.select(AuditRow.sequence, AuditRow.id)).all())
    unguarded.execute(sa.delete(AuditText).where(AuditText.row_id == ids[4], AuditText.key == "reason"))
    moved = sa.update(AuditText).where(AuditText.row_id == ids[3], AuditText.key == "reason")
    unguarded.execute(moved.values(row_id=ids[4]))
    assert only(unguarded).broken_at == 4


def test_a_chain_stays_whole_when_a_text_is_disposed_of(session: Session, chain: int) -> None:
    start_writing(session)
    row = sa.select(AuditRow.id).where(AuditRow.sequence == 3).scalar_subquery()
    session.execute(sa.delete(AuditText).where(AuditText.row_id == row))
    session.commit()
    assert only(session) == Verdict(chain, 5)
