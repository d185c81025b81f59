"""A reminder goes out, comes back, and is said: what the ICT lead sees of mails, in a real browser (DESIGN 7)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from governance.db import db
from governance.domain.access import the_clock
from governance.models import Notice
from governance.services.reminders import send_reminders
from governance.services.weekly_summary import send_weekly_summary
from tests.factories import start_writing
from tests.journeys.stage import Stage
from tests.services.cast import live_site

pytestmark = pytest.mark.journey

FRIDAY = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)


def test_a_reminder_that_comes_back_is_noted_and_the_person_is_named(app: Flask, store: Session, stage: Stage) -> None:
    live_site(store, stage.cast)
    store.rollback()
    stage.now = FRIDAY
    with app.app_context(), Session(db.engines["default"].execution_options(writes=True)) as session:
        assert send_reminders(session, the_clock(stage.cast.school.id), FRIDAY) > 0
        assert send_weekly_summary(session, the_clock(stage.cast.school.id), FRIDAY) > 0
    start_writing(store)
    store.execute(sa.update(Notice).values(sent_at=FRIDAY, tries=1))
    store.commit()

    page = stage.as_(stage.cast.ict)
    page.goto("/s/oak/mails?kind=weekly_summary")
    page.get_by_role("link", name="The week’s summary to head").click()
    expect(page.get_by_role("link", name="1 site is live")).to_be_visible()
    stage.look(page, "mail, summary")
    page.goto("/s/oak/mails?kind=reminders")
    stage.look(page, "mails")
    page.get_by_role("link", name="What waits for them to first teacher").click()
    expect(page.get_by_role("heading", name="What it gathered")).to_be_visible()
    expect(page.get_by_role("link", name="Something new is due on Year 3 blog.")).to_be_visible()
    stage.look(page, "mail, reminder")
    page.get_by_role("button", name="This mail came back").click()
    expect(page.get_by_text("Came back", exact=True)).to_be_visible()
    stage.look(page, "mail, came back")
    page.goto("/s/oak/")
    expect(page.get_by_text("Mails to first teacher do not arrive", exact=True)).to_be_visible()
    stage.look(page, "home of the ICT lead")
