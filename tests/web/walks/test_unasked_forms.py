"""Every route that takes a form, sent by everybody, whether a page shows them the form or not.

Browsers keep old pages and people share addresses, so a form arrives from who may no longer send it.  The page that
answers keeps the rules of pages: what its summary of errors links to is there, so that the keyboard gets there.
"""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.web.page_checks import check_page
from tests.web.walks.filled import Filled
from tests.web.walks.routes import addresses, client_of, routes

NOT_PAGES = frozenset({"ingest.take", "security.logout", "account.end_all_sessions"})
"""What a program sends, and what ends the session that the walk uses."""

RUBBISH: tuple[dict[str, str], ...] = (
    {},
    {"seen": "1", "answer": "nonsense", "outcome": "nonsense", "reason": " ", "words": " ", "kind": "nonsense"},
)


@pytest.mark.parametrize("sender", ["head", "assistant", "dsl", "chair", "teacher"])
def test_what_a_summary_of_errors_links_to_is_on_the_page(app: Flask, store: Session, oak: Filled, sender: str) -> None:
    """Nothing at all, and nonsense: each answer that is a page keeps the rules of pages."""
    client = client_of(app, store, oak.people.get(sender))
    problems = []
    for route in routes(app, "POST"):
        if route.endpoint in NOT_PAGES:
            continue
        for address in addresses(app, store, oak.id, oak.slug, route):
            for sent in RUBBISH:
                answer = client.post(address, data=sent)
                if answer.mimetype != "text/html" or not answer.data or answer.status_code in range(300, 400):
                    continue
                try:
                    check_page(answer.text)
                except AssertionError as wrong:
                    problems.append(f"{route.endpoint} ({answer.status_code}): {wrong}")
    assert not problems, "\n".join(sorted(set(problems)))
