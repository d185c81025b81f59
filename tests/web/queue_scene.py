"""A commented blog to look at in the browser, with a client for each of its people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from flask import Flask
from sqlalchemy.orm import Session

from governance.db import db
from governance.models import Comment, Person, School, Site
from tests.factories import sign_in
from tests.services.cast import Cast
from tests.services.comment_cast import Commented, make_commented
from tests.services.comments.cast import Blog, fresh
from tests.web.page_checks import CheckedClient

IN_PLACE = {"X-In-Place": "true"}
Answer = TypeVar("Answer")
PEOPLE = ("head", "teacher", "second", "assistant", "ict", "dsl", "chair")


@dataclass
class QueueScene:
    """The numbers of the blog, its people and its comments; each look at rows has a session of its own."""

    app: Flask
    site_id: int = 0
    people: dict[str, int] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    rule: str = ""

    def change(self, act: Callable[[Session], Answer]) -> Answer:
        """Read or change rows, or run a use case, beside the application."""
        with self.app.app_context():
            engine = db.engines["default"].execution_options(writes=True)
        with Session(engine, expire_on_commit=False) as session:
            answer = act(session)
            session.commit()
        return answer

    def client(self, who: str = "teacher") -> CheckedClient:
        """A client signed in as one of the cast."""
        client = CheckedClient(self.app)
        self.change(lambda session: sign_in(client, session, session.get_one(Person, self.people[who])))
        return client

    def comment(self, name: str) -> Comment:
        """A comment as it stands now."""
        return self.change(lambda session: fresh(session, self.ids[name]))

    def address(self, name: str, rest: str = "") -> str:
        """The address of a comment's page, or of what can be done with it."""
        return f"/s/oak/comments/{self.ids[name]}{rest}"

    def form(self, name: str, **more: str) -> dict[str, str]:
        """What a form about this comment carries, as the comment stands now."""
        return {"seen": str(self.comment(name).revision), **more}


def make_queue_scene(app: Flask) -> QueueScene:
    """A school with a commented blog."""
    scene = QueueScene(app)

    def build(session: Session) -> None:
        commented = make_commented(session)
        take(scene, session, commented)

    scene.change(build)
    return scene


def take(scene: QueueScene, session: Session, commented: Commented) -> None:
    """Keep the numbers of what was made."""
    scene.site_id = commented.blog.site.id
    scene.people = {who: getattr(commented.blog.cast, who).id for who in PEOPLE}
    scene.ids = commented.ids
    scene.rule = str(commented.blog.rule(session))


def blog_of(scene: QueueScene, session: Session) -> Blog:
    """The blog of a scene, for another comment to come to it."""
    site = session.get_one(Site, scene.site_id)
    people = {who: session.get_one(Person, number) for who, number in scene.people.items()}
    return Blog(Cast(session.get_one(School, site.school_id), **people), site)
