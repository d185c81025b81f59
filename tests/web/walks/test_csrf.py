"""Every form that is sent carries this session's token: a page elsewhere cannot send one in somebody's name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.web.page_checks import check_page
from tests.web.walks.filled import Filled
from tests.web.walks.routes import addresses, client_of, routes
from tests.web.walks.test_isolation import everything

EXEMPT = frozenset({"ingest.take"})
"""Endpoints that take a POST without a form's token: a program shows its key, and no cookie is read."""


@pytest.fixture(autouse=True)
def _protected(app: Flask) -> Iterator[None]:
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.mark.parametrize("token", [None, "not-the-token", "x" * 5_000])
def test_every_route_that_takes_a_form_refuses_it_without_the_token(
    app: Flask, store: Session, oak: Filled, token: str | None
) -> None:
    """Whoever may send the form is refused with a page that says so, and nothing changes."""
    clients = [client_of(app, store, oak.people.get(role)) for role in ("head", "dsl", "teacher", "nobody")]
    before = everything(store)
    problems = []
    for route in routes(app, "POST"):
        if route.endpoint in EXEMPT:
            continue
        for address in addresses(app, store, oak.id, oak.slug, route):
            data = {"seen": "1", "answer": "approve"} | ({"csrf_token": token} if token else {})
            found = [client.post(address, data=data) for client in clients]
            refused = [answer for answer in found if answer.status_code == 400]
            if not refused or any(answer.status_code == 200 for answer in found):
                problems.append(f"{route.endpoint}: {[answer.status_code for answer in found]}")
            problems += [f"{route.endpoint}: {answer.text[:80]}" for answer in refused if not _is_said(answer.text)]
    assert not problems, "\n".join(problems)
    assert everything(store) == before


def _is_said(html: str) -> bool:
    page = check_page(html)
    return any("page" in one.said and "again" in one.said for one in page.elements if one.tag == "p")


def test_a_token_of_another_session_is_refused(app: Flask, store: Session, oak: Filled) -> None:
    """A token that somebody else was given opens nothing."""
    theirs, ours = client_of(app, store, oak.people["teacher"]), client_of(app, store, oak.people["head"])
    page = check_page(theirs.get("/s/oak/register/report").text)
    token = next(one["value"] for one in page.elements if one["name"] == "csrf_token")
    before = everything(store)
    data = {"csrf_token": token, "address": "https://not-oak.example", "words": ""}
    assert ours.post("/s/oak/register/report", data=data).status_code == 400
    assert everything(store) == before


def test_the_form_with_its_own_token_is_taken(app: Flask, store: Session, oak: Filled) -> None:
    """What the page itself sends goes through, so that the refusals above are the token's."""
    client = client_of(app, store, oak.people["head"])
    page = check_page(client.get("/s/oak/register/report").text)
    token = next(one["value"] for one in page.elements if one["name"] == "csrf_token")
    data = {"csrf_token": token, "address": "https://not-oak-either.example", "words": ""}
    assert client.post("/s/oak/register/report", data=data).status_code in (302, 303)
