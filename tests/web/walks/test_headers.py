"""What every answer tells the browser, and that no answer shows how the product is made."""

from __future__ import annotations

import re

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance import create_app
from governance.config import Settings, read_settings
from governance.web.entry import public
from tests.web.page_checks import check_page
from tests.web.walks.filled import Filled
from tests.web.walks.routes import addresses, client_of, routes

SECURE = "https://school.example/"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
REFERRERS = ("same-origin", "no-referrer")
"""No address leaks to another site; one that is a key leaks to nobody."""


def _breaks_policy(policy: str) -> list[str]:
    """What the content policy lets through that it must not, or lacks."""
    wrong = [word for word in ("unsafe-inline", "unsafe-eval", "data:", "*", "http:") if word in policy]
    needed = ("default-src 'self'", "script-src 'self';", "object-src 'none'", "base-uri 'none'", "form-action 'self'")
    return wrong + [part for part in (*needed, "frame-ancestors 'none'") if part not in policy]


@pytest.mark.parametrize("role", ["head", "nobody"])
def test_every_answer_carries_the_headers(app: Flask, store: Session, oak: Filled, role: str) -> None:
    """Scripts and styles come from here alone, nobody frames a page, and a signed-in page is kept nowhere."""
    problems = []
    for method in ("GET", "POST", "OPTIONS", "PUT"):
        # A fresh client each time: among the forms are those that sign out.
        client = client_of(app, store, oak.people.get(role))
        for route in routes(app, "POST" if method == "POST" else "GET"):
            address = addresses(app, store, oak.id, oak.slug, route)[0]
            headers = client.open(address, method=method).headers
            policy = headers.get("Content-Security-Policy", "")
            wrong = [name for name, value in ALWAYS.items() if headers.get(name) != value] + _breaks_policy(policy)
            if headers.get("Referrer-Policy") not in REFERRERS:
                wrong.append(f"Referrer-Policy: {headers.get('Referrer-Policy')}")
            if role == "head" and headers.get("Cache-Control") != "no-store":
                wrong.append(f"Cache-Control: {headers.get('Cache-Control')}")
            if wrong or headers.get("Access-Control-Allow-Origin"):
                problems.append(f"{method} {address}: {wrong}")
    assert not problems, "\n".join(problems)


def test_the_word_that_lets_a_style_in_is_used_once(app: Flask, oak: Filled) -> None:
    """Two answers never share the nonce, and it stands in the page and in the header."""
    answers = [app.test_client().get("/s/oak/register") for _ in range(2)]
    words = [re.findall(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"]) for answer in answers]
    assert words[0] != words[1]
    assert all(f'nonce="{word[0]}"' in answer.text for word, answer in zip(words, answers, strict=True))


@pytest.fixture
def failing(settings: Settings) -> FlaskClient:
    """A client of an application on https, as installed, with routes that fail."""
    secure = read_settings(
        {
            "GOVERNANCE_DATABASE_URL": settings.database_url,
            "GOVERNANCE_DATA_FOLDER": str(settings.data_folder),
            "GOVERNANCE_SECRET_KEY": "a-secret-for-tests-only-of-forty-characters",
            "GOVERNANCE_BASE_ADDRESS": SECURE,
        }
    )
    application = create_app(secure)
    application.config.update(PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)

    @application.route("/fails", methods=["GET", "POST"])
    @public()
    def _fails() -> str:
        raise RuntimeError("the secret of the database is 12345")

    @application.get("/aborts/<int:code>")
    @public()
    def _aborts(code: int) -> str:
        abort(code)

    return application.test_client()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("accept", ["text/html", "application/json", "*/*"])
def test_a_fault_shows_no_trace(failing: FlaskClient, method: str, accept: str) -> None:
    """No request ever answers 500 with a trace: a page says what happened, with a reference to find it by."""
    answer = failing.open("/fails", method=method, base_url=SECURE, headers={"Accept": accept})
    assert answer.status_code == 500
    for told in ("12345", "RuntimeError", "Traceback", "governance/", "werkzeug"):
        assert told not in answer.text
    if answer.mimetype == "text/html":
        check_page(answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    assert not _breaks_policy(answer.headers["Content-Security-Policy"])


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 409, 410, 413, 415, 418, 422, 429, 500, 501, 503])
def test_every_error_has_a_page(failing: FlaskClient, code: int) -> None:
    """An error says what happened and what to do, and keeps the page checks."""
    answer = failing.get(f"/aborts/{code}", base_url=SECURE)
    assert answer.status_code == code
    page = check_page(answer.text)
    assert any(one.tag == "p" and one.said for one in page.elements)


def test_on_https_the_browser_stays_there_and_the_cookie_is_for_it_alone(failing: FlaskClient) -> None:
    """HSTS, and a cookie that is Secure, HttpOnly, SameSite and of this host."""
    answer = failing.get("/s/oak/register/report", base_url=SECURE)
    assert answer.status_code == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
