"""Commenting on a paused site in the browser: what a pause will do, what is so since when, the steps, and the tick."""

from __future__ import annotations

import datetime as dt
import re

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.models import CommentingOnHost, Site
from tests.factories import NOW
from tests.services.cast import Cast, live_site
from tests.services.commenting import WHY, join_blog, pause
from tests.web.sites_scene import Scene, make_scene


def paused(session: Session, cast: Cast) -> Site:
    site = live_site(session, cast)
    pause(session, cast, site)
    session.commit()
    return site


def joined(session: Session, cast: Cast) -> Site:
    site = live_site(session, cast)
    join_blog(session, cast, site)
    return site


def joined_and_paused(session: Session, cast: Cast) -> Site:
    site = joined(session, cast)
    pause(session, cast, site)
    session.commit()
    return site


def said(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def put(scene: Scene, **columns: object) -> None:
    """What a worker would have written down."""
    scene.change(lambda session: session.execute(sa.update(CommentingOnHost).values(**columns)))


def test_the_page_that_suspends_says_what_happens_on_the_host(app: Flask) -> None:
    scene = make_scene(app)
    page = said(scene.client("head").get(scene.address("/suspend")).text)
    assert "Those who run the site close commenting on it by hand, by Friday 20 November 2026." in page


def test_the_page_that_suspends_a_connected_site_says_that_we_do_it(app: Flask) -> None:
    scene = make_scene(app, joined)
    page = said(scene.client("head").get(scene.address("/suspend")).text)
    assert "We close commenting on the blog post by post, within minutes" in page
    answer = scene.client("head").post(
        scene.address("/suspend"), data={"seen": str(scene.seen), "reason": WHY}, follow_redirects=True
    )
    assert "People can still comment on the site. We are closing it." in said(answer.text)


def test_the_steps_are_followed_and_ticked_off(app: Flask) -> None:
    scene = make_scene(app, paused)
    client = scene.client("teacher")
    page = client.get(scene.address())
    assert "Somebody has to close it by hand, by Friday 20 November 2026." in said(page.text)
    assert scene.address("/commenting") in page.text
    page = client.get(scene.address("/commenting"))
    assert "Choose that nobody can comment, reply or write on it." in said(page.text)
    assert "We cannot see from here whether it is done, so your word counts." in page.text
    answer = client.post(scene.address("/commenting"), data={"seen": "1"}, follow_redirects=True)
    words = said(answer.text)
    assert "Thank you." in words
    assert "first teacher did it by hand on" in words
    assert "Nobody can comment on the site since" in words
    before = scene.acts()
    assert before[-1] == "commenting.done_by_hand"
    # Pressed twice: the same answer and nothing more.
    assert client.post(scene.address("/commenting"), data={"seen": "1"}).status_code == 303
    assert scene.acts() == before
    assert "Close commenting on" not in said(client.get("/s/oak/").text)


def test_who_does_not_run_the_site_sees_it_and_cannot_tick_it_off(app: Flask) -> None:
    scene = make_scene(app, paused)
    client = scene.client("dsl")
    page = client.get(scene.address("/commenting")).text
    assert "I have done it" not in page
    before = scene.acts()
    answer = client.post(scene.address("/commenting"), data={"seen": "1"}, follow_redirects=True)
    assert "Only those who run the site, the ICT lead or the head can tick this off." in said(answer.text)
    assert scene.acts() == before


def test_the_task_stands_with_its_administrator_and_when_late_with_the_ict_lead(app: Flask) -> None:
    scene = make_scene(app, paused)
    line = "Close commenting on Year 3 blog"
    assert line in said(scene.client("teacher").get("/s/oak/").text)
    for role in ("ict", "head", "second"):
        assert line not in said(scene.client(role).get("/s/oak/").text)
    put(scene, do_by=dt.date(2026, 11, 17))
    assert line in said(scene.client("ict").get("/s/oak/").text)
    assert "This is late." in said(scene.client("ict").get(scene.address("/commenting")).text)


def test_a_blog_in_trouble_says_what_is_wrong_and_when_it_is_tried_again(app: Flask) -> None:
    scene = make_scene(app, joined_and_paused)
    put(scene, trouble="not_reachable", tries=1, due_at=NOW + dt.timedelta(minutes=3))
    page = said(scene.client("ict").get(scene.address("/commenting")).text)
    assert "The blog did not answer." in page
    assert "We try again on Wednesday 18 November 2026 at" in page
    put(scene, delivery="task", do_by=dt.date(2026, 11, 20), trouble="cannot_close_commenting")
    page = said(scene.client("ict").get(scene.address("/commenting")).text)
    assert "The account may moderate comments, and may not change posts." in page
    assert "Settings, then Discussion" in page
    assert "say here if a post was left out" in page


def test_a_site_that_was_never_paused_has_no_such_page(app: Flask) -> None:
    scene = make_scene(app)
    client = scene.client("ict")
    assert client.get(scene.address("/commenting")).status_code == 404
    assert client.post(scene.address("/commenting"), data={"seen": "1"}).status_code == 404
    assert "Commenting</h2>" not in client.get(scene.address()).text


def test_the_public_is_told_that_it_is_paused_and_nothing_that_we_do_not_know(app: Flask) -> None:
    scene = make_scene(app, paused)
    page = said(scene.client("teacher").get(f"/s/oak/register/{scene.site_id}").text)
    assert "It is paused at the moment." in page
    assert "nothing can be written" not in page
