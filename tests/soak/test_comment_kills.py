"""Kill -9 at any moment while decisions flow to a real WordPress: the blog ends as the last answered decision says.

Moderators press the product's own buttons; web server, request and worker are killed at random.  What an answer said is
done is there, on the blog too, and nothing else is.
"""

from __future__ import annotations

import datetime as dt
import random
import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.config import Settings, read_settings
from governance.demo.people import DOMAIN
from governance.domain.comments.words import Delivery
from governance.jobs.hosts_of import hosts_of
from governance.jobs.pushing import Pushing
from governance.models import Account, Comment, CommentDecision, CommentOnHost, CommentRevision, Person, School, Site
from governance.services.actors import load_actor
from governance.services.host_connections import open_connection
from tests.plugins.sizes import Sized
from tests.plugins.wordpress import Blog
from tests.soak.arena import engine_on
from tests.soak.figures import write_down
from tests.soak.killing import PARTS, Killing, is_whole
from tests.soak.product import PATIENCE, Product
from tests.soak.visitor import Answer

pytestmark = [pytest.mark.kill, pytest.mark.soak]

SITE = "Year 5 blog"
MODERATORS = ("teacher", "teacher_year_5")
ON_BLOG = {"published": {"approved"}, "removed": {"trash", "spam"}, "waiting": {"hold"}}
LEADS_TO = {"publish": "published", "remove": "removed", "reopen": "waiting", "undo": "waiting"}


@dataclass
class Moderating(Killing):
    """Moderators who decide comments again and again; ``said`` is what the last answer said of each comment."""

    said: dict[int, str] = field(default_factory=dict)
    removals: int = 0

    def decide(self, comment_id: int) -> None:
        """Publish or remove what waits, and reopen what is decided."""
        who = self.people[self.chance.choice(MODERATORS)]
        page = f"/s/millbrook/comments/{comment_id}"
        if self.said.get(comment_id, "waiting") != "waiting":
            action = "undo" if f'action="{page}/undo"' in who.get(page).page else "reopen"
        else:
            action = self.chance.choice(("publish", "remove"))

        def press() -> Answer:
            if action == "remove":
                sent = who.fill(f"{page}/remove", {"rule": rule_on(who.get(f"{page}/remove").page)})
            else:
                sent = who.fill(page, {}, f"{page}/{action}")
            if not sent.is_done and f">{LEADS_TO[action].capitalize()}</strong>" in who.get(page).page:
                # The answer to the try before was lost: what it asked for is so already, and its button is gone.
                return Answer(303, page, "")
            return sent

        self.do(press)
        self.said[comment_id] = LEADS_TO[action]
        self.removals += action == "remove"


def rule_on(page: str) -> str:
    """The first rule that a page offers, empty where there is none."""
    return page.partition('name="rule" value="')[2].partition('"')[0]


@pytest.fixture
def product(address: str, tmp_path: Path, wordpress: Blog) -> Iterator[Product]:
    """The product on that database, which may reach the blog; nothing of it is left when the test ends."""
    running = Product(tmp_path / "data", address, {"GOVERNANCE_HOSTS_ALLOWED": "{}:{}".format(*wordpress.place)})
    yield running
    running.remove()


def settings_of(address: str, folder: Path, wordpress: Blog) -> Settings:
    """The settings that the product runs with."""
    return read_settings(
        {
            "GOVERNANCE_DEMO": "1",
            "GOVERNANCE_DATA_FOLDER": str(folder),
            "GOVERNANCE_DATABASE_URL": address,
            "GOVERNANCE_HOSTS_ALLOWED": "{}:{}".format(*wordpress.place),
        }
    )


def let_comments_come(engine: Engine, settings: Settings, wordpress: Blog, number: int) -> dict[int, int]:
    """Connect a site to the blog with so many comments on it; return the blog's number of each by the product's."""
    post = wordpress.post()
    values = ", ".join(
        f"({post.id}, 'Visitor {one}', '192.0.2.9', NOW(), UTC_TIMESTAMP(), 'Our castle has {one} towers.', '0')"
        for one in range(number)
    )
    # The demo left comments on this site, whose numbers on the blog must not be given a second time.
    wordpress.sql(
        "ALTER TABLE wp_comments AUTO_INCREMENT = 1000; INSERT INTO wp_comments (comment_post_ID, comment_author,"
        " comment_author_IP, comment_date, comment_date_gmt, comment_content, comment_approved) VALUES " + values
    )
    _connect(engine, settings, wordpress)
    here = _wait_for(lambda: _arrived(engine), number)
    return {comment_id: int(host_id) for comment_id, host_id in here.items()}


