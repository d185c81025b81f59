"""Signing in and out through the real forms."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.models import Account, SignInFailure
from tests.factories import NOW, make_person, make_school
from tests.web.accounts_samples import (
    PASSWORD,
    a_teacher,
    acts,
    at,
    browser,
    changing,
    is_signed_in,
    same_for_all,
    sign_in_by_form,
    tries,
)

SECONDS = dt.timedelta(seconds=1)


def test_the_right_password_signs_in(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    assert client.get("/login").status_code == 200
    answer = sign_in_by_form(client, account.email, next="/s/oak/")
    assert (answer.status_code, answer.location) == (303, "/s/oak/")
    assert is_signed_in(client)
    assert acts(store) == ["account.signed_in"]
    assert tries(store) == 0


def test_a_name_is_taken_however_it_is_capitalised(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    assert sign_in_by_form(client, f" {account.email.upper()} ").status_code == 303


def test_the_form_is_refused_without_its_token(app: Flask, store: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    account = a_teacher(app, store)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    client = browser(app)
    assert sign_in_by_form(client, account.email).status_code == 400
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/login").text)
    assert found is not None
    data = {"email": account.email, "password": PASSWORD, "csrf_token": found[1]}
    assert client.post("/login", data=data).status_code == 303
    assert client.post("/logout").status_code == 400
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/account").text)
    assert found is not None
    assert client.post("/logout", data={"csrf_token": found[1]}).status_code == 303
    assert not is_signed_in(client)


def test_signing_out_is_recorded_and_only_by_post(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    assert client.get("/logout").status_code == 405
    assert is_signed_in(client)
    assert client.post("/logout").location == "/login"
    assert client.post("/logout").location == "/login"
    assert not is_signed_in(client)
    assert acts(store) == ["account.signed_in", "account.signed_out"]


def test_nobody_learns_who_has_a_sign_in(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    ended = make_person(store, make_school(store, "elm"), name="ended")
    changing(store).execute(sa.update(Account).where(Account.person_id == ended.id).values(active=False))
    ended_email = store.scalars(sa.select(Account.email).where(Account.person_id == ended.id)).one()
    store.commit()
    answers = []
    for name in (account.email, "nobody@oak.example", ended_email):
        answer = sign_in_by_form(browser(app), name, "not the password")
        answers.append((answer.status_code, same_for_all(answer.text.replace(name, "NAME"))))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 422
    assert "do not belong together" in answers[0][1]
    assert acts(store) == []


def test_a_wrong_password_is_never_shown_again(app: Flask, store: Session) -> None:
    answer = sign_in_by_form(browser(app), "nobody@oak.example", "not the password")
    assert "not the password" not in answer.text
    assert "nobody@oak.example" in answer.text


@pytest.mark.parametrize("name", ["known", "unknown"])
def test_failures_make_wait_for_known_and_unknown_names_alike(app: Flask, store: Session, name: str) -> None:
    account = a_teacher(app, store)
    email = account.email if name == "known" else "nobody@oak.example"
    client = browser(app)
    for _ in range(5):
        assert sign_in_by_form(client, email, "wrong wrong wrong").status_code == 422
    answer = sign_in_by_form(client, email)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "30"
    assert "Wait 30 seconds, then try again." in answer.text
    assert tries(store) == 5
    at(app, NOW + 31 * SECONDS)
    assert sign_in_by_form(client, email, "wrong wrong wrong").status_code == 422
    assert "Wait 1 minute" in sign_in_by_form(client, email).text


def test_trying_while_one_waits_does_not_lengthen_the_wait(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    for _ in range(50):
        sign_in_by_form(client, account.email, "wrong wrong wrong")
    at(app, NOW + 31 * SECONDS)
    assert sign_in_by_form(client, account.email).status_code == 303
    assert tries(store) == 0


def test_somebody_elses_typos_shut_nobody_out(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    for _ in range(20):
        sign_in_by_form(browser(app), "typo@oak.example", "wrong wrong wrong")
    assert sign_in_by_form(browser(app), account.email).status_code == 303


def test_a_list_of_names_is_slowed_by_address(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    for number in range(30):
        sign_in_by_form(browser(app), f"name{number}@oak.example", "autumn autumn autumn")
    assert sign_in_by_form(browser(app), account.email).status_code == 429
    at(app, NOW + 6 * SECONDS)
    assert sign_in_by_form(browser(app), account.email).status_code == 303


def test_the_typed_name_is_kept_nowhere(app: Flask, store: Session) -> None:
    sign_in_by_form(browser(app), "nobody@oak.example", "wrong wrong wrong")
    row = store.scalars(sa.select(SignInFailure)).one()
    assert re.fullmatch(r"[0-9a-f]{64}", row.name_digest)
    assert row.address == "127.0.0.1"


@pytest.mark.parametrize(
    "way",
    [
        pytest.param("https://evil.example/", id="another site"),
        pytest.param("//evil.example/", id="another site by two slashes"),
        pytest.param("/\\evil.example/", id="a backslash that browsers read as a slash"),
        pytest.param("/\t/evil.example/", id="a tab that browsers drop"),
        pytest.param("\x00//evil.example", id="a control character before it"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("/s/oak/\r\nSet-Cookie: a=b", id="a second header"),
        pytest.param("/nothing/here", id="no page of ours"),
        pytest.param("/login?next=/login", id="round in a ring"),
        pytest.param("/logout", id="a form's address"),
        pytest.param("/" + "a" * 5000, id="endless"),
        pytest.param("/s/oak/‮", id="text that runs the other way"),
    ],
)
def test_only_pages_of_the_product_are_gone_on_to(app: Flask, store: Session, way: str) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    assert sign_in_by_form(client, account.email, next=way).location == "/"
    assert client.get("/login", query_string={"next": way}).location == "/"


def test_a_planted_session_does_not_live_on(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    with client.session_transaction() as cookie:
        cookie["planted"] = "yes"
        cookie["second_step_passed"] = True
    sign_in_by_form(client, account.email)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie["second_step_passed"] is False


def test_a_deactivated_account_is_out_at_once(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    client = browser(app)
    sign_in_by_form(client, account.email)
    changing(store).execute(sa.update(Account).values(active=False))
    store.commit()
    assert not is_signed_in(client)


def test_signing_out_everywhere_ends_every_session(app: Flask, store: Session) -> None:
    account = a_teacher(app, store)
    here, there = browser(app), browser(app)
    for client in (here, there):
        sign_in_by_form(client, account.email)
    assert here.post("/account/sign-out-everywhere").location == "/login"
    assert not is_signed_in(here)
    assert not is_signed_in(there)
    assert acts(store)[-1] == "account.sessions_ended"


@pytest.mark.parametrize("path", ["/account?auth_token=x", "/account?auth_token=WyJhIl0.a.b"])
def test_a_token_in_the_address_signs_nobody_in(app: Flask, store: Session, path: str) -> None:
    a_teacher(app, store)
    assert browser(app).get(path, headers={"Authentication-Token": "x"}).status_code == 302


def test_no_page_of_the_library_is_reachable(app: Flask) -> None:
    paths = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("security.")}
    assert paths == {
        "/login",
        "/login/second-step",
        "/login/recovery-code",
        "/logout",
        "/reset",
        "/reset/<token>",
        "/welcome/<token>",
        "/account/password",
        "/account/confirm",
        "/account/second-step",
        "/account/second-step/remove",
        "/account/recovery-codes",
    }


HOSTILE = [
    pytest.param({}, id="nothing"),
    pytest.param({"email": "", "password": ""}, id="empty"),
    pytest.param({"email": "x" * 100_000, "password": "y" * 100_000, "code": "9" * 100_000}, id="huge"),
    pytest.param({"email": ["a@b.example", "c@d.example"], "password": ["a", "b"], "code": ["1", "2"]}, id="twice"),
    pytest.param({"email": "a\x00@b.example", "password": "\x00\x01", "code": "\x00"}, id="control characters"),
    pytest.param({"email": "‮moc.elpmaxe@a", "password": "‮", "code": "١٢٣٤٥٦"}, id="right to left"),
    pytest.param({"email": "a@b.example' OR 1=1 --", "password": "' OR 1=1", "code": "' OR 1"}, id="a query"),
    pytest.param({"email": "\ud800@b.example", "password": "\ud800", "code": "\ud800"}, id="half a character"),
    pytest.param({"email": "<script>@b.example", "password": "<b>", "code": "{{ 7*7 }}"}, id="a script"),
]


@pytest.mark.parametrize("data", HOSTILE)
@pytest.mark.parametrize(
    "path",
    [
        "/login",
        "/login/second-step",
        "/login/recovery-code",
        "/reset",
        "/reset/not-a-token",
        "/welcome/not-a-token",
        "/logout",
    ],
)
def test_hostile_input_gets_a_page(app: Flask, store: Session, path: str, data: dict[str, str]) -> None:
    body = {
        key: value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value for key, value in data.items()
    }
    answer = browser(app).post(path, data=body)
    assert answer.status_code in {200, 303, 410, 413, 422}
    assert acts(store) == []


@pytest.mark.parametrize("path", ["/login", "/reset", "/login/second-step"])
@pytest.mark.parametrize("body", [b"[1, 2]", b'{"email": {"a": 1}, "password": [1]}', b"null", b"\xff\xfe"])
def test_json_is_no_way_in(app: Flask, store: Session, path: str, body: bytes) -> None:
    answer = browser(app).post(path, data=body, content_type="application/json", headers={"Accept": "application/json"})
    assert answer.status_code < 500
    assert acts(store) == []
