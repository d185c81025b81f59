"""Looks at a real WordPress for something new: over its feed, found by itself, and over its interface (A.1.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.hosts.outside import Outside
from governance.jobs.watching import Watching
from governance.models import Site, SiteUpdate, UpdateWatch
from governance.services.update_watches import watch_live_sites
from tests.factories import NOW
from tests.plugins.wordpress import Blog
from tests.services.cast import live_site, make_cast

HOUR = dt.timedelta(hours=1)


class Scene:
    """A school with one live site, which is the blog; ``now`` is the real time, because the blog dates its posts."""

    def __init__(self, session: Session, sessions: Callable[[], Session], blog: Blog, kind: str) -> None:
        self.session, self.blog = session, blog
        self.now = dt.datetime.now(dt.UTC)
        site = live_site(session, make_cast(session))
        watch_live_sites(session, NOW)
        address = blog.url if kind == "wordpress" else ""
        session.execute(sa.update(Site).where(Site.id == site.id).values(address=f"{blog.url}/"))
        session.execute(sa.update(UpdateWatch).values(kind=kind, address=address, next_look_at=self.now))
        session.commit()
        self.watching = Watching(sessions, Outside({blog.place}), lambda: self.now)

    def look(self, hours: float = 0) -> UpdateWatch:
        """Look after so many hours, and return what is known then."""
        self.now += hours * HOUR
        self.session.rollback()
        number = self.session.scalar(sa.select(UpdateWatch.id))
        self.session.rollback()
        assert number is not None
        assert self.watching.look_at(number)
        row = self.session.get_one(UpdateWatch, number, populate_existing=True)
        self.session.expunge(row)
        self.session.rollback()
        return row

    def seen(self) -> list[str]:
        """The titles of what was seen, the newest look last."""
        titles = list(self.session.scalars(sa.select(SiteUpdate.title).order_by(SiteUpdate.id)))
        self.session.rollback()
        return titles


@pytest.fixture(params=["feed", "wordpress"])
def scene(
    request: pytest.FixtureRequest, wordpress: Blog, shared_database: str, shared_sessions: Callable[[], Session]
) -> Iterator[Scene]:
    engine = sa.create_engine(shared_database).execution_options(writes=True)
    with Session(engine) as session:
        yield Scene(session, shared_sessions, wordpress, request.param)
    engine.dispose()


def test_a_post_on_a_real_blog_is_noticed_once_and_a_blog_that_is_down_is_said_so(scene: Scene) -> None:
    watch = scene.look()
    assert (watch.trouble, watch.read_at) == ("", scene.now)
    if watch.kind == "feed":
        assert watch.address == f"{scene.blog.url}/feed/"
    before = len(scene.seen())
    scene.blog.post("Our volcano erupted")
    scene.look(2)
    scene.look(2)
    assert scene.seen()[before:] == ["Our volcano erupted"]
    with scene.blog.down():
        watch = scene.look(2)
    assert (watch.trouble, watch.tries, watch.failing_since) == ("not_reachable", 1, scene.now)
    watch = scene.look(1)
    assert (watch.trouble, watch.failing_since) == ("", None)
