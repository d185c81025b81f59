"""Every form of the product under wrong, missing, over-long, repeated, hostile or stale input of any kind.

The answers are never 500 and never a trace; wrong input gets a sentence on a page that keeps the page checks, and
changes nothing.  The senders are seeded: a failure names its role and its number, and comes back with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.plugins.sizes import Sized
from tests.web.page_checks import Page, check_page
from tests.web.walks.attacks import ATTACKS, Attack, files
from tests.web.walks.filled import Filled
from tests.web.walks.forms import PLAIN_TEXT, Form, forms_of
from tests.web.walks.routes import addresses, client_of, routes
from tests.web.walks.strict import strict_database
from tests.web.walks.test_isolation import everything

SENDERS = {"head": 90, "teacher": 70, "ict": 90, "dsl": 20, "nobody": 30}
EXPECTED = frozenset({200, 302, 303, 400, 403, 404, 409, 413, 415, 422, 429})
LEAVING = frozenset({"security.logout", "account.end_all_sessions"})
TRACES = ("Traceback", "sqlalchemy", "werkzeug", "IntegrityError", "File &#34;")


@pytest.fixture(autouse=True)
def _strict() -> Iterator[None]:
    with strict_database():
        yield


def _pages(app: Flask, store: Session, oak: Filled) -> list[str]:
    """The addresses on which forms can stand: every page, with each of its words."""
    found = [
        address
        for route in routes(app, "GET")
        for address in addresses(app, store, oak.id, oak.slug, route, all_words=True)
    ]
    sites = [f"/s/oak/sites/{number}" for number in range(1, 12)]
    return [*found, *sites, *(f"/s/oak/decisions/{number}" for number in range(4, 8))]


def _kind(app: Flask, form: Form) -> str:
    """Which form it is, whatever row it is about: its endpoint and its fields."""
    try:
        endpoint, words = app.url_map.bind("localhost").match(form.action.split("?")[0], method="POST")
    except HTTPException:
        raise AssertionError(f"The form on {form.page} goes to {form.action}, which takes no POST.") from None
    return f"{endpoint} {words.get('act', '')} {words.get('page_key', '')} {words.get('key', '')}"


def _collect(app: Flask, client: FlaskClient, pages: list[str]) -> dict[str, list[tuple[str, str]]]:
    """By the endpoint that takes them, one page for each kind of form, with the kind; leaving is no form here."""
    found: dict[str, str] = {}
    for address in pages:
        answer = client.get(address)
        if answer.mimetype == "text/html" and answer.status_code == 200:
            for form in forms_of(check_page(answer.text), address):
                found.setdefault(_kind(app, form), address)
    by_endpoint: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, address in sorted(found.items()):
        if kind.split()[0] not in LEAVING:
            by_endpoint[kind.split()[0]].append((kind, address))
    return by_endpoint


def _fresh(app: Flask, client: FlaskClient, kind: str, address: str) -> Form | None:
    """The form as its page shows it now; None where what was done meanwhile took it away."""
    answer = client.get(address)
    if answer.status_code != 200:
        return None
    return next((one for one in forms_of(check_page(answer.text), address) if _kind(app, one) == kind), None)


def _wrong_with(answer: TestResponse) -> str:
    """What is wrong with an answer to hostile input, or nothing."""
    if answer.status_code not in EXPECTED:
        return f"answered {answer.status}"
    # A workbook is no text, and is looked through all the same.
    sent = answer.get_data().decode("utf-8", "replace")
    if any(trace in sent for trace in TRACES):
        return "shows a trace"
    if answer.mimetype != "text/html" or answer.status_code in (302, 303):
        return ""
    try:
        page = check_page(answer.text)
    except AssertionError as wrong:
        return str(wrong)
    return "says nothing of what is wrong" if answer.status_code == 422 and not _says_why(page) else ""


def _says_why(page: Page) -> bool:
    """Whether a page has a summary of what is wrong, or is an error page of its own with words below its heading."""
    summaries = [one for one in page.elements if "govuk-error-summary" in one["class"].split()]
    said = summaries or [one for one in page.elements if one.tag == "p" and one.said]
    return bool(said) and all(one.said for one in summaries)


def _is_form(request: dict[str, Any]) -> bool:
    """Whether a request carries fields by name, each sent once or more."""
    return isinstance(request["data"], dict)


def _what_happens(client: FlaskClient, store: Session, form: Form, attack: Attack, random: Random) -> str:
    """Send one form and say what is wrong with what happened, or nothing."""
    before = everything(store)
    try:
        request = attack(form, random)
        was_written = (
            any(PLAIN_TEXT in values for values in dict(request["data"]).values()) if _is_form(request) else False
        )
        answer = client.post(form.action, **request)
    except Exception as fault:
        return f"failed with {type(fault).__name__}: {str(fault)[:300]}"
    wrong = _wrong_with(answer)
    if answer.status_code in (409, 422) and was_written and PLAIN_TEXT not in answer.text:
        wrong += " does not show again what was written"
    if answer.status_code >= 400 and everything(store) != before:
        wrong += f" changed something though it answered {answer.status}"
    return wrong


@pytest.mark.parametrize("sender", SENDERS)
def test_every_form_takes_hostile_input_without_a_fault_and_changes_nothing_where_it_says_no(
    app: Flask, store: Session, oak: Filled, sender: str, sized: Sized
) -> None:
    """Wrong, missing, over-long, repeated, hostile or stale input of any kind, uploads included."""
    random = Random(f"hostile {sender}")
    client = client_of(app, store, oak.people.get(sender))
    kinds = _collect(app, client, _pages(app, store, oak))
    endpoints = sorted(kinds)
    problems: dict[str, list[str]] = defaultdict(list)
    for number in range(sized(SENDERS[sender], SENDERS[sender] * 10)):
        # Every form has its turn, and which of its pages and which attack is drawn.
        kind, address = random.choice(kinds[endpoints[number % len(endpoints)]])
        form = _fresh(app, client, kind, address)
        if form is None:
            continue
        attack = files if form.has_files and random.random() < 0.7 else random.choice(ATTACKS)
        wrong = _what_happens(client, store, form, attack, random)
        if wrong:
            problems[f"{kind}: {wrong}"].append(f"{attack.__name__} (number {number})")
    assert not problems, "\n".join(f"{what} <- {', '.join(by)}" for what, by in problems.items())
