"""Looks at sites' own pages on a real server: what fails is said after half a day, and unsaid when it holds (7.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.hosts.outside import Bounds, Outside
from governance.jobs.page_looks import PageLooks
from governance.models import AuditRow, Evidence, PageWatch, Site
from governance.services.page_watches import watch_pages
from tests.factories import NOW, start_writing
from tests.hosts.listener import Listener, answer, listening
from tests.plugins.wordpress import Blog
from tests.services.cast import live_site, make_cast

HOUR = dt.timedelta(hours=1)
PAGE = (
    b"<title>Year 3 blog</title><meta property=og:site_name content='Year 3 blog'>"
    b"<a href='/year3/rules/'>Rules</a> <a href='/school'>Our school</a>"
)
RULES = answer("200 OK", b"Be kind.")


@dataclass
class Pages:
    """What the server answers by path; what is not there is answered with 404."""

    answers: dict[str, bytes] = field(default_factory=dict)
    drips: bool = False

    def says(self, request: bytes) -> Iterator[bytes]:
        yield self.answers.get(request.split()[1].decode(), answer("404 Not Found"))
        while self.drips:
            yield b"x"

    def show(self, page: bytes) -> None:
        self.answers["/year3"] = answer("200 OK", page, "Content-Type: text/html")


class Scene:
    """A live site at http://blog.test, which the server on this machine plays; ``now`` moves with the looks."""

    def __init__(self, session: Session, sessions: Callable[[], Session], host: Listener, pages: Pages) -> None:
        self.session, self.host, self.pages, self.now = session, host, pages, NOW
        address = f"http://blog.test:{host.port}/year3"
        site = live_site(session, make_cast(session))
        self.site_id = site.id
        start_writing(session)
        session.execute(sa.update(Site).values(address=address))
        links = {"rules_published": f"{address}/rules", "logo": f"http://blog.test:{host.port}/school"}
        session.execute(sa.delete(Evidence).where(Evidence.kind.in_(links)))
        for kind, link in links.items():
            session.add(
                Evidence(
                    school_id=site.school_id,
                    site_id=site.id,
                    kind=kind,
                    statement="Seen at the foot.",
                    link=link,
                    seen_on=NOW.date(),
                    recorded_by=site.resourcing_owner_id,
                    recorded_at=NOW,
                )
            )
        session.commit()
        watch_pages(session, NOW)
        places = {(name, host.port) for name in ("blog.test", "127.0.0.1")}
        outside = Outside(places, resolve=lambda name, port: ["127.0.0.1"])
        self.looks = PageLooks(sessions, outside, lambda: self.now)

    def look(self) -> PageWatch:
        """Look as soon as it is the page's turn, and return what is known then."""
        due = self.known().next_look_at
        assert due is not None
        self.now = max(self.now, due)
        assert self.looks.look_at(self.known().id)
        return self.known()

    def known(self) -> PageWatch:
        self.session.rollback()
        row = self.session.scalars(sa.select(PageWatch).execution_options(populate_existing=True)).one()
        self.session.expunge(row)
        self.session.rollback()
        return row

    def acts(self) -> list[str]:
        codes = self.session.scalars(
            sa.select(AuditRow.code).where(AuditRow.code.like("page.%")).order_by(AuditRow.id)
        ).all()
        self.session.rollback()
        return list(codes)


@contextmanager
def scene_on(database: str, sessions: Callable[[], Session]) -> Iterator[Scene]:
    pages = Pages({"/year3/rules": RULES, "/school": answer("200 OK", b"Our school")})
    pages.show(PAGE)
    engine = sa.create_engine(database).execution_options(writes=True)
    with listening(pages.says) as host, Session(engine) as session:
        yield Scene(session, sessions, host, pages)
    engine.dispose()


@pytest.fixture
def scene(shared_database: str, shared_sessions: Callable[[], Session]) -> Iterator[Scene]:
    with scene_on(shared_database, shared_sessions) as made:
        yield made


def test_a_page_that_is_as_it_was_approved_is_looked_at_once_a_week(scene: Scene) -> None:
    known = scene.look()
    assert (known.found, known.trouble, known.doubts, known.looked_at) == ([], "", {}, NOW)
    assert known.owner_mark == "site_name: Year 3 blog\ntitle: Year 3 blog"
    assert known.next_look_at is not None
    assert dt.timedelta(days=3) < known.next_look_at - NOW < dt.timedelta(days=11)
    assert [request.split()[1] for request in scene.host.asked] == [b"/year3", b"/year3/rules"]
    assert not scene.looks.look_at(known.id)
    assert scene.acts() == []


def gone(scene: Scene) -> None:
    scene.pages.answers["/year3"] = answer("404 Not Found")


def broken(scene: Scene) -> None:
    scene.pages.answers["/year3"] = answer("500 Internal Server Error")


def in_a_circle(scene: Scene) -> None:
    scene.pages.answers["/year3"] = answer("302 Found", b"", "Location: /year3")


def moved(scene: Scene) -> None:
    scene.pages.answers["/year3"] = answer("301 Moved", b"", f"Location: {scene.host.url}elsewhere")
    scene.pages.answers["/elsewhere"] = answer("200 OK", PAGE)


def without_rules(scene: Scene) -> None:
    scene.pages.show(PAGE.replace(b"/year3/rules/", b"/other"))


def rules_gone(scene: Scene) -> None:
    scene.pages.answers["/year3/rules"] = answer("404 Not Found")


def taken_over(scene: Scene) -> None:
    scene.pages.show(PAGE.replace(b"Year 3 blog", b"Win a telephone"))


def without_the_school(scene: Scene) -> None:
    scene.pages.show(PAGE.replace(b"/school", b"/shop"))


