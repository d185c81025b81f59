"""Writing down a comment that somebody saw: first what must never be copied, then the questions, then a way back."""

from __future__ import annotations

import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.domain.words import PersonKind, Role, SiteState, VersionState
from governance.models import Comment, CommentRevision
from tests.factories import make_person, make_school, make_site, sign_in
from tests.services.unchanged import unchanged
from tests.web.hostile import HOSTILE
from tests.web.page_checks import CheckedClient

WRITE = "/s/oak/comments/write-down"
TYPED: dict[str, Any] = {
    "words": "Mr Hill’s class is rubbish",
    "author": "anon_2014",
    "site": "1",
    "place": "https://network.example/oak/5",
    "seen_on": ["17", "11", "2026"],
    "seen_at": "21:40",
}


@pytest.fixture
def people(app: Flask, store: Session) -> dict[str, FlaskClient]:
    """Signed-in clients at a school with one live site."""
    app.test_client_class = CheckedClient
    school = make_school(store)
    made = {
        "teacher": make_person(store, school, Role.TEACHER),
        "office": make_person(store, school, Role.OFFICE),
        "governor": make_person(store, school, Role.GOVERNOR, kind=PersonKind.GOVERNOR),
        "dsl": make_person(store, school, Role.DSL, name="Ms Lead"),
    }
    make_person(store, school, Role.DSL, name="Mr Deputy")
    make_site(store, school, made["teacher"], state=SiteState.LIVE, version=VersionState.APPROVED)
    return {name: sign_in(app.test_client(), store, person) for name, person in made.items()}


def said(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def kept(store: Session) -> list[tuple[Any, ...]]:
    rows = store.execute(
        sa.select(
            Comment.site_id,
            Comment.address,
            CommentRevision.body,
            CommentRevision.author_name,
            CommentRevision.posted_at,
        )
        .join(CommentRevision, CommentRevision.comment_id == Comment.id)
        .order_by(Comment.id)
    ).all()
    store.rollback()
    return [tuple(row) for row in rows]


def test_the_page_says_what_must_never_be_copied_before_it_asks(people: dict[str, FlaskClient]) -> None:
    page = people["teacher"].get(WRITE).text
    before = said(page[: page.index("<form", page.index("<main"))])
    assert "Never copy, save, send on or photograph an indecent picture of a child" in before
    assert "Tell Ms Lead or Mr Deputy at once" in before
    assert "Ring 999 first" in before
    assert 'type="file"' not in page


def test_what_was_seen_is_taken_in_and_the_page_leads_back(people: dict[str, FlaskClient], store: Session) -> None:
    answer = people["office"].post(WRITE, data=TYPED)
    assert answer.status_code == 303
    done = people["office"].get(answer.location)
    assert "The comment is written down" in done.text
    assert 'href="/s/oak/"' in done.text
    ((site_id, address, body, author, posted_at),) = kept(store)
    assert (site_id, address, body, author) == (1, TYPED["place"], TYPED["words"], "anon_2014")
    assert posted_at.isoformat() == "2026-11-17T21:40:00+00:00"


def test_the_same_again_is_said_to_be_here(people: dict[str, FlaskClient], store: Session) -> None:
    people["office"].post(WRITE, data=TYPED)
    answer = people["teacher"].post(WRITE, data=TYPED, follow_redirects=True)
    assert "This comment is here already" in answer.text
    assert len(kept(store)) == 1


def test_one_in_a_messaging_group_has_no_site_and_no_time(people: dict[str, FlaskClient], store: Session) -> None:
    typed = TYPED | {
        "site": "none",
        "place": "Year 4 parents",
        "author": "",
        "seen_at": "",
        "seen_on": ["18", "11", "2026"],
    }
    assert people["teacher"].post(WRITE, data=typed).status_code == 303
    ((site_id, address, _, author, posted_at),) = kept(store)
    assert (site_id, address, author) == (None, "Year 4 parents", "")
    assert posted_at.isoformat() == "2026-11-18T10:30:00+00:00", "noon has not come yet on the tests' day"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"words": ""}, "Write down the words of the comment"),
        ({"place": ""}, "Say where it is"),
        ({"site": ""}, "Choose a site"),
        ({"site": "99"}, "Choose one of the answers in the list."),
        ({"site": "x"}, "Choose one of the answers in the list."),
        ({"seen_on": ["", "", ""]}, "Enter the day"),
        ({"seen_on": ["19", "11", "2026"]}, "This time has not come yet"),
        ({"seen_on": ["31", "12", "1999"]}, "Enter a day of this century"),
        ({"seen_at": "half past"}, "Enter a time"),
    ],
)
def test_what_is_missing_or_wrong_is_asked_again_with_what_was_typed(
    people: dict[str, FlaskClient], store: Session, changed: dict[str, Any], sentence: str
) -> None:
    with unchanged(store):
        answer = people["teacher"].post(WRITE, data=TYPED | changed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "anon_2014" in answer.text


def test_another_schools_site_cannot_be_chosen(people: dict[str, FlaskClient], store: Session) -> None:
    elm = make_school(store, "elm", name="Elm Primary")
    make_site(store, elm, make_person(store, elm, Role.TEACHER), state=SiteState.LIVE, version=VersionState.APPROVED)
    with unchanged(store):
        assert people["teacher"].post(WRITE, data=TYPED | {"site": "2"}).status_code == 422


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_written_gets_a_page(people: dict[str, FlaskClient], typed: str) -> None:
    answer = people["teacher"].post(WRITE, data=TYPED | {"words": typed, "author": typed, "place": typed})
    assert answer.status_code in (303, 422)


def test_only_staff_may(people: dict[str, FlaskClient], store: Session) -> None:
    with unchanged(store):
        assert people["governor"].get(WRITE).status_code == 403
        assert people["governor"].post(WRITE, data=TYPED).status_code == 403


@pytest.mark.parametrize("came", ["new", "waits_already", "looked_at_again", "looked_after", "", "x", "\x00", "<b>"])
def test_every_ending_has_its_page(people: dict[str, FlaskClient], came: str) -> None:
    answer = people["teacher"].get("/s/oak/comments/written-down", query_string={"came": came})
    assert answer.status_code == 200
    assert "tell Ms Lead or Mr Deputy now" in said(answer.text)
