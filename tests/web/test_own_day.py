"""A site's own day of the week for something new, from the proposal's form to the pages that say it (A.1.5)."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import VersionState
from governance.models import ProposalVersion, Site
from tests.factories import make_site, sign_in
from tests.services.cast import Cast, answers_of, live_site, make_cast
from tests.web.page_checks import CheckedClient
from tests.web.sites_scene import Prepare, Scene, make_scene


def own(session: Session, cast: Cast) -> Site:
    return live_site(session, cast, update_on="wednesday")


def none(session: Session, cast: Cast) -> Site:
    return live_site(session, cast, update_on="")


def the_policys(session: Session, cast: Cast) -> Site:
    return live_site(session, cast, update_on="friday")


def test_the_form_offers_the_policys_day_first_and_keeps_what_is_chosen(app: Flask, store: Session) -> None:
    cast = make_cast(store)
    site = make_site(store, cast.school, cast.teacher, version=VersionState.RETURNED, answers=answers_of(cast))
    old = store.query(ProposalVersion).filter_by(site_id=site.id).one()
    client, revise = sign_in(CheckedClient(app), store, cast.teacher), f"/s/oak/proposals/{old.id}/revise"
    new = client.post(revise, data={"seen": old.revision}).location
    page = client.get(f"{new}/updates").text
    assert 'name="update_on" type="radio" value="" checked>' in page
    people = {"updaters": [cast.teacher.id], "update_every": "1"}
    assert client.post(f"{new}/updates", data={"seen": 1, **people, "update_on": "someday"}).status_code == 422
    assert client.post(f"{new}/updates", data={"seen": 1, **people, "update_on": "wednesday"}).status_code == 303
    assert 'name="update_on" type="radio" value="wednesday" checked>' in client.get(f"{new}/updates").text
    difference = client.get(f"{new}/difference").text
    assert "By which day something new is there" in difference
    assert "Wednesday" in difference
    # Going back to the policy's day is no difference to a text that never spoke of one.
    assert client.post(f"{new}/updates", data={"seen": 2, **people, "update_on": ""}).status_code == 303
    assert "By which day something new is there" not in client.get(f"{new}/difference").text


def test_the_approved_text_says_whose_day_counts(app: Flask) -> None:
    scene = make_scene(app, own)
    version = scene.site().current_version_id
    page = scene.client("teacher").get(f"/s/oak/proposals/{version}").text
    assert "By which day something new is there" in page
    assert scene.site().update_weekday == "wednesday"


def test_the_pages_about_what_is_new_say_the_own_day(app: Flask) -> None:
    scene = make_scene(app, own)
    client = scene.client("teacher")
    assert "Reminders begin on Wednesday, its own day." in client.get("/s/oak/freshness").text
    assert "Monday to Sunday, by Wednesday, as its proposal says: from then on" in client.get(updates(scene)).text


@pytest.mark.parametrize(
    "prepare",
    [
        pytest.param(none, id="a site that agreed on no day"),
        pytest.param(the_policys, id="a site that agreed on the day that is the policy's anyway"),
    ],
)
def test_the_policys_day_is_said_plainly(app: Flask, prepare: Prepare) -> None:
    scene = make_scene(app, prepare)
    client = scene.client("teacher")
    assert "its own day" not in client.get("/s/oak/freshness").text
    assert "Monday to Sunday, by Friday: from then on" in client.get(updates(scene)).text


def updates(scene: Scene) -> str:
    return scene.address("/updates")
