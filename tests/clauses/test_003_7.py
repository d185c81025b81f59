"""003-7: there is a list of what is due, a legal hold stops disposal, and disposal leaves only a stub."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.records.kinds import RecordKind
from governance.domain.words import Role
from governance.models import CommentRevision, DisposedRecord
from governance.services.records.copies import record_subject_request
from governance.services.records.retention.disposing import dispose_of_records
from governance.services.records.retention.due import due_of
from governance.services.records.retention.holds import place_hold, release_hold
from governance.services.records.retention.schedule import schedule_of
from governance.services.refused import Refused
from tests.clauses.standing import stands
from tests.factories import NOW, TODAY, actor_of, make_person, make_school
from tests.services.comments.cast import arrive, decided, make_blog, one

LATER = dt.datetime(2028, 1, 12, 10, 30, tzinfo=dt.UTC)


def test_due_held_released_disposed_of(session: Session) -> None:
    blog = make_blog(session)
    school = blog.cast.school
    dpo = actor_of(session, school, make_person(session, school, Role.DPO))
    (taken,) = arrive(session, blog, one())
    session.rollback()
    decided(session, blog, blog.cast.teacher, taken.comment_id, "publish", now=NOW)
    comment = taken.comment_id
    session.rollback()
    due = due_of(session, school, schedule_of(session, school.id)[RecordKind.COMMENT], LATER)
    assert [(record.number, record.due_on) for record in due] == [(comment, dt.date(2027, 11, 19))]
    session.rollback()
    hold = place_hold(session, dpo, NOW, kind=RecordKind.COMMENT, subject_id=None, reason="A national inquiry.")
    with pytest.raises(Refused) as refused:
        dispose_of_records(session, dpo, LATER, kind=RecordKind.COMMENT, numbers=frozenset({comment}))
    assert refused.value.codes == ("record_held",)
    assert session.scalars(sa.select(CommentRevision.body)).all() == ["I like your castle."]
    session.rollback()
    release_hold(session, dpo, NOW, hold_id=hold, seen=1, reason="The inquiry has ended.")
    dispose_of_records(session, dpo, LATER, kind=RecordKind.COMMENT, numbers=frozenset({comment}))
    assert session.scalars(sa.select(CommentRevision.body)).all() == [""]
    stubs = session.execute(sa.select(DisposedRecord.kind, DisposedRecord.subject_id, DisposedRecord.due_on)).all()
    assert [tuple(stub) for stub in stubs] == [("comment", comment, dt.date(2027, 11, 19))]


def test_a_copy_that_is_not_sent_in_time_shows(session: Session) -> None:
    school = make_school(session)
    dpo = actor_of(session, school, make_person(session, school, Role.DPO))
    assert stands(session, school, "003-7") is Standing.KEPT
    record_subject_request(
        session, dpo, NOW, about_name="Jo", about_person=None, asked_by="", received_on=TODAY, note=""
    )
    assert stands(session, school, "003-7", now=NOW + dt.timedelta(days=30)) is Standing.KEPT
    assert stands(session, school, "003-7", now=NOW + dt.timedelta(days=31)) is Standing.NOT_KEPT
