"""Who does not read a concern, a breach or a declaration cannot learn that there is one: two schools answer alike.

Every rule of the map, GET and POST, is asked as every role of two stores.  They are copies of one file; then what the
role does not read (``few_read.py``) is recorded and carried some way in one of them, and afterwards the same ordinary
things happen in both, so that a number that had counted through it would show.  Addresses are of the map itself: a new
route cannot be forgotten (DESIGN 9).  A page is asked a second time with a search only where its view reads one.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, Request
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.concerns import About
from governance.domain.registers.declarations import DeclarationTyped
from governance.domain.registers.words import DeclarationKind
from governance.models import Breach, Concern, Declaration, RemovalDemand, School, Site
from governance.services.actors import load_actor
from governance.services.pretenders import report_pretender, the_public
from governance.services.registers.declarations import declare
from governance.services.sites import suspend_site
from tests.factories import NOW, TODAY
from tests.web.walks.few_read import NOT_READ, TELLTALE, Hidden, Hiding, NotRead, hide
from tests.web.walks.filled import Filled, fill
from tests.web.walks.routes import WORDS, Route, client_of, routes, row_ids

ASKED = {
    "seen": "1", "reason": "It helps the class to write for readers.", "q": TELLTALE, "format": "json",
    "for": "without_names",
}  # fmt: skip
"""What every form is sent; the last two make the exports that are asked for by a form hand out a file."""
SEARCH = f"?q={TELLTALE}&name={TELLTALE}&act=concern.opened&code=concern.opened&kind=concern_waits&person=&below=9999"
LEFT_OUT = re.compile(r"^(security|account|sign_in)\.|logout")
"""One's own account and sign-in say nothing of a school, and signing out would end the walk."""
EIGHT_YEARS = dt.timedelta(days=8 * 366)
KEPT_PAGES = re.compile(r"^records\.")


READ_BY_SOME: tuple[Any, ...] = (Breach, RemovalDemand, Declaration)
"""Of these the school has one already, which some of the roles read: its pages must not change either."""


class Opened:
    """A session that writes to a file, which is whole in itself afterwards."""

    def __init__(self, path: Path) -> None:
        self.engine = sa.create_engine(f"sqlite:///{path}").execution_options(writes=True)

    def __enter__(self) -> Session:
        self.session = Session(self.engine)
        return self.session

    def __exit__(self, *_: object) -> None:
        self.session.close()
        with self.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        self.engine.dispose()


class Alike:
    """A school without what few read, and beside it the same school with it; each is made once for all the roles."""

    def __init__(self, empty: Path, folder: Path) -> None:
        self.empty, self.folder = empty, folder
        with Opened(empty) as session:
            self.oak, _ = fill(session, concerns=False)
            here = (table.school_id == self.oak.id for table in READ_BY_SOME)
            self.known = {
                table: session.scalars(sa.select(sa.func.min(table.id)).where(where)).one()
                for table, where in zip(READ_BY_SOME, here, strict=True)
            }
        self.without = shutil.copy(empty, folder / "without.sqlite3")
        with Opened(self.without) as session:
            live_on(session, self.oak)
        self._with: dict[tuple[str, NotRead], tuple[Path, Hidden]] = {}

    def with_hidden(self, role: str) -> tuple[Path, Hidden]:
        """The file in which what the role does not read was recorded, and what that is."""
        # What is hidden from these differs by more than its kinds, so each has a file of its own.
        key = (role if role in ("ict", "acting", "dpo", "assistant") else "", NOT_READ[role])
        if key not in self._with:
            file = shutil.copy(self.empty, self.folder / f"with-{role}.sqlite3")
            with Opened(file) as session:
                hidden = hide(session, self.oak, role)
                live_on(session, self.oak)
            self._with[key] = file, hidden
        return self._with[key]


