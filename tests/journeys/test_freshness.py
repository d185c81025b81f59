"""A real blog publishes and turns fresh on the grid; it is stopped, and nobody calls it late (A.1.5)."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from governance.db import db
from governance.hosts.outside import Outside
from governance.jobs.watching import Watching
from governance.models import Site, UpdateWatch
from governance.services.update_watches import watch_live_sites
from tests.factories import start_writing
from tests.journeys.pressing import headed, told
from tests.journeys.stage import Stage
from tests.plugins.wordpress import Blog
from tests.services.cast import live_site

pytestmark = pytest.mark.journey

HOUR = dt.timedelta(hours=1)


def look(app: Flask, stage: Stage, blog: Blog) -> None:
    """The worker looks at the site that is due, two hours later."""
    stage.now += 2 * HOUR
    with app.app_context():
        engine = db.engines["default"].execution_options(writes=True)
        with Session(engine) as session:
            watch_live_sites(session, stage.now)
            number = session.scalar(sa.select(UpdateWatch.id))
            session.rollback()
        assert number is not None
        assert Watching(lambda: Session(engine), Outside({blog.place}), lambda: stage.now).look_at(number)


def test_a_blog_that_publishes_is_fresh_and_one_that_is_down_could_not_be_checked(
    app: Flask, store: Session, stage: Stage, wordpress: Blog
) -> None:
    site_id = live_site(store, stage.cast).id
    start_writing(store)
    store.execute(sa.update(Site).where(Site.id == site_id).values(address=f"{wordpress.url}/"))
    store.commit()
    page = stage.as_(stage.cast.ict)
    look(app, stage, wordpress)
    page.goto("/s/oak/freshness")
    expect(page.get_by_text("Something new is due by Friday 20 November 2026.")).to_be_visible()
    stage.look(page, "freshness, due")

    wordpress.post("Our volcano erupted")
    look(app, stage, wordpress)
    page.reload()
    expect(page.get_by_text("Something new came this week.")).to_be_visible()
    expect(page.get_by_role("link", name="Our volcano erupted")).to_be_visible()
    stage.look(page, "freshness, fresh")
    page.get_by_role("link", name="Year 3 blog").first.click()
    headed(page, "What is new on Year 3 blog")
    stage.look(page, "updates of a site")

    stage.now += dt.timedelta(days=7)
    with wordpress.down():
        for _ in range(3):
            look(app, stage, wordpress)
            stage.now += 6 * HOUR
        page.goto("/s/oak/freshness")
        expect(page.get_by_text("Could not check").first).to_be_visible()
        stage.look(page, "freshness, could not check")
    look(app, stage, wordpress)
    page.reload()
    expect(page.get_by_text("Due this week").first).to_be_visible()


def test_a_teacher_says_what_was_posted_and_sees_it_at_home(app: Flask, store: Session, stage: Stage) -> None:
    live_site(store, stage.cast)
    page = stage.as_(stage.cast.teacher)
    page.goto("/s/oak/")
    expect(page.get_by_text("Something new is due by Friday 20 November 2026.")).to_be_visible()
    page.get_by_role("link", name="What is new on Year 3 blog").click()
    page.get_by_label("Address of the new post").fill("https://blogs.example/year-3/volcano")
    page.get_by_role("button", name="Say that it was posted").click()
    expect(page.get_by_text("first teacher said so.")).to_be_visible()
    page.goto("/s/oak/")
    expect(page.get_by_text("Something new came this week.")).to_be_visible()
    stage.look(page, "home with a fresh site")
    page.goto("/s/oak/freshness")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.get_by_role("link", name="Year 3 blog").first.click()
    page.get_by_role("button", name="Take it back").click()
    told(page, "It is taken back and no longer counts.")
