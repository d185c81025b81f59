"""A live site with comments in every state, for whoever tests what people see of them.

``cast.teacher`` and ``cast.second`` moderate it; what is already decided was decided by ``cast.second``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.words import FlagSource, Urgency
from governance.models import Comment, CommentFlag
from tests.factories import NOW, start_writing
from tests.services.comments.cast import Blog, arrive, decided, fresh, make_blog, one

EARLIER = NOW - dt.timedelta(hours=2)


@dataclass(frozen=True)
class Commented:
    """The blog, and its comments by what they are."""

    blog: Blog
    ids: dict[str, int]


def make_commented(session: Session, slug: str = "oak") -> Commented:
    """A live blog with comments that wait for every reason, and some that are decided."""
    blog = make_blog(session, slug)
    return Commented(blog, comment_on(session, blog))


def comment_on(session: Session, blog: Blog) -> dict[str, int]:
    """Let comments of every kind come to a blog, and return their numbers by what they are."""
    arrivals = {
        "harmless": one("1", "I like your castle. The moat is brilliant!", author_name="Ava"),
        "surname": one("2", "That is my sister Lena Whitlock in the picture", author_name="Big brother"),
        "risky": one("3", "where do you live? dont tell anyone i asked", author_name="a friend"),
        "unkind": one("4", "your so dumb lol", author_name="xx"),
        "link": one("5", 'Great <a href="https://cheap.example/win">post</a>', author_name="Prizes"),
        "answer": one("6", "Me too", author_name="Ben", parent_host_id="1"),
        "public": one("7", "Your castle is so tall", state="public", author_name="Gran"),
        "published": one("8", "Well done Year 3", author_name="Ava"),
        "removed": one("9", "rubbish", author_name="xx"),
        "hidden": one("10", "meet me after school", author_name="a friend"),
    }
    taken = arrive(session, blog, *arrivals.values(), now=EARLIER)
    ids = {name: found.comment_id for name, found in zip(arrivals, taken, strict=True)}
    for name, action in (("published", "publish"), ("removed", "remove"), ("hidden", "hide")):
        decided(session, blog, blog.cast.second, ids[name], action, now=EARLIER + dt.timedelta(minutes=5))
    settle_flags(session)
    for name, urgency, place in (
        ("risky", Urgency.CHILD_RISK, (0, 21)),
        ("surname", Urgency.NAMES_CHILD, (18, 31)),
        ("unkind", Urgency.ABUSIVE, (8, 12)),
        ("link", Urgency.LINK_OR_ADVERT, (6, 50)),
    ):
        seen_by_machine(session, ids[name], urgency, *place)
    return ids


def settle_flags(session: Session) -> None:
    """Take away what the machine itself saw, so that a test's reasons are the ones that it wrote out."""
    start_writing(session)
    session.execute(
        sa.update(CommentFlag)
        .where(CommentFlag.source == FlagSource.MACHINE, CommentFlag.settled_at.is_(None))
        .values(settled_at=NOW)
    )
    session.execute(sa.update(Comment).values(urgency=Urgency.NEW))
    session.commit()


def seen_by_machine(
    session: Session, comment_id: int, urgency: Urgency, start: int | None = None, end: int | None = None
) -> None:
    """Give a comment one reason to be looked at, with its place in the words."""
    comment = fresh(session, comment_id)
    start_writing(session)
    session.add(
        CommentFlag(
            school_id=comment.school_id,
            comment_id=comment_id,
            on_revision=comment.shown,
            source=FlagSource.MACHINE,
            kind="seen_in_a_test",
            urgency=urgency,
            words="It may be one of those",
            clause="A.5.4",
            start=start,
            end=end,
            opened_at=NOW,
        )
    )
    session.execute(sa.update(Comment).where(Comment.id == comment_id).values(urgency=urgency))
    session.commit()
