"""A comment that was shown while nobody was there says so on its card, and stands among what is to be done by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.comments.words import Source
from tests.factories import NOW
from tests.services.comments.cast import arrive, one
from tests.web.queue_scene import QueueScene, blog_of, make_queue_scene

SUNDAY = NOW - dt.timedelta(days=3)


@pytest.fixture
def scene(app: Flask) -> QueueScene:
    return make_queue_scene(app)


def came_on_sunday(scene: QueueScene, *, source: Source, pushed: bool) -> int:
    def come(session: Session) -> int:
        arrival = one("4711", "We saw a heron.", "public", author_name="Heron watcher")
        (taken,) = arrive(session, blog_of(scene, session), arrival, now=SUNDAY, source=source, pushed=pushed)
        return taken.comment_id

    return scene.change(come)


def card(scene: QueueScene, number: int) -> str:
    page = scene.client().get("/s/oak/queue").text
    return page.split(f'id="card-{number}"')[1].split('<li class="comment ')[0]


def test_its_card_says_that_it_comes_off_the_page_and_offers_to_publish_it(scene: QueueScene) -> None:
    said = card(scene, came_on_sunday(scene, source=Source.WORDPRESS, pushed=True))
    assert (
        "It was shown to everybody while nobody was there to look, so we take it off the page until you decide." in said
    )
    assert 'data-act="publish"' in said
    assert 'data-act="keep"' not in said


def test_where_a_person_has_to_take_it_off_it_is_among_what_is_to_be_done(scene: QueueScene) -> None:
    number = came_on_sunday(scene, source=Source.FEED, pushed=False)
    assert "somebody has to take it off the page by hand until you decide." in card(scene, number)
    page = scene.client().get("/s/oak/comments/to-do").text
    task = page.split(f'id="task-{number}"')[1].split("</section>")[0]
    assert "Take this comment off the page, and keep it for a look on Year 3 blog" in task
    assert "do this first" not in task
