"""Reports and appeals about a comment that was passed on: due to who reads its concern, and to nobody else's list."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.comments.appeals import AppealOutcome, Behalf
from governance.domain.comments.reports import GrownUp, Wrong
from governance.domain.concern_entries import Entry
from governance.domain.concern_routes import Route
from governance.domain.disclosures import Source
from governance.domain.records.kinds import RecordKind
from governance.models import Appeal, Comment, CommentReport, Concern
from governance.queries.audit_chain import stray_texts, verdicts
from governance.queries.history import Sought, every_row
from governance.services.comments.appeals import appeal_on_behalf, decide_appeal
from governance.services.comments.reporting import Told, tell_grown_up
from governance.services.concern_disposal import dispose_concern
from governance.services.concern_entries import say_source
from governance.services.concern_packs import confirm_pack, make_pack
from governance.services.pretenders import the_public
from governance.services.records.retention.disposing import dispose_of_records
from governance.services.records.retention.due import DueRecord, due_kinds, due_of
from governance.services.records.retention.holds import place_hold, release_hold
from governance.services.records.retention.schedule import schedule_of
from tests.clauses.concern_scene import close, seen, take, write
from tests.factories import NOW, start_writing
from tests.services.cast import Cast
from tests.services.comments.cast import Blog, arrive, decided, make_blog, one
from tests.services.unchanged import refused

AFTER = dt.datetime(2027, 11, 19, 12, tzinfo=dt.UTC)
"""The day after the year for which what arrived on 18 November 2026 is kept."""
DAY_BEFORE = AFTER - dt.timedelta(days=1)
HANGING = (RecordKind.HIDDEN_REPORT, RecordKind.HIDDEN_APPEAL)
ORDINARY = {RecordKind.HIDDEN_REPORT: RecordKind.REPORT, RecordKind.HIDDEN_APPEAL: RecordKind.APPEAL}


def due(
    session: Session, cast: Cast, kind: RecordKind, reader: Actor | None, now: dt.datetime = AFTER
) -> list[DueRecord]:
    """What is due of a kind, as somebody is told."""
    found = list(due_of(session, cast.school, schedule_of(session, cast.school.id)[kind], now, reader))
    session.rollback()
    return found


def asked_about(session: Session) -> tuple[Blog, int]:
    """A blog, and a removed comment that was reported and appealed about; nothing waits any more."""
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one("7", "Where do you live?", author_name="Stranger"))
    session.rollback()
    address = session.get_one(Comment, taken.comment_id).address
    session.rollback()
    told = Told(Wrong.RUDE, GrownUp.NO, address=address, words="He asks everybody.")
    public = the_public(blog.cast.school.id, "test")
    tell_grown_up(
        session, public, NOW, school=blog.cast.school, told=told, remote="203.0.113.7", browser="one", salt="salt"
    )
    decided(session, blog, blog.cast.teacher, taken.comment_id, "remove", now=NOW)
    second, ict = blog.cast.actor(session, blog.cast.second), blog.cast.actor(session, blog.cast.ict)
    session.rollback()
    appeal_on_behalf(session, second, NOW, comment_id=taken.comment_id, behalf=Behalf.PARENT, words="He meant well.")
    appeal = session.execute(sa.select(Appeal.id, Appeal.revision)).one()
    session.rollback()
    stands = {"outcome": AppealOutcome.STANDS, "reason": "He asked for an address."}
    decide_appeal(session, ict, NOW, appeal_id=appeal.id, seen=appeal.revision, **stands)
    return blog, taken.comment_id


def passed_on(session: Session, blog: Blog, comment: int) -> int:
    """A moderator passes it on, and the concern's pack arrives; the concern."""
    dsl = blog.cast.actor(session, blog.cast.dsl)
    session.rollback()
    decided(session, blog, blog.cast.teacher, comment, "hide", now=NOW)
    concern = session.scalars(sa.select(Concern.id)).one()
    session.rollback()
    take(session, dsl, concern, Route.SOCIAL_CARE)
    write(session, dsl, concern, Entry.PARENTS_TOLD)
    close(session, dsl, concern)
    make_pack(session, dsl, NOW, concern_id=concern, seen=seen(session, concern))
    confirm_pack(session, dsl, NOW, concern_id=concern, number=1, confirmed_in="The safeguarding file")
    return concern


