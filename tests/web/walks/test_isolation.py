"""Two schools beside each other: another school's address is 404, a missing permission 403 with who can do it."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.db import Base, begin_writing
from governance.domain.access import GRANTS
from governance.models import School, SignInFailure
from tests.web.walks.filled import Filled
from tests.web.walks.routes import Route, client_of, routes, row_ids

ASKED = {"seen": "1", "reason": "It helps the class to write for readers."}
ROLES = ("head", "dsl", "ict", "teacher")
BY_KEY = frozenset({"ingest.take"})
"""Endpoints that ask for a key instead of a sign-in: without one they say 401, whether the row is there or not."""


def everything(session: Session) -> dict[str, tuple[int, str]]:
    """How many rows every table has, and a digest of what they say; failed sign-ins are counted, so they may grow.

    A connection on which SQLite has seen no change since it answered last, of its own or of others, answers the same.
    """
    connection = session.connection()
    driver, known = connection.connection.driver_connection, connection.info
    assert isinstance(driver, sqlite3.Connection)
    version = (driver.total_changes, connection.exec_driver_sql("PRAGMA data_version").scalar_one())
    if known.get("version") != version:
        known.update(version=version, everything=_read(session))
    session.rollback()
    found: dict[str, tuple[int, str]] = known["everything"]
    return found


def _read(session: Session) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for table in Base.metadata.sorted_tables:
        if table.name != SignInFailure.__tablename__:
            rows = session.execute(sa.select(table).order_by(*table.primary_key.columns)).all()
            said = hashlib.sha256("\n".join(map(repr, rows)).encode("utf-8", "replace")).hexdigest()
            found[table.name] = (len(rows), said)
    return found


@pytest.mark.parametrize("by_another", [False, True], ids=["by itself", "by another connection"])
def test_a_walk_would_notice_one_changed_word(
    store: Session, sqlite_engine: Engine, oak: Filled, by_another: bool
) -> None:
    """What is compared differs as soon as one row says something else, and else is the same."""
    before = everything(store)
    assert everything(store) == before
    with store if not by_another else Session(sqlite_engine) as session:
        begin_writing(session)
        session.get_one(School, oak.id).name = "Another name"
        session.commit()
    assert everything(store).items() - before.items() == {("schools", everything(store)["schools"])}


def _swapped(app: Flask, store: Session, route: Route, oak: Filled, elm: Filled) -> list[str]:
    """Addresses at the first school in which one row, or all of them, are the second's."""
    ours: dict[str, Any] = {part: row_ids(store, column, oak.id)[0] for part, column in route.rows.items()}
    theirs: dict[str, Any] = {
        part: next(one for one in row_ids(store, column, elm.id) if one not in row_ids(store, column, oak.id))
        for part, column in route.rows.items()
    }
    each = [route.address(app, oak.slug, **ours | {part: theirs[part]}) for part in route.rows]
    return [*each, route.address(app, oak.slug, **theirs)] if len(route.rows) > 1 else each


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_schools_row_is_404_and_nothing_changes_in_either(
    app: Flask, store: Session, oak: Filled, elm: Filled, method: str
) -> None:
    """Every rule with the number of another school's row: 404 for who may open it, 403 for who may not, never more."""
    clients = [client_of(app, store, oak.people.get(role)) for role in (*ROLES, "nobody")]
    before = everything(store)
    problems = []
    for route in routes(app, method):
        for address in _swapped(app, store, route, oak, elm):
            found = [client.open(address, method=method, data=ASKED).status_code for client in clients]
            if route.endpoint in BY_KEY and set(found) == {401}:
                continue
            if 404 not in found or set(found) - {403, 404} - ({302} if found[-1] == 302 else set()):
                problems.append(f"{method} {address}: {found}")
    assert not problems, "\n".join(problems)
    assert everything(store) == before


def test_another_schools_pages_are_404(app: Flask, store: Session, oak: Filled, elm: Filled) -> None:
    """Who does not belong to a school finds nothing there but its public pages."""
    client = client_of(app, store, oak.people["head"])
    nobody = app.test_client()
    before = everything(store)
    for method in ("GET", "POST"):
        for route in (route for route in routes(app, method) if route.is_of_school):
            values = {part: row_ids(store, column, elm.id)[0] for part, column in route.rows.items()}
            address = route.address(app, elm.slug, **values)
            if nobody.open(address, method=method).status_code == 302:
                assert client.open(address, method=method, data=ASKED).status_code == 404, address
    assert everything(store) == before


@pytest.mark.parametrize("person", ["leaver", "deactivated"])
def test_who_left_or_was_switched_off_is_out(app: Flask, store: Session, oak: Filled, person: str) -> None:
    """A leaver loses access after their last day, and a sign-in that was switched off opens nothing."""
    client = client_of(app, store, oak.people[person])
    nobody = app.test_client()
    before = everything(store)
    for method in ("GET", "POST"):
        for route in (route for route in routes(app, method) if route.is_of_school):
            values = {part: row_ids(store, column, oak.id)[0] for part, column in route.rows.items()}
            address = route.address(app, oak.slug, **values)
            if nobody.open(address, method=method).status_code == 302:
                answer = client.open(address, method=method, data=ASKED)
                assert answer.status_code == 404 or answer.location.startswith("/login"), (address, answer.status)
    assert everything(store) == before


def test_who_belongs_to_several_schools_picks_one(app: Flask, store: Session, oak: Filled) -> None:
    """The way in offers both schools, and each page of one offers the other."""
    client = client_of(app, store, oak.people["both"])
    start = client.get("/")
    assert start.status_code == 200
    assert 'href="/s/oak/"' in start.text
    assert 'href="/s/elm/"' in start.text
    assert 'href="/s/elm/"' in client.get("/s/oak/").text


def test_a_role_at_one_school_counts_for_nothing_at_another(app: Flask, store: Session, oak: Filled) -> None:
    """Head at the second and of the office at the first: what only a head may open is 403 at the first."""
    client = client_of(app, store, oak.people["both"])
    for page in ("calendar/terms/new", "decisions", "pretenders", "mails"):
        assert client.get(f"/s/elm/{page}").status_code == 200, page
        assert client.get(f"/s/oak/{page}").status_code == 403, page


@pytest.mark.parametrize("role", ["volunteer", "teacher"])
def test_a_missing_permission_is_403_with_who_can_do_it(app: Flask, store: Session, oak: Filled, role: str) -> None:
    """Every page that refuses says who can open it."""
    client = client_of(app, store, oak.people[role])
    refused = 0
    for route in (route for route in routes(app, "GET") if route.is_of_school):
        values = {part: row_ids(store, column, oak.id)[0] for part, column in route.rows.items()}
        address = route.address(app, oak.slug, **values)
        answer = client.get(address)
        if answer.status_code == 403:
            refused += 1
            said = " ".join(answer.text.split())
            assert any(grant.who in said for grant in GRANTS.values()) or "Only" in said, address
    assert refused >= 5
