"""A blog that many things happen to, one after the other: the operations of the random walk.

The host is played: ``host`` says what it would answer, a push changes it, and a look brings what it says.  What holds
after each operation stands in ``what_always_holds``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from governance.domain.access import Actor, the_clock
from governance.domain.comments.arrival import HostState
from governance.domain.comments.words import CommentAction, FlagSource, Source, Urgency
from governance.domain.comments.written_down import WrittenDown
from governance.models import Comment
from governance.services.comments.arriving import take_in
from governance.services.comments.bulk import Pick, decide_together
from governance.services.comments.claims import hold, let_go
from governance.services.comments.deciding import decide
from governance.services.comments.flagging import flag
from governance.services.comments.openings import open_comment
from governance.services.comments.pushing import lines_with_pushes, record_push, take_next_push
from governance.services.comments.reading import reader_of
from governance.services.comments.scope import Scope, scope_of
from governance.services.comments.writing_down import write_down
from governance.services.refused import NotHere, Refused
from governance.services.transaction import use_case
from tests.factories import NOW, TODAY
from tests.services.comments.cast import Blog, arrive, fresh, make_blog, one

PEOPLE = ("teacher", "second", "ict", "dsl", "head", "assistant")
MOST = 24
LEASE = dt.timedelta(minutes=2)


@dataclass
class Walked:
    """The blog, what its host would say of each comment, and the moment that it is now."""

    session: Session
    blog: Blog
    actors: dict[str, Actor]
    scopes: dict[str, Scope]
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
        """A comment comes, unless there are enough to pick from."""
        if len(self.ids) >= MOST:
            return
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

    def write_down(self, who: str, words: str, on_site: bool) -> None:
        """Somebody at the school writes down what they saw, on the blog or somewhere else."""
        if len(self.ids) >= MOST:
            return
        seen = WrittenDown(words=words, place="https://elsewhere.example/page", author="Visitor", seen_at=self.now)
        read = reader_of(self.session, self.school_id)
        self.session.rollback()
        site_id = self.blog.site.id if on_site else None
        self.session.rollback()
        kept = write_down(self.session, self.actors[who], self.now, site_id=site_id, seen=seen, read=read)
        if kept.comment_id not in self.ids:
            self.ids.append(kept.comment_id)

    def hold(self, pick: int, who: str, goes: bool) -> None:
        if goes:
            let_go(self.session, self.actors[who], comment_id=self.comment(pick))
        else:
            hold(self.session, self.actors[who], self.now, comment_id=self.comment(pick))

    def open(self, pick: int, who: str) -> None:
        open_comment(self.session, self.actors[who], self.now, comment_id=self.comment(pick))

    def push(self, is_obeyed: bool = True) -> bool:
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
    # Nobody is appointed or leaves during a walk, so that everybody looks after the same from first to last.
    scopes = {who: scope_of(session, actor, TODAY) for who, actor in actors.items()}
    rule_id = blog.rule(session)
    session.rollback()
    return Walked(session, blog, actors, scopes, rule_id)
