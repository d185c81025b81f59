"""Retention: what is due, holds, disposal with certificate and stubs, and an audit that still holds (003-7)."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.records.certificate import NotACertificate, digest_of, exported, read_certificates
from governance.domain.records.kinds import RecordKind
from governance.domain.records.words import Sure, Unit
from governance.domain.words import Role
from governance.models import (
    AuditRow,
    AuditText,
    Comment,
    CommentRevision,
    Concern,
    Disposal,
    DisposedRecord,
    Import,
    LegalHold,
    School,
    Training,
)
from governance.queries.audit_chain import stray_texts, verdicts
from governance.services.records.retention.disposing import dispose_again, dispose_of_records
from governance.services.records.retention.due import DueRecord, due_kinds, due_of
from governance.services.records.retention.holds import is_held, place_hold, release_hold
from governance.services.records.retention.schedule import change_rule, restore_rule, schedule_of
from governance.services.refused import NotHere, Refused
from tests.factories import NOW, actor_of, make_person, make_school, start_writing
from tests.services.comments.cast import Blog, arrive, decided, make_blog, one

YEARS_LATER = dt.datetime(2028, 1, 12, 10, 30, tzinfo=dt.UTC)
"""More than the year for which a comment of 18 November 2026 is kept."""


@pytest.fixture(name="blog")
def _blog(session: Session) -> Blog:
    return make_blog(session)


@pytest.fixture(name="dpo")
def _dpo(session: Session, blog: Blog) -> Actor:
    return actor_of(session, blog.cast.school, make_person(session, blog.cast.school, Role.DPO, name="D. Officer"))


def _settled(session: Session, blog: Blog, body: str = "I like your castle.", host_id: str = "7") -> int:
    """A comment of the tests' today that was published."""
    (taken,) = arrive(session, blog, one(host_id, body, author_name="Ava"))
    session.rollback()
    decided(session, blog, blog.cast.teacher, taken.comment_id, "publish", now=NOW)
    session.rollback()
    return taken.comment_id


def _due(session: Session, school: School, kind: RecordKind, now: dt.datetime = YEARS_LATER) -> list[DueRecord]:
    found = list(due_of(session, school, schedule_of(session, school.id)[kind], now))
    session.rollback()
    return found


def _counts(session: Session) -> list[int]:
    kinds = (Disposal, DisposedRecord, AuditRow, AuditText)
    found = [session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0 for kind in kinds]
    session.rollback()
    return found


def test_a_comment_is_due_the_day_after_its_last_one(session: Session, blog: Blog) -> None:
    comment = _settled(session, blog)
    school = blog.cast.school
    last = dt.datetime(2027, 11, 18, 23, 0, tzinfo=dt.UTC)
    assert _due(session, school, RecordKind.COMMENT, last) == []
    found = _due(session, school, RecordKind.COMMENT, last + dt.timedelta(hours=2))
    assert [(one.number, one.due_on) for one in found] == [(comment, dt.date(2027, 11, 19))]


def test_disposal_leaves_a_stub_a_certificate_and_an_audit_that_still_verifies(
    session: Session, blog: Blog, dpo: Actor
) -> None:
    comment = _settled(session, blog)
    kept_before = session.scalar(sa.select(sa.func.count()).select_from(AuditText))
    session.rollback()
    number = dispose_of_records(session, dpo, YEARS_LATER, kind=RecordKind.COMMENT, numbers=frozenset({comment}))
    assert number == 1
    stub = session.get_one(Comment, comment)
    assert stub.words_disposed_at == YEARS_LATER
    words = session.execute(sa.select(CommentRevision.body, CommentRevision.author_name)).all()
    assert [tuple(row) for row in words] == [("", "")]
    said = json.loads(session.scalars(sa.select(Disposal.content)).one())
    assert said["how_many"] == 1
    assert said["disposed_by"] == "D. Officer"
    assert said["disposed_at"] == "2028-01-12T10:30:00+00:00"
    assert said["records"] == [[comment, "2027-11-19"]]
    assert said["rule"] == "365 days from the day it arrived"
    certificate = session.scalars(sa.select(Disposal)).one()
    assert certificate.sha256 == digest_of(certificate.content)
    assert "castle" not in certificate.content
    # The reasons and labels of the comment's history are gone; every row of it is there and holds.
    assert (session.scalar(sa.select(sa.func.count()).select_from(AuditText)) or 0) < (kept_before or 0)
    assert [verdict.fault for verdict in verdicts(session)] == [None] * len(list(verdicts(session)))
    assert stray_texts(session) == 0
    assert _due(session, blog.cast.school, RecordKind.COMMENT) == []


