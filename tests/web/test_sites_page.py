"""A site's own page and the list of sites: who sees them, in every state, and whose site it is."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import PersonKind, Role, SiteState, VersionState
from tests.factories import make_person, make_school, make_site, sign_in
from tests.web.page_checks import CheckedClient
from tests.web.sites_scene import make_scene


@pytest.mark.parametrize("state", list(SiteState))
def test_a_site_is_shown_in_every_state(app: Flask, store: Session, state: SiteState) -> None:
    oak = make_school(store)
    head = make_person(store, oak, Role.HEAD)
    version = None if state is SiteState.FOUND else VersionState.DRAFT
    if state in (SiteState.APPROVED, SiteState.LIVE, SiteState.SUSPENDED):
        version = VersionState.APPROVED
    site = make_site(store, oak, head, state=state, version=version)
    client = sign_in(CheckedClient(app), store, head)
    assert client.get(f"/s/oak/sites/{site.id}").status_code == 200
    assert client.get("/s/oak/sites").status_code == 200
    assert client.get(f"/s/oak/sites/{site.id}/go-live").status_code == 200
    assert client.get(f"/s/oak/sites/{site.id}/people").status_code == 200
    assert client.get(f"/s/oak/sites/{site.id}/exit").status_code == 200
    assert client.get(f"/s/oak/sites/{site.id}/evaluate").status_code == 200


def test_a_live_site_says_who_runs_it_and_what_happened(app: Flask) -> None:
    scene = make_scene(app)
    page = scene.client("head").get(scene.address()).text
    assert "Counts today." in page
    assert "It waits for nothing." in page
    assert "ict_lead launched Year 3 blog." in page
    assert "Suspend" in page


def test_another_schools_site_is_not_there(app: Flask, store: Session) -> None:
    oak, elm = make_school(store), make_school(store, "elm", name="Elm Primary")
    theirs = make_site(store, elm, make_person(store, elm, Role.HEAD))
    client = sign_in(CheckedClient(app), store, make_person(store, oak, Role.HEAD))
    assert client.get(f"/s/oak/sites/{theirs.id}").status_code == 404
    assert client.get("/s/oak/sites/99999999999999999999").status_code == 404


def test_the_list_is_filtered_and_exported_without_a_cell_that_runs(app: Flask, store: Session) -> None:
    oak = make_school(store)
    head = make_person(store, oak, Role.HEAD)
    make_site(store, oak, head, name="=HYPERLINK(1)", address="https://oak.example/a")
    make_site(store, oak, head, state=SiteState.CLOSED, name="Year 6 blog")
    client = sign_in(CheckedClient(app), store, head)
    assert "2 sites" in client.get("/s/oak/sites").text
    page = client.get("/s/oak/sites?state=closed").text
    assert "Year 6 blog" in page
    assert "HYPERLINK" not in page
    assert "No site is like that." in client.get("/s/oak/sites?state=live&kind=club_blog").text
    assert "Choose one of the answers in the list." in client.get("/s/oak/sites?state=x&kind=%00").text
    answer = client.get("/s/oak/sites/export.csv?state=proposed")
    assert answer.mimetype == "text/csv"
    assert answer.text.splitlines()[1].startswith('"\'=HYPERLINK(1)","Proposed","year-group blog","Year 4"')
    assert "Year 6 blog" not in answer.text


def test_a_school_without_sites_is_told_how_they_begin(app: Flask, store: Session) -> None:
    oak = make_school(store)
    client = sign_in(CheckedClient(app), store, make_person(store, oak, Role.GOVERNOR))
    assert "The school has no site yet." in client.get("/s/oak/sites").text


def test_who_may_not_see_the_sites_is_told_who_can(app: Flask, store: Session) -> None:
    oak = make_school(store)
    client = sign_in(CheckedClient(app), store, make_person(store, oak, kind=PersonKind.VOLUNTEER))
    for address in ("/s/oak/sites", "/s/oak/sites/export.csv", "/s/oak/sites/1"):
        assert client.get(address).status_code == 403
