"""What a decision asks of the database, counted: it is pressed hundreds of times a day and must not creep up."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from governance.domain.comments.words import CommentAction, Urgency
from governance.services.comments.claims import hold
from governance.services.comments.deciding import decide
from tests.services.comment_cast import seen_by_machine
from tests.services.comments.cast import LATER, arrive, decided, fresh, make_blog, one
from tests.services.sent import sent

AUDIT = ["SELECT audit_heads", "INSERT audit_rows", "INSERT audit_texts", "UPDATE audit_heads"]
READ = ["SELECT comments", "SELECT comment_decisions"]
"""The comment, locked; what stands around it."""
WRITTEN = {
    "sqlite": ["INSERT comment_decisions", "UPDATE comments", "UPDATE comments_on_hosts"],
    "postgresql": ["together comment_decisions comments comments_on_hosts"],
}
WRITTEN_WITH_REASONS = {
    "sqlite": WRITTEN["sqlite"],
    # The reasons name the decision, which therefore is there before them.
    "postgresql": ["INSERT comment_decisions", "together comments comments_on_hosts"],
}
ANSWERED = ["UPDATE comment_flags", "SELECT comment_flags"]


@pytest.mark.parametrize(
    ("risky", "claimed", "statements"),
    [
        pytest.param(False, False, [*READ, *AUDIT], id="a harmless comment that nobody has open"),
        pytest.param(
            False, True, [*READ, "DELETE comment_claims", *AUDIT], id="one that somebody has open ends the claim"
        ),
        pytest.param(True, False, [*READ, *ANSWERED, *AUDIT], id="one with a reason answers it"),
    ],
)
def test_a_decision_sends_no_statement_for_what_is_not_there(
    session: Session, risky: bool, claimed: bool, statements: list[str]
) -> None:
    blog = make_blog(session)
    taken, before = arrive(session, blog, one("1"), one("2"))
    actor = blog.actor(session, blog.cast.teacher)
    # The school's first act begins its chain, and the use case of before leaves nothing to be asked again.
    decided(session, blog, blog.cast.teacher, before.comment_id, "publish")
    if risky:
        seen_by_machine(session, taken.comment_id, Urgency.ABUSIVE)
    if claimed:
        session.rollback()
        hold(session, actor, LATER, comment_id=taken.comment_id)
    seen = fresh(session, taken.comment_id).revision
    session.rollback()
    with sent(session) as found:
        decide(session, actor, LATER, comment_id=taken.comment_id, seen=seen, action=CommentAction.PUBLISH)
    written = (WRITTEN_WITH_REASONS if risky else WRITTEN)[session.get_bind().dialect.name]
    assert sorted(found) == sorted([*written, *statements])


def test_an_undo_sends_no_more_than_a_decision(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    actor = blog.actor(session, blog.cast.teacher)
    decided(session, blog, blog.cast.teacher, taken.comment_id, "publish")
    seen = fresh(session, taken.comment_id).revision
    session.rollback()
    with sent(session) as found:
        decide(session, actor, LATER, comment_id=taken.comment_id, seen=seen, action=CommentAction.UNDO)
    assert sorted(found) == sorted([*READ, *WRITTEN[session.get_bind().dialect.name], *AUDIT])