def _connect(engine: Engine, settings: Settings, wordpress: Blog) -> None:
    now = dt.datetime.now(dt.UTC)
    with Session(engine) as session:
        school = session.scalars(sa.select(School).where(School.slug == "millbrook")).one()
        lead = session.scalars(sa.select(Person.id).join(Account).where(Account.email == f"ict.lead@{DOMAIN}")).one()
        actor = load_actor(session, school, lead, now)
        site_id = session.scalars(sa.select(Site.id).where(Site.name == SITE)).one()
        session.rollback()
        assert actor is not None
        open_connection(
            session,
            actor,
            now,
            site_id=site_id,
            kind="wordpress",
            address=wordpress.url,
            account="moderator",
            password=wordpress.passwords["moderator"],
            keys=settings.sealing_keys,
        )


def _arrived(engine: Engine) -> dict[int, str]:
    with Session(engine) as session:
        rows = session.execute(
            sa.select(Comment.id, Comment.host_id)
            .join(CommentRevision, CommentRevision.comment_id == Comment.id)
            .where(CommentRevision.body.contains("Our castle has"))
        )
        return {number: str(host_id) for number, host_id in rows}


def _wait_for(look: Callable[[], dict[int, str]], number: int) -> dict[int, str]:
    """Look until so many are there."""
    until = time.monotonic() + PATIENCE
    pause = threading.Event()
    while len(found := look()) < number:
        assert time.monotonic() < until, f"{len(found)} of {number} came"
        pause.wait(0.2)
    return found


def deliver(engine: Engine, settings: Settings) -> None:
    """What a worker does once the time of every next try has come; the product itself is stopped by now."""
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    pushing = Pushing(lambda: Session(engine), hosts_of(settings), lambda: later)
    pushing.push_due()


def test_killed_at_random_the_blog_ends_as_the_last_answered_decision_says(
    product: Product, address: str, tmp_path: Path, wordpress: Blog, sized: Sized
) -> None:
    decisions, kills = sized(100, 2000), sized(5, 100)
    settings = settings_of(address, tmp_path / "data", wordpress)
    with engine_on(address) as engine:
        numbers = let_comments_come(engine, settings, wordpress, sized(25, 400))
        work = Moderating(product, random.Random(20261121), kills, often=1.4 * kills / decisions)
        work.sign_in(*MODERATORS)
        ids = sorted(numbers)
        for _ in range(decisions):
            work.decide(work.chance.choice(ids))
        assert product.stop() == 0, "\n".join(product.lines)
        with Session(engine) as session:
            is_whole(session)
            on_their_way = _on_their_way(session)
            assert _stands(session, ids) == {number: work.said.get(number, "waiting") for number in ids}
            assert _decided_by_nobody_here(session, ids) == 0
        deliver(engine, settings)
        with Session(engine) as session:
            assert _on_their_way(session) == 0
        wrong = {
            number: (said, wordpress.status_of(numbers[number]))
            for number, said in work.said.items()
            if wordpress.status_of(numbers[number]) not in ON_BLOG[said]
        }
        assert wrong == {}
    killed = {part.replace(" ", "_") + "_kills": product.killed.count(part) for part in PARTS}
    write_down(
        f"decisions to a WordPress under kills on {address.split(':')[0].split('+')[0]}",
        **killed,
        decisions=work.answered,
        sent_again=work.repeated,
        comments=len(ids),
        delivered_after_the_last_start=on_their_way,
        wrong_on_the_blog=0,
    )


def _on_their_way(session: Session) -> int:
    waiting = sa.select(sa.func.count()).where(CommentOnHost.delivery == Delivery.WAITING)
    return session.scalar(waiting) or 0


def _stands(session: Session, ids: Collection[int]) -> dict[int, str]:
    rows = session.execute(sa.select(Comment.id, Comment.state).where(Comment.id.in_(ids)))
    return {number: state.value for number, state in rows}


def _decided_by_nobody_here(session: Session, ids: Collection[int]) -> int:
    """Nobody decided anything on the blog itself, so nothing may have been taken over as if somebody had."""
    theirs = sa.select(sa.func.count()).where(CommentDecision.comment_id.in_(ids), CommentDecision.decider_id.is_(None))
    return session.scalar(theirs) or 0
