"""Claims, openings, several at once, and a moderator's own keys: what each does and what it leaves alone."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.keys import DEFAULT_KEYS
from governance.domain.comments.words import CommentAction
from governance.models import CommentClaim, CommentOpening, ModeratorChoice
from governance.queries.comments.choices import choices_and_last
from governance.queries.comments.queue import count_in_queue, queue_page, waiting_for
from governance.queries.comments.sought import Sought, place_from
from governance.services.comments.bulk import Pick, decide_together
from governance.services.comments.choices import change_choices
from governance.services.comments.claims import hold, let_go
from governance.services.comments.openings import open_comment
from governance.services.comments.scope import scope_of
from governance.services.refused import NotHere
from tests.factories import NOW, TODAY
from tests.services.cast import audit_codes
from tests.services.comments.cast import Blog, arrive, decided, fresh, make_blog, one
from tests.services.unchanged import refused


def comments(session: Session, blog: Blog, number: int = 3) -> list[int]:
    return [taken.comment_id for taken in arrive(session, blog, *(one(str(place)) for place in range(number)))]


def seen(session: Session, comment_id: int) -> int:
    revision = fresh(session, comment_id).revision
    session.rollback()
    return revision


def claims(session: Session) -> list[tuple[int, int]]:
    found = session.execute(sa.select(CommentClaim.comment_id, CommentClaim.person_id)).all()
    session.rollback()
    return [(number, person) for number, person in found]


def test_the_second_reads_who_has_it_and_the_first_holds_on(session: Session) -> None:
    blog = make_blog(session)
    number = comments(session, blog)[0]
    first, second = blog.actor(session, blog.cast.teacher), blog.actor(session, blog.cast.second)
    assert hold(session, first, NOW, comment_id=number).mine
    other = hold(session, second, NOW, comment_id=number)
    assert (other.name, other.mine, other.until) == ("first teacher", False, NOW + dt.timedelta(minutes=10))
    assert hold(session, first, NOW + dt.timedelta(minutes=9), comment_id=number).mine
    assert not hold(session, second, NOW + dt.timedelta(minutes=15), comment_id=number).mine


def test_a_claim_ends_by_itself_by_leaving_and_by_deciding(session: Session) -> None:
    blog = make_blog(session)
    ended, left, done = comments(session, blog)
    first, second = blog.actor(session, blog.cast.teacher), blog.actor(session, blog.cast.second)
    for number in (ended, left, done):
        hold(session, first, NOW, comment_id=number)
    assert hold(session, second, NOW + dt.timedelta(minutes=11), comment_id=ended).mine
    let_go(session, second, comment_id=left)
    assert (left, first.person_id) in claims(session)
    let_go(session, first, comment_id=left)
    decided(session, blog, blog.cast.second, done, "publish")
    assert claims(session) == [(ended, second.person_id)]


def test_nobody_holds_what_is_not_in_their_queue(session: Session) -> None:
    blog = make_blog(session)
    number = comments(session, blog)[0]
    with pytest.raises(NotHere):
        hold(session, blog.actor(session, blog.cast.assistant), NOW, comment_id=number)
    decided(session, blog, blog.cast.second, number, "publish")
    with pytest.raises(NotHere):
        hold(session, blog.actor(session, blog.cast.teacher), NOW, comment_id=number)
    assert claims(session) == []


def test_only_the_first_opening_counts_and_is_on_record(session: Session) -> None:
    blog = make_blog(session)
    number = comments(session, blog)[0]
    for person in (blog.cast.teacher, blog.cast.second):
        open_comment(session, blog.actor(session, person), NOW, comment_id=number)
    assert session.scalars(sa.select(CommentOpening.opened_by)).all() == [blog.cast.teacher.id]
    assert audit_codes(session).count("comment.opened") == 1


def test_several_at_once_have_a_result_each(session: Session) -> None:
    blog = make_blog(session)
    first, second, third = comments(session, blog)
    picks = [Pick(number, seen(session, number)) for number in (first, second, third)] + [Pick(99_999, 1)]
    decided(session, blog, blog.cast.second, second, "hide")
    decided(session, blog, blog.cast.second, third, "publish")
    results = decide_together(
        session, blog.actor(session, blog.cast.teacher), NOW, picks=picks, action=CommentAction.PUBLISH
    )
    assert [(one.state, one.repeat, [why.code for why in one.refusals]) for one in results] == [
        ("published", False, []),
        (None, False, ["stale"]),
        ("published", True, []),
        (None, False, ["not_here"]),
    ]
    assert audit_codes(session).count("comment.published") == 2


@pytest.mark.parametrize(
    ("action", "number", "code"),
    [("hide", 1, "not_together"), ("publish", 0, "nothing_ticked"), ("publish", 101, "too_many_ticked")],
)
def test_what_cannot_be_asked_of_several_changes_nothing(session: Session, action: str, number: int, code: str) -> None:
    blog = make_blog(session)
    actor = blog.actor(session, blog.cast.teacher)
    picks = [Pick(place, 1) for place in range(number)]
    with refused(session, code):
        decide_together(session, actor, NOW, picks=picks, action=CommentAction(action))


def test_a_moderator_chooses_their_own_keys(session: Session) -> None:
    blog = make_blog(session)
    actor = blog.actor(session, blog.cast.teacher)
    keys = {**DEFAULT_KEYS, "publish": "v"}
    for _ in range(2):
        change_choices(session, actor, NOW, keys_on=False, keys=keys, blur=False)
    row = session.scalars(sa.select(ModeratorChoice)).one()
    assert (row.person_id, row.keys_on, row.keys, row.blur) == (blog.cast.teacher.id, False, {"publish": "v"}, False)
    assert audit_codes(session).count("queue.choices_changed") == 1
    with refused(session, "key_twice"):
        change_choices(session, actor, NOW, keys_on=True, keys={**keys, "keep": "v"}, blur=True)


def test_choices_and_the_last_decision_are_read_with_or_without_each_other(session: Session) -> None:
    blog = make_blog(session)
    number = comments(session, blog)[0]
    teacher, second = blog.actor(session, blog.cast.teacher), blog.actor(session, blog.cast.second)

    def read(person: int | None) -> tuple[bool, str, int | None]:
        choices, last = choices_and_last(session, blog.cast.school.id, person, NOW - dt.timedelta(minutes=15))
        session.rollback()
        return choices.keys_on, choices.keys["publish"], last.comment_id if last else None

    usual = DEFAULT_KEYS["publish"]
    assert read(teacher.person_id) == (True, usual, None)
    decided(session, blog, blog.cast.teacher, number, "publish")
    assert read(teacher.person_id) == (True, usual, number)
    assert read(second.person_id) == (True, usual, None)
    change_choices(session, teacher, NOW, keys_on=False, keys={**DEFAULT_KEYS, "publish": "v"}, blur=False)
    assert read(teacher.person_id) == (False, "v", number)


def test_pages_go_on_where_the_list_was_when_items_leave(session: Session) -> None:
    blog = make_blog(session)
    numbers = comments(session, blog, 45)
    scope = scope_of(session, blog.actor(session, blog.cast.teacher), TODAY)
    first = queue_page(session, scope, Sought(), NOW, None)
    assert ([card.id for card in first.cards], first.count) == (numbers[:20], 45)
    session.rollback()
    for number in numbers[5:10]:
        decided(session, blog, blog.cast.second, number, "publish")
    assert first.after is not None
    following = queue_page(session, scope, Sought(), NOW, place_from(str(first.after)))
    assert ([card.id for card in following.cards], following.count) == (numbers[20:40], 40)
    assert waiting_for(session, scope).count == 40
    assert session.scalar(sa.select(count_in_queue(scope.shape)), scope.asked) == 40
