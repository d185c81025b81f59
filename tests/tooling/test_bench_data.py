"""The benchmarks' rows are rows that the product could have made: counted, joined, and shown on its pages."""

from __future__ import annotations

import os

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.migrations import upgrade
from governance.models import Comment, CommentDecision, CommentFlag, Person, School, Site
from governance.queries.comments.queue import queue_page
from governance.queries.comments.sought import Sought
from governance.services.comments.scope import scope_of
from scripts.bench_data import Size, fill
from tests.factories import NOW, TODAY, actor_of
from tests.plugins.databases import BOTH


@pytest.fixture(params=BOTH)
def address(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of this test's own: what is filled in stays there."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    return str(request.getfixturevalue("postgres").fresh_database(f"bench_{os.getpid()}"))


def test_the_measured_moderator_has_the_same_thousand_comments_among_others(address: str) -> None:
    upgrade(address)
    fill(sa.create_engine(address), Size(schools=3, comments=2_000))
    engine = sa.create_engine(address)
    with Session(engine) as session:
        counted = {table: session.scalar(sa.select(sa.func.count()).select_from(table)) for table in (Comment, Site)}
        assert counted == {Comment: 2_000, Site: 30}
        moderator = session.scalars(sa.select(Person).where(Person.name == "first teacher")).one()
        site = session.get_one(Site, 1)
        scope = scope_of(session, actor_of(session, session.get_one(School, site.school_id), moderator), TODAY)
        page = queue_page(session, scope, Sought(), NOW, None)
        assert (len(scope.site_ids), page.count, len(page.cards)) == (3, 20, 20)
        theirs = Comment.site_id.in_(scope.site_ids)
        assert session.scalar(sa.select(sa.func.count()).select_from(Comment).where(theirs)) == 1_000
        undecided = sa.select(sa.func.count()).select_from(Comment).where(Comment.decided_at.is_(None))
        decided = sa.select(sa.func.count()).select_from(CommentDecision)
        assert (session.scalar(undecided) or 0) + (session.scalar(decided) or 0) == 2_000
        assert session.scalar(sa.select(sa.func.count()).select_from(CommentFlag)) != 0
        if address.startswith("sqlite"):
            assert session.execute(sa.text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()
