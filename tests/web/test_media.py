"""Enquiries from the media in the browser: taken on a form, answered by the head, marked where nobody had said yes."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.factories import sign_in
from tests.services.cast import Cast, make_cast
from tests.services.test_media import REPLY, seen, took
from tests.web.page_checks import CheckedClient

CALL = {
    "outlet": "The Evening Post",
    "about": "When the fair is, and who may come.",
    "kind": "school",
    "got_on": ["18", "11", "2026"],
    "got_time": "10:20",
}


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    return CheckedClient(app)


@pytest.fixture
def cast(store: Session) -> Cast:
    return make_cast(store)


def test_a_teacher_passes_it_on_and_the_head_sees_it_first(client: CheckedClient, store: Session, cast: Cast) -> None:
    sign_in(client, store, cast.teacher)
    assert "Answer nothing yet." in client.get("/s/oak/media/new").text
    assert client.post("/s/oak/media/new", data={}).status_code == 422
    answer = client.post("/s/oak/media/new", data={**CALL, "taken_by": str(cast.teacher.id)})
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).text
    assert "10 minutes later" in page
    assert "Say nothing to them" in page
    sign_in(client, store, cast.head)
    home = client.get("/s/oak/").text
    assert "The media wait for you: The Evening Post" in home
    assert "The media wait for you" in client.get("/s/oak/decisions").text


def test_the_reply_is_written_approved_and_given(client: CheckedClient, store: Session, cast: Cast) -> None:
    enquiry_id = took(store, cast)
    page = f"/s/oak/media/{enquiry_id}"
    sign_in(client, store, cast.teacher)
    assert client.get(f"{page}/advice").status_code == 403
    assert client.get(f"{page}/close").status_code == 403
    assert client.post(f"{page}/reply", data={"seen": seen(store, enquiry_id), "words": REPLY}).status_code == 302
    assert "Approve this reply" not in client.get(page).text
    sign_in(client, store, cast.head)
    assert "Approve this reply" in client.get(page).text
    assert client.post(f"{page}/approve", data={"seen": seen(store, enquiry_id)}).status_code == 302
    sign_in(client, store, cast.teacher)
    assert "The head has answered on the enquiry" in client.get("/s/oak/").text
    said = {
        "seen": seen(store, enquiry_id),
        "what": "as_approved",
        "given_by": str(cast.teacher.id),
        "given_on": ["18", "11", "2026"],
        "given_time": "10:30",
    }
    assert client.get(f"{page}/said").status_code == 200
    assert client.post(f"{page}/said", data=said).status_code == 302
    assert "without the head’s yes" not in client.get(page).text


def test_what_was_said_without_a_yes_is_marked_everywhere(client: CheckedClient, store: Session, cast: Cast) -> None:
    enquiry_id = took(store, cast)
    page = f"/s/oak/media/{enquiry_id}"
    sign_in(client, store, cast.teacher)
    said = {
        "seen": seen(store, enquiry_id),
        "what": "otherwise",
        "words": "I told them about the fair.",
        "given_by": str(cast.teacher.id),
        "given_on": ["18", "11", "2026"],
        "given_time": "10:25",
    }
    assert client.post(f"{page}/said", data={**said, "what": "as_approved"}).status_code == 422
    assert client.post(f"{page}/said", data={**said, "given_time": "23:59"}).status_code == 422
    assert client.post(f"{page}/said", data=said).status_code == 302
    assert "Said without the head’s yes" in client.get(page).text
    assert "Said without the head’s yes" in client.get("/s/oak/media").text
    export = client.get("/s/oak/media/export.csv")
    assert export.text.splitlines()[1].endswith(',"yes"')


def test_nobody_else_learns_that_an_enquiry_exists(client: CheckedClient, store: Session, cast: Cast) -> None:
    enquiry_id = took(store, cast)
    sign_in(client, store, cast.second)
    for step in ("", "/reply", "/said", "/advice", "/close"):
        assert client.get(f"/s/oak/media/{enquiry_id}{step}").status_code == 404
    assert "Evening Post" not in client.get("/s/oak/media").text
    assert "Evening Post" not in client.get("/s/oak/media/export.csv").text
    sign_in(client, store, cast.assistant)
    assert client.get(f"/s/oak/media/{enquiry_id}").status_code == 200
