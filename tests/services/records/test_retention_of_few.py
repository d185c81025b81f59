"""What few read and is due: its readers alone are told, and nobody else learns that it was disposed of (003-7)."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.concern_entries import Entry
from governance.domain.concern_routes import Route
from governance.domain.records.kinds import RecordKind
from governance.domain.registers.words import DeclarationKind
from governance.domain.words import Role
from governance.models import Comment, CommentRevision, Concern, Declaration, Disposal, Membership, Person
from governance.queries.audit_chain import stray_texts, verdicts
from governance.queries.history import Sought, every_row
from governance.queries.records.retention import certificate_of, certificates
from governance.services.concern_disposal import dispose_concern
from governance.services.concern_packs import confirm_pack, make_pack
from governance.services.records.retention.disposing import dispose_again, dispose_of_records
from governance.services.records.retention.due import DueRecord, due_kinds, due_of
from governance.services.records.retention.holds import place_hold, release_hold
from governance.services.records.retention.schedule import schedule_of
from governance.services.refused import Refused
from tests.clauses.concern_scene import close, seen, take, write
from tests.clauses.declaring import declared
from tests.factories import NOW, actor_of, make_person, start_writing
from tests.services.cast import Cast, make_cast
from tests.services.comments.cast import Blog, arrive, decided, make_blog, one
from tests.services.unchanged import unchanged

LEFT = dt.date(2027, 8, 31)
DUE = dt.datetime(2033, 9, 1, 12, tzinfo=dt.UTC)
"""The day after the six years for which a declaration of who left on 31 August 2027 is kept."""
NOTHING_SAID = "Some of this is not due: its time is not over, or it is still in use. Look at the list again."


def due(
    session: Session, cast: Cast, kind: RecordKind, reader: Actor | None, now: dt.datetime = DUE
) -> list[DueRecord]:
    """What is due of a kind, as somebody is told."""
    found = list(due_of(session, cast.school, schedule_of(session, cast.school.id)[kind], now, reader))
    session.rollback()
    return found


def leaver_declared(session: Session, cast: Cast, who: Person) -> int:
    """A declaration of somebody who has left by the summer."""
    number = declared(session, cast, DeclarationKind.RELATED_PUPIL, who)
    start_writing(session)
    session.execute(sa.update(Membership).where(Membership.person_id == who.id).values(ends_on=LEFT))
    session.commit()
    return number


def acts(session: Session, cast: Cast, reader: Actor) -> list[str]:
    """The acts of disposal that somebody is shown in the history."""
    found = [row.code for row in every_row(session, cast.school.id, Sought(), reader=reader)]
    session.rollback()
    return [code for code in found if "disposed" in code]


def test_a_declaration_goes_six_years_after_its_declarer_left_and_only_its_readers_know(session: Session) -> None:
    cast = make_cast(session)
    number = leaver_declared(session, cast, cast.teacher)
    head, ict = cast.actor(session, cast.head), cast.actor(session, cast.ict)
    assert due(session, cast, RecordKind.DECLARATION, head, DUE - dt.timedelta(days=1)) == []
    expected = DueRecord(number, dt.date(2033, 9, 1), "declared by first teacher")
    assert due(session, cast, RecordKind.DECLARATION, head) == [expected]
    assert due(session, cast, RecordKind.DECLARATION, ict) == []
    assert due(session, cast, RecordKind.DECLARATION, None) == []
    kinds = due_kinds(session, cast.school, schedule_of(session, cast.school.id), DUE)
    assert not {RecordKind.DECLARATION, RecordKind.HIDDEN_COMMENT} & {one.rule.row.kind for one in kinds}
    session.rollback()
    certificate = dispose_of_records(session, head, DUE, kind=RecordKind.DECLARATION, numbers=frozenset({number}))
    assert session.get_one(Declaration, number).words == "(no longer kept)"
    assert [verdict.fault for verdict in verdicts(session) if verdict.fault] == []
    assert stray_texts(session) == 0
    session.rollback()
    assert acts(session, cast, head) == ["declaration.disposed"]
    assert acts(session, cast, ict) == []
    assert certificates(session, cast.school.id) == []
    assert certificates(session, cast.school.id, ict) == []
    assert certificate_of(session, cast.school.id, certificate) is None
    assert [one.row.number for one in certificates(session, cast.school.id, head)] == [certificate]


def test_who_does_not_read_it_is_refused_as_if_it_were_not_there(session: Session) -> None:
    cast = make_cast(session)
    number = leaver_declared(session, cast, cast.teacher)
    head = cast.actor(session, cast.head)
    place_hold(session, head, NOW, kind=RecordKind.DECLARATION, subject_id=number, reason="A claim is being made.")
    dpo = actor_of(session, cast.school, make_person(session, cast.school, Role.DPO))
    for wanted in (number, 123_456_789):
        for actor in (cast.actor(session, cast.ict), dpo):
            with unchanged(session), pytest.raises(Refused) as refused:
                dispose_of_records(session, actor, DUE, kind=RecordKind.DECLARATION, numbers=frozenset({wanted}))
            assert refused.value.codes == ("record_not_due",)
            assert [refusal.sentence for refusal in refused.value.refusals] == [NOTHING_SAID]
    with unchanged(session), pytest.raises(Refused) as refused:
        dispose_of_records(session, head, DUE, kind=RecordKind.DECLARATION, numbers=frozenset({number}))
    assert refused.value.codes == ("record_held",)


def test_what_a_head_declared_is_the_chairs_to_dispose_of(session: Session) -> None:
    cast = make_cast(session)
    number = leaver_declared(session, cast, cast.head)
    following = actor_of(session, cast.school, make_person(session, cast.school, Role.HEAD, name="the next head"))
    chair = cast.actor(session, cast.chair)
    assert due(session, cast, RecordKind.DECLARATION, following) == []
    assert [one.number for one in due(session, cast, RecordKind.DECLARATION, chair)] == [number]
    dispose_of_records(session, chair, DUE, kind=RecordKind.DECLARATION, numbers=frozenset({number}))
    assert acts(session, cast, following) == []


def test_a_restored_copy_loses_a_declaration_again(session: Session) -> None:
    cast = make_cast(session)
    number = leaver_declared(session, cast, cast.teacher)
    head = cast.actor(session, cast.head)
    dispose_of_records(session, head, DUE, kind=RecordKind.DECLARATION, numbers=frozenset({number}))
    certificate = json.loads(session.scalars(sa.select(Disposal.content)).one())
    session.rollback()
    other = leaver_declared(session, cast, cast.second)
    restored = certificate | {"certificate": 77, "records": [[other, "2033-09-01"]]}
    assert dispose_again(session, DUE, restored) == 1
    assert session.get_one(Declaration, other).words == "(no longer kept)"
    assert dispose_again(session, DUE, restored) == 0


AFTER = dt.datetime(2028, 1, 12, 10, 30, tzinfo=dt.UTC)
"""More than the year for which a comment of 18 November 2026 is kept."""


def hidden(session: Session) -> tuple[Blog, int, int]:
    """A blog, a comment that was hidden, and its concern, closed and packed."""
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one("7", "Where do you live?", author_name="Stranger"))
    session.rollback()
    decided(session, blog, blog.cast.teacher, taken.comment_id, "hide", now=NOW)
    concern = session.scalars(sa.select(Concern.id)).one()
    session.rollback()
    dsl = blog.cast.actor(session, blog.cast.dsl)
    take(session, dsl, concern, Route.SOCIAL_CARE)
    write(session, dsl, concern, Entry.PARENTS_TOLD)
    close(session, dsl, concern)
    make_pack(session, dsl, NOW, concern_id=concern, seen=seen(session, concern))
    confirm_pack(session, dsl, NOW, concern_id=concern, number=1, confirmed_in="The safeguarding file")
    return blog, taken.comment_id, concern


def words(session: Session) -> list[str]:
    """What the comment says."""
    found = list(session.scalars(sa.select(CommentRevision.body)))
    session.rollback()
    return found


def test_the_words_of_a_hidden_comment_stay_with_its_concern_and_go_after_it(session: Session) -> None:
    blog, comment, concern = hidden(session)
    cast, dsl = blog.cast, blog.cast.actor(session, blog.cast.dsl)
    assert due(session, cast, RecordKind.HIDDEN_COMMENT, dsl, AFTER) == []
    with unchanged(session), pytest.raises(Refused) as refused:
        dispose_of_records(session, dsl, AFTER, kind=RecordKind.HIDDEN_COMMENT, numbers=frozenset({comment}))
    assert refused.value.codes == ("record_not_due",)
    dispose_concern(session, dsl, NOW, concern_id=concern, seen=seen(session, concern))
    reference = session.get_one(Concern, concern).reference
    session.rollback()
    last = dt.datetime(2027, 11, 18, 12, tzinfo=dt.UTC)
    assert due(session, cast, RecordKind.HIDDEN_COMMENT, dsl, last) == []
    expected = DueRecord(comment, dt.date(2027, 11, 19), f"of concern {reference}")
    assert due(session, cast, RecordKind.HIDDEN_COMMENT, dsl, AFTER) == [expected]
    assert due(session, cast, RecordKind.COMMENT, None, AFTER) == []
    assert due(session, cast, RecordKind.HIDDEN_COMMENT, cast.actor(session, cast.ict), AFTER) == []
    assert words(session) == ["Where do you live?"]
    dispose_of_records(session, dsl, AFTER, kind=RecordKind.HIDDEN_COMMENT, numbers=frozenset({comment}))
    assert words(session) == [""]
    assert session.get_one(Comment, comment).words_disposed_at == AFTER
    assert [verdict.fault for verdict in verdicts(session) if verdict.fault] == []
    session.rollback()
    assert acts(session, cast, dsl) == ["concern.comment_disposed", "concern.disposed"]
    assert acts(session, cast, cast.actor(session, cast.ict)) == []


@pytest.mark.parametrize("kind", [RecordKind.HIDDEN_COMMENT, RecordKind.COMMENT, RecordKind.CONCERN])
def test_a_hold_on_comments_or_concerns_keeps_it(session: Session, kind: RecordKind) -> None:
    blog, comment, concern = hidden(session)
    dsl, head = blog.cast.actor(session, blog.cast.dsl), blog.cast.actor(session, blog.cast.head)
    dispose_concern(session, dsl, NOW, concern_id=concern, seen=seen(session, concern))
    hold = place_hold(session, head, NOW, kind=kind, subject_id=None, reason="A national inquiry asked for them.")
    assert due(session, blog.cast, RecordKind.HIDDEN_COMMENT, dsl, AFTER) == []
    with unchanged(session), pytest.raises(Refused) as refused:
        dispose_of_records(session, dsl, AFTER, kind=RecordKind.HIDDEN_COMMENT, numbers=frozenset({comment}))
    assert refused.value.codes == ("record_held",)
    release_hold(session, head, NOW, hold_id=hold, seen=1, reason="The inquiry has ended.")
    assert [one.number for one in due(session, blog.cast, RecordKind.HIDDEN_COMMENT, dsl, AFTER)] == [comment]
