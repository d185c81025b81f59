"""A blog that many things happen to, one after the other: the operations of the random walk, and what always holds.

The host is played: ``host`` says what it would answer, a push changes it, and a look brings what it says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, the_clock
from governance.domain.comments.arrival import HostState
from governance.domain.comments.words import CommentAction, CommentState, FlagSource, Source, Urgency
from governance.domain.comments.written_down import WrittenDown
from governance.models import AuditRow, Comment, CommentClaim, CommentDecision, CommentFlag, CommentOnHost
from governance.queries.audit_chain import verdicts
from governance.queries.comments.queue import queue_page, waiting_for
from governance.queries.comments.sought import Place, Sought
from governance.services.comments.arriving import take_in
from governance.services.comments.bulk import Pick, decide_together
from governance.services.comments.claims import hold, let_go
from governance.services.comments.deciding import CODES, decide
from governance.services.comments.flagging import flag
from governance.services.comments.openings import open_comment
from governance.services.comments.pushing import lines_with_pushes, record_push, take_next_push
from governance.services.comments.reading import reader_of
from governance.services.comments.scope import Scope, in_queue, scope_of
from governance.services.comments.writing_down import write_down
from governance.services.refused import NotHere, Refused
from governance.services.transaction import use_case
from tests.factories import NOW, TODAY
from tests.services.comments.cast import Blog, arrive, fresh, make_blog, one

PEOPLE = ("teacher", "second", "ict", "dsl", "head", "assistant")
MOST = 24
LEASE = dt.timedelta(minutes=2)
DECIDED = (*CODES.values(), "comment.decided_on_host")
OFF = (HostState.HELD, HostState.REMOVED, HostState.GONE)
STANDS_ON_HOST = {
    CommentState.WAITING: (HostState.HELD,),
    CommentState.PUBLISHED: (HostState.PUBLIC,),
    CommentState.REMOVED: (HostState.REMOVED, HostState.GONE),
    CommentState.HIDDEN: OFF,
}


@dataclass
class Walked:
    """The blog, what its host would say of each comment, and the moment that it is now."""

    session: Session
    blog: Blog
    actors: dict[str, Actor]
    rule_id: int
    now: dt.datetime = NOW
    ids: list[int] = field(default_factory=list)
    host: dict[str, tuple[str, HostState]] = field(default_factory=dict)
    steps: int = 0

    @property
    def school_id(self) -> int:
        return self.blog.cast.school.id

    def do(self, act: Callable[[], object]) -> None:
        """One step, a minute after the last; what the product refuses is a step as well."""
        self.steps += 1
        self.now += dt.timedelta(minutes=1)
        self.session.rollback()
        with suppress(Refused, NotHere):
            act()
        self.session.rollback()

    def comment(self, pick: int) -> int:
        return self.ids[pick % len(self.ids)]

    def seen(self, comment_id: int) -> int:
        return fresh(self.session, comment_id).revision

    def arrive(self, words: str, state: HostState) -> None:
        host_id = str(len(self.host) + 1)
        self.host[host_id] = (words, state)
        (taken,) = arrive(self.session, self.blog, one(host_id, words, state.value), now=self.now)
        self.ids.append(taken.comment_id)

    def change_on_host(self, pick: int, words: str | None, state: HostState | None) -> None:
        """Somebody on the blog itself edits a comment or decides it; the product looks later."""
        host_id = str(pick % len(self.host) + 1)
        before = self.host[host_id]
        if before[1] is not HostState.GONE:
            self.host[host_id] = (words or before[0], state or before[1])

    def look(self) -> None:
        """The product looks at the host."""
        arrivals = [one(host_id, words, state.value) for host_id, (words, state) in self.host.items()]
        if arrivals:
            arrive(self.session, self.blog, *arrivals, now=self.now)

    def decide(self, pick: int, who: str, action: CommentAction, whom: str, behind: int) -> None:
        """Somebody decides, as they saw the comment, or as it was ``behind`` changes ago."""
        comment_id = self.comment(pick)
        seen = self.seen(comment_id) - behind
        self.session.rollback()
        decide(
            self.session,
            self.actors[who],
            self.now,
            comment_id=comment_id,
            seen=seen,
            action=action,
            rule_id=self.rule_id if action is CommentAction.REMOVE else None,
            note="Please look.",
            to_person=self.actors[whom].person_id,
        )

    def decide_together(self, picks: Sequence[int], who: str, action: CommentAction) -> None:
        seen = [Pick(comment_id, self.seen(comment_id)) for comment_id in {self.comment(pick) for pick in picks}]
        self.session.rollback()
        decide_together(self.session, self.actors[who], self.now, picks=seen, action=action, rule_id=self.rule_id)

    def report(self, pick: int, urgency: Urgency, reporter: int) -> None:
        """Somebody outside says that a comment is wrong."""
        with use_case(self.session, the_clock(self.school_id), self.now) as record:
            record.keep_books()
            comment = self.session.get_one(Comment, self.comment(pick), with_for_update=True)
            flag(
                record,
                comment,
                source=FlagSource.PUBLIC,
                kind=f"reported_{urgency.value}",
                urgency=urgency,
                words="Somebody told a grown-up",
                reporter=str(reporter),
            )

    def write_down(self, who: str, words: str, *, on_site: bool) -> None:
        """Somebody at the school writes down what they saw, on the blog or somewhere else."""
        seen = WrittenDown(words=words, place="https://elsewhere.example/page", author="Visitor", seen_at=self.now)
        read = reader_of(self.session, self.school_id)
        self.session.rollback()
        site_id = self.blog.site.id if on_site else None
        self.session.rollback()
        kept = write_down(self.session, self.actors[who], self.now, site_id=site_id, seen=seen, read=read)
        if kept.comment_id not in self.ids:
            self.ids.append(kept.comment_id)

    def hold(self, pick: int, who: str, *, goes: bool) -> None:
        if goes:
            let_go(self.session, self.actors[who], comment_id=self.comment(pick))
        else:
            hold(self.session, self.actors[who], self.now, comment_id=self.comment(pick))

    def open(self, pick: int, who: str) -> None:
        open_comment(self.session, self.actors[who], self.now, comment_id=self.comment(pick))

    def push(self, *, is_obeyed: bool = True) -> bool:
        """The worker brings one decision to the host, which does it or only says so; False where none is due."""
        lines = lines_with_pushes(self.session, self.now)
        push = take_next_push(self.session, self.now, LEASE, lines[0]) if lines else None
        if push is None:
            return False
        words, state = self.host[push.host_id]
        if is_obeyed and state is not HostState.GONE:
            state = push.wanted
            self.host[push.host_id] = (words, state)
        record_push(self.session, self.now, push, state)
        return True

    def push_while_looking(self) -> None:
        """A decision reaches the host while the answer to a look is on its way: the look brings what was before."""
        asked_at = self.now
        arrivals = [one(host_id, words, state.value) for host_id, (words, state) in self.host.items()]
        self.now += dt.timedelta(seconds=5)
        self.push()
        self.session.rollback()
        with use_case(self.session, the_clock(self.school_id), self.now) as record:
            read = reader_of(self.session, self.school_id)
            take_in(record, self.blog.site, Source.WORDPRESS, arrivals, read, pushed=True, asked_at=asked_at)

    def settle(self) -> None:
        """Nobody does anything more: what was decided reaches the host, and the host is looked at."""
        for _ in range(4):
            self.now += dt.timedelta(hours=2)
            while self.push():
                pass
            self.session.rollback()
            self.look()
            self.session.rollback()


def begin(session: Session, slug: str) -> Walked:
    """A school with a blog, and nothing on it yet."""
    blog = make_blog(session, slug)
    actors = {who: blog.actor(session, getattr(blog.cast, who)) for who in PEOPLE}
    rule_id = blog.rule(session)
    session.rollback()
    return Walked(session, blog, actors, rule_id)


def everything_holds(walked: Walked) -> None:
    """What is true after every step."""
    session, school_id = walked.session, walked.school_id
    session.rollback()
    _place_follows_from_state_and_reasons(session, school_id)
    queues = {who: _queue(walked, who) for who in PEOPLE}
    awaited = set(
        session.scalars(
            sa.select(Comment.id).where(
                Comment.school_id == school_id,
                sa.or_(Comment.awaits_since.is_not(None), Comment.state == CommentState.WAITING),
            )
        )
    )
    assert awaited == set().union(*queues.values()), f"in nobody's queue: {awaited - set().union(*queues.values())}"
    claimed = sa.select(CommentClaim.comment_id).where(CommentClaim.school_id == school_id)
    assert set(session.scalars(claimed)) <= awaited
    _acts_equal_decisions(session, school_id)
    session.rollback()


def _place_follows_from_state_and_reasons(session: Session, school_id: int) -> None:
    opened = dict(
        session.execute(
            sa.select(CommentFlag.comment_id, sa.func.min(CommentFlag.opened_at, type_=Comment.arrived_at.type))
            .where(CommentFlag.school_id == school_id, CommentFlag.settled_at.is_(None))
            .group_by(CommentFlag.comment_id)
        ).all()
    )
    columns = (Comment.id, Comment.state, Comment.arrived_at, Comment.awaits_since)
    for number, state, arrived_at, awaits_since in session.execute(
        sa.select(*columns).where(Comment.school_id == school_id)
    ):
        if state is CommentState.WAITING:
            expected = arrived_at
        elif state is CommentState.HIDDEN:
            expected = None
        else:
            expected = opened.get(number)
        assert awaits_since == expected, f"comment {number} is {state}: {awaits_since}, not {expected}"


def _queue(walked: Walked, who: str) -> set[int]:
    """Somebody's list, which is as long as the number in the way about; one person's in each step as a page, too."""
    scope = scope_of(walked.session, walked.actors[who], TODAY)
    ids = set(walked.session.scalars(sa.select(Comment.id).where(in_queue(scope))))
    assert len(ids) == waiting_for(walked.session, scope).count
    if who == PEOPLE[walked.steps % len(PEOPLE)]:
        page = queue_page(walked.session, scope, Sought(), walked.now, None, most=500)
        assert page.count == len(page.cards)
        assert {card.id for card in page.cards} == ids
    return ids


def pages_are_the_list(walked: Walked) -> None:
    """Page after page gives what one long page gives, each once and in the same order."""
    for who in PEOPLE:
        scope = scope_of(walked.session, walked.actors[who], TODAY)
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


def _acts_equal_decisions(session: Session, school_id: int) -> None:
    acts = sa.select(sa.func.count()).where(AuditRow.chain == school_id, AuditRow.code.in_(DECIDED))
    made = sa.select(sa.func.count()).where(CommentDecision.school_id == school_id)
    assert session.scalar(acts) == session.scalar(made)


def decisions_of(walked: Walked) -> int:
    """How many decisions were taken, here and on the host."""
    made = sa.select(sa.func.count()).where(CommentDecision.school_id == walked.school_id)
    return walked.session.scalar(made) or 0


def the_end_is_right(walked: Walked) -> None:
    """Host and product say the same of every comment, and the chain verifies."""
    session = walked.session
    rows = session.execute(
        sa.select(Comment.host_id, Comment.state, CommentOnHost.says)
        .join(CommentOnHost, CommentOnHost.comment_id == Comment.id)
        .where(Comment.school_id == walked.school_id, Comment.host_id.is_not(None))
    ).all()
    for host_id, state, says in rows:
        really = walked.host[host_id][1]
        assert says is really, host_id
        assert really in STANDS_ON_HOST[state], f"{host_id} is {state} here and {really} on its host"
    assert [verdict for verdict in verdicts(session) if verdict.fault is not None] == []
    session.rollback()
