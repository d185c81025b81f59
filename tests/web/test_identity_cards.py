"""Cards that say who runs a site, in the browser (A.4.8, A.4.9)."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.domain.words import Role, SiteState, VersionState
from governance.models import IdentityCard, Person
from tests.factories import make_person, make_school, make_site, sign_in
from tests.web.hostile import HOSTILE
from tests.web.page_checks import CheckedClient

CARDS = "/s/oak/sites/1/cards"


@pytest.fixture
def teacher(app: Flask, store: Session) -> FlaskClient:
    app.test_client_class = CheckedClient
    school = make_school(store)
    person = make_person(store, school, Role.TEACHER, name="Pat Hill", position="Year 4 teacher")
    owner = person.id
    store.rollback()
    live = {"state": SiteState.LIVE, "version": VersionState.APPROVED}
    make_site(store, school, person, **live, resourcing_owner_id=owner)
    make_person(store, school, Role.TEACHER, name="Another")
    store.rollback()
    return sign_in(app.test_client(), store, person)


def _cards(store: Session) -> list[tuple[str, str, bool]]:
    rows = store.scalars(sa.select(IdentityCard).order_by(IdentityCard.id)).all()
    found = [(row.display_name, row.position, row.ends_on is None) for row in rows]
    store.rollback()
    return found


def test_a_card_is_shown_and_taken_off_by_the_person(teacher: FlaskClient, store: Session) -> None:
    assert "Not shown" in teacher.get(CARDS).text
    assert 'value="Year 4 teacher"' in teacher.get(f"{CARDS}/1").text
    given = {"display_name": "Mrs Hill", "position": "Year 4 teacher"}
    assert teacher.post(f"{CARDS}/1", data=given).location == CARDS
    assert "Mrs Hill, Year 4 teacher" in teacher.get("/s/oak/register/1").text
    assert teacher.post(f"{CARDS}/1/withdraw").location == CARDS
    assert "Mrs Hill" not in teacher.get("/s/oak/register/1").text
    assert _cards(store) == [("Mrs Hill", "Year 4 teacher", False)]


@pytest.mark.parametrize("typed", [*HOSTILE, "hill@mail.example", "Teacher 07700 900123", "M1 1AE"])
def test_whatever_is_typed_gets_a_page(teacher: FlaskClient, store: Session, typed: str) -> None:
    answer = teacher.post(f"{CARDS}/1", data={"display_name": typed, "position": typed})
    assert answer.status_code in (302, 422)
    assert len(_cards(store)) == (1 if answer.status_code == 302 else 0)
    assert teacher.get("/s/oak/register/1").status_code == 200


def test_nobody_changes_somebody_elses_card(app: Flask, teacher: FlaskClient, store: Session) -> None:
    teacher.post(f"{CARDS}/1", data={"display_name": "Mrs Hill", "position": "Year 4 teacher"})
    person = store.get(Person, 2)
    assert person is not None
    other = sign_in(app.test_client(), store, person)
    assert f"{CARDS}/1/withdraw" not in other.get(CARDS).text
    assert other.post(f"{CARDS}/1", data={"display_name": "X", "position": "Y"}).status_code == 422
    other.post(f"{CARDS}/1/withdraw")
    assert other.get(f"{CARDS}/2").status_code == 404
    assert _cards(store) == [("Mrs Hill", "Year 4 teacher", True)]


def test_another_schools_cards_are_not_there(app: Flask, teacher: FlaskClient, store: Session) -> None:
    elm = make_school(store, "elm", name="Elm Primary")
    head = sign_in(app.test_client(), store, make_person(store, elm, Role.HEAD))
    for path in ("/s/elm/sites/1/cards", "/s/elm/sites/1/cards/1"):
        assert head.get(path).status_code == 404
    assert head.post("/s/elm/sites/1/cards/1/withdraw").status_code == 404
    assert head.post("/s/elm/sites/1/cards/1", data={"display_name": "X", "position": "Y"}).status_code == 404