@pytest.fixture(scope="module")
def alike(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Alike:
    """Both schools, in files to be copied."""
    folder = tmp_path_factory.mktemp("alike")
    return Alike(shutil.copy(sqlite_template, folder / "empty.sqlite3"), folder)


@pytest.fixture
def sqlite_file(alike: Alike, tmp_path: Path) -> Path:
    """Where the application of this test looks."""
    return shutil.copy(alike.without, tmp_path / "governance.sqlite3")


def live_on(session: Session, oak: Filled) -> None:
    """What happens on any day: a page is reported, a site paused, and everybody says something about themselves."""
    school = session.get_one(School, oak.id)
    head = load_actor(session, school, oak.people["head"], NOW)
    site = session.scalars(
        sa.select(Site).where(Site.school_id == oak.id, Site.state == "live").order_by(Site.id)
    ).first()
    assert head is not None
    assert site is not None
    site_id, seen, public = site.id, site.revision, the_public(oak.id)
    session.rollback()
    report_pretender(
        session, public, NOW, school=school, address="https://another.example", words="Is it yours?",
        remote="203.0.113.9", salt="salt",
    )  # fmt: skip
    suspend_site(session, head, NOW, site_id=site_id, seen=seen, reason="The class is away for two weeks.")
    typed = DeclarationTyped(DeclarationKind.RELATED_PUPIL, "My niece is in Year 3.", TODAY)
    for minutes, role in enumerate(NOT_READ):
        actor = (
            load_actor(session, session.get_one(School, oak.id), oak.people[role], NOW) if role != "nobody" else None
        )
        session.rollback()
        if actor is not None and may(actor, Permission.DECLARE):
            declare(session, actor, NOW - dt.timedelta(minutes=minutes), typed=typed)


def plain(answer: TestResponse) -> str:
    """An answer without what is drawn anew each time: nonces, digests, the moment in a spreadsheet, drawn numbers."""
    body = answer.get_data()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b"\n".join(parts.read(name) for name in sorted(parts.namelist()) if "core.xml" not in name)
    text = body.decode("utf-8", "replace") + f"\n{answer.status}\n{answer.location}"
    text = re.sub(r'nonce="[^"]*"', "", text)
    text = re.sub(r"/(declarations|breaches|concerns)/\d+", r"/\1/(number)", text)
    text = re.sub(r"[0-9a-f]{16,}", "(digest)", text)
    return re.sub(r'value="[\w.-]{60,}"', "(token)", text)


class Walk:
    """One role's walk over the addresses, on whichever file stands where the application looks."""

    def __init__(self, app: Flask, store: Session, alike: Alike, role: str, hidden: Hidden) -> None:
        self.app, self.store, self.alike, self.oak, self.role = app, store, alike, alike.oak, role
        self.hidden = hidden
        self._known: dict[tuple[str, str], list[str]] = {}
        self.searched: list[bool] = []
        noted = self.searched

        class Noting(Request):
            """A request that notes whether anything looked at what was searched for."""

            @property
            def args(self) -> object:  # type: ignore[override]  # The same value, and a note of it.
                noted.append(True)
                return Request.args.__get__(self)

        self.app.request_class = Noting

    def over(self, file: Path, place: Path, only: re.Pattern[str] | None = None) -> dict[str, str]:
        """Put ``file`` in place, ask for everything, and answer what came back by what was asked."""
        self.store.close()
        with self.app.app_context():
            db.engines["default"].dispose()
        for beside in place.parent.glob(f"{place.name}*"):
            beside.unlink()
        shutil.copy(file, place)
        client = client_of(self.app, self.store, self.oak.people.get(self.role))
        return dict(self._asked(client, only))

    def _asked(self, client: FlaskClient, only: re.Pattern[str] | None) -> Iterator[tuple[str, str]]:
        for method in ("GET", "POST"):
            for route in routes(self.app, method):
                if (
                    LEFT_OUT.search(route.endpoint)
                    or not route.is_of_school
                    or (only and not only.search(route.endpoint))
                ):
                    continue
                for address in self._addresses(route, method):
                    self.searched.clear()
                    yield f"{method} {address}", plain(client.open(address, method=method, data=ASKED))
                    if method == "GET" and self.searched:
                        yield f"GET {address}{SEARCH}", plain(client.open(address + SEARCH))

    def _addresses(self, route: Route, method: str) -> list[str]:
        """The address of a route with what is hidden; where there is such a record already, with that one as well.

        They are found on the first file and asked of both.
        """
        key = method, str(route.rule)
        if key not in self._known:
            self._known[key] = self._found(route, method)
        return self._known[key]

    def _found(self, route: Route, method: str) -> list[str]:
        values: dict[str, object] = {part: WORDS[part][0] for part in route.rule.arguments if part in WORDS}
        known = dict(values)
        for part, column in route.rows.items():
            found = row_ids(self.store, column, self.oak.id)
            values[part] = self.hidden.numbers.get(column.class_, found[0] if found else 1)
            known[part] = self.alike.known.get(column.class_, values[part])
        both = [values] if values == known or method == "POST" else [values, known]
        return [route.address(self.app, self.oak.slug, **one) for one in both]


@pytest.fixture
def as_it_was(app: Flask) -> Iterator[None]:
    """Give the application its own kind of request back, and its clock."""
    kind = app.request_class
    yield
    app.request_class = kind


@pytest.mark.usefixtures("as_it_was")
@pytest.mark.parametrize("role", NOT_READ)
def test_every_address_answers_alike_with_and_without_what_few_read(
    role: str, app: Flask, store: Session, alike: Alike, sqlite_file: Path
) -> None:
    """By page, search, count, address, audit page, export and answer to a form; years later, what is due as well."""
    with_it, hidden = alike.with_hidden(role)
    walk = Walk(app, store, alike, role, hidden)
    expected, found = walk.over(alike.without, sqlite_file), walk.over(with_it, sqlite_file)
    assert len(expected) >= 200
    app.extensions["clock"] = lambda: NOW + EIGHT_YEARS
    later = [walk.over(file, sqlite_file, KEPT_PAGES) for file in (alike.without, with_it)]
    for when, one, other in (("", expected, found), ("eight years later: ", *later)):
        assert one.keys() == other.keys()
        telling = [asked for asked, said in other.items() if any(each in said for each in hidden.references)]
        assert telling == []
        different = [asked for asked in one if one[asked] != other[asked]]
        assert not different, when + "\n".join(_difference(asked, one[asked], other[asked]) for asked in different[:30])


def _difference(asked: str, one: str, other: str) -> str:
    lines = [
        f"{a.strip()!r} / {b.strip()!r}" for a, b in zip(one.splitlines(), other.splitlines(), strict=False) if a != b
    ]
    return f"{asked}: " + "; ".join(lines[:3])


def test_a_reader_does_see_it(app: Flask, store: Session, alike: Alike, sqlite_file: Path) -> None:
    """The walk would notice: what it compares differs for who reads the record."""
    with Opened(sqlite_file) as session:
        hiding = Hiding(session, alike.oak, "teacher")
        number, reference = hiding.concern(About.CHILD)
        declared = hiding.declared("second")
    client = client_of(app, store, alike.oak.people["dsl"])
    assert reference in client.get("/s/oak/concerns").text
    assert client.get(f"/s/oak/concerns/{number}").status_code == 200
    assert store.get_one(Concern, number).facts
    head = client_of(app, store, alike.oak.people["head"])
    assert TELLTALE in head.get(f"/s/oak/registers/declarations/{declared}").text
    assert head.get("/s/oak/registers/declarations/999999999").status_code == 404
