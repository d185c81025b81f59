"""The governors' evening: the pack in figures, the printed dates with what is wrong with them, and the record of it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.models import AuditRow, Person, PolicyReview, ReviewCall
from tests.factories import sign_in
from tests.services.cast import Cast, live_site, make_cast
from tests.web.page_checks import CheckedClient

REVIEW = "/s/oak/policy/review"


@pytest.fixture
def cast(app: Flask, store: Session) -> Cast:
    cast = make_cast(store)
    live_site(store, cast)
    return cast


def as_person(app: Flask, store: Session, person: Person) -> FlaskClient:
    return sign_in(CheckedClient(app), store, person)


def text(client: FlaskClient) -> str:
    return client.get(REVIEW).get_data(as_text=True)


def test_the_chair_sees_figures_and_no_names(app: Flask, store: Session, cast: Cast) -> None:
    page = text(as_person(app, store, cast.chair))
    assert "Live sites" in page
    assert "The next review is due by Thursday 18 November 2027." in page
    for person in (cast.teacher, cast.second, cast.assistant):
        assert person.name not in page


def test_the_evening_from_dates_to_decision(app: Flask, store: Session, cast: Cast) -> None:
    chair = as_person(app, store, cast.chair)
    answer = chair.post(f"{REVIEW}/dates", data={"seen": "0", "approved": "Spring 2026", "review": ""})
    assert answer.status_code == 302
    assert "The policy’s review date is blank." in text(chair)
    asked = {"why": "law", "words": "The ages of platforms change in spring."}
    assert chair.post(f"{REVIEW}/ask", data=asked).status_code == 302
    assert "Somebody asked for a review on Wednesday 18 November 2026." in text(chair)
    held = {
        "held_on": ["17", "11", "2026"], "next_due_on": ["17", "11", "2027"],
        "minute": "7", "found_of_policy": "It says what we want.", "found_of_application": "One blog was late.",
        "decision": "keep", "decision_words": "",
    }  # fmt: skip
    answer = chair.post(f"{REVIEW}/record", data={**held, "found_of_application": ""})
    assert answer.status_code == 422
    assert store.scalar(sa.select(sa.func.count(PolicyReview.id))) == 0
    store.rollback()
    assert chair.post(f"{REVIEW}/record", data=held).status_code == 302
    kept = store.scalars(sa.select(PolicyReview)).one()
    assert (kept.figures["sites_live"], kept.decision) == (1, "keep")
    assert "One blog was late." in text(chair)
    codes = store.scalars(sa.select(AuditRow.code).order_by(AuditRow.sequence.desc()).limit(3)).all()
    assert list(codes) == ["policy.reviewed", "policy.review_called", "policy.dates_said"]
    # The wish came on the day after the meeting, so the next meeting answers it.
    assert store.scalar(sa.select(ReviewCall.settled_by)) is None


def test_who_may_what(app: Flask, store: Session, cast: Cast) -> None:
    ict = as_person(app, store, cast.ict)
    assert ict.get(REVIEW).status_code == 200
    assert ict.get(f"{REVIEW}/record").status_code == 403
    assert as_person(app, store, cast.teacher).get(REVIEW).status_code == 403
