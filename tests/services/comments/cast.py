"""A live site with two moderators, and comments as its host gives them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, the_clock
from governance.domain.comments.arrival import Arrival, HostState
from governance.domain.comments.words import CommentAction, Source
from governance.models import Comment, CommentFlag, CommentOnHost, HostConnection, HouseRule, Person, RuleSet, Site
from governance.services.comments.arriving import Taken, take_in
from governance.services.comments.deciding import Decided, decide
from governance.services.comments.reading import reader_of
from governance.services.transaction import use_case
from tests.factories import NOW, start_writing
from tests.remembered import remembered
from tests.services.cast import Cast, live_site, make_cast

LATER = NOW + dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Blog:
    """A live year-group blog, moderated by ``cast.teacher`` and ``cast.second``."""

    cast: Cast
    site: Site

    def rule(self, session: Session) -> int:
        """The pupils' one house rule in force."""
        return session.scalars(
            sa.select(HouseRule.id)
            .join(RuleSet, RuleSet.id == HouseRule.rule_set_id)
            .where(
                RuleSet.school_id == self.cast.school.id, RuleSet.kind == "house_rules", RuleSet.audience == "pupils"
            )
        ).one()

    def actor(self, session: Session, person: Person) -> Actor:
        return self.cast.actor(session, person)


@remembered
def make_blog(session: Session, slug: str = "oak", *, connected: bool = True) -> Blog:
    """A school with a live blog; ``connected`` to a WordPress that takes decisions."""
    cast = make_cast(session, slug)
    site = live_site(session, cast)
    if connected:
        start_writing(session)
        session.add(
            HostConnection(
                school_id=cast.school.id,
                site_id=site.id,
                kind="wordpress",
                address="https://blog.example/wp-json/wp/v2",
                account="moderator",
                secret=b"sealed",
                opened_by=cast.ict.id,
                opened_at=NOW,
                next_look_at=NOW,
            )
        )
        session.commit()
    return Blog(cast, site)


def arrive(
    session: Session,
    blog: Blog,
    *arrivals: Arrival,
    now: dt.datetime = NOW,
    source: Source = Source.WORDPRESS,
    pushed: bool = True,
    first_look: bool = False,
) -> tuple[Taken, ...]:
    """Let these comments come from the blog's host."""
    school_id = blog.cast.school.id
    session.rollback()
    with use_case(session, the_clock(school_id), now) as record:
        read = reader_of(session, school_id)
        return take_in(record, blog.site, source, arrivals, read, pushed=pushed, first_look=first_look)


def one(host_id: str = "7", body: str = "I like your castle.", state: str = "held", **changed: Any) -> Arrival:
    """One comment as a host gives it; harmless unless it says otherwise."""
    return Arrival(
        host_id=host_id,
        body=body,
        host_state=HostState(state),
        author_name=changed.pop("author_name", "Visitor"),
        address=f"https://blog.example/castles/#comment-{host_id}",
        post_address="https://blog.example/castles/",
        post_title="Castles",
        **changed,
    )


def fresh(session: Session, comment_id: int) -> Comment:
    """The comment as the database has it now."""
    session.rollback()
    return session.get_one(Comment, comment_id, populate_existing=True)


def on_host(session: Session, comment_id: int) -> CommentOnHost:
    """What is known of the comment on its host now."""
    return session.scalars(
        sa.select(CommentOnHost).where(CommentOnHost.comment_id == comment_id).execution_options(populate_existing=True)
    ).one()


def open_kinds(session: Session, comment_id: int) -> list[str]:
    """The kinds of the flags that nobody has answered, in order."""
    return list(
        session.scalars(
            sa.select(CommentFlag.kind)
            .where(CommentFlag.comment_id == comment_id, CommentFlag.settled_at.is_(None))
            .order_by(CommentFlag.kind)
        )
    )


def decided(
    session: Session, blog: Blog, person: Person, comment_id: int, action: str, now: dt.datetime = LATER, **more: Any
) -> Decided:
    """Let a person decide a comment as it stands now."""
    seen = more.pop("seen", None)
    if seen is None:
        seen = fresh(session, comment_id).revision
    session.rollback()
    if action == "remove":
        more.setdefault("rule_id", blog.rule(session))
        session.rollback()
    actor = blog.actor(session, person)
    session.rollback()
    return decide(session, actor, now, comment_id=comment_id, seen=seen, action=CommentAction(action), **more)
