"""Appeals: decided by somebody who did not remove the comment, and never a way to publish it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.comments.appeals import AppealOutcome, Behalf
from governance.domain.comments.words import CommentState
from governance.models import Appeal, CommentDecision, Person
from governance.services.comments.appeals import appeal_by_link, appeal_on_behalf, decide_appeal
from governance.services.pretenders import the_public
from governance.services.refused import NotHere, Refused, Stale
from tests.services.comments.cast import LATER, Blog, arrive, decided, fresh, make_blog, on_host, one, open_kinds
from tests.services.left_behind import leaving
from tests.services.unchanged import unchanged

WORDS = "My child meant it kindly."
REASON = "It can be read as kind, so another look is fair."


def removed(session: Session, blog: Blog) -> int:
    """A comment that the first teacher removed."""
    (taken,) = arrive(session, blog, one())
    decided(session, blog, blog.cast.teacher, taken.comment_id, "remove")
    return taken.comment_id


def by_link(session: Session, blog: Blog) -> int:
    decision_id = session.scalars(sa.select(CommentDecision.id).where(CommentDecision.action == "remove")).one()
    public = the_public(blog.cast.school.id)
    session.rollback()
    here = {"behalf": Behalf.PARENT, "remote": "203.0.113.7", "salt": "salt"}
    appeal_by_link(session, public, LATER, decision_id=decision_id, words=WORDS, **here)  # type: ignore[arg-type]  # As above.
    found = session.scalars(sa.select(Appeal.id)).one()
    session.rollback()
    return found


def decide(session: Session, blog: Blog, person: Person, appeal_id: int, outcome: str = "looked_at_again") -> None:
    seen = session.scalars(sa.select(Appeal.revision)).one()
    actor = blog.cast.actor(session, person)
    session.rollback()
    decide_appeal(session, actor, LATER, appeal_id=appeal_id, seen=seen, outcome=AppealOutcome(outcome), reason=REASON)


def test_the_other_moderator_is_told_and_the_remover_is_not(session: Session) -> None:
    blog = make_blog(session)
    comment_id = removed(session, blog)
    with leaving(session) as left:
        by_link(session, blog)
    assert left.rows == {"appeals": 1, "comment_flags": 1}
    assert left.acts == ["appeal.made"]
    assert left.told == [("appeal_made", "second teacher")]
    assert open_kinds(session, comment_id) == ["appeal"]


def test_with_no_other_moderator_the_ict_lead_and_the_head_are_told(session: Session) -> None:
    blog = make_blog(session)
    removed(session, blog)
    begin_writing(session)
    person = {"id": blog.cast.second.id}
    session.execute(sa.text("UPDATE appointments SET confirmed_at = NULL WHERE person_id = :id"), person)
    session.commit()
    with leaving(session) as left:
        appeal_id = by_link(session, blog)
    assert left.told == [("appeal_made", "head"), ("appeal_made", "ict_lead")]
    decide(session, blog, blog.cast.ict, appeal_id)


def test_what_is_looked_at_again_waits_and_is_not_published(session: Session) -> None:
    blog = make_blog(session)
    comment_id = removed(session, blog)
    appeal_id = by_link(session, blog)
    with leaving(session) as left:
        decide(session, blog, blog.cast.second, appeal_id)
    assert left.acts == ["appeal.decided"]
    assert left.rows == {"comment_decisions": 1}
    assert fresh(session, comment_id).state is CommentState.WAITING
    assert on_host(session, comment_id).wanted == "held"
    assert open_kinds(session, comment_id) == []


def test_a_removal_that_stands_leaves_the_comment_as_it_is(session: Session) -> None:
    blog = make_blog(session)
    comment_id = removed(session, blog)
    appeal_id = by_link(session, blog)
    decide(session, blog, blog.cast.second, appeal_id, "stands")
    comment = fresh(session, comment_id)
    assert (comment.state, comment.awaits_since) == (CommentState.REMOVED, None)
    with unchanged(session):
        decide(session, blog, blog.cast.second, appeal_id, "stands")


@pytest.mark.parametrize("who", ["teacher", "second"])
def test_nobody_judges_their_own_cause(session: Session, who: str) -> None:
    blog = make_blog(session)
    comment_id = removed(session, blog)
    second = blog.cast.actor(session, blog.cast.second)
    session.rollback()
    made = {"comment_id": comment_id, "behalf": Behalf.AUTHOR, "words": WORDS}
    appeal_id = appeal_on_behalf(session, second, LATER, **made)  # type: ignore[arg-type]  # As its names say.
    person: Person = getattr(blog.cast, who)
    with unchanged(session), pytest.raises(Refused) as refused:
        decide(session, blog, person, appeal_id)
    assert refused.value.codes == ({"teacher": "own_removal", "second": "own_appeal"}[who],)
    begin_writing(session)
    change = {"decided_by": person.id, "decided_at": LATER, "outcome": "stands", "reason": REASON}
    with pytest.raises(DBAPIError):
        session.execute(sa.update(Appeal).values(**change))
    session.rollback()


def test_the_database_takes_no_appeal_that_hides_the_remover(session: Session) -> None:
    blog = make_blog(session)
    comment_id = removed(session, blog)
    decision_id = session.scalars(sa.select(CommentDecision.id)).one()
    school_id, other = blog.cast.school.id, blog.cast.second.id
    session.rollback()
    for remover in (None, other):
        begin_writing(session)
        session.add(
            Appeal(
                school_id=school_id,
                comment_id=comment_id,
                decision_id=decision_id,
                remover_id=remover,
                on_behalf_of="author",
                words=WORDS,
                made_at=LATER,
                keep_until=LATER.date(),
            )
        )
        with pytest.raises(DBAPIError):
            session.flush()
        session.rollback()
    by_link(session, blog)
    begin_writing(session)
    with pytest.raises(DBAPIError):
        session.execute(sa.update(Appeal).values(remover_id=None))
    session.rollback()


def test_one_appeal_of_a_removal_is_open_at_a_time_and_one_is_enough(session: Session) -> None:
    blog = make_blog(session)
    removed(session, blog)
    appeal_id = by_link(session, blog)
    with unchanged(session), pytest.raises(Refused) as refused:
        by_link(session, blog)
    assert refused.value.codes == ("appeal_open",)
    decide(session, blog, blog.cast.second, appeal_id, "stands")
    with unchanged(session), pytest.raises(Refused) as refused:
        by_link(session, blog)
    assert refused.value.codes == ("appeal_decided",)


def test_what_was_passed_to_the_safeguarding_lead_is_not_looked_at_again(session: Session) -> None:
    blog = make_blog(session)
    comment_id = removed(session, blog)
    appeal_id = by_link(session, blog)
    decided(session, blog, blog.cast.second, comment_id, "hide")
    with unchanged(session), pytest.raises(Refused) as refused:
        decide(session, blog, blog.cast.second, appeal_id)
    assert "with_safeguarding" in refused.value.codes
    assert fresh(session, comment_id).state is CommentState.HIDDEN


def test_who_has_nothing_to_do_with_it_finds_nothing(session: Session) -> None:
    blog = make_blog(session)
    removed(session, blog)
    appeal_id = by_link(session, blog)
    with unchanged(session), pytest.raises(NotHere):
        decide(session, blog, blog.cast.assistant, appeal_id)


def test_a_stale_form_is_told_so(session: Session) -> None:
    blog = make_blog(session)
    removed(session, blog)
    appeal_id = by_link(session, blog)
    second = blog.cast.actor(session, blog.cast.second)
    session.rollback()
    with unchanged(session), pytest.raises(Stale):
        decide_appeal(session, second, LATER, appeal_id=appeal_id, seen=99, outcome=AppealOutcome.STANDS, reason=REASON)
