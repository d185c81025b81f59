"""Requests that no browser of ours makes: other methods, long and doubly encoded addresses, hosts and ways back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.web.walks.filled import Filled
from tests.web.walks.routes import addresses, client_of, routes
from tests.web.walks.strict import strict_database
from tests.web.walks.test_isolation import everything

ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%5Cevil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "https://localhost@evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "\x00//evil.example",
    "x" * 9_000,
)
PATHS = (
    "/" + "x" * 60_000,
    "/s/" + "x" * 5_000 + "/",
    "/s/oak/" + "sites/" * 2_000,
    "/s/oak/sites/%2531",
    "/s/oak/sites/%252e%252e/%252e%252e/etc/passwd",
    "/s/oak/sites/..%2f..%2f..%2fetc%2fpasswd",
    "/static/%2e%2e/%2e%2e/app.py",
    "/static/..%2f..%2fapp.py",
    "/static/%00",
    "/s/%00/",
    "/s/%00/register",
    "/s/oak%00/register",
    "/s/%ED%A0%80/register",
    "/s/%FF%FE/register",
    "/s/oak/sites/%00",
    "/s/oak/sites/-1",
    "/s/oak/sites/0",
    "/s/oak/sites/999999999",
    "/s/oak/sites/9999999999999999999999",
    "/s/oak/sites/%D9%A1",
    "/s/oak/sites/1/evidence/%00",
    "/s/oak/proposals/1/%00",
    "/s/oak/decisions/999999999/risks",
    "/s/oak/calendar?year=%00",
    "/s/oak/calendar?year=%D9%A2%D9%A0%D9%A2%D9%A6",
    "/s/oak/calendar?day=31&day=2&day=2026&day=1",
    "/s/oak/calendar?day=%00",
    "/s/oak/mails?page=0",
    "/s/oak/mails?page=99999999",
    "/s/oak/mails?name=%00%FF&fate=%00&kind=%00",
    "/s/oak/sites?state=%00&kind=no-such",
    "/s/oak/sites?state=live&state=closed",
    "/s/oak/sites/export.csv?state=%00",
    "/s/oak/register/check?address=%00",
    "/s/oak/register?%00=%FF",
    "/s/oak/proposals/start?kind=%00",
    "/?" + "a=1&" * 5_000,
    "//s/oak/",
    "/s//oak/",
    "/S/OAK/",
    "/s/oak/;x=1",
    "/s/oak/%0d%0aSet-Cookie:%20x=1",
)


@pytest.fixture(autouse=True)
def _strict() -> Iterator[None]:
    with strict_database():
        yield


@pytest.mark.parametrize("role", ["head", "nobody"])
def test_no_address_is_a_fault(app: Flask, store: Session, oak: Filled, role: str) -> None:
    """Long, broken and doubly encoded addresses answer with a page."""
    client = client_of(app, store, oak.people.get(role))
    for path in PATHS:
        answer = client.open(path)
        assert answer.status_code < 500, path[:80]
        assert "Set-Cookie: x" not in str(answer.headers), path
        assert "passwd" not in answer.headers.get("Location", ""), path


def test_a_path_never_leads_out_of_the_static_folder(app: Flask) -> None:
    """Neither plain nor encoded."""
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%252e%252e/app.py"):
        assert app.test_client().get(path).status_code in (400, 404), path


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "x"])
def test_other_methods_change_nothing_and_are_no_fault(app: Flask, store: Session, oak: Filled, method: str) -> None:
    """Every rule of the map, with a method that it was not made for."""
    client = client_of(app, store, oak.people["head"])
    before = everything(store)
    for route in [*routes(app, "GET"), *routes(app, "POST")][:: 1 if method in ("HEAD", "PUT") else 5]:
        address = addresses(app, store, oak.id, oak.slug, route)[0]
        answer = client.open(address, method=method, data={"seen": "1"} if method != "HEAD" else None)
        assert answer.status_code < 500, f"{method} {address}"
        assert method in ("HEAD", "OPTIONS") or answer.status_code in (404, 405), f"{method} {address}"
        assert method != "HEAD" or not answer.data
    assert everything(store) == before


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:99999", "a b", "", "[::1", "x" * 500, "oak\x00", "evil.example/path", "é.example"],
)
def test_a_foreign_host_is_no_fault_and_gets_into_no_address(app: Flask, oak: Filled, host: str) -> None:
    """What a request says that the host is called never comes back in a link or a redirect."""
    client = app.test_client()
    for address in ("/", "/s/oak/", "/s/oak/register", "/login"):
        answer = client.get(address, environ_overrides={"HTTP_HOST": host})
        assert answer.status_code < 500
        if host:
            assert f"//{host}" not in answer.text
            assert f"//{host}" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_nobody_is_led_elsewhere_after_signing_in(app: Flask, store: Session, oak: Filled, elsewhere: str) -> None:
    """The way back is a page of this product, whatever the address asks for."""
    client = client_of(app, store, oak.people["head"])
    for address in ("/login", "/logout", "/account/confirm", "/account/password", "/"):
        for method in ("GET", "POST"):
            answer = client.open(address, method=method, query_string={"next": elsewhere}, data={"next": elsewhere})
            assert answer.status_code < 500, address
            location = answer.headers.get("Location", "/")
            assert location.startswith("/"), (address, location)
            assert not location.startswith(("//", "/\\")), (address, location)
