"""Who does not read a concern cannot learn that there is one: two schools alike but for concerns answer alike.

Every rule of the map, GET and POST, is asked as every role of two stores.  They are copies of one file; then concerns
that the role does not read are recorded, taken, carried outside, packed and closed in one of them, and afterwards the
same ordinary things happen in both, so that a number that had counted through a concern would show.  Addresses are of
the map itself: a new route cannot be forgotten (DESIGN 9).
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from governance.db import db
from governance.domain.concern_entries import Entry
from governance.domain.concern_routes import Route as Taken
from governance.domain.concerns import About
from governance.domain.disclosures import Source
from governance.models import Concern, Person, School, Site
from governance.services.actors import load_actor
from governance.services.concern_entries import write_entry
from governance.services.concern_packs import make_pack
from governance.services.concern_record import read_concern, take_route
from governance.services.concerns import record_concern
from governance.services.pretenders import report_pretender, the_public
from governance.services.sites import suspend_site
from tests.factories import NOW
from tests.web.walks.filled import Filled, fill
from tests.web.walks.routes import WORDS, Route, client_of, routes, row_ids

TELLTALE = "zebrafinch"
ASKED = {"seen": "1", "reason": "It helps the class to write for readers.", "q": TELLTALE}
SEARCH = f"?q={TELLTALE}&name={TELLTALE}&act=concern.opened&code=concern.opened&kind=concern_waits&person=&below=9999"
EVERYTHING = (About.CHILD, About.ADULT, About.HEAD, About.DSL)
NOT_READ: dict[str, tuple[About, ...]] = {
    **dict.fromkeys(
        ("teacher", "second", "assistant", "ict", "governor", "office", "dpo", "volunteer", "nobody"), EVERYTHING
    ),
    "head": (About.HEAD,),
    "acting": (About.HEAD,),
    "dsl": (About.ADULT, About.HEAD, About.DSL),
    "chair": (About.CHILD, About.ADULT, About.DSL),
}
"""By role, whom the concerns are about that it does not read; the second teacher recorded every one of them."""
READER = {About.CHILD: "dsl", About.ADULT: "head", About.HEAD: "chair", About.DSL: "head"}
LEFT_OUT = re.compile(r"^(security|account|sign_in)\.|logout")
"""One's own account and sign-in say nothing of a school, and signing out would end the walk."""


@pytest.fixture(scope="module")
def alike(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Filled]:
    """A file with both schools in it and no concern."""
    path = tmp_path_factory.mktemp("alike") / "alike.sqlite3"
    shutil.copy(sqlite_template, path)
    with Opened(path) as session:
        oak, _ = fill(session, concerns=False)
    return path, oak


@pytest.fixture
def sqlite_file(alike: tuple[Path, Filled], tmp_path: Path) -> Path:
    """Where the application of this test looks."""
    path = tmp_path / "governance.sqlite3"
    shutil.copy(alike[0], path)
    return path


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


def record_and_carry(session: Session, oak: Filled, abouts: tuple[About, ...]) -> list[tuple[int, str]]:
    """Record a concern of each kind and take it some way; answer their numbers and references."""
    school, found = session.get_one(School, oak.id), []
    for about in abouts:
        by = load_actor(session, school, oak.people["second"], NOW)
        reader = load_actor(session, school, oak.people[READER[about]], NOW)
        assert by is not None
        assert reader is not None
        session.rollback()
        facts = f"Somebody wrote {TELLTALE} on the page of the class."
        reference = record_concern(
            session, by, NOW, about=about, about_person=None, facts=facts, source=Source.SEEN, address=TELLTALE
        )
        number = session.scalars(sa.select(Concern.id).where(Concern.reference == reference)).one()
        session.rollback()
        read_concern(session, reader, NOW, concern_id=number)
        words = f"Rang the duty desk about {TELLTALE}."
        take_route(session, reader, NOW, concern_id=number, seen=1, route=Taken.SOCIAL_CARE, words=words)
        seen = _seen(session, number)
        write_entry(session, reader, NOW, concern_id=number, seen=seen, kind=Entry.ADVICE, words=words)
        make_pack(session, reader, NOW, concern_id=number, seen=_seen(session, number))
        found.append((number, reference))
    return found


def _seen(session: Session, number: int) -> int:
    seen = session.scalars(sa.select(Concern.revision).where(Concern.id == number)).one()
    session.rollback()
    return seen