def test_disposing_twice_makes_one_certificate(session: Session, blog: Blog, dpo: Actor) -> None:
    comment = frozenset({_settled(session, blog)})
    assert dispose_of_records(session, dpo, YEARS_LATER, kind=RecordKind.COMMENT, numbers=comment) == 1
    before = _counts(session)
    assert dispose_of_records(session, dpo, YEARS_LATER, kind=RecordKind.COMMENT, numbers=comment) == 1
    assert _counts(session) == before


def test_a_legal_hold_stops_disposal_until_it_is_released(session: Session, blog: Blog, dpo: Actor) -> None:
    comment = _settled(session, blog)
    hold = place_hold(
        session, dpo, NOW, kind=RecordKind.COMMENT, subject_id=comment, reason="A national inquiry asked for it."
    )
    assert _due(session, blog.cast.school, RecordKind.COMMENT) == []
    before = _counts(session)
    with pytest.raises(Refused) as refused:
        dispose_of_records(session, dpo, YEARS_LATER, kind=RecordKind.COMMENT, numbers=frozenset({comment}))
    assert refused.value.codes == ("record_held",)
    assert _counts(session) == before
    release_hold(session, dpo, NOW, hold_id=hold, seen=1, reason="The inquiry has ended.")
    assert [one.number for one in _due(session, blog.cast.school, RecordKind.COMMENT)] == [comment]


def test_a_hold_on_a_kind_holds_every_record_of_it(session: Session, blog: Blog, dpo: Actor) -> None:
    comment = _settled(session, blog)
    for _ in range(2):
        place_hold(session, dpo, NOW, kind=RecordKind.COMMENT, subject_id=None, reason="A national inquiry.")
    assert session.scalar(sa.select(sa.func.count()).select_from(LegalHold)) == 1
    assert is_held(session, blog.cast.school.id, RecordKind.COMMENT, comment)
    assert not is_held(session, blog.cast.school.id, RecordKind.REPORT, comment)
    session.rollback()
    (kind,) = (
        one
        for one in due_kinds(session, blog.cast.school, schedule_of(session, blog.cast.school.id), YEARS_LATER)
        if one.rule.row.kind is RecordKind.COMMENT
    )
    assert (kind.due, kind.held) == (1, 1)
    session.rollback()
    with pytest.raises(Refused) as refused:
        dispose_of_records(session, dpo, YEARS_LATER, kind=RecordKind.COMMENT, numbers=frozenset({comment}))
    assert refused.value.codes == ("record_held",)


def test_what_waits_or_has_an_open_case_is_not_due(session: Session, blog: Blog, dpo: Actor) -> None:
    (waiting,) = arrive(session, blog, one("1"))
    session.rollback()
    in_case = _settled(session, blog, host_id="2")
    start_writing(session)
    session.add(
        Concern(
            school_id=blog.cast.school.id, reference="C-1", about="child", comment_id=in_case,
            opened_by=blog.cast.teacher.id, opened_at=NOW,
        )
    )  # fmt: skip
    session.commit()
    assert _due(session, blog.cast.school, RecordKind.COMMENT) == []
    before = _counts(session)
    for comment in (waiting.comment_id, in_case):
        with pytest.raises(Refused) as refused:
            dispose_of_records(session, dpo, YEARS_LATER, kind=RecordKind.COMMENT, numbers=frozenset({comment}))
        # Both read alike, so that nobody learns from the refusal that there is a case.
        assert refused.value.codes == ("record_not_due",)
        assert [refusal.sentence for refusal in refused.value.refusals] == [
            "Some of this is not due: its time is not over, or it is still in use. Look at the list again."
        ]
    assert _counts(session) == before


def test_what_is_not_due_yet_takes_everything_with_it(session: Session, blog: Blog, dpo: Actor) -> None:
    comment = _settled(session, blog)
    before = _counts(session)
    with pytest.raises(Refused) as refused:
        dispose_of_records(session, dpo, NOW, kind=RecordKind.COMMENT, numbers=frozenset({comment}))
    assert refused.value.codes == ("record_not_due",)
    assert _counts(session) == before


def test_only_the_head_and_the_dpo_dispose(session: Session, blog: Blog, dpo: Actor) -> None:
    comment = frozenset({_settled(session, blog)})
    office = actor_of(session, blog.cast.school, make_person(session, blog.cast.school, Role.OFFICE))
    before = _counts(session)
    with pytest.raises(Refused) as refused:
        dispose_of_records(session, office, YEARS_LATER, kind=RecordKind.COMMENT, numbers=comment)
    assert refused.value.codes == ("not_yours_to_do",)
    assert _counts(session) == before


def test_another_schools_comment_is_not_due_here(session: Session, blog: Blog) -> None:
    comment = frozenset({_settled(session, blog)})
    elm = make_school(session, "elm", name="Elm Primary")
    stranger = actor_of(session, elm, make_person(session, elm, Role.DPO))
    before = _counts(session)
    with pytest.raises(Refused) as refused:
        dispose_of_records(session, stranger, YEARS_LATER, kind=RecordKind.COMMENT, numbers=comment)
    assert refused.value.codes == ("record_not_due",)
    assert _counts(session) == before


