"""Measures the budgets of the moderation queue: the same pages with a thousand comments and with a million.

The measured moderator has the same thousand comments in both; what differs is everything around them.  The budgets of
DESIGN 12 name the queue page; the ones marked "our own" hold the pages beside it to the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance import create_app
from governance.config import read_settings
from governance.db import db
from governance.domain.access import Actor
from governance.domain.comments.words import CommentAction, CommentState
from governance.models import Comment, Person, School, Site
from governance.queries.comments.queue import count_in_queue
from governance.services.comments.deciding import decide
from governance.services.comments.scope import scope_of
from governance.services.transaction import use_case
from scripts.bench_bare import plain_act
from scripts.bench_measure import Budget, Number
from scripts.bench_pages import add_empty_page, empty_page, opens
from tests.factories import NOW, TODAY, actor_of, sign_in

QUEUE = "/s/oak/queue"
SAME_PAGES = (
    ("queue page", QUEUE),
    ("search of the queue (our own)", f"{QUEUE}?words=castle"),
    ("decided list (our own)", f"{QUEUE}/decided"),
    ("search of the decided list (our own)", f"{QUEUE}/decided?words=castle"),
)
MODERATOR = "first teacher"
LEAD = "ict_lead"


@dataclass(frozen=True)
class Measured:
    """An application on the benchmarks' data, with the measured school and the first site of its moderator."""

    app: Flask
    comments: int
    school: School
    site: Site

    def person(self, name: str) -> Person:
        return db.session.scalars(sa.select(Person).where(Person.name == name)).one()

    def client(self, name: str) -> FlaskClient:
        """Return a browser in which this person of the measured school is signed in."""
        client = sign_in(self.app.test_client(), db.session, self.person(name))
        db.session.rollback()
        return client


def app_on(address: str) -> Flask:
    """Return the application on a database, at the moment at which the data ends."""
    app = create_app(read_settings({"GOVERNANCE_DEMO": "1", "GOVERNANCE_DATABASE_URL": address}))
    app.extensions["clock"] = lambda: NOW
    app.extensions.pop("waker", None)
    add_empty_page(app)
    return app


@contextmanager
def measured_on(address: str, comments: int) -> Iterator[Measured]:
    """Lend the application on a filled database."""
    app = app_on(address)
    with app.app_context():
        school = db.session.scalars(sa.select(School).where(School.slug == "oak")).one()
        site = db.session.scalars(sa.select(Site).where(Site.school_id == school.id).order_by(Site.id).limit(1)).one()
        db.session.expunge_all()
        db.session.rollback()
        yield Measured(app, comments, school, site)
        db.session.close()
        db.engine.dispose()


def queue_budgets(few: Measured, many: Measured) -> Iterator[Budget | Number]:
    """The budgets of the queue, one after the other."""
    versus = f"with {many.comments:,} comments / with {few.comments:,}"
    with few.app.app_context():
        small, small_lead = few.client(MODERATOR), few.client(LEAD)
    large, large_lead = many.client(MODERATOR), many.client(LEAD)
    for what, address in SAME_PAGES:
        yield Budget(f"{what} {versus}", 1.3, opens(large, address), opens(small, address))
    figures = "/s/oak/comments/figures"
    yield Budget(
        f"figures of moderation {versus} (our own)", 2.0, opens(large_lead, figures), opens(small_lead, figures)
    )
    yield Number(f"queries of the queue page with {many.comments:,} comments", 8, queries_of(opens(large, QUEUE)))
    page = opens(large, QUEUE)
    yield Budget("queue page / the emptiest signed-in page", 3.0, page, opens(large, empty_page("oak")))
    yield from decision_budgets(db.session, many)
    yield count_budget(db.session, many)


def queries_of(opening: Callable[[], object]) -> int:
    """Return how many statements opening a page sends, without the beginning and the end of its transaction."""
    sent: list[str] = []

    def count(_: Any, __: Any, statement: str, *___: Any) -> None:
        sent.append(statement)

    opening()
    sa.event.listen(db.engine, "before_cursor_execute", count)
    opening()
    sa.event.remove(db.engine, "before_cursor_execute", count)
    return sum(not statement.startswith(("BEGIN", "PRAGMA")) for statement in sent)


def decision_budgets(session: Session, many: Measured) -> tuple[Budget, Budget]:
    """A decision on a comment, against the least that the product and that plain SQL need for a row and its audit."""
    actor = actor_of(session, many.school, many.person(MODERATOR))
    waits = (Comment.site_id == many.site.id, Comment.state == CommentState.WAITING)
    comments = sa.select(Comment.id).where(*waits).order_by(Comment.id).limit(2)
    comment_id, other_id = session.scalars(comments).all()
    session.rollback()
    seen = itertools.count(1)
    actions = itertools.cycle((CommentAction.PUBLISH, CommentAction.REOPEN))

    def piece() -> None:
        decide(session, actor, NOW, comment_id=comment_id, seen=next(seen), action=next(actions))

    return (
        Budget("a decision / a bare guarded UPDATE with its audit row", 2.0, piece, bare_act(session, actor, other_id)),
        Budget("a decision / the same in plain SQL without the product (our own)", 9.0, piece, plain_act(session)),
    )


def bare_act(session: Session, actor: Actor, comment_id: int) -> Callable[[], object]:
    """Return a guarded UPDATE of a comment with the audit row that a decision leaves, chained by the same use case."""
    comments = sa.inspect(Comment).local_table
    bare = (
        sa.update(comments)
        .where(comments.c.id == comment_id, comments.c.revision == sa.bindparam("seen"))
        .values(decided_at=NOW, revision=comments.c.revision + 1)
    )
    site_id = session.get_one(Comment, comment_id).site_id
    session.rollback()
    seen = itertools.count(1)

    def least() -> None:
        with use_case(session, actor, NOW) as record:
            revision = next(seen)
            assert session.connection().execute(bare, {"seen": revision}).rowcount == 1
            record.act(
                "comment.published",
                "comment",
                comment_id,
                site_id=site_id,
                from_state="waiting",
                to_state="published",
                texts={"label": "Year 3 blog"},
                number=revision,
            )

    return least


def count_budget(session: Session, many: Measured) -> Budget:
    """The number beside "Queue", against a read of one row by its key."""
    actor = actor_of(session, many.school, many.person(MODERATOR))
    site_id = many.site.id
    session.rollback()

    def piece() -> None:
        scope = scope_of(session, actor, TODAY)
        session.scalar(sa.select(count_in_queue(scope.shape)), scope.asked)
        session.rollback()

    def least() -> None:
        session.scalar(sa.text("SELECT name FROM sites WHERE id = :id"), {"id": site_id})
        session.rollback()

    return Budget("the number beside “Queue” / one row by its key (our own)", 12.0, piece, least)
