"""The pages of the clauses: the list with its filter, one clause, one site, and the packs with and without names."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.domain.words import PersonKind, Role
from governance.models import AuditRow, Membership, Person
from tests.clauses.scene import change
from tests.factories import make_person, sign_in
from tests.services.cast import Cast, live_site, make_cast
from tests.web.page_checks import CheckedClient

LIST = "/s/oak/clauses"


@dataclass
class Shown:
    """A school whose live site one person runs without an authorisation."""

    app: Flask
    store: Session
    cast: Cast
    site_id: int

    def as_(self, person: Person) -> FlaskClient:
        return sign_in(CheckedClient(self.app), self.store, person)


@pytest.fixture
def shown(app: Flask, store: Session) -> Shown:
    cast = make_cast(store)
    site_id = live_site(store, cast).id
    change(store, Membership, {"person_id": cast.second.id}, kind=PersonKind.CONTRACTOR)
    return Shown(app, store, cast, site_id)


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def test_the_list_says_of_every_clause_how_it_stands_and_leads_to_what_shows_it(shown: Shown) -> None:
    page = text(shown.as_(shown.cast.head), LIST)
    assert page.count('data-label="Clause"') == 77
    assert "1 person holds a duty without an authorisation that runs. Who: second teacher." in page
    assert f'href="/s/oak/sites/{shown.site_id}/people"' in page
    assert "The model policy" in page
    assert "The policy on personal pages" in page


def test_the_filter_shows_what_needs_somebody(shown: Shown) -> None:
    page = text(shown.as_(shown.cast.head), f"{LIST}?show=open")
    assert "/clauses/A.3.1" in page
    assert "/clauses/A.1.2" not in page
    assert shown.as_(shown.cast.head).get(f"{LIST}?show=nonsense").status_code == 404


def test_one_clause_shows_every_site_and_one_site_every_clause(shown: Shown) -> None:
    head = shown.as_(shown.cast.head)
    page = text(head, f"{LIST}/A.1.5")
    assert "Year 3 blog" in page
    assert f'href="/s/oak/sites/{shown.site_id}/people"' in page
    page = text(head, f"/s/oak/sites/{shown.site_id}/clauses")
    assert "Clauses on Year 3 blog" in page
    assert "/clauses/A.5.4" in page
    assert head.get(f"{LIST}/A.9.9").status_code == 404
    assert head.get("/s/oak/sites/999/clauses").status_code == 404
    assert f'href="/s/oak/sites/{shown.site_id}/clauses"' in text(head, f"/s/oak/sites/{shown.site_id}")


def test_governors_see_no_names_and_no_link_that_they_may_not_follow(shown: Shown) -> None:
    page = text(shown.as_(shown.cast.chair), LIST)
    assert "1 person holds a duty without an authorisation that runs." in page
    assert "second teacher" not in page
    assert 'href="/s/oak/policy/acknowledged"' not in page


def test_teachers_and_outsiders_cannot_open_it(shown: Shown) -> None:
    for address in (LIST, f"{LIST}/A.1.5", f"{LIST}/pack", f"/s/oak/sites/{shown.site_id}/clauses"):
        assert shown.as_(shown.cast.teacher).get(address).status_code == 403, address


@pytest.mark.parametrize(
    ("who", "pack", "names"),
    [
        pytest.param("head", "with_names", True, id="with names for an inspector"),
        pytest.param("head", "without_names", False, id="without names"),
        pytest.param("chair", "without_names", False, id="for governors"),
        pytest.param("head", "freedom", False, id="for a freedom-of-information request"),
    ],
)
def test_a_pack_holds_names_only_where_it_is_made_with_names(shown: Shown, who: str, pack: str, *, names: bool) -> None:
    client = shown.as_(getattr(shown.cast, who))
    assert ("second teacher" in text(client, f"{LIST}/pack?for={pack}")) is names
    answer = client.post(f"{LIST}/pack", data={"for": pack, "format": "json"})
    assert answer.mimetype == "application/json"
    whole = json.loads(answer.get_data(as_text=True))
    assert ("second teacher" in json.dumps(whole, ensure_ascii=False)) is names
    people = [person.name for person in shown.store.scalars(sa.select(Person))]
    if not names:
        assert [name for name in people if f" {name}" in json.dumps(whole) and " " in name] == []
    taken = shown.store.scalars(sa.select(AuditRow).where(AuditRow.code == "clauses.pack_taken")).all()
    assert [row.details for row in taken] == [{"pack": pack, "format": "json"}]


def test_the_pack_with_names_says_who_said_yes_and_who_has_not_signed(shown: Shown) -> None:
    make_person(shown.store, shown.cast.school, Role.TEACHER, name="Zoe Starter")
    client = shown.as_(shown.cast.head)
    whole = json.loads(client.post(f"{LIST}/pack", data={"for": "with_names", "format": "json"}).get_data(as_text=True))
    who = {clause["number"]: [found.get("who", "") for found in clause["findings"]] for clause in whole["clauses"]}
    assert shown.cast.head.name in who["A.3.2"]
    assert "Zoe Starter" in who["000-1"][0]
    whole = json.loads(client.post(f"{LIST}/pack", data={"for": "freedom", "format": "json"}).get_data(as_text=True))
    assert "Zoe Starter" not in json.dumps(whole)
    assert "Zoe Starter" not in text(shown.as_(shown.cast.chair), f"{LIST}/000-1")


def test_the_pack_for_a_request_holds_nothing_about_concerns_or_breaches(shown: Shown) -> None:
    client = shown.as_(shown.cast.head)
    answer = client.post(f"{LIST}/pack", data={"for": "freedom", "format": "json"})
    whole = json.loads(answer.get_data(as_text=True))
    numbers = {clause["number"] for clause in whole["clauses"]}
    assert not numbers & {"A.2.3", "A.5.6", "001-7", "001-8", "002-3", "9.1", "9.2", "9.3", "000-5", "001-6", "003-4"}
    assert not [clause for clause in whole["clauses"] for found in clause["findings"] if "record" in found]
    page = text(client, f"{LIST}/pack?for=freedom")
    assert "A.2.3" not in page


def test_a_governor_gets_no_pack_with_names(shown: Shown) -> None:
    client = shown.as_(shown.cast.chair)
    before = shown.store.scalar(sa.select(sa.func.count(AuditRow.id)))
    shown.store.rollback()
    assert client.post(f"{LIST}/pack", data={"for": "with_names", "format": "pdf"}).status_code == 422
    assert client.get(f"{LIST}/pack?for=with_names").status_code == 422
    assert shown.store.scalar(sa.select(sa.func.count(AuditRow.id))) == before


def test_the_pdf_is_a_file(shown: Shown) -> None:
    answer = shown.as_(shown.cast.head).post(f"{LIST}/pack", data={"for": "without_names", "format": "pdf"})
    assert answer.mimetype == "application/pdf"
    assert answer.get_data().startswith(b"%PDF-")
    assert "clauses-oak-2026-11-18.pdf" in answer.headers["Content-Disposition"]


def test_the_data_protection_officer_sees_it_too(shown: Shown) -> None:
    officer = make_person(shown.store, shown.cast.school, Role.DPO)
    assert "Clauses of the policy" in text(shown.as_(officer), LIST)
