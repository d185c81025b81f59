"""Looks at a real WordPress: what comes, what is wrong, and that one site's host holds up no other's (A.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.config import Settings, read_settings
from governance.domain.comments.words import CommentAction, CommentState
from governance.jobs.hosts_of import hosts_of
from governance.jobs.looking import Looking
from governance.jobs.pulling import Pulling
from governance.jobs.pushing import Pushing
from governance.models import Comment, HostConnection, Notice, Site
from governance.services.absences import record_absence
from governance.services.comments.deciding import decide
from governance.services.comments.reading import reader_of
from tests.factories import NOW
from tests.plugins.wordpress import Blog
from tests.services.cast import Cast, live_site, make_cast
from tests.services.connections import connect

MINUTE = dt.timedelta(minutes=1)


class Scene:
    """A school with a live site that is connected to the blog, and what looks at it; ``now`` goes on by hand."""

    def __init__(self, session: Session, sessions: Callable[[], Session], settings: Settings, blog: Blog) -> None:
        self.session, self.sessions, self.settings, self.blog = session, sessions, settings, blog
        self.now = NOW
        self.cast: Cast = make_cast(session)
        self.site_id = live_site(session, self.cast).id
        self.looking = Looking(sessions, hosts_of(settings), reader_of, lambda: self.now)

    def connect(self, login: str = "moderator", **changed: Any) -> int:
        """Connect the site with the application password that the blog gave ``login``."""
        site = self.session.get_one(Site, self.site_id)
        given = {"address": self.blog.url, "account": login, "password": self.blog.passwords[login]}
        row = connect(self.session, self.cast, site, **{**given, **changed}, keys=self.settings.sealing_keys)
        number = row.id
        self.session.rollback()
        return number

    def look(self, number: int, minutes: int = 20) -> HostConnection:
        """Look at the host after so many minutes, and return what is known of the connection then."""
        self.now += minutes * MINUTE
        assert self.looking.look_at(number)
        self.session.rollback()
        row = self.session.get_one(HostConnection, number, populate_existing=True)
        self.session.expunge(row)
        self.session.rollback()
        return row

    def comments(self) -> list[tuple[CommentState, bool]]:
        """The state of every comment that came, in order, and whether it was public before anybody looked."""
        rows = self.session.execute(sa.select(Comment.state, Comment.was_public).order_by(Comment.id)).all()
        self.session.rollback()
        return [(state, was_public) for state, was_public in rows]

    def amber(self) -> list[str]:
        """The checks that the site does not keep."""
        why = self.session.scalar(sa.select(Site.amber_why).where(Site.id == self.site_id))
        self.session.rollback()
        return list(why or ())

    def told(self) -> list[str]:
        """The kinds of the mails about hosts."""
        kinds = list(self.session.scalars(sa.select(Notice.kind).where(Notice.kind.like("host_%")).order_by(Notice.id)))
        self.session.rollback()
        return kinds


@pytest.fixture
def scene(
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


def test_a_comment_waits_here_as_it_waits_on_the_blog_and_comes_once(scene: Scene) -> None:
    post = scene.blog.post()
    scene.blog.comment(post, "It was there before.")
    number = scene.connect()
    row = scene.look(number, 0)
    assert (row.trouble, row.reached_at, row.asked_at, row.account) == ("", NOW, None, "moderator")
    assert row.warnings == ["more_than_moderate"]
    scene.blog.comment(post, "I liked the volcano best.", name="Sam")
    for _ in range(2):
        row = scene.look(number, 2)
    assert scene.comments() == [(CommentState.WAITING, False), (CommentState.WAITING, False)]
    assert row.reached_at == NOW + 4 * MINUTE


@pytest.mark.parametrize(
    ("login", "changed", "trouble", "told"),
    [
        pytest.param("editor", {"password": "not the password"}, "signed_out", ["host_fails"], id="a wrong password"),
        pytest.param("author", {}, "too_little_power", ["host_fails"], id="too little power"),
        pytest.param("admin", {}, "too_much_power", ["host_fails"], id="too much power"),
        pytest.param("editor", {"address": "https://127.0.0.1:1"}, "address_not_allowed", [], id="inside the network"),
    ],
)
def test_what_is_wrong_is_said_within_one_look(
    scene: Scene, login: str, changed: dict[str, str], trouble: str, told: list[str]
) -> None:
    scene.blog.comment(scene.blog.post(), "Nobody may read this yet.")
    row = scene.look(scene.connect(login, **changed), 0)
    assert (row.trouble, row.failing_since, row.reached_at) == (trouble, NOW, None)
    assert scene.told() == told
    assert scene.comments() == []


@pytest.mark.parametrize(
    ("played", "trouble", "told"),
    [
        pytest.param({"passwords_off": True}, "passwords_switched_off", ["host_fails"], id="passwords switched off"),
        pytest.param({"rest": "forbidden"}, "blocked", [], id="a security plug-in stands in the way"),
        pytest.param(None, "not_reachable", [], id="the blog is down"),
    ],
)
def test_what_goes_wrong_later_is_shown_and_clears_by_itself(
    scene: Scene, played: dict[str, Any] | None, trouble: str, told: list[str]
) -> None:
    number = scene.connect()
    scene.look(number, 0)
    post = scene.blog.post()
    playing: AbstractContextManager[None] = scene.blog.down() if played is None else scene.blog.trouble(**played)
    scene.blog.comment(post, "It came while nobody could look.")
    with playing:
        row = scene.look(number, 2)
    assert (row.trouble, row.tries, row.reached_at) == (trouble, 1, NOW)
    assert scene.told() == told
    row = scene.look(number)
    assert (row.trouble, row.tries, row.failing_since) == ("", 0, None)
    assert len(scene.comments()) == 1


def test_the_accounts_loss_of_power_is_shown_within_one_look(scene: Scene) -> None:
    number = scene.connect("editor")
    assert scene.look(number, 0).warnings == ["more_than_moderate"]
    scene.blog.php("get_user_by('login', 'editor')->set_role('subscriber');")
    try:
        scene.blog.comment(scene.blog.post(), "Is anybody there?")
        assert scene.look(number, 2).trouble == "too_little_power"
    finally:
        scene.blog.php("get_user_by('login', 'editor')->set_role('editor');")
    assert scene.told() == ["host_fails"]


def test_a_comment_that_arrives_public_turns_the_site_amber(scene: Scene) -> None:
    """WordPress's own default lets everybody pass who had one comment approved before."""
    post = scene.blog.post()
    before = scene.blog.comment(post, "My first one.")
    scene.blog.rest("POST", f"comments/{before}", status="approved")
    number = scene.connect()
    assert scene.look(number, 0).holds is None
    scene.blog.option("comment_moderation", 0)
    second = scene.blog.comment(post, "My second one goes straight on the page.")
    assert scene.blog.status_of(second) == "approved"
    assert scene.look(number, 2).holds is False
    assert scene.amber() == ["comments_held"]
    assert [was_public for _, was_public in scene.comments()] == [True, True]
    scene.blog.option("comment_moderation", 1)
    scene.blog.comment(post, "My third one waits.")
    assert scene.look(number, 2).holds is True
    assert scene.amber() == []


