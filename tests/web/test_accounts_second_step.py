"""The second step through the real forms: set-up, codes and recovery codes that serve once, schools that ask for it."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import Account, PolicySetting, School
from governance.services.policy import packed
from tests.factories import NOW, let_act_for_head, make_person, make_school, sign_in
from tests.web.accounts_samples import (
    PASSWORD,
    a_teacher,
    acts,
    at,
    browser,
    changing,
    code_of,
    give_password,
    is_signed_in,
    mails,
    set_up_second_step,
    sign_in_by_form,
    tries,
)

LATER = NOW + dt.timedelta(minutes=2)


def test_setting_up_shows_the_key_and_recovery_codes_once(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    here, there = browser(app), browser(app)
    for client in (here, there):
        sign_in_by_form(client, account.email)
    page = here.get("/account/second-step").text
    assert "<svg" in page
    assert page == here.get("/account/second-step").text or 'id="key"' in page
    key, codes = set_up_second_step(here)
    assert len(key) == 32
    assert len(set(codes)) == 10
    assert is_signed_in(here)
    assert not is_signed_in(there), "a session that did not pass the second step goes on"
    assert acts(store)[-2:] == ["account.second_factor_set", "account.recovery_codes_made"]
    assert [mail.kind for mail in mails(store)] == ["account_second_step_changed"]
    assert tries(store) == 0
    store.refresh(account)
    assert key not in str(account.tf_totp_secret), "the key is kept as it is"
    assert not set(codes) & set(account.mf_recovery_codes or []), "the codes are kept as they are"


def test_a_reload_keeps_the_key(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    first, second = (client.get("/account/second-step").text.split('id="key">')[1][:40] for _ in range(2))
    assert first == second


def test_a_wrong_code_sets_nothing_up(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    client.get("/account/second-step")
    assert client.post("/account/second-step", data={"code": "000000"}).status_code == 422
    store.refresh(account)
    assert account.tf_totp_secret is None
    assert acts(store) == ["account.signed_in"]


def test_the_code_is_asked_for_at_the_next_sign_in(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    key, _ = set_up_second_step(client)
    client.post("/logout")
    assert sign_in_by_form(client, account.email, next="/s/oak/").location == "/login/second-step"
    assert not is_signed_in(client)
    assert client.get("/s/oak/").status_code == 302
    assert client.get("/login/second-step").status_code == 200
    assert client.post("/login/second-step", data={"code": "000000"}).status_code == 422
    at(app, LATER)
    answer = client.post("/login/second-step", data={"code": code_of(key, LATER)})
    assert (answer.status_code, answer.location) == (303, "/s/oak/")
    assert is_signed_in(client)
    assert tries(store) == 0


def test_a_code_serves_once(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    key, _ = set_up_second_step(client)
    at(app, LATER)
    code = code_of(key, LATER)
    first, second = browser(app), browser(app)
    for one in (first, second):
        sign_in_by_form(one, account.email)
    assert first.post("/login/second-step", data={"code": code}).status_code == 303
    before = acts(store)
    answer = second.post("/login/second-step", data={"code": code})
    assert answer.status_code == 422
    assert "used already" in answer.text
    assert not is_signed_in(second)
    assert acts(store) == before


def test_the_code_of_the_set_up_does_not_sign_in(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    key, _ = set_up_second_step(client)
    other = browser(app)
    sign_in_by_form(other, account.email)
    assert other.post("/login/second-step", data={"code": code_of(key)}).status_code == 422


def test_guessing_codes_makes_wait_and_the_password_does_not_help(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    key, _ = set_up_second_step(client)
    guesser = browser(app)
    sign_in_by_form(guesser, account.email)
    for _ in range(5):
        assert guesser.post("/login/second-step", data={"code": "000000"}).status_code == 422
    sign_in_by_form(guesser, account.email)
    at(app, NOW + dt.timedelta(seconds=29))
    answer = guesser.post("/login/second-step", data={"code": code_of(key, NOW + dt.timedelta(seconds=29))})
    assert answer.status_code == 429
    assert not is_signed_in(guesser)


def test_a_recovery_code_signs_in_once(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    _, codes = set_up_second_step(client)
    one = browser(app)
    sign_in_by_form(one, account.email)
    assert one.get("/login/recovery-code").status_code == 200
    spaced = codes[0].replace("-", " ").upper()
    assert one.post("/login/recovery-code", data={"code": spaced}).location == "/account"
    page = one.get("/account").text
    assert "You have 9 left" in page
    assert acts(store)[-2:] == ["account.recovery_code_used", "account.signed_in"]
    other = browser(app)
    sign_in_by_form(other, account.email)
    assert other.post("/login/recovery-code", data={"code": codes[0]}).status_code == 422
    assert not is_signed_in(other)


def test_new_recovery_codes_replace_the_old(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    _, old = set_up_second_step(client)
    assert "You have 10 recovery codes left" in client.get("/account/recovery-codes").text
    assert client.post("/account/recovery-codes").status_code == 200
    assert acts(store)[-1] == "account.recovery_codes_made"
    other = browser(app)
    sign_in_by_form(other, account.email)
    assert other.post("/login/recovery-code", data={"code": old[0]}).status_code == 422


def test_removing_ends_other_sessions_and_is_told(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    key, _ = set_up_second_step(client)
    at(app, LATER)
    other = browser(app)
    sign_in_by_form(other, account.email)
    other.post("/login/second-step", data={"code": code_of(key, LATER)})
    assert is_signed_in(other)
    assert client.get("/account/second-step/remove").status_code == 200
    assert client.post("/account/second-step/remove").location == "/account"
    assert is_signed_in(client)
    assert not is_signed_in(other)
    assert acts(store)[-1] == "account.second_factor_removed"
    assert [mail.kind for mail in mails(store)] == ["account_second_step_changed"] * 2
    assert sign_in_by_form(browser(app), account.email).location == "/"
    before = acts(store)
    assert client.post("/account/second-step/remove").location == "/account"
    assert acts(store) == before


def test_half_a_sign_in_ends_after_ten_minutes(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    key, _ = set_up_second_step(client)
    other = browser(app)
    sign_in_by_form(other, account.email)
    late = NOW + dt.timedelta(minutes=11)
    at(app, late)
    assert other.post("/login/second-step", data={"code": code_of(key, late)}).location == "/login"
    assert not is_signed_in(other)


def test_half_a_sign_in_ends_with_a_new_password(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    set_up_second_step(client)
    other = browser(app)
    sign_in_by_form(other, account.email)
    client.post("/account/password", data={"current": PASSWORD, "password": "orchid ladder biscuit"})
    assert other.get("/login/second-step").location == "/login"


@pytest.mark.parametrize("path", ["/account/second-step", "/account/second-step/remove", "/account/recovery-codes"])
def test_an_open_screen_is_not_enough_to_change_how_one_signs_in(app: Flask, store: Session, path: str) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    set_up_second_step(client)
    before = acts(store)
    at(app, NOW + dt.timedelta(minutes=16))
    for answer in (client.get(path), client.post(path, data={"code": "123456"})):
        assert answer.location.startswith("/account/confirm?next=")
    assert acts(store) == before
    confirm = client.get(path).location
    assert client.get(confirm).status_code == 200
    assert client.post(confirm, data={"password": "not the password"}).status_code == 422
    for _ in range(6):
        assert client.post(confirm, data={"password": PASSWORD}).location == path
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("way", ["//evil.example", "https://evil.example", "/account/second-stepx", "/s/oak/"])
def test_a_confirmation_leads_only_where_it_is_asked_for(app: Flask, store: Session, way: str) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    answer = client.post("/account/confirm", query_string={"next": way}, data={"password": PASSWORD})
    assert answer.location == "/account"


@pytest.mark.parametrize("role", [Role.HEAD, Role.DSL, Role.ICT_LEAD])
def test_a_school_asks_its_roles_for_a_second_step(app: Flask, store: Session, role: Role) -> None:
    account = a_teacher(app, store, role)
    client = browser(app)
    sign_in_by_form(client, account.email)
    answer = client.get("/s/oak/")
    assert (answer.status_code, answer.location) == (303, "/account/second-step?next=/s/oak/")
    assert "Your school asks for a second step" in client.get(answer.location).text
    assert client.get("/account").status_code == 200
    key, _ = set_up_second_step(client)
    assert client.get("/s/oak/").status_code == 200
    client.post("/logout")
    at(app, LATER)
    sign_in_by_form(client, account.email)
    client.post("/login/second-step", data={"code": code_of(key, LATER)})
    assert client.get("/s/oak/").status_code == 200


def test_a_teacher_is_not_asked(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    assert client.get("/s/oak/").status_code == 200


def test_who_acts_for_the_head_is_asked(app: Flask, store: Session) -> None:
    school = make_school(store)
    head = make_person(store, school, Role.HEAD)
    account = a_teacher(app, store, Role.TEACHER, school=school)
    let_act_for_head(store, school, account.person, head)
    client = browser(app)
    sign_in_by_form(client, account.email)
    assert client.get("/s/oak/").location.startswith("/account/second-step")


def test_a_school_may_ask_nobody(app: Flask, store: Session) -> None:
    account = a_teacher(app, store, Role.HEAD)
    school = store.scalars(sa.select(School)).one()
    changing(store).add(
        PolicySetting(
            school_id=school.id,
            key="roles_with_second_factor",
            value=packed(()),
            changed_at=NOW,
            changed_by=account.person_id,
        )
    )
    store.commit()
    client = browser(app)
    sign_in_by_form(client, account.email)
    assert client.get("/s/oak/").status_code == 200


def test_a_session_that_never_passed_goes_back_to_the_second_step(app: Flask, store: Session) -> None:
    account = a_teacher(app, store, Role.HEAD)
    client = browser(app)
    sign_in_by_form(client, account.email)
    key, _ = set_up_second_step(client)
    store.rollback()
    other = sign_in(browser(app), store, account.person)
    with other.session_transaction() as cookie:
        cookie["second_step_passed"] = False
    assert other.get("/s/oak/").location == "/login/second-step?next=/s/oak/"
    assert other.get("/login/second-step?next=/s/oak/").status_code == 200
    assert not is_signed_in(other)
    at(app, LATER)
    assert other.post("/login/second-step", data={"code": code_of(key, LATER)}).location == "/s/oak/"
    assert other.get("/s/oak/").status_code == 200


def test_the_account_page_says_who_one_is_and_where(app: Flask, store: Session) -> None:
    oak = make_school(store)
    elm = make_school(store, "elm", name="Elm Primary")
    person = make_person(store, oak, Role.TEACHER, name="Rowan Pemberton", position="Year 4 teacher")
    make_person(store, elm, Role.GOVERNOR, person=person, position="Governor")
    account = give_password(app, store, person)
    client = browser(app)
    sign_in_by_form(client, account.email)
    page = client.get("/account").text
    for words in ("Rowan Pemberton", "Oak Primary", "Year 4 teacher", "Elm Primary", "Governor", account.email):
        assert words in page


@pytest.mark.parametrize("data", [{}, {"code": ["1", "2"]}, {"code": "x" * 9999}, {"code": "１２３４５６"}])
def test_hostile_codes_get_a_page(app: Flask, store: Session, data: dict[str, str]) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    assert client.post("/account/second-step", data=data).status_code == 422
    set_up_second_step(client)
    other = browser(app)
    sign_in_by_form(other, account.email)
    for path in ("/login/second-step", "/login/recovery-code"):
        assert other.post(path, data=data).status_code == 422


@pytest.mark.parametrize("kept", [1, "x", [], {}, {"account": None}, {"at": float("nan")}])
def test_a_strange_session_is_no_error(app: Flask, store: Session, kept: object) -> None:
    client = browser(app)
    with client.session_transaction() as cookie:
        cookie["half_signed_in"] = kept
    assert client.get("/login/second-step").location == "/login"
    assert store.scalars(sa.select(Account)).all() == []
