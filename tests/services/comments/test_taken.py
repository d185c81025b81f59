"""A decision writes without the unit of work: what the unit of work guarded is guarded all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from governance.domain.comments.arrival import HostState
from governance.domain.comments.words import CommentState, Delivery
from governance.models import AuditRow
from governance.services.comments.at_hand import take_comment
from governance.services.comments.taken import change_comment
from governance.services.comments.wishes import KnownOfHost, leave_wish
from governance.services.transaction import use_case
from tests.services.comments.cast import LATER, arrive, fresh, make_blog, on_host, one

WISHED_BEFORE = 7
STALE = pytest.param("stale", id="somebody brought a wish to the host since it was read")
UNKNOWN = pytest.param("unknown", id="its row of the host was not read")
AS_READ = pytest.param("as read", id="it stands as it was read")


@pytest.mark.parametrize("known", [AS_READ, STALE, UNKNOWN])
def test_a_wish_counts_on_from_the_newest(session: Session, known: str) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    actor = blog.actor(session, blog.cast.teacher)
    session.rollback()
    with use_case(session, actor, LATER) as record:
        record.keep_books()
        at_hand = take_comment(record, taken.comment_id)
        read = at_hand.known_of_host
        assert read == KnownOfHost(HostState.HELD, read.said_at if read else LATER, 0)
        if known != "as read":
            session.execute(sa.text(f"UPDATE comments_on_hosts SET sequence = {WISHED_BEFORE}"))
        seen = None if known == "unknown" else read
        leave_wish(record, at_hand.comment, seen, HostState.PUBLIC, urgent=True, pushed=True)
    row = on_host(session, taken.comment_id)
    assert row.sequence == (1 if known == "as read" else WISHED_BEFORE + 1)
    assert (row.wanted, row.delivery, row.urgent) == (HostState.PUBLIC, Delivery.WAITING, True)
    assert row.due_at == LATER


def test_a_comment_that_is_not_as_it_was_read_is_not_changed(session: Session) -> None:
    blog = make_blog(session)
    (taken,) = arrive(session, blog, one())
    actor = blog.actor(session, blog.cast.teacher)
    before = fresh(session, taken.comment_id).revision
    acts = session.scalar(sa.select(sa.func.count()).select_from(AuditRow))
    session.rollback()

    def change_what_changed() -> None:
        with use_case(session, actor, LATER) as record:
            comment = take_comment(record, taken.comment_id).comment
            change_comment(record, replace(comment, revision=comment.revision - 1), {"state": CommentState.REMOVED})

    with pytest.raises(StaleDataError):
        change_what_changed()
    after = fresh(session, taken.comment_id)
    assert (after.state, after.revision) == (CommentState.WAITING, before)
    assert session.scalar(sa.select(sa.func.count()).select_from(AuditRow)) == acts
