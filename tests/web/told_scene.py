"""A blog for the pages of reports, appeals and concerns; each look at rows has a session of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.db import db
from governance.models import Person, School, Site
from tests.factories import NOW, sign_in
from tests.services.cast import Cast
from tests.services.comments.cast import Blog, arrive, decided, make_blog, one
from tests.web.page_checks import CheckedClient

Answer = TypeVar("Answer")


@dataclass
class ToldScene:
    """The numbers of the school, its blog and its people."""

    app: Flask
    site_id: int = 0
    people: dict[str, int] = field(default_factory=dict)

    def change(self, act: Callable[[Session], Answer]) -> Answer:
        """Read or change rows, or run a use case, beside the application."""
        with self.app.app_context():
            engine = db.engines["default"].execution_options(writes=True)
        with Session(engine, expire_on_commit=False) as session:
            answer = act(session)
            session.commit()
        return answer

    def value(self, column: Any) -> Any:
        """The one value of a column."""
        return self.change(lambda session: session.scalars(sa.select(column)).one())

    def count(self, table: Any) -> int:
        """How many rows a table has."""
        return self.change(lambda session: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0)

    def client(self, who: str | None = None) -> CheckedClient:
        """A client signed in as one of the cast, or as nobody."""
        client = CheckedClient(self.app)
        if who is not None:
            self.change(lambda session: sign_in(client, session, session.get_one(Person, self.people[who])))
        return client

    def arrive(self, body: str = "I like your castle.") -> int:
        """A comment comes from the blog and waits; its number."""
        return self.change(lambda session: arrive(session, self._blog(session), one(body=body))[0].comment_id)

    def decide(self, who: str, comment_id: int, action: str, **more: Any) -> None:
        """One of the cast decides the comment as it stands."""

        def act(session: Session) -> None:
            blog = self._blog(session)
            decided(session, blog, getattr(blog.cast, who), comment_id, action, **({"now": NOW} | more))

        self.change(act)

    def host_says(self, state: str) -> None:
        """The blog says so of its comments, as the worker reads it back."""
        self.change(lambda session: session.execute(sa.text(f"UPDATE comments_on_hosts SET says = '{state}'")))

    def _blog(self, session: Session) -> Blog:
        people = {name: session.get_one(Person, number) for name, number in self.people.items()}
        site = session.get_one(Site, self.site_id)
        return Blog(Cast(session.get_one(School, site.school_id), **people), site)


def make_told_scene(app: Flask) -> ToldScene:
    """The school "oak" with its live blog."""
    scene = ToldScene(app)

    def make(session: Session) -> None:
        blog = make_blog(session)
        scene.site_id = blog.site.id
        names = [one.name for one in fields(Cast) if one.name != "school"]
        scene.people = {name: getattr(blog.cast, name).id for name in names}

    scene.change(make)
    return scene
