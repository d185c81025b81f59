"""A list of every register in the browser: an empty one, the file, what it would do, the yes, and out again."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.models import IdentityCard, PartnerSchool, RegisterSheet
from tests.factories import sign_in
from tests.services.registers.cases import CASES
from tests.services.registers.scene import Alike, alike, brought_in
from tests.web.page_checks import CheckedClient

LISTS = "/s/oak/registers/lists"
PAGES = {
    "contributors": "/s/oak/registers/contributors",
    "partners": "/s/oak/registers/partners",
    "accounts": "/s/oak/registers/accounts",
    "retired": "/s/oak/registers/accounts/retired",
    "declarations": "/s/oak/registers/declarations",
    "compromised": "/s/oak/registers/compromised",
    "training": "/s/oak/records/training",
    "consents": "/s/oak/people-shown",
    "cards": "/s/oak/registers/cards",
    "passes": "/s/oak/photo-passes",
    "permissions": "/s/oak/permissions",
}
SHUT_TO_A_TEACHER = set(PAGES) - {"declarations", "compromised"}


@pytest.fixture
def oak(app: Flask, store: Session) -> Alike:
    """A school whose registers are empty."""
    app.test_client_class = CheckedClient
    return alike(store)


def client_of(app: Flask, store: Session, oak: Alike, who: str) -> FlaskClient:
    return sign_in(app.test_client(), store, oak.people[who])


def uploaded(client: FlaskClient, word: str, text: str) -> str:
    """The address of the preview of a file."""
    data = {"file": (io.BytesIO(text.encode()), "list.csv")}
    answer = client.post(f"{LISTS}/{word}/bring-in", data=data)
    assert answer.status_code == 303, answer.text
    return answer.location


def confirmed(client: FlaskClient, preview: str) -> int:
    """What was looked at is brought in; the answer's status."""
    digest = client.get(preview).text.split('name="plan" value="')[1].split('"')[0]
    return client.post(preview, data={"plan": digest}).status_code


@pytest.mark.parametrize("word", list(CASES))
def test_a_list_is_looked_at_brought_in_and_taken_away(app: Flask, store: Session, oak: Alike, word: str) -> None:
    who, sheet, lines = CASES[word]
    client = client_of(app, store, oak, who)
    page = client.get(PAGES[word]).text
    assert f"{LISTS}/{word}/bring-in" in page
    assert f"{LISTS}/{word}/empty.csv" in client.get(f"{LISTS}/{word}/bring-in").text
    empty = client.get(f"{LISTS}/{word}/empty.csv").text
    assert len(empty.splitlines()) == 1
    preview = uploaded(client, word, sheet)
    assert "Nothing has happened yet." in client.get(preview).text
    assert confirmed(client, preview) == 303
    assert "There is nothing left in this list." in client.get(preview).text
    out = client.get(f"{LISTS}/{word}.csv").text
    assert out.startswith(empty)
    assert len(out.splitlines()) == len(lines) + 1
    assert f"{LISTS}/{word}.csv" in client.get(PAGES[word]).text
    assert client.get(f"{LISTS}/{word}.xlsx").status_code == 200
    again = client.get(uploaded(client, word, out)).text
    assert 'name="plan"' not in again
    assert "Stays as it is." in again


@pytest.mark.parametrize("word", sorted(SHUT_TO_A_TEACHER))
def test_a_teacher_brings_in_no_list_of_a_register_that_others_look_after(
    app: Flask, store: Session, oak: Alike, word: str
) -> None:
    teacher = client_of(app, store, oak, "teacher")
    for address in (f"{word}/bring-in", f"{word}/empty.csv"):
        assert teacher.get(f"{LISTS}/{address}").status_code == 403, address
    assert teacher.get(f"{LISTS}/{word}.csv").status_code == (200 if word == "cards" else 403)
    data = {"file": (io.BytesIO(b"Name,Since\nElm,01/09/2026\n"), "list.csv")}
    assert teacher.post(f"{LISTS}/{word}/bring-in", data=data).status_code == 403
    assert store.scalar(sa.select(sa.func.count(RegisterSheet.id))) == 0


