"""Everyone's home page: what needs them, their sites, and the way in for people of several schools."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from governance.db import db
from governance.domain.words import Role
from governance.models import Site
from governance.queries import needs as lines
from governance.web import frame
from governance.web.needs_lines import EVERY_WORDING as WORDINGS
from tests.factories import TODAY, make_person, make_school, make_site, sign_in, start_writing
from tests.services.cast import Cast, live_site, submitted_site
from tests.web.page_checks import CheckedClient, check_page
from tests.web.sites_scene import make_scene

EVERYBODY = ("head", "teacher", "second", "assistant", "ict", "dsl", "chair")


def said(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_person_for_whom_nothing_waits_is_told_so_kindly(app: Flask, store: Session) -> None:
    school = make_school(store)
    client = sign_in(CheckedClient(app), store, make_person(store, school, Role.TEACHER))
    page = said(client.get("/s/oak/").text)
    assert "Nothing waits for you." in page
    assert "No site is yours yet." in page


def everything(session: Session, cast: Cast) -> Site:
    """A live site at its planned end, and another one that waits for its decision."""
    site = live_site(session, cast)
    submitted_site(session, cast)
    start_writing(session)
    session.execute(sa.update(Site).where(Site.id == site.id).values(planned_end=TODAY))
    session.commit()
    return site


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_home_page_with_everything_on_it_keeps_the_rules_of_pages(app: Flask, name: str) -> None:
    answer = make_scene(app, everything).client(name).get("/s/oak/")
    assert answer.status_code == 200
    assert check_page(answer.text).h1 == "What needs me now"


def test_a_line_says_what_why_and_since_when(app: Flask) -> None:
    scene = make_scene(app, lambda session, cast: submitted_site(session, cast)[0])
    page = said(scene.client("head").get("/s/oak/").text)
    assert "Decide on Year 3 blog first teacher asked for it less than a minute ago." in page
    assert (
        "Still missing: the discussion with the leadership team, what the head thinks of its purpose and "
        "the safeguarding lead’s signature."
    ) in page


def test_my_sites_lead_to_their_pages(app: Flask) -> None:
    scene = make_scene(app, lambda session, cast: make_site(session, cast.school, cast.teacher))
    answer = scene.client("teacher").get("/s/oak/")
    assert scene.address() in check_page(answer.text).links
    assert "The proposal has to be finished and submitted. It waits on the proposer." in said(answer.text)


def test_every_link_of_the_page_leads_somewhere(app: Flask) -> None:
    scene = make_scene(app, everything)
    for name in EVERYBODY:
        client = scene.client(name)
        for link in check_page(client.get("/s/oak/").text).links:
            assert client.get(link).status_code in (200, 302), (name, link)


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_page_costs_at_most_eight_queries(app: Flask, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # What other areas count in the navigation is theirs to keep small.
    monkeypatch.setattr(frame, "WAYS", [])
    client = make_scene(app, everything).client(name)
    asked: list[str] = []
    with app.app_context():
        event.listen(db.engines["default"], "before_cursor_execute", lambda *args: asked.append(args[2]))
    page = client.get("/s/oak/")
    assert page.status_code == 200
    reads = [one for one in asked if one.lstrip().upper().startswith("SELECT")]
    # Two more are the queue's, which every page asks for the number in the way about.  Who runs a live site sees its
    # last weeks as well: what it published, how that is noticed, terms and closures.  The ICT lead is told which days
    # lack people on any live site, and which sites show no moderation, beside what does not hold together in the
    # calendar.
    more = 4 if "The last weeks of" in page.text else 2 if name == "ict" else 0
    assert len(reads) <= 8 + 2 + more, reads


def test_every_need_has_its_words_and_no_word_is_left_over() -> None:
    parts = (
        lines.of_approvals,
        lines.of_cases,
        lines.of_comments,
        lines.of_content,
        lines.of_cover,
        lines.of_people,
        lines.of_proposals,
        lines.of_records,
        lines.of_school,
        lines.of_sites,
        lines.of_updates,
    )
    code = "".join(Path(part.__file__).read_text("utf-8") for part in parts)
    made = {what for what in WORDINGS if f'"{what}"' in code or f'"{what.removeprefix("my_")}"' in code}
    assert made == set(WORDINGS)
    assert set(re.findall(r'(?:Need|_need|_duty)\(\s*"([a-z_]+)"', code)) <= set(WORDINGS)


def test_who_belongs_to_several_schools_picks_one(app: Flask, store: Session) -> None:
    oak, elm = make_school(store), make_school(store, "elm", name="Elm Primary")
    person = make_person(store, oak, Role.TEACHER)
    make_person(store, elm, Role.TEACHER, person=person)
    client = sign_in(CheckedClient(app), store, person)
    assert {"/s/oak/", "/s/elm/"} <= check_page(client.get("/").text).links


def test_who_belongs_to_one_school_goes_straight_there(app: Flask, store: Session) -> None:
    client = sign_in(CheckedClient(app), store, make_person(store, make_school(store), Role.TEACHER))
    assert client.get("/").location == "/s/oak/"


def test_who_left_one_of_two_schools_is_shown_the_other_alone(app: Flask, store: Session) -> None:
    oak, elm = make_school(store), make_school(store, "elm", name="Elm Primary")
    person = make_person(store, oak, Role.TEACHER)
    make_person(store, elm, Role.TEACHER, person=person, ends_on=dt.date(2026, 11, 17))
    client = sign_in(CheckedClient(app), store, person)
    assert client.get("/").location == "/s/oak/"
    assert "Elm Primary" not in client.get("/s/oak/").text


def test_who_left_the_only_school_is_told_so(app: Flask, store: Session) -> None:
    person = make_person(store, make_school(store), Role.TEACHER, ends_on=dt.date(2026, 11, 17))
    page = sign_in(CheckedClient(app), store, person).get("/").text
    assert "You do not belong to a school here at the moment." in page
    assert "/s/oak/" not in page


@pytest.mark.parametrize("path", ["/account", "/account/confirm", "/s/oak/"])
def test_who_belongs_to_one_school_is_not_offered_to_change_it(app: Flask, store: Session, path: str) -> None:
    oak = make_school(store)
    person = make_person(store, oak, Role.TEACHER)
    client = sign_in(CheckedClient(app), store, person)
    assert "Change school" not in client.get(path).text
    make_person(store, make_school(store, "elm", name="Elm Primary"), Role.TEACHER, person=person)
    page = client.get(path).text
    assert "Change school" in page
    assert "/s/elm/" in check_page(page).links


def test_accessibility_is_said_to_everybody(app: Flask) -> None:
    page = said(CheckedClient(app).get("/accessibility").text)
    assert "Web Content Accessibility Guidelines" in page


def test_a_live_site_says_how_its_updates_stand_and_not_that_it_waits_for_nothing(app: Flask) -> None:
    page = said(make_scene(app).client("teacher").get("/s/oak/").text)
    assert "Something new is due by Friday 20 November 2026." in page
    assert "It waits for nothing." not in page


@pytest.mark.parametrize(
    ("today", "line", "why"),
    [
        pytest.param(
            "2026-11-24", "Put something new on Year 3 blog", "The last update that was due did not come.", id="late"
        ),
        pytest.param(
            "2026-12-08", "Wake Year 3 blog, or plan its end", "3 updates in a row did not come.", id="asleep"
        ),
    ],
)
def test_a_blog_without_its_updates_is_a_line_for_who_runs_it(app: Flask, today: str, line: str, why: str) -> None:
    scene = make_scene(app)
    app.extensions["clock"] = lambda: dt.datetime.fromisoformat(f"{today}T10:00:00+00:00")
    page = said(scene.client("teacher").get("/s/oak/").text)
    assert line in page
    assert why in page
    assert line not in said(scene.client("dsl").get("/s/oak/").text)


def test_a_narrow_screen_folds_what_nobody_waits_for_under_more(app: Flask, store: Session) -> None:
    """The first four, the open page and what carries a number stay; the others stand on the page of more as well."""
    client = sign_in(CheckedClient(app), store, make_person(store, make_school(store), Role.HEAD))
    more = client.get("/s/oak/more").text
    folded = re.findall(r'<li class="way__folded">\s*<a class="way__link" href="([^"]+)"', more)
    assert folded == ["/s/oak/proposals", "/s/oak/decisions", "/s/oak/registers", "/s/oak/policy"]
    assert (
        re.findall(r'<li class="narrow-only"><p class="plain-list__title"><a class="govuk-link" href="([^"]+)"', more)
        == folded
    )
    assert (
        '<li class="way__folded">\n      <a class="way__link" href="/s/oak/policy"'
        not in client.get("/s/oak/policy").text
    )
