"""Every page of the product, as every role: by its links, and by the map of routes so that none is forgotten."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from tests.plugins.sizes import Sized
from tests.web.page_checks import check_page
from tests.web.walks.filled import Filled
from tests.web.walks.routes import addresses, client_of, routes

ROLES = ("head", "teacher", "assistant", "ict", "dsl", "chair", "governor", "office", "dpo", "acting", "volunteer")
BUSY = frozenset({"head", "teacher", "nobody"})
"""The roles that open more pages of each kind; the others see the same ones."""

BEGINNINGS = ("/", "/s/oak/", "/s/oak/register", "/accessibility", "/account")
LEADS_ON = frozenset({200, 302, 303})
"""What a link may lead to: nobody is offered a page that they may not open."""

LIVING = LEADS_ON | {403}
GONE = frozenset({404, 410})
"""What a page that is not there for this row, and a link that is used up, answer."""


def _walk(app: Flask, client: FlaskClient, beginnings: Sequence[str], most: int) -> tuple[set[str], list[str]]:
    """The addresses that can be reached from the beginnings, and what is wrong with their pages.

    At most ``most`` addresses of one endpoint are opened.
    """
    reached, problems = set(beginnings), []
    opened: Counter[str] = Counter()
    waiting = deque((address, "the beginning") for address in beginnings)
    while waiting:
        address, seen_on = waiting.popleft()
        kind = _endpoint(app, address)
        opened[kind] += 1
        if opened[kind] > most:
            continue
        answer = client.get(address)
        if answer.status_code not in LEADS_ON and seen_on != "the beginning":
            problems.append(f"{seen_on} leads to {address}: {answer.status}")
        links = {answer.location} if answer.location else set()
        if answer.mimetype == "text/html" and answer.status_code not in (302, 303):
            try:
                links = set(check_page(answer.text).links)
            except AssertionError as wrong:
                problems.append(f"{address}: {wrong}")
        new = {urljoin(address, link) for link in links if not link.startswith(("/static/", "http"))} - reached
        reached |= new
        waiting.extend((link, address) for link in sorted(new))
    return reached, problems


def _endpoint(app: Flask, address: str) -> str:
    """The endpoint that an address reaches; the address itself where there is none, so that it is asked for."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(urlsplit(address).path)
    except HTTPException:
        return address
    return str(endpoint)


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_no_link_on_any_page_is_dead(app: Flask, store: Session, oak: Filled, role: str, sized: Sized) -> None:
    """Every page that can be reached keeps the page checks, and every link on it leads somewhere."""
    client = client_of(app, store, oak.people.get(role))
    reached, problems = _walk(app, client, BEGINNINGS, sized(6 if role in BUSY else 1, 10_000))
    assert not problems, "\n".join(problems)
    assert len(reached) >= 15


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_every_route_answers_every_role_without_a_fault(
    app: Flask, store: Session, oak: Filled, role: str, sized: Sized
) -> None:
    """No request ever answers 500.  Most roles take a third of the routes each in the small size."""
    client = client_of(app, store, oak.people.get(role))
    problems = []
    every, first = (1, 0) if role in BUSY else (sized(3, 1), len(role) % sized(3, 1))
    for route in routes(app, "GET")[first::every]:
        for address in addresses(app, store, oak.id, oak.slug, route, all_words=role in BUSY):
            status = client.get(address).status_code
            if status not in LIVING | GONE:
                problems.append(f"{address}: {status}")
    assert not problems, "\n".join(problems)