@pytest.mark.parametrize(
    ("happens", "fault"),
    [
        pytest.param(gone, "does_not_answer", id="the page is gone"),
        pytest.param(broken, "does_not_answer", id="the server is broken"),
        pytest.param(in_a_circle, "does_not_answer", id="it leads round in a circle"),
        pytest.param(moved, "leads_elsewhere", id="it moved to another host"),
        pytest.param(without_rules, "rules_not_linked", id="the link to the house rules is gone"),
        pytest.param(rules_gone, "rules_do_not_answer", id="the house rules are gone"),
        pytest.param(taken_over, "another_owner", id="somebody else has it now"),
        pytest.param(without_the_school, "no_way_to_school", id="nothing joins it to the school any more"),
    ],
)
def test_what_fails_is_said_after_half_a_day_and_unsaid_when_it_holds(
    scene: Scene, happens: Callable[[Scene], None], fault: str
) -> None:
    scene.look()
    before = dict(scene.pages.answers)
    happens(scene)
    first = scene.look()
    seen_at = scene.now
    assert (first.found, first.doubts, scene.acts()) == ([], {fault: 1}, [])
    assert scene.look().found == []
    said = scene.look()
    assert scene.now == seen_at + 12 * HOUR
    assert (said.found, said.failing_since) == ([fault], seen_at)
    assert scene.acts() == ["page.check_failed"]
    assert scene.look().found == [fault]
    assert scene.acts() == ["page.check_failed"]
    scene.pages.answers = before
    held = scene.look()
    assert (held.found, held.failing_since, held.doubts) == ([], None, {})
    assert scene.acts() == ["page.check_failed", "page.check_held"]


def test_one_bad_look_says_nothing_and_the_next_good_one_forgets_it(scene: Scene) -> None:
    scene.look()
    broken(scene)
    scene.look()
    scene.pages.show(PAGE)
    known = scene.look()
    assert (known.doubts, known.doubted_since, scene.acts()) == ({}, None, [])


def too_big(scene: Scene) -> None:
    scene.pages.show(b"x" * 4_000_001)


def turned_away(scene: Scene) -> None:
    scene.pages.answers["/year3"] = answer("403 Forbidden")


def looked_after(scene: Scene) -> None:
    scene.pages.answers["/year3"] = answer("503 Service Unavailable", b"", "Retry-After: 18000")


@pytest.mark.parametrize(
    ("happens", "why", "waits"),
    [
        pytest.param(too_big, "too_large", [1, 6, 24], id="far too big"),
        pytest.param(turned_away, "turned_away", [1, 6, 24], id="it turns machines away"),
        pytest.param(looked_after, "asked_to_wait", [5, 6, 24], id="it says when it is back"),
    ],
)
def test_what_could_not_be_told_is_never_a_fault(
    scene: Scene, happens: Callable[[Scene], None], why: str, waits: list[int]
) -> None:
    scene.look()
    happens(scene)
    for tries, hours in enumerate(waits, 1):
        known = scene.look()
        assert (known.found, known.doubts, known.trouble, known.tries) == ([], {}, why, tries)
        assert known.next_look_at == scene.now + hours * HOUR
    assert scene.acts() == []


def test_a_page_that_drips_could_not_be_told(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("governance.hosts.page.BOUNDS", Bounds(seconds=0.2))
    scene.pages.answers["/year3"], scene.pages.drips = b"HTTP/1.1 200 OK\r\n\r\n", True
    known = scene.look()
    assert (known.found, known.doubts, known.trouble) == ([], {}, "too_slow")


def test_what_was_said_stands_while_nobody_can_tell(scene: Scene) -> None:
    scene.look()
    taken_over(scene)
    for _ in range(3):
        scene.look()
    turned_away(scene)
    known = scene.look()
    assert (known.found, known.trouble) == (["another_owner"], "turned_away")
    assert scene.acts() == ["page.check_failed"]


def test_nobody_asks_a_network_that_wants_a_sign_in(scene: Scene) -> None:
    start_writing(scene.session)
    scene.session.execute(sa.update(Site).values(platform="facebook", address="https://www.facebook.com/oakschool"))
    scene.session.commit()
    known = scene.look()
    assert (known.found, known.trouble, scene.host.asked) == ([], "signed_in_only", [])


def test_a_new_address_is_looked_at_anew(scene: Scene) -> None:
    scene.look()
    taken_over(scene)
    for _ in range(3):
        scene.look()
    scene.pages.answers["/new"] = answer("200 OK", b"<title>Another</title><a href='/year3/rules'>Rules</a>")
    start_writing(scene.session)
    scene.session.execute(sa.update(Site).values(address=f"http://blog.test:{scene.host.port}/new"))
    scene.session.commit()
    known = scene.look()
    assert (known.found, known.owner_mark, known.doubts) == ([], "title: Another", {"no_way_to_school": 1})


def test_the_page_of_a_real_wordpress_is_known_by_its_name(scene: Scene, wordpress: Blog) -> None:
    start_writing(scene.session)
    scene.session.execute(sa.update(Site).values(address=f"{wordpress.url}/"))
    scene.session.execute(sa.delete(Evidence))
    scene.session.commit()
    scene.looks = PageLooks(scene.looks.sessions, Outside({wordpress.place}), lambda: scene.now)
    name = wordpress.sql("SELECT option_value FROM wp_options WHERE option_name = 'blogname'")
    known = scene.look()
    assert (known.found, known.trouble, known.doubts) == ([], "", {})
    assert f"feed: {name}" in known.owner_mark
    wordpress.option("blogname", "Win a telephone")
    try:
        assert scene.look().doubts == {"another_owner": 1}
    finally:
        wordpress.option("blogname", name)
    assert scene.look().doubts == {}