def live_on(session: Session, oak: Filled) -> None:
    """What happens on any day, with mails and acts of its own: a page is reported, and a site paused."""
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


def plain(answer: TestResponse) -> str:
    """An answer without what is drawn anew each time: nonces, digests, the moment in a spreadsheet."""
    body = answer.get_data()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b"\n".join(parts.read(name) for name in sorted(parts.namelist()) if "core.xml" not in name)
    text = body.decode("utf-8", "replace") + f"\n{answer.status}\n{answer.location}"
    text = re.sub(r'nonce="[^"]*"', "", text)
    text = re.sub(r"[0-9a-f]{16,}", "(digest)", text)
    return re.sub(r'value="[\w.-]{60,}"', "(token)", text)


class Walk:
    """One role's walk over every address, on whichever file stands where the application looks."""

    def __init__(self, app: Flask, store: Session, oak: Filled, role: str, number: int) -> None:
        self.app, self.store, self.oak, self.role, self.number = app, store, oak, role, number

    def over(self, file: Path, place: Path) -> dict[str, str]:
        """Put ``file`` in place, ask for everything, and answer what came back by what was asked."""
        self.store.close()
        with self.app.app_context():
            db.engines["default"].dispose()
        for beside in place.parent.glob(f"{place.name}*"):
            beside.unlink()
        shutil.copy(file, place)
        client = client_of(self.app, self.store, self.oak.people.get(self.role))
        return dict(self._asked(client))

    def _asked(self, client: FlaskClient) -> Iterator[tuple[str, str]]:
        for method in ("GET", "POST"):
            for route in routes(self.app, method):
                if LEFT_OUT.search(route.endpoint) or not route.is_of_school:
                    continue
                address = self._address(route)
                for asked in (address, address + SEARCH) if method == "GET" else (address,):
                    yield f"{method} {asked}", plain(client.open(asked, method=method, data=ASKED))

    def _address(self, route: Route) -> str:
        values: dict[str, object] = {part: WORDS[part][0] for part in route.rule.arguments if part in WORDS}
        for part, column in route.rows.items():
            found = row_ids(self.store, column, self.oak.id)
            values[part] = self.number if column.class_ is Concern else found[0] if found else 1
        return route.address(self.app, self.oak.slug, **values)


@pytest.mark.parametrize("role", NOT_READ)
def test_every_address_answers_alike_with_and_without_a_concern(
    role: str, app: Flask, store: Session, alike: tuple[Path, Filled], sqlite_file: Path, tmp_path: Path
) -> None:
    """By page, search, count, address, audit page, export and answer to a form."""
    file, oak = alike
    without, with_one = tmp_path / "without.sqlite3", tmp_path / "with.sqlite3"
    shutil.copy(file, without)
    shutil.copy(file, with_one)
    with Opened(with_one) as session:
        recorded = record_and_carry(session, oak, NOT_READ[role])
        live_on(session, oak)
    with Opened(without) as session:
        live_on(session, oak)
    walk = Walk(app, store, oak, role, recorded[0][0])
    expected, found = walk.over(without, sqlite_file), walk.over(with_one, sqlite_file)
    assert len(expected) >= 200
    assert expected.keys() == found.keys()
    telling = [asked for asked, said in found.items() if any(reference in said for _, reference in recorded)]
    assert telling == []
    different = [asked for asked in expected if expected[asked] != found[asked]]
    assert not different, "\n".join(_difference(asked, expected[asked], found[asked]) for asked in different[:20])


def _difference(asked: str, one: str, other: str) -> str:
    lines = [
        f"{a.strip()!r} / {b.strip()!r}" for a, b in zip(one.splitlines(), other.splitlines(), strict=False) if a != b
    ]
    return f"{asked}: " + "; ".join(lines[:3])


def test_a_reader_does_see_it(app: Flask, store: Session, alike: tuple[Path, Filled], sqlite_file: Path) -> None:
    """The walk would notice: what it compares differs for who reads the concern."""
    file, oak = alike
    shutil.copy(file, sqlite_file)
    with Opened(sqlite_file) as session:
        ((number, reference),) = record_and_carry(session, oak, (About.CHILD,))
    client = client_of(app, store, oak.people["dsl"])
    assert reference in client.get(f"/s/{oak.slug}/concerns").text
    assert client.get(f"/s/{oak.slug}/concerns/{number}").status_code == 200
    assert store.get_one(Person, oak.people["dsl"]).name
