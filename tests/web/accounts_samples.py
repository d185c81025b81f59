"""What the tests of signing in start from: an account with a password, and codes for its second step."""

from __future__ import annotations

import datetime as dt
import re

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from passlib.totp import TOTP
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from governance.db import begin_writing
from governance.domain.words import Role
from governance.models import Account, AuditRow, Notice, Person, School, SignInFailure
from governance.web.accounts_proof import password_hash
from tests.factories import NOW, make_person, make_school
from tests.web.page_checks import CheckedClient

PASSWORD = "gravel teapot lamp"
NEW_PASSWORD = "orchid ladder biscuit"


def a_teacher(app: Flask, store: Session, *roles: Role, school: School | None = None) -> Account:
    """Somebody of Oak Primary who signs in with PASSWORD; a teacher unless ``roles`` say otherwise."""
    person = make_person(store, school or make_school(store), *(roles or (Role.TEACHER,)), name="Rowan Pemberton")
    return give_password(app, store, person)


def give_password(app: Flask, store: Session, person: Person) -> Account:
    """Let ``person`` sign in with PASSWORD."""
    account = store.scalars(sa.select(Account).where(Account.person_id == person.id)).one()
    with app.test_request_context():
        kept = password_hash(PASSWORD)
    changing(store)
    account.password = kept
    store.commit()
    return account


def browser(app: Flask) -> FlaskClient:
    """A browser whose every page is checked."""
    return CheckedClient(app, app.response_class, use_cookies=True)


def sign_in_by_form(client: FlaskClient, email: str, password: str = PASSWORD, next: str = "") -> TestResponse:
    return client.post(
        "/login", query_string={"next": next} if next else None, data={"email": email, "password": password}
    )


def set_up_second_step(client: FlaskClient, when: dt.datetime = NOW) -> tuple[str, list[str]]:
    """Set up the second step in a signed-in browser; returns the key and the recovery codes."""
    page = client.get("/account/second-step").text
    found = re.search(r'id="key">([^<]+)<', page)
    assert found is not None
    key = found[1].replace(" ", "")
    shown = client.post("/account/second-step", data={"code": code_of(key, when)}).text
    return key, re.findall(r"<code>([0-9a-f-]{14})</code>", shown)


def code_of(key: str, when: dt.datetime = NOW) -> str:
    """The code that an authenticator app with ``key`` shows at a moment."""
    code: str = TOTP(key).generate(time=when).token
    return code


def acts(store: Session) -> list[str]:
    """The codes of every audit row of the chain without a school, in order."""
    store.rollback()
    return list(store.scalars(sa.select(AuditRow.code).where(AuditRow.chain == 0).order_by(AuditRow.sequence)))


def mails(store: Session) -> list[Notice]:
    store.rollback()
    return list(store.scalars(sa.select(Notice).order_by(Notice.id)))


def tries(store: Session) -> int:
    store.rollback()
    return store.scalar(sa.select(sa.func.count()).select_from(SignInFailure)) or 0


def same_for_all(page: str) -> str:
    """A page without what differs at every request."""
    return re.sub(r'(nonce|value)="[^"]{16,}"', "", page)


def changing(store: Session) -> Session:
    """The session beside the application's, ready to change something: what it read before is forgotten."""
    store.rollback()
    begin_writing(store)
    return store


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def at(app: Flask, when: dt.datetime) -> None:
    """Set the application's clock."""
    app.extensions["clock"] = lambda: when
