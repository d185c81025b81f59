"""The door of every page: health, sign-in, and another school's address."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import Role
from tests.factories import make_person, make_school, sign_in


def test_health_is_said_without_a_sign_in(app: Flask) -> None:
    assert app.test_client().get("/healthz").json == {"ok": True}


def test_a_page_of_a_school_asks_for_a_sign_in(app: Flask, store: Session) -> None:
    make_school(store)
    answer = app.test_client().get("/s/oak/")
    assert answer.status_code == 302
    assert "/login" in answer.location


def test_another_schools_address_is_not_there(app: Flask, store: Session) -> None:
    oak = make_school(store)
    make_school(store, "elm", name="Elm Primary")
    client = sign_in(app.test_client(), store, make_person(store, oak, Role.TEACHER))
    assert client.get("/s/elm/").status_code == 404
    assert client.get("/s/nowhere/").status_code == 404