def test_a_register_that_is_not_there_has_no_list(app: Flask, store: Session, oak: Alike) -> None:
    assert client_of(app, store, oak, "head").get(f"{LISTS}/nothing/bring-in").status_code == 404


def test_everybody_takes_away_the_declarations_that_they_read_and_no_others(
    app: Flask, store: Session, oak: Alike
) -> None:
    brought_in(store, oak.actor(store, "head"), "declarations", CASES["declarations"][1])
    assert len(client_of(app, store, oak, "head").get(f"{LISTS}/declarations.csv").text.splitlines()) == 4
    mine = client_of(app, store, oak, "teacher").get(f"{LISTS}/declarations.csv").text
    assert "We are neighbours." in mine
    assert "I coach their team." not in mine
    for who in ("office", "chair"):
        assert len(client_of(app, store, oak, who).get(f"{LISTS}/declarations.csv").text.splitlines()) == 1


def test_nobody_else_opens_what_somebody_uploaded_or_reads_of_it_in_the_history(
    app: Flask, store: Session, oak: Alike
) -> None:
    text = "What,In words,Since\nrelated_pupil,My son is in Year 4.,01/09/2026\n"
    preview = uploaded(client_of(app, store, oak, "teacher"), "declarations", text)
    lead = client_of(app, store, oak, "lead")
    assert lead.get(preview).status_code == 404
    assert lead.post(preview, data={"plan": ""}).status_code == 404
    assert "uploaded a list" not in lead.get("/s/oak/history").text


def test_a_file_with_passwords_is_refused_with_the_reason(app: Flask, store: Session, oak: Alike) -> None:
    lead = client_of(app, store, oak, "lead")
    text = b"Site,Platform,Name there,Password\nYear 4 blog,Facebook,@oak,swordfish\n"
    answer = lead.post(f"{LISTS}/accounts/bring-in", data={"file": (io.BytesIO(text), "accounts.csv")})
    assert answer.status_code == 422
    assert "Passwords are never kept here" in answer.text
    assert store.scalar(sa.select(sa.func.count(RegisterSheet.id))) == 0


def test_lines_that_are_left_out_say_why_and_the_others_wait_for_a_yes(app: Flask, store: Session, oak: Alike) -> None:
    lead = client_of(app, store, oak, "lead")
    preview = uploaded(lead, "partners", "Name,Since\nElm,01/09/2026\nAsh,soon\n")
    page = lead.get(preview).text
    assert "Since: “soon” is no day." in page
    assert "1 line" in page
    assert store.scalar(sa.select(sa.func.count(PartnerSchool.id))) == 0
    store.rollback()
    assert confirmed(lead, preview) == 303
    assert store.scalars(sa.select(PartnerSchool.name)).all() == ["Elm"]


def test_the_consents_of_a_class_go_out_as_the_page_shows_them(app: Flask, store: Session, oak: Alike) -> None:
    office = client_of(app, store, oak, "office")
    brought_in(store, oak.actor(store, "office"), "consents", CASES["consents"][1])
    page = office.get("/s/oak/people-shown?group=grown-ups").text
    assert f"{LISTS}/consents.csv?group=grown-ups" in page
    out = office.get(f"{LISTS}/consents.csv?group=grown-ups").text
    assert "Pat Lee" in out
    assert "Jo Hill" not in out
    assert "Jo Hill" not in office.get("/s/oak/people-shown/export.csv?group=grown-ups").text
    assert len(office.get(f"{LISTS}/consents.csv?show=left").text.splitlines()) == 1


def test_everybody_on_a_site_stands_on_one_page_with_how_readers_see_them(
    app: Flask, store: Session, oak: Alike
) -> None:
    teacher, lead = client_of(app, store, oak, "teacher"), client_of(app, store, oak, "lead")
    page = teacher.get(PAGES["cards"]).text
    assert "Not shown yet" in page
    assert "Mr Lead" in page
    # Everybody reads it; who looks after the sites brings a list in.
    assert "bring-in" not in page
    confirmed(lead, uploaded(lead, "cards", CASES["cards"][1]))
    assert store.scalars(sa.select(IdentityCard.position)).all() == ["Leads on computing"]
    store.rollback()
    assert "Mr Lead, Leads on computing" in teacher.get(PAGES["cards"]).text
