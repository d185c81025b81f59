"""A school and a site to look at in the browser, prepared in a session of its own so that no lock is left behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.db import db
from governance.models import AuditRow, Person, Site
from tests.factories import sign_in
from tests.services.cast import Cast, live_site, make_cast
from tests.web.page_checks import CheckedClient

Prepare = Callable[[Session, Cast], Site]


@dataclass
class Scene:
    """The people's numbers by what they are, a site, and clients signed in as each of them."""

    app: Flask
    site_id: int = 0
    people: dict[str, int] = field(default_factory=dict)

    def change(self, act: Callable[[Session], object]) -> None:
        """Change rows or run a use case beside the application, and leave no transaction open."""
        with self.app.app_context():
            engine = db.engines["default"].execution_options(writes=True)
        with Session(engine, expire_on_commit=False) as session:
            act(session)
            session.commit()

    def client(self, role: str) -> CheckedClient:
        """A client signed in as one of the cast: head, teacher, second, assistant, ict, dsl or chair."""
        client = CheckedClient(self.app)

        def enter(session: Session) -> None:
            sign_in(client, session, session.get_one(Person, self.people[role]))

        self.change(enter)
        return client

    def site(self) -> Site:
        """The site as it stands now."""
        found: list[Site] = []
        self.change(lambda session: found.append(session.get_one(Site, self.site_id)))
        return found[0]

    def acts(self) -> list[str]:
        """The codes of every act so far, in order."""
        found: list[str] = []
        self.change(lambda session: found.extend(session.scalars(sa.select(AuditRow.code).order_by(AuditRow.id)).all()))
        return found

    @property
    def seen(self) -> int:
        """The revision of the site as a form shows it."""
        return self.site().revision

    def address(self, rest: str = "") -> str:
        """An address below the site's page."""
        return f"/s/oak/sites/{self.site_id}{rest}"


def make_scene(app: Flask, prepare: Prepare = live_site) -> Scene:
    """A school with its cast and the site that ``prepare`` makes, by default a live one."""
    scene = Scene(app)

    def build(session: Session) -> None:
        cast = make_cast(session)
        site = prepare(session, cast)
        scene.site_id = site.id
        for role in ("head", "teacher", "second", "assistant", "ict", "dsl", "chair"):
            scene.people[role] = getattr(cast, role).id

    scene.change(build)
    return scene
