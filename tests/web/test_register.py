"""The public register as somebody at the school gate meets it: the list, the check, a site's page, the rules (7.1)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.words import Role, SiteState, VersionState
from governance.models import FormerAddress, HouseRule, IdentityCard, Person, RuleSet, School, Site
from tests.factories import NOW, TODAY, make_person, make_school, make_site
from tests.web.hostile import HOSTILE
from tests.web.page_checks import CheckedClient, check_page

PNG = b"\x89PNG\r\n\x1a\n"


class Place:
    """A school with a site in every state, each at its own address."""

    def __init__(self, app: Flask, store: Session) -> None:
        app.test_client_class = CheckedClient
        self.client: FlaskClient = app.test_client()
        self.store = store
        self.school: School = make_school(store)
        self.teacher: Person = make_person(store, self.school, Role.TEACHER)
        make_person(store, self.school, Role.DSL, position="Safeguarding lead")
        store.rollback()
        self.sites = {
            "live": self.site("Year 4 blog", SiteState.LIVE, "https://blogs.oak.example/year4"),
            "paused": self.site("Chess club", SiteState.SUSPENDED, "@oakchess", platform="x"),
            "closing": self.site("Choir", SiteState.CLOSING, "https://blogs.oak.example/choir", launched_at=NOW),
            "closed": self.site("Garden", SiteState.CLOSED, "https://blogs.oak.example/garden", launched_at=NOW),
            "found": self.site("Old page", SiteState.FOUND, "https://blogs.oak.example/old"),
            "found_closed": self.site("Lost page", SiteState.CLOSED, "https://blogs.oak.example/lost"),
            "proposed": self.site("Drama", SiteState.PROPOSED, "https://blogs.oak.example/drama"),
            "approved": self.site("Film club", SiteState.APPROVED, "https://blogs.oak.example/film"),
        }

    def site(
        self, name: str, state: SiteState, address: str, platform: str = "", launched_at: dt.datetime | None = None
    ) -> int:
        made = make_site(
            self.store,
            self.school,
            self.teacher,
            state=state,
            version=None if state is SiteState.FOUND else VersionState.APPROVED,
            name=name,
            address=address,
            platform=platform,
            purpose=f"What {name} is for.",
        )
        site_id = made.id
        if launched_at is not None:
            self.store.rollback()
            begin_writing(self.store)
            self.store.execute(sa.update(Site).where(Site.id == site_id).values(launched_at=launched_at))
            self.store.commit()
        self.store.rollback()
        return site_id

    def add(self, *rows: object) -> None:
        begin_writing(self.store)
        self.store.add_all(rows)
        self.store.commit()

    def check(self, address: str, network: str = "") -> str:
        answer = self.client.post("/s/oak/register/check", data={"address": address, "network": network})
        assert answer.status_code == 200
        return answer.text


@pytest.fixture
def place(app: Flask, store: Session) -> Place:
    return Place(app, store)


def test_the_list_holds_what_is_official_and_says_what_is_paused_or_closed(place: Place) -> None:
    page = place.client.get("/s/oak/register").text
    for name in ("Year 4 blog", "Chess club", "Choir", "Garden"):
        assert name in page
    assert "It is paused at the moment" in page
    assert "It is being closed" in page
    assert "Closed sites" in page
    assert "What Year 4 blog is for." in page
    assert "Year 4" in page


@pytest.mark.parametrize("name", ["found", "found_closed", "proposed", "approved"])
def test_a_site_not_approved_never_appears_on_the_official_list(place: Place, name: str) -> None:
    page = place.client.get("/s/oak/register").text
    for words in ("Old page", "Lost page", "Drama", "Film club"):
        assert words not in page
    assert place.client.get(f"/s/oak/register/{place.sites[name]}").status_code == 404


@pytest.mark.parametrize(
    ("address", "network", "heading"),
    [
        pytest.param("https://blogs.oak.example/year4", "", "Yes, it is official", id="the site itself"),
        pytest.param(
            "http://BLOGS.oak.example/year4/post/7?utm_source=x", "", "Yes, it is official", id="a page of it"
        ),
        pytest.param("@oakchess", "x", "Yes, it is official", id="a paused account by its name"),
        pytest.param("https://twitter.com/OakChess", "", "Yes, it is official", id="the account's old host"),
        pytest.param("https://blogs.oak.example/choir", "", "Yes, it is official", id="a site that is being closed"),
        pytest.param("https://blogs.oak.example/garden", "", "It was official, and is not now", id="a closed site"),
        pytest.param("https://old.example/year4", "", "It was official, and is not now", id="an address that it left"),
        pytest.param("https://blogs.oak.example/old", "", "No, it is not known", id="a found account"),
        pytest.param("https://blogs.oak.example/lost", "", "No, it is not known", id="a found account that was closed"),
        pytest.param("https://blogs.oak.example/drama", "", "No, it is not known", id="a proposed site"),
        pytest.param("https://blogs.oak.example/film", "", "No, it is not known", id="an approved site"),
        pytest.param("https://blogs.oak.example.evil.example/year4", "", "No, it is not known", id="a look-alike host"),
        pytest.param("https://blogs.оak.example/year4", "", "No, it is not known", id="a Cyrillic letter"),
        pytest.param("https://evil.example/?u=https://blogs.oak.example/year4", "", "No, it is not", id="a redirect"),
        pytest.param("https://blogs.oak.example/year4evil", "", "No, it is not known", id="trailing parts"),
        pytest.param("@oakchess", "", "No, it is not known", id="a name without its network"),
        pytest.param("@oakchess", "instagram", "No, it is not known", id="the same name on another network"),
        pytest.param("https://elm.example/blog", "", "No, it is not known", id="another school's site"),
        pytest.param("not an address", "", "No, it is not known", id="no address at all"),
    ],
)
def test_a_pasted_address_gets_one_of_three_answers(place: Place, address: str, network: str, heading: str) -> None:
    elm = make_school(place.store, "elm", name="Elm Primary")
    theirs = make_person(place.store, elm, Role.TEACHER)
    make_site(
        place.store,
        elm,
        theirs,
        state=SiteState.LIVE,
        version=VersionState.APPROVED,
        address="https://elm.example/blog",
    )
    place.store.rollback()
    place.add(
        FormerAddress(
            school_id=1,
            site_id=place.sites["live"],
            address="https://old.example/year4",
            canonical="web:old.example:/year4",
            until=NOW,
        )
    )
    page = place.check(address, network)
    assert f">{heading}" in page
    assert "What to do now" in page


@pytest.mark.parametrize("typed", [one for one in HOSTILE if len(one) < 300])
def test_whatever_is_pasted_gets_a_page_and_is_never_a_link(place: Place, typed: str) -> None:
    answer = place.client.post("/s/oak/register/check", data={"address": typed, "network": "no such"})
    assert answer.status_code == 422
    answer = place.client.post("/s/oak/register/check", data={"address": typed})
    assert answer.status_code in (200, 422)
    assert 'href="javascript' not in answer.text
    assert "Yes, it is official" not in answer.text


def test_an_answer_is_sent_once_and_whole(place: Place) -> None:
    twice = place.client.post("/s/oak/register/check", data={"address": ["https://a.example", "https://b.example"]})
    assert twice.status_code == 422
    assert place.client.post("/s/oak/register/check").status_code == 422


def test_a_sites_page_says_who_runs_it_and_how_to_tell_a_grown_up(place: Place) -> None:
    site_id = place.sites["live"]
    card = {"school_id": 1, "site_id": site_id, "person_id": 1, "starts_on": TODAY}
    place.add(IdentityCard(**card, display_name="Mr Long Gone", position="Was here", ends_on=TODAY))
    place.add(IdentityCard(**card, display_name="Mrs Hill", position="Year 4 teacher"))
    page = place.client.get(f"/s/oak/register/{site_id}").text
    assert "Mrs Hill, Year 4 teacher" in page
    assert "Long Gone" not in page
    assert page.index("999") < page.index("0800 1111") < page.index("Safeguarding lead")
    assert f'/s/oak/register/{site_id}">' in page[page.index('rel="canonical"') :][:120]


def test_the_rules_are_public_with_the_sites_additions_numbered_on(place: Place) -> None:
    site_id = place.sites["live"]
    for number, (of, texts) in enumerate(((None, ["Be kind.", "Listen."]), (site_id, ["Fridays only."])), 1):
        row = RuleSet(
            school_id=1,
            site_id=of,
            kind="house_rules",
            audience="pupils",
            number=number,
            introduction="Read these.",
            started_by=1,
            started_at=NOW,
        )
        row.rules = [HouseRule(school_id=1, number=place_, text=text) for place_, text in enumerate(texts, 1)]
        place.add(row)
        begin_writing(place.store)
        place.store.execute(sa.update(RuleSet).where(RuleSet.number == number).values(published_at=NOW, published_by=1))
        place.store.commit()
    school = place.client.get("/s/oak/house-rules/pupils")
    assert school.status_code == 200
    assert "Listen." in school.text
    assert "Fridays only." not in school.text
    here = place.client.get(f"/s/oak/register/{site_id}/house-rules/pupils").text
    assert '<ol class="numbered" start="3"><li>Fridays only.</li></ol>' in here
    assert place.client.get("/s/oak/house-rules/adults").status_code == 404
    assert place.client.get(f"/s/oak/register/{place.sites['found']}/house-rules/pupils").status_code == 404
    assert "House rules for pupils" in place.client.get(f"/s/oak/register/{site_id}").text


def test_another_schools_site_is_not_there(place: Place) -> None:
    make_school(place.store, "elm", name="Elm Primary")
    assert place.client.get(f"/s/elm/register/{place.sites['live']}").status_code == 404
    assert place.client.get("/s/nowhere/register").status_code == 404
    assert place.client.get("/s/oak/register/99999999999999999999").status_code == 404


def test_no_public_page_leads_nowhere(place: Place) -> None:
    open_, seen = ["/s/oak/register", "/s/oak/register/check", "/s/oak/register/report/thank-you"], set()
    while open_:
        path = open_.pop()
        if path in seen or path.startswith("/static"):
            continue
        seen.add(path)
        answer = place.client.get(path)
        assert answer.status_code == 200, path
        open_ += [
            link for link in check_page(answer.text).links if link.startswith(("/s/oak/register", "/s/oak/house"))
        ]
    assert len(seen) >= 7


def test_the_logo_is_served_as_the_picture_that_it_is(place: Place) -> None:
    assert place.client.get("/s/oak/logo").status_code == 404
    begin_writing(place.store)
    place.store.execute(sa.update(School).values(logo=PNG, logo_kind="png"))
    place.store.commit()
    answer = place.client.get("/s/oak/logo")
    assert (answer.data, answer.mimetype) == (PNG, "image/png")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = place.client.get("/s/oak/logo", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    begin_writing(place.store)
    place.store.execute(sa.update(School).values(logo=b"<svg/>", logo_kind="image/svg+xml"))
    place.store.commit()
    assert place.client.get("/s/oak/logo").status_code == 404
