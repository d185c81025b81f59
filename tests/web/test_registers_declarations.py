"""Declarations and accounts that somebody got into, in the browser: who sees what, and what is still to do."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.registers.words import DeclarationKind
from governance.models import CompromisedAccount, Declaration
from tests.clauses.declaring import declared
from tests.factories import sign_in
from tests.services.cast import Cast, make_cast
from tests.web.page_checks import CheckedClient

HERE = "/s/oak/registers/declarations"


@pytest.fixture
def cast(app: Flask, store: Session) -> Cast:
    """The whole school."""
    app.test_client_class = CheckedClient
    return make_cast(store)


def test_a_friendship_goes_from_the_teacher_to_the_head_to_the_committee(
    app: Flask, store: Session, cast: Cast
) -> None:
    number = declared(store, cast, DeclarationKind.FAMILY_FRIEND)
    page = f"{HERE}/{number}"
    teacher = sign_in(app.test_client(), store, cast.teacher)
    assert "Not yet reported to the committee" in teacher.get(page).text
    assert "I have read it" not in teacher.get(page).text
    head = sign_in(app.test_client(), store, cast.head)
    assert "I have read it" in head.get(page).text
    assert head.post(f"{page}/read", data={"seen": "1"}).status_code == 303
    assert "Record the committee’s day" in head.get(page).text
    day = {"committee_on": ["18", "11", "2026"], "seen": "2"}
    assert head.post(f"{page}/committee", data=day).status_code == 303
    assert "Settled" in head.get(page).text


@pytest.mark.parametrize("who", ["second", "assistant", "ict", "dsl"])
def test_for_everybody_else_it_is_not_there(app: Flask, store: Session, cast: Cast, who: str) -> None:
    number = declared(store, cast, DeclarationKind.RELATED_PUPIL)
    other = sign_in(app.test_client(), store, getattr(cast, who))
    for address in (f"{HERE}/{number}", f"{HERE}/{number}/committee", f"{HERE}/{number}/answer"):
        assert other.get(address).status_code == 404
    assert other.post(f"{HERE}/{number}/end", data={"seen": "1"}).status_code == 404
    assert "Nothing is declared." in other.get(HERE).text
    assert store.get_one(Declaration, number).ended_at is None


def test_an_account_that_was_got_into_is_recorded_in_a_minute(app: Flask, store: Session, cast: Cast) -> None:
    teacher = sign_in(app.test_client(), store, cast.teacher)
    typed = {"account": "My photos", "noticed_time": "9:43", "noticed_on": ["18", "11", "2026"]}
    answer = teacher.post("/s/oak/registers/compromised/add", data=typed)
    assert answer.status_code == 303
    assert "47 minutes" in teacher.get(answer.location).text
    number = store.scalars(sa.select(CompromisedAccount.id)).one()
    store.rollback()
    other = sign_in(app.test_client(), store, cast.second)
    assert other.get(f"/s/oak/registers/compromised/{number}").status_code == 404
