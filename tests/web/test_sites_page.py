"""A site's own page and the list of sites: who sees them, in every state, and whose site it is."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import PersonKind, Role, SiteState, VersionState
from governance.models import RetiredPlatform
from tests.factories import NOW, TODAY, make_person, make_school, make_site, sign_in, start_writing
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


@pytest.mark.parametrize(
    ("state", "close_by", "said"),
    [
        pytest.param(
            SiteState.LIVE, dt.date(2027, 7, 21), "this site closes by Wednesday 21 July 2027", id="it closes"
        ),
        pytest.param(SiteState.FOUND, TODAY, "this site closes by Wednesday 18 November 2026", id="on its last day"),
        pytest.param(
            SiteState.CLOSING,
            dt.date(2026, 11, 17),
            "this site was to close by Tuesday 17 November 2026",
            id="too late",
        ),
        pytest.param(SiteState.CLOSED, TODAY, "", id="what is closed closes no more"),
    ],
)
def test_a_site_on_a_platform_that_the_school_gave_up_says_by_when_it_closes(
    app: Flask, store: Session, state: SiteState, close_by: dt.date, said: str
) -> None:
    oak = make_school(store)
    head = make_person(store, oak, Role.HEAD)
    version = VersionState.APPROVED if state is SiteState.LIVE else None
    on_it, beside = (
        make_site(store, oak, head, state=state, version=version, platform=platform, name=platform)
        for platform in ("facebook", "wordpress")
    )
    given_up = {"platform": "facebook", "close_by": close_by, "reason": "Nobody of ours reads it any more."}
    start_writing(store)
    store.add(RetiredPlatform(school_id=oak.id, retired_by=head.id, retired_at=NOW, **given_up))
    store.commit()
    client = sign_in(CheckedClient(app), store, head)
    page = client.get(f"/s/oak/sites/{on_it.id}").text
    assert ("The school has retired this platform (Facebook)" in page) is bool(said)
    assert said in page
    assert "retired this platform" not in client.get(f"/s/oak/sites/{beside.id}").text


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
