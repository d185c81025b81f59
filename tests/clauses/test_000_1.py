"""000-1: a new version makes all due again; there is a list of who has not signed; what is signed can be printed."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.policy_text import FIRST_TEXT, FIRST_TITLE
from governance.domain.words import Role
from governance.models import Acknowledgement
from governance.services.policy_texts import acknowledge_policy, publish_policy_text
from tests.clauses.standing import said, stands
from tests.factories import NOW, actor_of, make_person, make_school, sign_in
from tests.web.page_checks import CheckedClient

LATER = NOW + dt.timedelta(days=15)
SIGNED = {"name": "T. Eacher", "job_title": "Year 4 teacher", "signature": "Tina Eacher"}


def test_a_new_version_makes_all_due_again(session: Session) -> None:
    school = make_school(session)
    head = actor_of(session, school, make_person(session, school, Role.HEAD))
    assert stands(session, school, "000-1") is Standing.NOT_KEPT
    publish_policy_text(session, head, NOW, title=FIRST_TITLE, text=FIRST_TEXT, seen=0)
    assert said(session, school, "000-1") == ["1 person still to sign version 1 of the policy; the time is not over."]
    acknowledge_policy(session, head, NOW, number=1, **SIGNED)
    row = session.scalars(sa.select(Acknowledgement)).one()
    assert (row.name, row.job_title, row.signature) == ("T. Eacher", "Year 4 teacher", "Tina Eacher")
    assert stands(session, school, "000-1", now=LATER) is Standing.KEPT
    publish_policy_text(session, head, NOW, title=FIRST_TITLE, text=f"{FIRST_TEXT} And more.", seen=1)
    assert stands(session, school, "000-1") is Standing.DUE
    assert stands(session, school, "000-1", now=LATER) is Standing.NOT_KEPT
    assert said(session, school, "000-1", now=LATER) == ["1 person did not sign version 2 of the policy in time."]


def test_the_list_of_who_has_not_signed_says_since_when_and_can_be_printed(app: Flask, store: Session) -> None:
    app.test_client_class = CheckedClient
    school = make_school(store)
    person = make_person(store, school, Role.HEAD, name="A. Head")
    head = actor_of(store, school, person)
    teacher = make_person(store, school, Role.TEACHER, name="T. Eacher", position="Year 4 teacher")
    publish_policy_text(store, head, NOW - dt.timedelta(days=20), title=FIRST_TITLE, text=FIRST_TEXT, seen=0)
    acknowledge_policy(store, actor_of(store, school, teacher), NOW, number=1, **SIGNED)
    page = sign_in(app.test_client(), store, person).get("/s/oak/policy/acknowledged").text
    assert "Not yet: 1 person" in page
    assert "A. Head" in page
    assert 'data-label="Days" class="rows__number"><span>20</span>' in page
    assert "Late, was due on 12 November 2026" in page
    assert "Tina Eacher" in page
    assert "Print this list" in page
    office = make_person(store, school, Role.OFFICE)
    file = sign_in(app.test_client(), store, office).get("/s/oak/policy/acknowledged.csv").text
    assert '"T. Eacher","Year 4 teacher","Tina Eacher","1","2026-11-18",""' in file
