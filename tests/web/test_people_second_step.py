"""A lost phone in the browser: the ICT lead takes the second step off, and the teacher is in again."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import Account, Membership, School
from tests.factories import make_person, make_school, sign_in
from tests.services.unchanged import counts
from tests.web.accounts_samples import a_teacher, browser, is_signed_in, set_up_second_step, sign_in_by_form

REASON = "They came to the office and showed their card."


def _page_of(store: Session, person_id: int) -> str:
    member = store.scalars(sa.select(Membership.id).where(Membership.person_id == person_id)).one()
    store.rollback()
    return f"/s/oak/people/{member}"


@pytest.fixture(name="school")
def _school(store: Session) -> School:
    return make_school(store)


def _protected(app: Flask, store: Session, school: School, *roles: Role) -> Account:
    """Somebody who signed in and set up a second step."""
    account = a_teacher(app, store, *roles, school=school)
    client = browser(app)
    sign_in_by_form(client, account.email)
    set_up_second_step(client)
    store.refresh(account)
    return account


def test_somebody_who_lost_the_phone_signs_in_with_the_password_alone(
    app: Flask, store: Session, school: School
) -> None:
    lead = make_person(store, school, Role.ICT_LEAD)
    account = a_teacher(app, store, school=school)
    phone = browser(app)
    sign_in_by_form(phone, account.email)
    set_up_second_step(phone)
    office, page = sign_in(browser(app), store, lead), _page_of(store, account.person_id)
    assert f"{page}/second-step" in office.get(page).text
    assert "whoever knows their password can sign in as them" in office.get(f"{page}/second-step").text
    answer = office.post(f"{page}/second-step", data={"reason": REASON, "seen": "1"}, follow_redirects=True)
    assert "The second step is off." in answer.text
    assert "Not set up" in answer.text
    assert not is_signed_in(phone), "the lost phone stays signed in"
    home = browser(app)
    assert sign_in_by_form(home, account.email).location != "/login/second-step"
    assert is_signed_in(home)


def test_a_reason_is_asked_for_beside_its_question(app: Flask, store: Session, school: School) -> None:
    account = _protected(app, store, school)
    lead = make_person(store, school, Role.ICT_LEAD)
    office, page = sign_in(browser(app), store, lead), _page_of(store, account.person_id)
    before = counts(store)
    for typed in ("", " ", "phone", "x" * 5000, "=1+1"):
        answer = office.post(f"{page}/second-step", data={"reason": typed, "seen": "1"})
        assert answer.status_code == 422
        assert "There is a problem" in answer.text
    assert office.post(f"{page}/second-step", data={"reason": REASON, "seen": "nine"}).status_code == 422
    assert counts(store) == before
    store.refresh(account)
    assert account.tf_totp_secret is not None


def test_the_page_offers_nothing_that_would_be_refused(app: Flask, store: Session, school: School) -> None:
    account = _protected(app, store, school, Role.DSL)
    make_person(store, school, Role.HEAD)
    lead = make_person(store, school, Role.ICT_LEAD)
    office, page = sign_in(browser(app), store, lead), _page_of(store, account.person_id)
    shown = office.get(page).text
    assert "Set up. Their roles decide for the school, so the head, or who acts for the head, takes it off." in shown
    assert f"{page}/second-step" not in shown
    assert "<form" not in office.get(f"{page}/second-step").text.split("<main")[1].split("</main>")[0]
    before = counts(store)
    answer = office.post(f"{page}/second-step", data={"reason": REASON, "seen": "1"})
    assert answer.status_code == 422
    assert "takes it off." in answer.text
    assert counts(store) == before


def test_a_teacher_and_another_school_get_nowhere(app: Flask, store: Session, school: School) -> None:
    account = _protected(app, store, school)
    teacher = make_person(store, school, Role.TEACHER)
    other = make_person(store, make_school(store, "elm"), Role.HEAD)
    page = _page_of(store, account.person_id)
    before = counts(store)
    data = {"reason": REASON, "seen": "1"}
    assert sign_in(browser(app), store, teacher).post(f"{page}/second-step", data=data).status_code == 403
    stranger = sign_in(browser(app), store, other)
    assert stranger.post(f"{page}/second-step", data=data).status_code == 404
    assert stranger.post(f"{page}/second-step".replace("oak", "elm"), data=data).status_code == 404
    assert counts(store) == before


def test_the_command_at_the_server_takes_it_off(app: Flask, store: Session, school: School) -> None:
    account = _protected(app, store, school)
    email = account.email
    store.rollback()
    runner = app.test_cli_runner()
    unknown = runner.invoke(args=["remove-second-step", "nobody@oak.example", "--reason", REASON])
    assert (unknown.exit_code, "Nobody signs in with nobody@oak.example." in unknown.output) == (1, True)
    done = runner.invoke(args=["remove-second-step", email], input=f"{REASON}\n")
    assert done.exit_code == 0, done.output
    store.refresh(account)
    assert account.tf_totp_secret is None
    store.rollback()
    again = runner.invoke(args=["remove-second-step", email, "--reason", REASON])
    assert (again.exit_code, "Rowan Pemberton has no second step." in again.output) == (1, True)
