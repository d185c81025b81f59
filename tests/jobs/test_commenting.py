"""Commenting on a real WordPress: while a site is paused nobody can write, then it is as it was (DESIGN 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.config import Settings, read_settings
from governance.jobs.commenting import ClosingComments
from governance.jobs.hosts_of import hosts_of
from governance.models import CommentingOnHost, Site
from governance.services.commenting import tick_off_commenting
from tests.factories import NOW
from tests.plugins.wordpress import Blog
from tests.services.cast import live_site, make_cast
from tests.services.commenting import commenting, go_on, join_blog, pause, remembered
from tests.services.connections import connect

MINUTES = dt.timedelta(minutes=1)


class Scene:
    """A school with a live site that is connected to the blog as its editor, and a worker; time goes on by hand."""

    def __init__(self, session: Session, sessions: Callable[[], Session], settings: Settings, blog: Blog) -> None:
        self.session, self.blog, self.settings = session, blog, settings
        self.now = NOW
        self.cast = make_cast(self.session)
        self.site = live_site(self.session, self.cast)
        self.site_id = self.site.id
        self.session.rollback()
        self.worker = ClosingComments(sessions, hosts_of(settings), lambda: self.now, rest=lambda seconds: None)

    def connect(self, login: str = "editor", site: Site | None = None) -> None:
        given = {"address": self.blog.url, "account": login, "password": self.blog.passwords[login]}
        self.session.rollback()
        joined = self.session.get_one(Site, (site or self.site).id)
        connect(self.session, self.cast, joined, **given, keys=self.settings.sealing_keys)

    def pause(self) -> None:
        pause(self.session, self.cast, self.site, self.now)
        self.session.rollback()

    def go_on(self) -> None:
        go_on(self.session, self.cast, self.site, self.now)
        self.session.rollback()

    def work(self, minutes: int = 0) -> int:
        """Let the worker do what is due after so many minutes."""
        self.now += minutes * MINUTES
        self.session.rollback()
        return self.worker.see_to_due()

    def standing(self) -> tuple[str, str, str]:
        """What is wanted, how far it has come, and what is in the way."""
        row = self.row()
        return row.wanted.value, row.delivery.value, row.trouble

    def row(self) -> CommentingOnHost:
        row = commenting(self.session, self.site_id)
        self.session.expunge(row)
        self.session.rollback()
        return row

    def kept(self) -> list[str]:
        found = remembered(self.session, self.site_id)
        self.session.rollback()
        return found


@pytest.fixture(name="scene")
def _scene(
    wordpress: Blog, shared_database: str, shared_sessions: Callable[[], Session], tmp_path: Path
) -> Iterator[Scene]:
    settings = read_settings(
        {
            "GOVERNANCE_SECRET_KEY": "a-secret-for-tests-only-of-forty-characters",
            "GOVERNANCE_DATA_FOLDER": str(tmp_path / "data"),
        }
    )
    settings = replace(settings, hosts_allowed=frozenset({wordpress.place}))
    engine = sa.create_engine(shared_database).execution_options(writes=True)
    with Session(engine) as session:
        yield Scene(session, shared_sessions, settings, wordpress)
    engine.dispose()


def open_posts(blog: Blog) -> int:
    return int(blog.sql("SELECT COUNT(*) FROM wp_posts WHERE post_status = 'publish' AND comment_status = 'open'"))


def test_while_a_site_is_paused_nobody_can_comment_and_then_it_is_as_it_was(scene: Scene) -> None:
    blog = scene.blog
    shut, post = blog.post("Shut before", commenting="closed"), blog.post("Our week")
    scene.connect()
    scene.pause()
    assert not blog.is_refused(post)
    assert scene.work() == 1
    assert scene.standing() == ("closed", "confirmed", "")
    assert blog.is_refused(post)
    assert open_posts(blog) == 0
    assert len(scene.kept()) == 13
    # A post that appears during the pause is closed at the next look.
    new = blog.post("New in the pause")
    assert not blog.is_refused(new)
    assert scene.work(10) == 1
    assert blog.is_refused(new)
    assert scene.row().confirmed_at == NOW
    scene.go_on()
    assert scene.work() == 1
    assert scene.standing() == ("open", "confirmed", "")
    assert not blog.is_refused(post)
    assert not blog.is_refused(new)
    assert blog.is_refused(shut), "it took no comments before the pause"
    assert scene.kept() == []
    assert scene.work(60) == 0, "nothing is left to do"


def test_an_account_that_only_moderates_makes_it_a_task_and_its_tick_is_checked(scene: Scene) -> None:
    blog, post = scene.blog, scene.blog.post(content="<iframe src='https://films.example.test/1'></iframe>")
    scene.connect("moderator")
    scene.pause()
    scene.work()
    assert scene.standing() == ("closed", "task", "cannot_close_commenting")
    assert scene.row().do_by == dt.date(2026, 11, 20)
    assert (blog.commenting(post), "<iframe" in blog.page(post)) == ("open", True)

    def tick() -> None:
        actor = scene.cast.actor(scene.session, scene.cast.teacher)
        scene.session.rollback()
        sequence = scene.row().sequence
        tick_off_commenting(scene.session, actor, scene.now, site_id=scene.site_id, sequence=sequence)

    tick()
    scene.work()
    assert scene.standing() == ("closed", "task", "tick_came_early")
    blog.sql("UPDATE wp_posts SET comment_status = 'closed'")
    tick()
    scene.work()
    assert scene.standing() == ("closed", "confirmed", "")
    scene.go_on()
    scene.work()
    assert scene.standing() == ("open", "task", ""), "who closed it by hand knows which posts were open"
    assert blog.commenting(post) == "closed"


def test_an_administrators_account_changes_no_post(scene: Scene) -> None:
    scene.connect("admin")
    before = open_posts(scene.blog)
    scene.pause()
    scene.work()
    assert scene.standing() == ("closed", "task", "too_much_power")
    assert open_posts(scene.blog) == before


def test_a_blog_that_is_down_gets_it_when_it_returns_and_only_the_newest_wish(scene: Scene) -> None:
    blog, post = scene.blog, scene.blog.post()
    scene.connect()
    with blog.down():
        scene.pause()
        scene.work()
        assert scene.standing() == ("closed", "waiting", "not_reachable")
        assert scene.row().due_at == scene.now + dt.timedelta(seconds=30)
    assert scene.work(1) == 1
    assert scene.standing() == ("closed", "confirmed", "")
    assert blog.is_refused(post)
    with blog.down():
        scene.go_on()
        scene.work()
        scene.pause()
    scene.work(1)
    assert scene.standing() == ("closed", "confirmed", "")
    assert blog.is_refused(post)


def test_what_a_killed_worker_had_closed_is_opened_after_the_pause(scene: Scene) -> None:
    blog, post = scene.blog, scene.blog.post()
    scene.connect()
    scene.pause()

    class Killed(BaseException):
        """The worker ends between the host's answer and its own book."""

    def die(_: float) -> None:
        raise Killed

    scene.worker.rest = die
    with pytest.raises(Killed):
        scene.work()
    closed = 13 - open_posts(blog)
    assert closed == 1
    scene.worker.rest = lambda seconds: None
    assert scene.work(1) == 0, "its lease runs still"
    assert scene.work(2) == 1
    assert (open_posts(blog), len(scene.kept())) == (0, 13)
    scene.go_on()
    scene.work()
    assert open_posts(blog) == 13
    assert not blog.is_refused(post)


def test_a_blog_that_another_site_is_joined_to_as_well_is_left_alone(scene: Scene) -> None:
    before = open_posts(scene.blog)
    scene.connect()
    other = live_site(scene.session, scene.cast, name="Year 4 blog")
    join_blog(scene.session, scene.cast, other, scene.blog.url + "/")
    scene.pause()
    scene.work()
    assert scene.standing() == ("closed", "task", "blog_is_shared")
    assert open_posts(scene.blog) == before


def test_a_connection_into_a_private_network_is_not_followed(scene: Scene) -> None:
    scene.connect()
    scene.session.execute(sa.text("UPDATE host_connections SET address = 'https://192.168.0.1/blog'"))
    scene.session.commit()
    before = open_posts(scene.blog)
    scene.pause()
    scene.work()
    assert scene.standing() == ("closed", "waiting", "address_not_allowed")
    assert open_posts(scene.blog) == before
