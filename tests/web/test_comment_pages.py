"""The figures of moderation and the list of what is to be done on the sites by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.comments.figures import Wait, by_week, in_words, minutes_of, weeks_until
from governance.domain.comments.words import Source
from governance.domain.words import Role
from tests.factories import NOW, make_person, sign_in
from tests.services.comments.cast import Blog, arrive, decided, make_blog, on_host, one
from tests.web.page_checks import CheckedClient


@pytest.fixture
def blog(store: Session) -> Blog:
    made = make_blog(store, connected=False)
    store.rollback()
    return made


def client_of(app: Flask, store: Session, blog: Blog, who: str) -> CheckedClient:
    app.test_client_class = CheckedClient
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    sign_in(client, store, getattr(blog.cast, who))
    store.rollback()
    return client


def test_a_task_says_where_and_what_and_is_ticked_off(app: Flask, store: Session, blog: Blog) -> None:
    (taken,) = arrive(store, blog, one(state="public", body="Rude <b>words</b>"), source=Source.BY_HAND, pushed=False)
    decided(store, blog, blog.cast.teacher, taken.comment_id, "remove")
    store.rollback()
    client = client_of(app, store, blog, "second")
    page = client.get("/s/oak/comments/to-do").text
    assert "Take this comment off the page" in page
    assert "Rude &lt;b&gt;words&lt;/b&gt;" in page
    assert "https://blog.example/castles/#comment-7" in page
    answer = client.post(f"/s/oak/comments/{taken.comment_id}/done-by-hand", data={"seen": "1"}, follow_redirects=True)
    assert "Thank you" in answer.text
    assert "Nothing has to be done by hand." in answer.text
    assert on_host(store, taken.comment_id).delivery == "confirmed"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example/x", "file:///etc/passwd"]
)
def test_only_a_web_address_becomes_a_link(app: Flask, store: Session, blog: Blog, address: str) -> None:
    arrival = replace(one(state="public"), address=address)
    (taken,) = arrive(store, blog, arrival, source=Source.BY_HAND, pushed=False)
    decided(store, blog, blog.cast.teacher, taken.comment_id, "remove")
    store.rollback()
    page = client_of(app, store, blog, "second").get("/s/oak/comments/to-do").text
    assert f'href="{address}"' not in page


def test_somebody_elses_task_is_not_seen_and_not_ticked(app: Flask, store: Session, blog: Blog) -> None:
    (taken,) = arrive(store, blog, one(state="public"), source=Source.BY_HAND, pushed=False)
    decided(store, blog, blog.cast.teacher, taken.comment_id, "remove")
    store.rollback()
    client = client_of(app, store, blog, "assistant")
    assert "castle" not in client.get("/s/oak/comments/to-do").text
    answer = client.post(f"/s/oak/comments/{taken.comment_id}/done-by-hand", data={"seen": "1"})
    assert answer.status_code == 404
    assert on_host(store, taken.comment_id).delivery == "task"


def test_the_figures_say_what_waits_and_how_long_it_took(app: Flask, store: Session, blog: Blog) -> None:
    first, _ = arrive(store, blog, one("7"), one("8"), now=NOW - dt.timedelta(hours=30))
    decided(store, blog, blog.cast.teacher, first.comment_id, "publish", NOW)
    store.rollback()
    client = client_of(app, store, blog, "ict")
    page = client.get("/s/oak/comments/figures").text
    assert "What waits on each site" in page
    assert "1 comments were decided" not in page
    assert "half within 30 hours" in page
    assert "castle" not in page
    file = client.get("/s/oak/comments/figures.csv").text
    assert file.splitlines()[1].split(",")[1:] == ['"2026-11-16"', '"1"', '"1800"', '"1800"']


def test_a_school_without_comments_is_told_so_kindly(app: Flask, store: Session, blog: Blog) -> None:
    page = client_of(app, store, blog, "ict").get("/s/oak/comments/figures").text
    assert "Nothing waits on any site." in page
    assert "No comment was decided in the last twelve weeks." in page


def test_a_teacher_does_not_see_the_figures(app: Flask, store: Session, blog: Blog) -> None:
    teacher = make_person(store, blog.cast.school, Role.TEACHER, name="another teacher")
    store.commit()
    answer = sign_in(app.test_client(), store, teacher).get("/s/oak/comments/figures")
    assert answer.status_code == 403


AT = dt.datetime(2026, 11, 18, 10, 0, tzinfo=dt.UTC)


def wait(minutes: int, day: dt.date = dt.date(2026, 11, 18)) -> Wait:
    return Wait(1, day, AT, AT + dt.timedelta(minutes=minutes))


def test_no_figure_is_not_nought() -> None:
    assert minutes_of([]) is None


def test_the_middle_and_the_worst() -> None:
    found = minutes_of([wait(1), wait(10), wait(100)])
    assert found is not None
    assert (found.count, found.middle, found.worst) == (3, 10, 100)


def test_weeks_begin_on_monday_and_empty_ones_are_shown() -> None:
    weeks = weeks_until(dt.date(2026, 11, 18), 2)
    assert weeks == (dt.date(2026, 11, 9), dt.date(2026, 11, 16))
    found = by_week([wait(5)], weeks)
    assert found[dt.date(2026, 11, 9)] is None


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "less than a minute"), (1, "1 minute"), (119, "119 minutes"), (120, "2 hours"), (60 * 24 * 3, "3 days")],
)
def test_time_as_people_say_it(minutes: int, words: str) -> None:
    assert in_words(minutes) == words
