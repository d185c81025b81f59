"""A comment that somebody saw and wrote down: taken in like every other, and never twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.written_down import WrittenDown
from governance.domain.words import PersonKind, Role
from governance.models import AuditRow, AuditText, Comment, CommentFlag, CommentRevision, Person
from governance.services.comments.reading import reader_of
from governance.services.comments.writing_down import Kept, write_down
from governance.services.refused import NotHere
from tests.factories import NOW, make_person
from tests.services.cast import audit_codes
from tests.services.comments.cast import Blog, arrive, decided, fresh, make_blog, on_host, one, open_kinds
from tests.services.unchanged import refused, unchanged

SEEN_AT = NOW - dt.timedelta(hours=2)
PLACE = "https://network.example/oak/posts/5"


def seen(words: str = "Your teacher is a liar", author: str = "angry parent", **changed: Any) -> WrittenDown:
    return WrittenDown(changed.pop("place", PLACE), author, words, changed.pop("seen_at", SEEN_AT))


def write(session: Session, blog: Blog, person: Person, what: WrittenDown, *, on_site: bool = True) -> Kept:
    actor = blog.actor(session, person)
    school_id, site_id = blog.cast.school.id, blog.site.id if on_site else None
    reader = reader_of(session, school_id)
    session.rollback()
    return write_down(session, actor, NOW, site_id=site_id, seen=what, read=reader)


@pytest.fixture
def blog(session: Session) -> Blog:
    return make_blog(session, connected=False)


def test_what_was_seen_comes_into_the_queue_and_a_removal_of_it_is_a_task(session: Session, blog: Blog) -> None:
    kept = write(session, blog, blog.cast.assistant, seen())
    assert kept.came == "new"
    comment = fresh(session, kept.comment_id)
    assert (comment.source, comment.site_id, comment.address) == ("by_hand", blog.site.id, PLACE)
    assert comment.awaits_since == NOW
    revision = session.scalars(sa.select(CommentRevision)).one()
    assert (revision.body, revision.author_name) == ("Your teacher is a liar", "angry parent")
    assert (revision.author_ref, revision.posted_at) == ("", SEEN_AT)
    decided(session, blog, blog.cast.teacher, comment.id, "remove")
    assert on_host(session, comment.id).delivery == "task"


def test_the_audit_says_who_and_never_what(session: Session, blog: Blog) -> None:
    kept = write(session, blog, blog.cast.assistant, seen())
    act = session.scalars(sa.select(AuditRow).where(AuditRow.code == "comment.written_down")).one()
    assert (act.actor_id, act.subject_id, act.site_id) == (blog.cast.assistant.id, kept.comment_id, blog.site.id)
    said = repr([act.details, *session.scalars(sa.select(AuditText.text))])
    for word in ("liar", "angry", "network.example"):
        assert word not in said


def test_a_comment_on_no_site_of_the_school_waits_for_the_ict_lead(session: Session, blog: Blog) -> None:
    kept = write(session, blog, blog.cast.assistant, seen(place="Year 4 parents, a messaging group"), on_site=False)
    comment = fresh(session, kept.comment_id)
    assert (comment.site_id, comment.address, comment.awaits_since) == (None, "Year 4 parents, a messaging group", NOW)
    decided(session, blog, blog.cast.ict, comment.id, "remove")


def test_the_same_again_is_not_written_down_twice(session: Session, blog: Blog) -> None:
    first = write(session, blog, blog.cast.assistant, seen())
    with unchanged(session):
        again = write(session, blog, blog.cast.second, seen("  Your teacher is a liar "))
    assert (again.comment_id, again.came) == (first.comment_id, "waits_already")


def test_in_another_place_it_is_another_comment(session: Session, blog: Blog) -> None:
    first = write(session, blog, blog.cast.assistant, seen(), on_site=False)
    second = write(session, blog, blog.cast.assistant, seen(place=f"{PLACE}6"), on_site=False)
    assert second.came == "new"
    assert second.comment_id != first.comment_id
    with unchanged(session):
        assert write(session, blog, blog.cast.assistant, seen(), on_site=False).came == "waits_already"


def test_one_that_came_another_way_is_found(session: Session, blog: Blog) -> None:
    (taken,) = arrive(session, blog, one(body="Your teacher is a liar", author_name="angry parent"))
    with unchanged(session):
        kept = write(session, blog, blog.cast.assistant, seen())
    assert (kept.comment_id, kept.came) == (taken.comment_id, "waits_already")


def test_what_was_decided_is_looked_at_again_once_for_each_person_who_saw_it(session: Session, blog: Blog) -> None:
    first = write(session, blog, blog.cast.assistant, seen())
    decided(session, blog, blog.cast.teacher, first.comment_id, "keep")
    assert fresh(session, first.comment_id).awaits_since is None
    again = write(session, blog, blog.cast.second, seen())
    assert (again.comment_id, again.came) == (first.comment_id, "looked_at_again")
    assert open_kinds(session, first.comment_id) == ["seen_by_staff"]
    assert fresh(session, first.comment_id).awaits_since == NOW
    with unchanged(session):
        assert write(session, blog, blog.cast.second, seen()).came == "waits_already"
    assert audit_codes(session).count("comment.written_down") == 2
    assert session.scalar(sa.select(sa.func.count()).select_from(CommentFlag).where(CommentFlag.opened_by > 0)) == 1


def test_what_the_safeguarding_lead_has_stays_with_them(session: Session, blog: Blog) -> None:
    first = write(session, blog, blog.cast.assistant, seen())
    decided(session, blog, blog.cast.teacher, first.comment_id, "hide")
    with unchanged(session):
        assert write(session, blog, blog.cast.second, seen()).came == "looked_after"


@pytest.mark.parametrize(
    ("what", "code"),
    [
        pytest.param(seen("  \n"), "words_blank", id="no words"),
        pytest.param(seen(place=" "), "place_blank", id="no place"),
        pytest.param(seen("x" * 10_001), "too_long", id="too many words"),
        pytest.param(seen(author="x" * 301), "too_long", id="too long a name"),
        pytest.param(seen(seen_at=NOW + dt.timedelta(minutes=1)), "in_the_future", id="a time that has not come"),
        pytest.param(seen(seen_at=dt.datetime(1999, 12, 31, tzinfo=dt.UTC)), "too_long_ago", id="before the century"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_down_is_refused(session: Session, blog: Blog, what: WrittenDown, code: str) -> None:
    with refused(session, code):
        write(session, blog, blog.cast.assistant, what)


def test_all_reasons_are_given_at_once(session: Session, blog: Blog) -> None:
    with refused(session, "words_blank", "place_blank", "in_the_future"):
        write(session, blog, blog.cast.assistant, seen("", place="", seen_at=NOW + dt.timedelta(days=1)))


def test_any_staff_writes_down_and_nobody_else(session: Session, blog: Blog) -> None:
    office = make_person(session, blog.cast.school, Role.OFFICE)
    assert write(session, blog, office, seen()).came == "new"
    for outsider in (
        make_person(session, blog.cast.school, Role.GOVERNOR, kind=PersonKind.GOVERNOR),
        make_person(session, blog.cast.school, name="volunteer", kind=PersonKind.VOLUNTEER),
    ):
        with refused(session, "not_yours_to_do"):
            write(session, blog, outsider, seen("Something else"))


def test_another_schools_site_is_not_here(session: Session, blog: Blog) -> None:
    elm = make_blog(session, "elm", connected=False)
    actor = blog.actor(session, blog.cast.assistant)
    elm_site = elm.site.id
    session.rollback()
    with unchanged(session), pytest.raises(NotHere):
        write_down(session, actor, NOW, site_id=elm_site, seen=seen(), read=lambda _: pytest.fail("nothing is read"))
    assert session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 0
