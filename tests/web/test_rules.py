"""Writing, previewing and publishing rules in the browser (A.4.1)."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import Person, RuleSet
from tests.factories import make_person, make_school, make_site, sign_in
from tests.web.hostile import HOSTILE
from tests.web.page_checks import CheckedClient

EDIT = "/s/oak/rules/house-rules/pupils"
TEXT = {"seen": "0", "introduction": "Read these.", "rules": "1. Be kind.\n2. Use first names."}


@pytest.fixture
def lead(app: Flask, store: Session) -> FlaskClient:
    app.test_client_class = CheckedClient
    school = make_school(store)
    person = make_person(store, school, Role.ICT_LEAD)
    make_site(store, school, make_person(store, school, Role.TEACHER))
    store.rollback()
    return sign_in(app.test_client(), store, person)


def _sets(store: Session) -> list[tuple[int, bool, list[str]]]:
    rows = store.scalars(sa.select(RuleSet).order_by(RuleSet.id)).all()
    found = [(row.number, row.published_at is not None, [rule.text for rule in row.rules]) for row in rows]
    store.rollback()
    return found


def test_a_text_is_drafted_looked_at_and_published(lead: FlaskClient, store: Session) -> None:
    assert "we have put in what schools often say" in lead.get(EDIT).text.lower()
    assert lead.get(f"{EDIT}/preview").status_code == 302
    assert lead.post(EDIT, data=TEXT).location == f"{EDIT}/preview"
    page = lead.get(f"{EDIT}/preview").text
    assert "<li>Be kind.</li>" in page
    assert lead.get("/s/oak/house-rules/pupils").status_code == 404
    assert lead.post("/s/oak/rules/drafts/1/publish", data={"seen": "1"}).location == f"{EDIT}/versions"
    assert lead.get(f"{EDIT}/versions").status_code == 200
    assert "Be kind." in lead.get("/s/oak/house-rules/pupils").text
    assert _sets(store) == [(1, True, ["Be kind.", "Use first names."])]


def test_the_next_version_shows_what_it_changes(lead: FlaskClient, store: Session) -> None:
    lead.post(EDIT, data=TEXT)
    lead.post("/s/oak/rules/drafts/1/publish", data={"seen": "1"})
    lead.post(EDIT, data=TEXT | {"rules": "Be kind.\nUse no names."})
    page = lead.get(f"{EDIT}/preview").text
    assert "[taken out: </span>first" in page
    assert "A draft waits" in lead.get("/s/oak/rules").text
    assert lead.post("/s/oak/rules/drafts/2/discard", data={"seen": "1"}).status_code == 302
    assert _sets(store) == [(1, True, ["Be kind.", "Use first names."])]


def test_a_stale_draft_is_refused_and_a_version_has_to_be_said(lead: FlaskClient, store: Session) -> None:
    lead.post(EDIT, data=TEXT)
    changed = TEXT | {"rules": "Something else entirely is written here."}
    assert lead.post(EDIT, data=changed).status_code == 409
    assert lead.post(EDIT, data=changed | {"seen": "old"}).status_code == 422
    assert lead.post("/s/oak/rules/drafts/1/publish", data={"seen": "9"}).status_code == 409
    assert lead.post("/s/oak/rules/drafts/1/publish").status_code == 422
    assert _sets(store) == [(1, False, ["Be kind.", "Use first names."])]


def test_a_site_adds_to_the_rules(lead: FlaskClient, store: Session) -> None:
    assert lead.get("/s/oak/sites/1/rules").status_code == 200
    address = "/s/oak/sites/1/rules/house-rules/pupils"
    assert lead.get(address).status_code == 200
    assert lead.post(address, data=TEXT | {"rules": "Post on Fridays."}).location == f"{address}/preview"
    assert lead.get(f"{address}/preview").status_code == 200
    assert _sets(store) == [(1, False, ["Post on Fridays."])]


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_gets_a_page(lead: FlaskClient, typed: str) -> None:
    answer = lead.post(EDIT, data=TEXT | {"introduction": typed, "rules": typed})
    assert answer.status_code in (302, 422)
    assert lead.get(EDIT).status_code == 200
    assert lead.post(EDIT, data={"seen": "0"}).status_code in (302, 409, 422)


def test_a_teacher_and_another_school_write_no_rules(app: Flask, lead: FlaskClient, store: Session) -> None:
    lead.post(EDIT, data=TEXT)
    teacher = store.get(Person, 2)
    assert teacher is not None
    client = sign_in(app.test_client(), store, teacher)
    assert client.get("/s/oak/rules").status_code == 403
    assert client.post(EDIT, data=TEXT).status_code == 403
    elm = make_school(store, "elm", name="Elm Primary")
    head = sign_in(app.test_client(), store, make_person(store, elm, Role.HEAD))
    for act in ("publish", "discard"):
        assert head.post(f"/s/elm/rules/drafts/1/{act}", data={"seen": "1"}).status_code == 404
    assert head.get("/s/elm/sites/1/rules").status_code == 404
    assert head.get("/s/elm/sites/1/rules/house-rules/pupils").status_code == 404
    assert head.get("/s/elm/rules/house-rules/parents").status_code == 404