def test_while_nobody_is_there_what_a_blog_shows_comes_off_its_page_until_somebody_looks(scene: Scene) -> None:
    post, cast, words = scene.blog.post(), scene.cast, "My second one goes straight on the page."
    before = scene.blog.comment(post, "My first one.")
    scene.blog.rest("POST", f"comments/{before}", status="approved")
    number = scene.connect()
    scene.look(number, 0)
    for person in (cast.teacher, cast.second):
        away = {"person_id": person.id, "starts_on": NOW.date(), "ends_on": NOW.date()}
        record_absence(scene.session, cast.actor(scene.session, person), NOW, **away)
    scene.blog.option("comment_moderation", 0)
    second = scene.blog.comment(post, words)
    assert words in scene.blog.page(post)
    scene.look(number, 2)
    assert scene.comments()[-1] == (CommentState.WAITING, True)
    pushing = Pushing(scene.sessions, hosts_of(scene.settings), lambda: scene.now)
    assert pushing.push_due() == 1
    assert (scene.blog.status_of(second), words in scene.blog.page(post)) == ("hold", False)
    # The next look takes nothing for a decision of somebody on the blog, and the teacher who is back decides.
    scene.look(number, 2)
    assert scene.comments()[-1] == (CommentState.WAITING, True)
    comment = scene.session.scalars(sa.select(Comment).order_by(Comment.id.desc()).limit(1)).one()
    asked = {"comment_id": comment.id, "seen": comment.revision, "action": CommentAction.PUBLISH}
    scene.session.rollback()
    decide(scene.session, cast.actor(scene.session, cast.teacher), scene.now, **asked)
    assert pushing.push_due() == 1
    assert (scene.blog.status_of(second), words in scene.blog.page(post)) == ("approved", True)


def test_a_password_whose_key_is_gone_is_said_and_not_sent(scene: Scene) -> None:
    number = scene.connect()
    other = read_settings({"GOVERNANCE_SECRET_KEY": "another-secret-for-tests-only-of-forty-letters"})
    scene.looking = replace(scene.looking, host_of=hosts_of(replace(other, hosts_allowed=scene.settings.hosts_allowed)))
    assert scene.look(number, 0).trouble == "secret_cannot_be_opened"
    assert scene.told() == ["host_fails"]


def test_sites_on_one_machine_wait_for_each_other_and_a_slow_one_holds_up_nobody_else(scene: Scene) -> None:
    slow = scene.connect()
    scene.site_id = live_site(scene.session, scene.cast).id
    same = scene.connect()
    scene.site_id = live_site(scene.session, scene.cast).id
    elsewhere = scene.connect(address="https://127.0.0.2")
    pulling = Pulling(scene.sessions, scene.looking, lambda: scene.now)
    with scene.blog.trouble(seconds=2):
        assert pulling.start_due() == 2
        assert pulling.start_due() in (0, 1)
        pulling.finish(60)
    pulling.start_due()
    pulling.finish(60)
    scene.session.rollback()
    rows = scene.session.scalars(sa.select(HostConnection).order_by(HostConnection.id)).all()
    assert [(row.id, row.trouble, row.looked_at) for row in rows] == [
        (slow, "", NOW),
        (same, "", NOW),
        (elsewhere, "address_not_allowed", NOW),
    ]
