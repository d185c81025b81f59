"""The pages about sites' own pages: what fails, a look at once, "it is fine", silence, what parents read (7.1, A.5)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.models import LiveSpell, PageWatch
from governance.services.page_watches import watch_pages
from tests.factories import NOW
from tests.web.page_checks import CheckedClient
from tests.web.sites_scene import Scene, make_scene

SINCE = NOW - dt.timedelta(days=1)
PUBLIC = "We are checking this page at the moment."


@pytest.fixture
def scene(app: Flask) -> Scene:
    """A school with a live site, launched on Wednesday 18 November, which is today."""
    made = make_scene(app)
    made.change(lambda session: watch_pages(session, NOW))
    return made


def fails(session: Session) -> None:
    """The page has had another name for a day."""
    session.execute(
        sa.update(PageWatch).values(
            found=["another_owner"],
            doubts={"another_owner": 3},
            failing_since=SINCE,
            doubted_since=SINCE,
            looked_at=NOW,
            owner_mark="title: Year 3 blog",
            seen_mark="title: <b>Frogs",
        )
    )


def unread(session: Session) -> None:
    session.execute(sa.update(PageWatch).values(trouble="signed_in_only", unchecked_since=SINCE, looked_at=NOW))


def quiet(session: Session) -> None:
    """The site has been live for a month, and nobody wrote anything down."""
    session.execute(sa.update(LiveSpell).values(starts_on=NOW.date() - dt.timedelta(days=30)))


def test_the_ict_lead_sees_what_fails_since_when_and_what_to_do(scene: Scene) -> None:
    scene.change(fails)
    ict = scene.client("ict")
    page = ict.get("/s/oak/page-checks").text
    assert "Being checked" in page
    assert "The page may belong to somebody else now" in page
    assert "Tuesday 17 November 2026" in page
    own = ict.get(scene.address("/page-check")).text
    assert "It was called “Year 3 blog” and calls itself “Frogs”." in own
    assert "<b>Frogs" not in own
    assert "Look at the page of Year 3 blog" in ict.get("/s/oak/").text
    assert scene.address("/page-check") in ict.get(scene.address()).text


def test_parents_read_that_it_is_being_checked_and_are_not_led_there(scene: Scene) -> None:
    address = scene.site().address
    client = CheckedClient(scene.app)
    for path in ("/s/oak/register", f"/s/oak/register/{scene.site_id}"):
        assert f'href="{address}"' in client.get(path).text
        assert PUBLIC not in client.get(path).text
    scene.change(fails)
    for path in ("/s/oak/register", f"/s/oak/register/{scene.site_id}"):
        page = client.get(path).text
        assert PUBLIC in page
        assert "Being checked" in page
        assert f'href="{address}"' not in page
        assert "another name" not in page
    answer = client.post("/s/oak/register/check", data={"address": address}).text
    assert PUBLIC in answer
    assert "It is official, and is being checked" in answer
    assert "You can trust" not in answer


def test_what_could_not_be_checked_is_said_so_to_staff_and_to_nobody_else(scene: Scene) -> None:
    scene.change(unread)
    page = scene.client("ict").get("/s/oak/page-checks").text
    assert "Could not check" in page
    assert "This network shows pages only to people who are signed in" in page
    assert PUBLIC not in CheckedClient(scene.app).get("/s/oak/register").text
    assert "Look at the page of" not in scene.client("ict").get("/s/oak/").text


def test_the_ict_lead_says_that_it_is_fine_with_a_note(scene: Scene) -> None:
    scene.change(fails)
    client, address = scene.client("ict"), scene.address("/page-check")
    answer = client.post(f"{address}/fine", data={"seen": "1", "note": ""})
    assert answer.status_code == 422
    assert "Say what you saw on the page" in answer.text
    note = {"seen": "1", "note": "The class renamed its blog at half-term, and it is ours."}
    assert client.post(f"{address}/fine", data=note).status_code == 303
    page = client.get(address).text
    assert "Found fine by a person" in page
    assert "looked at it on Wednesday 18 November 2026 at 10:30am and found it fine." in page
    assert PUBLIC not in CheckedClient(scene.app).get("/s/oak/register").text
    assert scene.acts()[-1] == "page.settled"


def test_a_stale_word_that_it_is_fine_changes_nothing(scene: Scene) -> None:
    scene.change(fails)
    scene.change(lambda session: session.execute(sa.update(PageWatch).values(revision=2)))
    note = {"seen": "1", "note": "The class renamed its blog at half-term, and it is ours."}
    before = scene.acts()
    assert scene.client("ict").post(scene.address("/page-check/fine"), data=note).status_code == 409
    assert scene.acts() == before


def test_a_teacher_looks_again_and_may_not_say_that_it_is_fine(scene: Scene) -> None:
    scene.change(fails)
    client, address = scene.client("teacher"), scene.address("/page-check")
    page = client.get(address).text
    assert "the ICT lead or the head can say that it is fine" in page
    assert client.post(f"{address}/fine", data={"seen": "1", "note": "It is fine."}).status_code == 403
    assert client.post(f"{address}/look").status_code == 303
    assert "We are looking now." in client.get(address).text
    assert scene.acts()[-1] == "page.look_asked"


def test_a_silent_site_is_said_so_and_a_moderators_word_ends_it(scene: Scene) -> None:
    assert "shows no moderation" not in scene.client("ict").get("/s/oak/").text
    scene.change(quiet)
    assert "Year 3 blog shows no moderation" in scene.client("ict").get("/s/oak/").text
    page = scene.client("ict").get("/s/oak/page-checks").text
    assert "Nobody has written down any moderation since Monday 19 October 2026." in page
    client, address = scene.client("second"), scene.address("/page-check")
    assert "I looked today: nothing to moderate" in client.get(address).text
    assert client.post(f"{address}/nothing-to-moderate").status_code == 303
    assert "Nothing is missing." in client.get(address).text
    assert scene.acts()[-1] == "moderation.nothing_to_do"
    before = scene.acts()
    scene.client("dsl").post(f"{address}/nothing-to-moderate")
    assert scene.acts() == before


def test_a_site_that_is_not_live_or_not_of_this_school_has_no_such_page(scene: Scene) -> None:
    client = scene.client("ict")
    assert client.get("/s/oak/sites/999/page-check").status_code == 404
    assert client.get(f"/s/oak/sites/{2**40}/page-check").status_code == 404
