"""Measures the budgets of the moderation queue: the same page with a thousand comments and with a million.

Run through ``make bench``; the data takes some minutes and five gigabytes, in a folder that goes away.
"""

from __future__ import annotations

import hashlib
import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance import create_app
from governance.config import read_settings
from governance.db import begin_writing, db
from governance.domain.access import Actor
from governance.domain.comments.words import CommentAction
from governance.migrations import upgrade
from governance.models import Comment, Person
from governance.services.comments.deciding import decide
from governance.services.comments.scope import in_queue, scope_of
from governance.services.transaction import use_case
from scripts.bench_data import FULL, SMALL, Size, fill
from scripts.bench_measure import Budget
from scripts.bench_pages import add_empty_page, empty_page, opens
from tests.factories import NOW, TODAY, actor_of, sign_in
from tests.services.comments.cast import Blog

QUEUE = "/s/oak/queue"


@contextmanager
def filled(size: Size) -> Iterator[tuple[Flask, Blog]]:
    """An application on a database of this size."""
    with tempfile.TemporaryDirectory(prefix="governance-bench-") as folder:
        settings = read_settings({"GOVERNANCE_DEMO": "1", "GOVERNANCE_DATA_FOLDER": folder})
        upgrade(settings.database_url)
        app = create_app(settings)
        app.extensions["clock"] = lambda: NOW
        add_empty_page(app)
        with app.app_context():
            yield app, fill(db.session, size)


def moderator(app: Flask, blog: Blog) -> FlaskClient:
    """The measured moderator, signed in."""
    person = db.session.get_one(Person, blog.cast.teacher.id)
    client = sign_in(app.test_client(), db.session, person)
    db.session.rollback()
    return client


def queue_budgets() -> Iterator[Budget]:
    """The budgets of the queue, one after the other; the data is made once and goes away at the end."""
    with filled(SMALL) as (small, small_blog):
        few = opens(moderator(small, small_blog), QUEUE)
        with filled(FULL) as (full, blog):
            client = moderator(full, blog)
            page = opens(client, QUEUE)
            yield Budget("queue page with a million comments / with a thousand", 1.3, page, few)
            yield Budget("queue page / the emptiest signed-in page", 3.0, page, opens(client, empty_page("oak")))
            yield from decision_budgets(db.session, blog)
            yield count_budget(db.session, blog)


def decision_budgets(session: Session, blog: Blog) -> tuple[Budget, Budget]:
    """A decision on a comment, against the least that the product and that plain SQL need for a row and its audit."""
    actor = actor_of(session, blog.cast.school, blog.cast.teacher)
    comments = sa.select(Comment.id).where(Comment.site_id == blog.site.id).order_by(Comment.id).limit(2)
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


def plain_act(session: Session) -> Callable[[], object]:
    """Return a guarded UPDATE with a chained row in plain SQL, in tables of its own, with neither roles nor texts."""
    begin_writing(session)
    for statement in (
        "CREATE TABLE bare_things (id INTEGER PRIMARY KEY, value TEXT, revision INTEGER)",
        "CREATE TABLE bare_heads (chain INTEGER PRIMARY KEY, sequence INTEGER, hash TEXT)",
        "CREATE TABLE bare_acts (id INTEGER PRIMARY KEY, chain INTEGER, sequence INTEGER, at TEXT, name TEXT, "
        "code TEXT, details TEXT, previous TEXT, hash TEXT, UNIQUE (chain, sequence))",
        "INSERT INTO bare_things VALUES (1, 'waiting', 1)",
        "INSERT INTO bare_heads VALUES (1, 0, '')",
    ):
        session.execute(sa.text(statement))
    session.commit()
    numbers = itertools.count(1)

    def least() -> None:
        revision = next(numbers)
        begin_writing(session)
        session.execute(
            sa.text("UPDATE bare_things SET value = :v, revision = revision + 1 WHERE id = 1 AND revision = :r"),
            {"v": str(revision), "r": revision},
        )
        sequence, previous = session.execute(sa.text("SELECT sequence, hash FROM bare_heads WHERE chain = 1")).one()
        link = hashlib.sha256(f"{sequence}{NOW.isoformat()}{previous}".encode()).hexdigest()
        made: dict[str, Any] = {"s": sequence + 1, "h": link, "p": previous, "at": NOW.isoformat()}
        session.execute(
            sa.text(
                "INSERT INTO bare_acts (chain, sequence, at, name, code, details, previous, hash) "
                "VALUES (1, :s, :at, 'head', 'comment.published', '{}', :p, :h)"
            ),
            made,
        )
        session.execute(sa.text("UPDATE bare_heads SET sequence = :s, hash = :h WHERE chain = 1"), made)
        session.commit()

    return least


def count_budget(session: Session, blog: Blog) -> Budget:
    """The number beside "Queue", against a read of one row by its key."""
    actor = actor_of(session, blog.cast.school, blog.cast.teacher)
    site_id = blog.site.id
    session.rollback()

    def piece() -> None:
        scope = scope_of(session, actor, TODAY)
        session.scalar(sa.select(sa.func.count()).where(in_queue(scope)))
        session.rollback()

    def least() -> None:
        session.scalar(sa.text("SELECT name FROM sites WHERE id = :id"), {"id": site_id})
        session.rollback()

    return Budget("the number beside “Queue” / one row by its key (our own)", 12.0, piece, least)
