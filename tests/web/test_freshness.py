"""The pages about what is new: the year's grid, one site's updates, what is said by hand, and the files (A.1.5)."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
import sqlalchemy as sa
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from governance.domain.comments.trouble import Trouble
from governance.domain.updates import Item
from governance.domain.words import Role
from governance.models import SiteUpdate, Term, UpdateWatch
from governance.services.update_watches import put_off_look, take_look, watch_live_sites
from governance.services.updates import take_items
from tests.factories import NOW, make_person, make_school, make_site, sign_in
from tests.web.page_checks import CheckedClient
from tests.web.sites_scene import Scene, make_scene

LEASE = dt.timedelta(minutes=3)
POST = Item("1" * 64, "https://blog.example/week-1/", "<b>Our week</b>", NOW)


@pytest.fixture
def scene(app: Flask) -> Scene:
    """A school with a live site, launched on Wednesday 18 November, which is today."""
    return make_scene(app)


def look(session: Session, *items: Item, failing: int = 0, trouble: str = "server_error", moved_to: str = "") -> None:
    """The worker looks at the site: it sees these items, or fails so many times in a row."""
    watch_live_sites(session, NOW)
    at = NOW
    for _ in range(failing or 1):
        number = session.query(UpdateWatch.id).scalar()
        session.rollback()
        taken = take_look(session, at, number, LEASE)
        assert taken is not None
        if failing:
            put_off_look(session, at, taken, Trouble(trouble))
            at = session.query(UpdateWatch.next_look_at).scalar()
            session.rollback()
        else:
            take_items(session, at, taken, items, moved_to=moved_to)


def test_without_any_live_site_the_page_says_what_it_will_show(app: Flask, store: Session) -> None:
    oak = make_school(store)
    client = sign_in(CheckedClient(app), store, make_person(store, oak, Role.ICT_LEAD))
    assert "No site has been live yet." in client.get("/s/oak/freshness").text


def test_a_site_that_owes_this_weeks_update_is_due(scene: Scene) -> None:
    page = scene.client("teacher").get("/s/oak/freshness").text
    assert "Due this week" in page
    assert "by Friday: from then on, whoever writes for it is reminded. A week runs from Monday to Sunday" in page
    assert "Something new is due by Friday 20 November 2026." in page
    assert "first teacher" in page


def test_terms_that_have_ended_are_said_and_never_pass_for_nothing_due(scene: Scene) -> None:
    def end_terms(session: Session) -> None:
        session.execute(sa.delete(Term).where(Term.name != "Autumn"))
        session.execute(sa.update(Term).values(ends_on=dt.date(2026, 11, 13)))

    scene.change(end_terms)
    page = scene.client("ict").get("/s/oak/freshness").text
    assert "No term dates are known after Friday 13 November 2026: nothing is due until they are entered." in page


def test_what_was_seen_turns_the_site_fresh_and_is_shown_as_text(scene: Scene) -> None:
    scene.change(lambda session: look(session, POST))
    page = scene.client("ict").get("/s/oak/freshness").text
    assert "Fresh" in page
    assert 'href="https://blog.example/week-1/"' in page
    assert "<b>Our week" not in page
    own = scene.client("ict").get(scene.address("/updates")).text
    assert "It counts on its own date." in own
    assert "Wednesday 18 November 2026" in own


def test_a_site_that_could_not_be_checked_is_said_so_and_never_late(scene: Scene) -> None:
    scene.change(lambda session: look(session, failing=3))
    page = scene.client("ict").get("/s/oak/freshness").text
    assert "Could not check" in page
    assert "We could not look since Wednesday 18 November 2026" in page
    assert "The blog answered with an error of its own." in scene.client("ict").get(scene.address("/updates")).text


def test_a_site_without_its_feed_is_not_told_to_give_the_feed_of_the_comments(scene: Scene) -> None:
    scene.change(lambda session: look(session, failing=1, trouble="not_a_feed"))
    page = scene.client("ict").get(scene.address("/updates")).text
    assert (
        "There is no feed at this address. Open it yourself: the feed may have moved, or stand behind a sign-in."
        in page
    )


def test_a_filter_keeps_the_sites_that_stand_like_that(scene: Scene) -> None:
    client = scene.client("head")
    assert "No site stands like that." in client.get("/s/oak/freshness?show=asleep").text
    assert "Year 3 blog" in client.get("/s/oak/freshness?show=due").text
    assert client.get("/s/oak/freshness?show=else").status_code == 404
    assert client.get("/s/oak/freshness?year=1999").status_code == 404


def test_somebody_says_what_was_posted_and_takes_it_back(scene: Scene) -> None:
    client, address = scene.client("teacher"), scene.address("/updates")
    said = {"said_on": ["18", "11", "2026"], "address": "https://blog.example/x"}
    assert client.post(address, data={**said, "address": ""}).status_code == 422
    answer = client.post(address, data={**said, "said_on": ["18", "11", "2027"]})
    assert "today or before" in answer.text
    assert client.post(address, data=said).status_code == 303
    page = client.get(address).text
    assert "first teacher said so." in page
    assert "Fresh" in page
    found: list[int] = []
    scene.change(lambda session: found.append(session.query(SiteUpdate.id).scalar()))
    assert client.post(f"{address}/{found[0]}/withdraw").status_code == 303
    assert "said so and took it back" in client.get(address).text
    assert scene.acts()[-2:] == ["update.said", "update.withdrawn"]


def test_the_ict_lead_gives_the_feed_and_takes_a_moved_one_over(scene: Scene) -> None:
    scene.change(lambda session: look(session, POST, moved_to="https://new.example/feed/"))
    client, address = scene.client("ict"), scene.address("/updates")
    assert "The feed has moved" in client.get(address).text
    assert client.post(f"{address}/moved", data={"seen": "1"}).status_code == 303
    assert "https://new.example/feed/" in client.get(address).text
    form = {"seen": "2", "kind": "feed", "address": "feed"}
    assert "Enter the whole address of the feed" in client.post(f"{address}/watch", data=form).text
    assert client.post(f"{address}/watch", data={**form, "kind": "hand", "address": ""}).status_code == 303
    assert "Somebody says it here" in client.get(address).text
    assert client.post(f"{address}/watch", data=form | {"address": ""}).status_code == 409
    assert scene.client("teacher").get(f"{address}/watch").status_code == 403


def test_a_look_is_asked_for(scene: Scene) -> None:
    scene.change(lambda session: look(session, POST))
    client, address = scene.client("teacher"), scene.address("/updates")
    assert client.post(f"{address}/look").status_code == 303
    assert "We are looking now." in client.get(address).text


def test_the_year_is_taken_out_as_csv_and_for_excel(scene: Scene) -> None:
    scene.change(lambda session: look(session, POST))
    client = scene.client("ict")
    rows = list(csv.reader(io.StringIO(client.get("/s/oak/freshness.csv").text.lstrip("\ufeff"))))
    assert rows[0] == ["Site", "Stands", "Last new on", "Week of", "That week"]
    assert rows[-1] == ["Year 3 blog", "Fresh", "2026-11-18", "2026-11-16", "something new"]
    sheet = load_workbook(io.BytesIO(client.get("/s/oak/freshness.xlsx").data)).active
    assert [cell.value for cell in list(sheet.rows)[-1]] == rows[-1]


def test_a_year_group_without_a_blog_is_said_so(scene: Scene) -> None:
    client = scene.client("head")
    setting = "/s/oak/policy/settings/year_groups"
    page = client.get(setting)
    assert page.status_code == 200
    assert client.post(setting, data={"value": ["y3", "y4"], "seen": "0"}).status_code == 302
    assert "No live site is of: Year 4." in client.get("/s/oak/freshness").text


def test_another_schools_site_is_not_there(app: Flask, store: Session, scene: Scene) -> None:
    elm = make_school(store, "elm", name="Elm Primary")
    head = make_person(store, elm, Role.HEAD)
    other = make_site(store, elm, head)
    number = other.id
    client = scene.client("ict")
    assert client.get(f"/s/oak/sites/{number}/updates").status_code == 404
    assert client.post(f"/s/oak/sites/{number}/updates/look").status_code == 404
    assert client.get("/s/elm/freshness").status_code == 404