def the_one(session: Session, kind: RecordKind) -> int:
    """The number of the one report or the one appeal."""
    table = CommentReport if kind is RecordKind.HIDDEN_REPORT else Appeal
    found: int = session.scalars(sa.select(table.id)).one()
    session.rollback()
    return found


def words(session: Session) -> list[str]:
    """What the report and the appeal say, and how the appeal was answered."""
    found = [
        *session.scalars(sa.select(CommentReport.words)),
        *session.execute(sa.select(Appeal.words, Appeal.reason)).one(),
    ]
    session.rollback()
    return found


def acts(session: Session, cast: Cast, reader: Actor) -> list[str]:
    """The acts of disposal that somebody is shown in the history."""
    found = [row.code for row in every_row(session, cast.school.id, Sought(), reader=reader)]
    session.rollback()
    return [code for code in found if "disposed" in code]


def test_without_a_concern_they_are_due_as_ever(session: Session) -> None:
    blog, _ = asked_about(session)
    for hidden, ordinary in ORDINARY.items():
        assert [one.number for one in due(session, blog.cast, ordinary, None)] == [the_one(session, hidden)]
        assert due(session, blog.cast, hidden, blog.cast.actor(session, blog.cast.dsl)) == []


def test_they_stay_with_the_concern_and_go_after_it_by_who_reads_it(session: Session) -> None:
    blog, comment = asked_about(session)
    concern = passed_on(session, blog, comment)
    cast, dsl, ict = blog.cast, blog.cast.actor(session, blog.cast.dsl), blog.cast.actor(session, blog.cast.ict)
    for kind in HANGING:
        assert due(session, cast, kind, dsl) == []
        with refused(session, "record_not_due"):
            dispose_of_records(session, dsl, AFTER, kind=kind, numbers=frozenset({the_one(session, kind)}))
    dispose_concern(session, dsl, NOW, concern_id=concern, seen=seen(session, concern))
    reference = session.get_one(Concern, concern).reference
    session.rollback()
    for kind in HANGING:
        expected = DueRecord(the_one(session, kind), AFTER.date(), f"of concern {reference}")
        assert due(session, cast, kind, dsl, DAY_BEFORE) == []
        assert due(session, cast, kind, dsl) == [expected]
        assert due(session, cast, kind, ict) == due(session, cast, kind, None) == []
        assert due(session, cast, ORDINARY[kind], None) == []
        with refused(session, "record_not_due"):
            dispose_of_records(session, ict, AFTER, kind=kind, numbers=frozenset({expected.number}))
    assert words(session) == ["He asks everybody.", "He meant well.", "He asked for an address."]
    for kind in HANGING:
        dispose_of_records(session, dsl, AFTER, kind=kind, numbers=frozenset({the_one(session, kind)}))
        assert due(session, cast, kind, dsl) == []
    assert words(session) == ["", "", ""]
    assert [verdict.fault for verdict in verdicts(session) if verdict.fault] == []
    assert stray_texts(session) == 0
    session.rollback()
    gone = ["concern.appeal_disposed", "concern.report_disposed", "concern.disposed"]
    assert acts(session, cast, dsl) == gone
    assert acts(session, cast, ict) == []


