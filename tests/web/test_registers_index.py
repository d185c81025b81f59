"""The page of registers: whoever may open a register finds it there, and nobody else does."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import PersonKind, Role
from tests.factories import make_person, make_school, sign_in
from tests.web.page_checks import CheckedClient


@pytest.mark.parametrize(
    ("role", "found_accounts", "people"),
    [
        pytest.param(Role.ICT_LEAD, True, True, id="the ICT lead looks after accounts and people"),
        pytest.param(Role.HEAD, True, True, id="the head may open the same"),
        pytest.param(Role.TEACHER, False, False, id="a teacher is offered neither"),
    ],
)
def test_a_register_is_offered_to_who_may_open_it(
    app: Flask, store: Session, role: Role, *, found_accounts: bool, people: bool
) -> None:
    app.test_client_class = CheckedClient
    school = make_school(store)
    client = sign_in(app.test_client(), store, make_person(store, school, role))
    page = client.get("/s/oak/registers").text
    assert ('href="/s/oak/found"' in page) is found_accounts
    assert ("People, training and authorisations" in page) is people


def test_a_governor_is_told_who_can_open_it(app: Flask, store: Session) -> None:
    school = make_school(store)
    client = sign_in(app.test_client(), store, make_person(store, school, Role.GOVERNOR, kind=PersonKind.GOVERNOR))
    answer = client.get("/s/oak/registers")
    assert answer.status_code == 403
    assert "Staff of the school" in answer.text
