"""What is true of comments after every step of a random walk, and at its end: nothing that waits disappears.

All comments and everybody's queue are read by one statement, so that looking after each of ten thousand steps costs no
more than the steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.arrival import HostState
from governance.domain.comments.words import CommentState
from governance.models import AuditRow, Comment, CommentClaim, CommentDecision, CommentFlag, CommentOnHost
from governance.queries.audit_chain import verdicts
from governance.queries.comments.queue import queue_page, waiting_for
from governance.queries.comments.sought import Place, Sought
from governance.services.comments.deciding import CODES
from governance.services.comments.scope import Scope, in_queue
from tests.soak.comment_walk import PEOPLE, Walked

DECIDED = (*CODES.values(), "comment.decided_on_host")
OFF = (HostState.HELD, HostState.REMOVED, HostState.GONE)
STANDS_ON_HOST = {
    CommentState.WAITING: (HostState.HELD,),
    CommentState.PUBLISHED: (HostState.PUBLIC,),
    CommentState.REMOVED: (HostState.REMOVED, HostState.GONE),
    CommentState.HIDDEN: OFF,
}


class Watched:
    """A walk that is looked at after every step; it remembers what stood in whose queue."""

    def __init__(self, walked: Walked) -> None:
        self._walked = walked
        self._lists: dict[str, set[int]] = {}
        self._everything = _everything(walked.school_id, walked.scopes)
        self._acts, self._made = _acts(walked.school_id), _made(walked.school_id)

    def everything_holds(self) -> None:
        """Look at every comment, at everybody's queue, and at the acts."""
        session = self._walked.session
        session.rollback()
        rows = session.execute(self._everything).all()
        for row in rows:
            _place_follows_from_state_and_reasons(row)
        awaited = {row.id for row in rows if row.awaits_since is not None or row.state is CommentState.WAITING}
        lists = {who: {row.id for row in rows if row[-place]} for place, who in enumerate(reversed(PEOPLE), start=1)}
        lost = awaited ^ set().union(*lists.values())
        assert not lost, f"in nobody's queue, or in one without waiting: {lost}"
        claimed = {row.id for row in rows if row.claimed}
        assert claimed <= awaited, f"claimed, and handled: {claimed - awaited}"
        self._counts_are_lists(lists)
        acts, made = session.execute(sa.select(self._acts.scalar_subquery(), self._made.scalar_subquery())).one()
        assert acts == made
        session.rollback()

    def _counts_are_lists(self, lists: Mapping[str, set[int]]) -> None:
        """Where a list changed, its number is as long as it; of one person at each step, the page is the list too."""
        walked = self._walked
        turn = PEOPLE[walked.steps % len(PEOPLE)]
        for who, ids in lists.items():
            if who == turn or ids != self._lists.get(who):
                assert waiting_for(walked.session, walked.scopes[who]).count == len(ids), who
        page = queue_page(walked.session, walked.scopes[turn], Sought(), walked.now, None, most=500)
        assert page.count == len(page.cards)
        assert {card.id for card in page.cards} == lists[turn]
        self._lists = dict(lists)


def everything_holds(walked: Walked) -> None:
    """Look once at a walk that is not watched."""
    Watched(walked).everything_holds()


def _everything(school_id: int, scopes: Mapping[str, Scope]) -> sa.Select[Any]:
    """Every comment with the time of its first open reason, whether it is claimed, and in whose queue it stands."""
    of_comment = (CommentFlag.school_id == Comment.school_id, CommentFlag.comment_id == Comment.id)
    first_reason = sa.select(sa.func.min(CommentFlag.opened_at, type_=Comment.arrived_at.type))
    claimed = sa.exists().where(CommentClaim.school_id == Comment.school_id, CommentClaim.comment_id == Comment.id)
    return sa.select(
        Comment.id,
        Comment.state,
        Comment.arrived_at,
        Comment.awaits_since,
        first_reason.where(*of_comment, CommentFlag.settled_at.is_(None)).scalar_subquery().label("first_reason"),
        claimed.label("claimed"),
        *(in_queue(scopes[who]).label(f"queue_of_{who}") for who in PEOPLE),
    ).where(Comment.school_id == school_id)


def _place_follows_from_state_and_reasons(row: sa.Row[Any]) -> None:
    if row.state is CommentState.WAITING:
        expected = row.arrived_at
    elif row.state is CommentState.HIDDEN:
        expected = None
    else:
        expected = row.first_reason
    assert row.awaits_since == expected, f"comment {row.id} is {row.state}: {row.awaits_since}, not {expected}"


def _acts(school_id: int) -> sa.Select[tuple[int]]:
    return sa.select(sa.func.count()).where(AuditRow.chain == school_id, AuditRow.code.in_(DECIDED))


def _made(school_id: int) -> sa.Select[tuple[int]]:
    return sa.select(sa.func.count()).where(CommentDecision.school_id == school_id)


def decisions_of(walked: Walked) -> int:
    """How many decisions were taken, here and on the host."""
    return walked.session.scalar(_made(walked.school_id)) or 0


def pages_are_the_list(walked: Walked) -> None:
    """Page after page gives what one long page gives, each once and in the same order."""
    for scope in walked.scopes.values():
        whole = queue_page(walked.session, scope, Sought(), walked.now, None, most=500)
        assert list(_in_pages(walked, scope)) == [card.id for card in whole.cards]
    walked.session.rollback()


def _in_pages(walked: Walked, scope: Scope) -> Iterator[int]:
    after: Place | None = None
    while True:
        page = queue_page(walked.session, scope, Sought(), walked.now, after, most=3)
        yield from (card.id for card in page.cards)
        after = page.after
        if after is None:
            return


def the_end_is_right(walked: Walked) -> None:
    """Host and product say the same of every comment, and the chain verifies."""
    session = walked.session
    for host_id, state, says in _on_the_host(session, walked.school_id):
        really = walked.host[host_id][1]
        assert says is really, host_id
        assert really in STANDS_ON_HOST[state], f"{host_id} is {state} here and {really} on its host"
    assert [verdict for verdict in verdicts(session) if verdict.fault is not None] == []
    session.rollback()


def _on_the_host(session: Session, school_id: int) -> Sequence[Any]:
    return session.execute(
        sa.select(Comment.host_id, Comment.state, CommentOnHost.says)
        .join(CommentOnHost, CommentOnHost.comment_id == Comment.id)
        .where(Comment.school_id == school_id, Comment.host_id.is_not(None))
    ).all()