def test_no_count_of_all_the_kinds_tells_of_them(session: Session) -> None:
    blog, comment = asked_about(session)
    concern = passed_on(session, blog, comment)
    dsl = blog.cast.actor(session, blog.cast.dsl)
    dispose_concern(session, dsl, NOW, concern_id=concern, seen=seen(session, concern))
    counted = due_kinds(session, blog.cast.school, schedule_of(session, blog.cast.school.id), AFTER)
    assert not set(HANGING) & {one.rule.row.kind for one in counted}
    assert [one.due for one in counted if one.rule.row.kind in ORDINARY.values()] == [0, 0]


@pytest.mark.parametrize("kind", HANGING)
@pytest.mark.parametrize("held", ["its own kind", "the ordinary kind", "concerns"])
def test_a_hold_on_any_of_them_keeps_it(session: Session, kind: RecordKind, held: str) -> None:
    blog, comment = asked_about(session)
    concern = passed_on(session, blog, comment)
    dsl, head = blog.cast.actor(session, blog.cast.dsl), blog.cast.actor(session, blog.cast.head)
    dispose_concern(session, dsl, NOW, concern_id=concern, seen=seen(session, concern))
    on = {"its own kind": kind, "the ordinary kind": ORDINARY[kind], "concerns": RecordKind.CONCERN}[held]
    hold = place_hold(session, head, NOW, kind=on, subject_id=None, reason="A national inquiry asked for them.")
    assert due(session, blog.cast, kind, dsl) == []
    with refused(session, "record_held"):
        dispose_of_records(session, dsl, AFTER, kind=kind, numbers=frozenset({the_one(session, kind)}))
    release_hold(session, head, NOW, hold_id=hold, seen=1, reason="The inquiry has ended.")
    assert [one.number for one in due(session, blog.cast, kind, dsl)] == [the_one(session, kind)]


def test_what_went_before_it_was_a_concern_s_is_not_due_again(session: Session) -> None:
    blog, comment = asked_about(session)
    head = blog.cast.actor(session, blog.cast.head)
    appeal = the_one(session, RecordKind.HIDDEN_APPEAL)
    dispose_of_records(session, head, AFTER, kind=RecordKind.APPEAL, numbers=frozenset({appeal}))
    concern = passed_on(session, blog, comment)
    dsl = blog.cast.actor(session, blog.cast.dsl)
    dispose_concern(session, dsl, NOW, concern_id=concern, seen=seen(session, concern))
    assert due(session, blog.cast, RecordKind.HIDDEN_APPEAL, dsl) == []


def test_what_went_straight_into_a_concern_left_nothing_of_its_own(session: Session) -> None:
    blog = make_blog(session)
    public = the_public(blog.cast.school.id, "test")
    told = Told(Wrong.RUDE, GrownUp.HELPER, words="He shouts at us.")
    session.rollback()
    tell_grown_up(
        session, public, NOW, school=blog.cast.school, told=told, remote="203.0.113.7", browser="one", salt="salt"
    )
    # Where it came from is forgotten after a day (A.5).
    start_writing(session)
    session.execute(sa.update(CommentReport).values(from_digest=""))
    session.commit()
    head, concern = blog.cast.actor(session, blog.cast.head), session.scalars(sa.select(Concern.id)).one()
    session.rollback()
    say_source(session, head, NOW, concern_id=concern, seen=seen(session, concern), source=Source.SEEN)
    take(session, head, concern, Route.SOCIAL_CARE)
    close(session, head, concern, "It was taken to social care, who go on with it.")
    make_pack(session, head, NOW, concern_id=concern, seen=seen(session, concern))
    confirm_pack(session, head, NOW, concern_id=concern, number=1, confirmed_in="The safeguarding file")
    dispose_concern(session, head, NOW, concern_id=concern, seen=seen(session, concern))
    report = session.scalars(sa.select(CommentReport)).one()
    assert (report.words, report.address) == ("", "")
    session.rollback()
    assert due(session, blog.cast, RecordKind.HIDDEN_REPORT, head) == []
    assert due(session, blog.cast, RecordKind.REPORT, None) == []