def test_what_the_product_does_not_hold_is_disposed_of_elsewhere(session: Session, dpo: Actor) -> None:
    with pytest.raises(NotHere):
        dispose_of_records(session, dpo, NOW, kind=RecordKind.CHILD_PROTECTION, numbers=frozenset({1}))


def test_training_of_who_left_goes_six_years_later_and_of_who_stays_never(
    session: Session, blog: Blog, dpo: Actor
) -> None:
    school = blog.cast.school
    leaver = make_person(session, school, Role.TEACHER, name="leaver", ends_on=dt.date(2021, 8, 31))
    start_writing(session)
    given = {"school_id": school.id, "topic": "moderating", "recorded_by": blog.cast.head.id, "recorded_at": NOW}
    session.add_all(
        [
            Training(person_id=leaver.id, trained_on=dt.date(2020, 9, 1), **given),
            Training(person_id=blog.cast.teacher.id, trained_on=dt.date(2010, 9, 1), **given),
        ]
    )
    session.commit()
    assert _due(session, school, RecordKind.TRAINING, dt.datetime(2027, 8, 31, 12, tzinfo=dt.UTC)) == []
    (found,) = _due(session, school, RecordKind.TRAINING, dt.datetime(2027, 9, 1, 12, tzinfo=dt.UTC))
    assert (found.due_on, found.words) == (dt.date(2027, 9, 1), "moderating, leaver")
    dispose_of_records(session, dpo, YEARS_LATER, kind=RecordKind.TRAINING, numbers=frozenset({found.number}))
    assert session.get_one(Training, found.number).topic == "(no longer kept)"


def test_the_school_corrects_a_time_and_takes_it_back(session: Session, blog: Blog, dpo: Actor) -> None:
    school = blog.cast.school
    start_writing(session)
    session.add(
        Import(
            school_id=school.id, kind="staff", name="a.csv", text="{}", uploaded_by=blog.cast.head.id, uploaded_at=NOW
        )
    )
    session.commit()
    assert _due(session, school, RecordKind.UPLOADED_LIST, NOW + dt.timedelta(days=30)) == []
    asked = {"kind": RecordKind.UPLOADED_LIST, "amount": 7, "unit": Unit.DAYS, "basis": "Our own decision."}
    change_rule(session, dpo, NOW, seen=0, sure=Sure.CHECKED, **asked)  # type: ignore[arg-type]  # Mixed kinds.
    assert len(_due(session, school, RecordKind.UPLOADED_LIST, NOW + dt.timedelta(days=8))) == 1
    restore_rule(session, dpo, NOW, kind=RecordKind.UPLOADED_LIST)
    assert _due(session, school, RecordKind.UPLOADED_LIST, NOW + dt.timedelta(days=8)) == []


def test_a_restored_copy_is_brought_up_to_date_from_the_certificates(session: Session, blog: Blog, dpo: Actor) -> None:
    comment = _settled(session, blog)
    dispose_of_records(session, dpo, YEARS_LATER, kind=RecordKind.COMMENT, numbers=frozenset({comment}))
    row = session.scalars(sa.select(Disposal)).one()
    (certificate,) = read_certificates(exported([(row.content, row.sha256)]))
    session.rollback()
    # On the copy it is there already, so nothing happens.
    assert dispose_again(session, YEARS_LATER, certificate) == 0
    elsewhere = certificate | {"certificate": 2}
    assert dispose_again(session, YEARS_LATER, elsewhere) == 0
    assert session.scalars(sa.select(AuditRow.code).order_by(AuditRow.id.desc()).limit(1)).one() == (
        "retention.disposed_again"
    )


def test_a_certificate_that_was_changed_is_not_taken(session: Session, blog: Blog, dpo: Actor) -> None:
    comment = _settled(session, blog)
    dispose_of_records(session, dpo, YEARS_LATER, kind=RecordKind.COMMENT, numbers=frozenset({comment}))
    row = session.scalars(sa.select(Disposal)).one()
    changed = exported([(row.content, row.sha256)]).replace("D. Officer", "S. Omebody")
    with pytest.raises(NotACertificate):
        read_certificates(changed)


@pytest.mark.parametrize("change", ["UPDATE disposals SET records = 9", "DELETE FROM disposed_records"])
def test_the_database_lets_nobody_change_a_certificate_or_a_stub(
    session: Session, blog: Blog, dpo: Actor, change: str
) -> None:
    comment = _settled(session, blog)
    dispose_of_records(session, dpo, YEARS_LATER, kind=RecordKind.COMMENT, numbers=frozenset({comment}))
    with pytest.raises(sa.exc.DBAPIError, match=r"certificate stands|stub stays"):
        session.execute(sa.text(change))
