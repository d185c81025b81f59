"""Batches from other programs: each item accepted, repeated or refused, in order, and nothing lost or twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.handed_in import read_item
from governance.domain.comments.words import Source
from governance.models import AuditRow, Comment, CommentRevision, IngestReceipt
from governance.services.comments import handing_in
from governance.services.comments.handing_in import Answer, a_program, hand_in, read_ahead
from governance.services.comments.reading import reader_of
from governance.services.refused import NotHere
from tests.factories import NOW
from tests.services.cast import audit_codes
from tests.services.comments.cast import Blog, arrive, decided, fresh, make_blog, on_host, one, open_kinds
from tests.services.unchanged import unchanged

LATER = NOW + dt.timedelta(hours=1)
KEY = 7


def item(key: str = "k1", host_id: str = "871", words: str = "I liked the volcano.", **more: Any) -> dict[str, Any]:
    """One item as a program sends it."""
    return {"key": key, "host_id": host_id, "words": words, "state": "held"} | more


def handed(session: Session, blog: Blog, *items: object, now: dt.datetime = NOW) -> tuple[Answer, ...]:
    """Hand these items in for the blog."""
    school_id, site_id = blog.cast.school.id, blog.site.id
    reader = reader_of(session, school_id)
    session.rollback()
    read = [read_item(each) for each in items]
    actor = a_program(school_id, KEY)
    return hand_in(session, actor, now, site_id=site_id, key_id=KEY, items=read, read=reader)


def results(answers: tuple[Answer, ...]) -> list[str]:
    return [answer.result.value for answer in answers]


@pytest.fixture
def blog(session: Session) -> Blog:
    return make_blog(session, connected=False)


def test_what_is_handed_in_waits_in_the_queue(session: Session, blog: Blog) -> None:
    (answer,) = handed(session, blog, item(author="Ava", post_title="Our volcano", posted_at="2026-11-18T10:00:00Z"))
    assert answer == Answer("k1", handing_in.Result.ACCEPTED, "new")
    comment = session.scalars(sa.select(Comment)).one()
    assert (comment.source, comment.host_id, comment.state) == (Source.INGEST, "871", "waiting")
    assert (comment.post_title, comment.awaits_since) == ("Our volcano", NOW)
    revision = session.scalars(sa.select(CommentRevision)).one()
    assert (revision.body, revision.author_name) == ("I liked the volcano.", "Ava")
    assert revision.posted_at == dt.datetime(2026, 11, 18, 10, 0, tzinfo=dt.UTC)
    act = session.scalars(sa.select(AuditRow).where(AuditRow.code == "comments.handed_in")).one()
    assert (act.actor_name, act.actor_role, act.actor_id) == ("Another program", "with key 7", None)
    assert act.details == {"key_id": 7, "accepted": 1, "repeated": 0, "refused": 0}


def test_the_answers_stand_in_the_order_of_the_items(session: Session, blog: Blog) -> None:
    handed(session, blog, item("k1"))
    answers = handed(session, blog, item("k2", "872"), 5, item("k1"), item("k1", words="x"), item("k3", "873"))
    assert results(answers) == ["accepted", "refused", "repeated", "refused", "accepted"]
    assert [answer.key for answer in answers] == ["k2", None, "k1", "k1", "k3"]


def test_the_same_key_and_content_is_a_repeat_that_changes_nothing(session: Session, blog: Blog) -> None:
    handed(session, blog, item(author="Ava", address=""))
    with unchanged(session):
        answers = handed(session, blog, item(address=None, author="Ava"), now=LATER)
    assert results(answers) == ["repeated"]


def test_the_same_key_with_another_content_is_refused(session: Session, blog: Blog) -> None:
    handed(session, blog, item())
    with unchanged(session):
        (answer,) = handed(session, blog, item(words="Something else."))
    assert [refusal.code for refusal in answer.refusals] == ["key_used"]
    assert "was used for something else" in answer.refusals[0].sentence


def test_a_key_twice_in_one_batch_is_a_repeat_or_refused(session: Session, blog: Blog) -> None:
    answers = handed(session, blog, item("k1"), item("k1"), item("k1", words="Something else."))
    assert results(answers) == ["accepted", "repeated", "refused"]
    assert session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(IngestReceipt)) == 1


def test_a_bad_item_refuses_only_itself(session: Session, blog: Blog) -> None:
    bad = [None, {}, item("k2", state="spam"), item("k3", "x\x00"), item("k4", extra="x")]
    answers = handed(session, blog, item("k1"), *bad, item("k5", "875"))
    assert results(answers) == ["accepted", "refused", "refused", "refused", "refused", "refused", "accepted"]
    assert all(answer.refusals for answer in answers[1:6])
    assert session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 2


def test_a_batch_of_bad_items_changes_nothing(session: Session, blog: Blog) -> None:
    with unchanged(session):
        assert results(handed(session, blog, None, {}, item(state="spam"))) == ["refused", "refused", "refused"]


def test_another_key_for_the_same_comment_says_what_it_was(session: Session, blog: Blog) -> None:
    handed(session, blog, item("k1"))
    same = handed(session, blog, item("k2"), now=LATER)
    edited = handed(session, blog, item("k3", words="I liked the lava."), now=LATER)
    changed = handed(session, blog, item("k4", words="I liked the lava.", state="public"), now=LATER)
    assert [answers[0].what for answers in (same, edited, changed)] == ["same", "edited", "changed"]
    assert session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 1


def test_an_edit_in_the_same_batch_is_not_lost(session: Session, blog: Blog) -> None:
    answers = handed(session, blog, item("k1"), item("k2", words="First edit."), item("k3", words="Second edit."))
    assert [answer.what for answer in answers] == ["new", "edited", "edited"]
    bodies = session.scalars(sa.select(CommentRevision.body).order_by(CommentRevision.number)).all()
    assert bodies == ["I liked the volcano.", "First edit.", "Second edit."]


def test_a_name_longer_than_is_kept_turns_no_comment_away(session: Session, blog: Blog) -> None:
    (answer,) = handed(session, blog, item(author="A" * 5_000, words="x" * 65_536, post_title="T" * 400))
    assert answer.what == "new"
    assert session.scalars(sa.select(CommentRevision.author_name)).one() == "A" * 300
    assert results(handed(session, blog, item("k2", author="A" * 5_000, words="x" * 65_536))) == ["accepted"]


def test_nul_and_half_letters_are_taken(session: Session, blog: Blog) -> None:
    answers = handed(session, blog, item(words="call me\x00 \ud83d"), item("k2", "872", author="\x00"))
    assert results(answers) == ["accepted", "accepted"]


def test_what_was_removed_by_hand_is_done_once_the_program_says_so(session: Session, blog: Blog) -> None:
    handed(session, blog, item(state="public"))
    comment_id = session.scalars(sa.select(Comment.id)).one()
    decided(session, blog, blog.cast.teacher, comment_id, "remove")
    assert on_host(session, comment_id).delivery == "task"
    session.rollback()
    handed(session, blog, item("k2", state="gone"), now=LATER)
    assert on_host(session, comment_id).delivery in ("confirmed", "gone")
    assert fresh(session, comment_id).state == "removed"


def test_a_number_that_another_host_uses_is_another_comment(session: Session, blog: Blog) -> None:
    arrive(session, blog, one("871"))
    assert handed(session, blog, item())[0].what == "new"
    assert session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 2


def test_two_sites_may_use_the_same_keys_and_numbers(session: Session, blog: Blog) -> None:
    elm = make_blog(session, "elm", connected=False)
    assert results(handed(session, blog, item())) == ["accepted"]
    assert results(handed(session, elm, item(words="Another school’s."))) == ["accepted"]


def test_another_schools_site_is_not_here(session: Session, blog: Blog) -> None:
    elm = make_blog(session, "elm", connected=False)
    elm_id, oak_site = elm.cast.school.id, blog.site.id
    session.rollback()
    with unchanged(session), pytest.raises(NotHere):
        hand_in(
            session,
            a_program(elm_id, KEY),
            NOW,
            site_id=oak_site,
            key_id=KEY,
            items=[read_item(item())],
            read=lambda _: pytest.fail("nothing is read"),
        )


def test_a_fault_in_the_middle_leaves_nothing_behind_and_the_batch_can_be_sent_again(
    session: Session, blog: Blog
) -> None:
    items = [item(f"k{number}", str(number)) for number in range(20)]
    school_id, site_id = blog.cast.school.id, blog.site.id
    reader = reader_of(session, school_id)
    session.rollback()
    looked = 0

    def fails(words: str) -> Any:
        nonlocal looked
        looked += 1
        if looked > 12:
            raise OSError("the machine went away")
        return reader(words)

    read = [read_item(each) for each in items]
    with unchanged(session), pytest.raises(OSError, match="went away"):
        hand_in(session, a_program(school_id, KEY), NOW, site_id=site_id, key_id=KEY, items=read, read=fails)
    assert results(handed(session, blog, *items)) == ["accepted"] * 20
    assert results(handed(session, blog, *items)) == ["repeated"] * 20
    assert audit_codes(session).count("comments.handed_in") == 1


def test_only_what_is_new_is_read_and_that_before_anybody_has_to_wait(session: Session, blog: Blog) -> None:
    handed(session, blog, item("k1", words="Came before."))
    school_id, site_id = blog.cast.school.id, blog.site.id
    reader = reader_of(session, school_id)
    session.rollback()
    looked: list[str] = []

    def counted(words: str) -> Any:
        looked.append(words)
        return reader(words)

    sent = [
        item("k1", words="Came before."),
        item("k2", "872", "New\x00"),
        item("k3", "873", "Same"),
        item("k4", "874", "Same"),
    ]
    items = [read_item(each) for each in (*sent, None)]
    read = read_ahead(session, school_id, site_id, items, counted)
    assert not session.in_transaction()
    assert sorted(set(looked)) == ["New␀", "Same"]
    looked.clear()
    hand_in(session, a_program(school_id, KEY), NOW, site_id=site_id, key_id=KEY, items=items, read=read)
    assert looked == []


def test_a_public_one_is_said_to_have_been_shown(session: Session, blog: Blog) -> None:
    handed(session, blog, item(state="public"))
    comment = session.scalars(sa.select(Comment)).one()
    assert comment.was_public
    assert "arrived_public" in open_kinds(session, comment.id)
