"""Passwords through the real forms: a link by mail, and a change."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import Account
from governance.password_links import password_link
from tests.factories import NOW, make_person, make_school
from tests.web.accounts_samples import (
    NEW_PASSWORD,
    PASSWORD,
    a_teacher,
    acts,
    at,
    browser,
    changing,
    is_signed_in,
    mails,
    same_for_all,
    set_up_second_step,
    sign_in_by_form,
    tries,
)


def test_a_link_by_mail_leads_to_a_new_password(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    elsewhere, client = browser(app), browser(app)
    sign_in_by_form(elsewhere, account.email)
    assert client.get("/reset").status_code == 200
    assert client.post("/reset", data={"email": account.email.upper()}).status_code == 200
    mail = mails(store)[0]
    assert (mail.kind, mail.to_address) == ("account_mail", account.email)
    assert re.fullmatch(r"/reset/[\w.-]+", mail.link)
    assert mail.link not in mail.body
    assert client.get(mail.link).status_code == 200
    answer = client.post(mail.link, data={"password": NEW_PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/login")
    assert not is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert sign_in_by_form(client, account.email).status_code == 422
    assert sign_in_by_form(client, account.email, NEW_PASSWORD).status_code == 303
    assert acts(store) == [
        "account.signed_in",
        "account.reset_asked",
        "account.password_reset",
        "account.signed_in",
    ]
    assert [mail.kind for mail in mails(store)] == ["account_mail", "account_password_changed"]


def test_a_link_works_once(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    client.post("/reset", data={"email": account.email})
    link = mails(store)[0].link
    client.post(link, data={"password": NEW_PASSWORD})
    before = acts(store)
    assert client.get(link).status_code == 410
    assert client.post(link, data={"password": "another long password"}).status_code == 410
    assert acts(store) == before


def test_a_link_ends_after_its_hour(app: Flask, store: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    client.post("/reset", data={"email": account.email})
    monkeypatch.setitem(app.config, "SECURITY_RESET_PASSWORD_WITHIN", dt.timedelta(seconds=-1))
    answer = client.get(mails(store)[0].link)
    assert answer.status_code == 410
    assert "does not work any more" in answer.text


def test_a_link_of_a_deactivated_account_is_dead(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    client.post("/reset", data={"email": account.email})
    link = mails(store)[0].link
    changing(store).execute(sa.update(Account).values(active=False))
    store.commit()
    assert client.post(link, data={"password": NEW_PASSWORD}).status_code == 410


def test_unknown_names_get_the_same_answer_and_no_mail(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    known, unknown = (
        browser(app).post("/reset", data={"email": email}) for email in (account.email, "nobody@oak.example")
    )
    plain = [same_for_all(answer.text) for answer in (known, unknown)]
    assert (known.status_code, plain[0]) == (unknown.status_code, plain[1])
    assert [mail.to_address for mail in mails(store)] == [account.email]
    assert acts(store) == ["account.reset_asked"]


@pytest.mark.parametrize("name", ["known", "unknown"])
def test_asking_again_and_again_makes_wait(app: Flask, store: Session, name: str) -> None:
    account = a_teacher(app, store)
    email = account.email if name == "known" else "nobody@oak.example"
    for _ in range(5):
        assert browser(app).post("/reset", data={"email": email}).status_code == 200
    answer = browser(app).post("/reset", data={"email": email})
    assert answer.status_code == 429
    assert "Wait 30 seconds" in answer.text
    assert len(mails(store)) == (5 if name == "known" else 0)


def test_a_forged_host_stands_in_no_mail(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    browser(app).post("/reset", data={"email": account.email}, headers=headers)
    mail = mails(store)[0]
    assert mail.link.startswith("/reset/")
    assert "evil" not in mail.link + mail.body + mail.subject


@pytest.mark.parametrize("password", ["short", "password1234", "Pemberton2026!"])
def test_an_easy_password_is_refused_and_changes_nothing(app: Flask, store: Session, password: str) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    client.post("/reset", data={"email": account.email})
    before = acts(store)
    answer = client.post(mails(store)[0].link, data={"password": password})
    assert answer.status_code == 422
    assert password not in answer.text
    sign_in_by_form(client, account.email)
    assert client.post("/account/password", data={"current": PASSWORD, "password": password}).status_code == 422
    assert acts(store) == [*before, "account.signed_in"]
    assert sign_in_by_form(browser(app), account.email).status_code == 303


def test_a_change_ends_every_other_session(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    here, there = browser(app), browser(app)
    for client in (here, there):
        sign_in_by_form(client, account.email)
    assert here.get("/account/password").status_code == 200
    answer = here.post("/account/password", data={"current": PASSWORD, "password": NEW_PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/account")
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert acts(store)[-1] == "account.password_changed"
    assert mails(store)[-1].kind == "account_password_changed"
    assert tries(store) == 0


def test_a_change_asks_for_the_password_in_use_and_counts_failures(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    for _ in range(5):
        answer = client.post("/account/password", data={"current": "not the password", "password": NEW_PASSWORD})
        assert answer.status_code == 422
    answer = client.post("/account/password", data={"current": PASSWORD, "password": NEW_PASSWORD})
    assert answer.status_code == 429
    assert acts(store) == ["account.signed_in"]
    at(app, NOW + dt.timedelta(seconds=31))
    assert client.post("/account/password", data={"current": PASSWORD, "password": NEW_PASSWORD}).status_code == 303


def test_a_new_password_does_not_go_around_the_second_step(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    set_up_second_step(client)
    other = browser(app)
    other.post("/reset", data={"email": account.email})
    link = next(mail.link for mail in mails(store) if mail.kind == "account_mail")
    other.post(link, data={"password": NEW_PASSWORD})
    assert sign_in_by_form(other, account.email, NEW_PASSWORD).location == "/login/second-step"
    assert not is_signed_in(other)


def test_who_is_invited_chooses_a_first_password_once(app: Flask, store: Session) -> None:
    person = make_person(store, make_school(store), Role.TEACHER, name="Rowan Pemberton")
    account = store.scalars(sa.select(Account).where(Account.person_id == person.id)).one()
    with app.test_request_context():
        link = password_link(account)
    client = browser(app)
    assert client.get(link).status_code == 200
    assert client.post(link, data={"password": "password1234"}).status_code == 422
    assert client.post(link, data={"password": NEW_PASSWORD}).location == "/login"
    assert sign_in_by_form(client, account.email, NEW_PASSWORD).status_code == 303
    assert client.get(link).status_code == 410
    assert client.post(link, data={"password": PASSWORD}).status_code == 410
    assert acts(store) == ["account.password_reset", "account.signed_in"]


def test_a_link_of_one_kind_is_none_of_the_other(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    client.post("/reset", data={"email": account.email})
    token = mails(store)[0].link.removeprefix("/reset/")
    assert client.get(f"/welcome/{token}").status_code == 410
    with app.test_request_context():
        invitation = password_link(account)
    assert client.get(invitation.replace("/welcome/", "/reset/")).status_code == 410
    assert client.get(invitation).status_code == 410, "somebody with a password is not invited again"


def test_the_password_is_kept_as_a_slow_hash(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    assert account.password is not None
    assert account.password.startswith("$argon2id$")
