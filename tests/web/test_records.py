"""Pages of the school's records: each opens for whom it is, takes what is typed, and refuses everybody else."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.domain.policy_text import FIRST_TEXT, FIRST_TITLE
from governance.domain.records.kinds import RecordKind
from governance.domain.words import Role
from governance.models import (
    Disposal,
    FormatRequest,
    Import,
    InformationRequest,
    LegalHold,
    PolicyDiscussion,
    PolicyQuestion,
    RetentionRule,
    School,
    SubjectRequest,
)
from governance.services.policy_texts import publish_policy_text
from tests.factories import NOW, actor_of, make_person, make_school, sign_in, start_writing
from tests.web.page_checks import CheckedClient

TODAY_TYPED = "18 November 2026"


@pytest.fixture
def school(store: Session) -> School:
    """A school with a policy."""
    made = make_school(store)
    head = actor_of(store, made, make_person(store, made, Role.HEAD, name="A. Head"))
    publish_policy_text(store, head, NOW, title=FIRST_TITLE, text=f"{FIRST_TEXT}\nSee thinkuknow.co.uk.", seen=0)
    store.rollback()
    return made


def _client(app: Flask, store: Session, school: School, role: Role) -> FlaskClient:
    app.test_client_class = CheckedClient
    return sign_in(app.test_client(), store, make_person(store, school, role))


@pytest.fixture
def dpo(app: Flask, store: Session, school: School) -> FlaskClient:
    """The data protection officer's browser."""
    return _client(app, store, school, Role.DPO)


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("records/retention", "How long records are kept"),
        ("records/retention/comment", "Comments on sites"),
        ("records/retention/child_protection", "25 years from the pupil’s date of birth"),
        ("records/retention/mail/time", "How long this is kept"),
        ("records/holds", "No hold was ever placed."),
        ("records/holds/place?kind=comment&number=3", "Put a hold on records"),
        ("records/certificates", "Nothing was disposed of yet."),
        ("records/information", "Nobody has asked for information yet."),
        ("records/information/add", "Write down a request for information"),
        ("records/copies", "Nobody has asked for a copy yet."),
        ("records/copies/add", "Write down a request for a copy"),
        ("records/documents", "not legal advice"),
        ("records/documents/impact-assessment", "Oak Primary runs 0 official sites"),
        ("records/documents/privacy-notice", "We keep them for 365 days."),
        ("policy/talk", "Talk about the policy"),
        ("policy/talk/ask", "Ask about the policy"),
        ("policy/formats/need", "Ask for the policy in another format"),
    ],
)
def test_a_page_opens(dpo: FlaskClient, page: str, says: str) -> None:
    assert says in dpo.get(f"/s/oak/{page}").text


def test_the_documents_come_as_pdf(dpo: FlaskClient) -> None:
    for name in ("impact-assessment", "privacy-notice"):
        assert dpo.get(f"/s/oak/records/documents/{name}.pdf").data.startswith(b"%PDF")


def test_the_notice_names_an_officer_whose_contract_ends_next_summer(
    app: Flask, store: Session, school: School
) -> None:
    make_person(store, school, Role.DPO, name="D. Officer", ends_on=dt.date(2027, 7, 31))
    make_person(store, school, Role.DPO, name="E. Before", ends_on=dt.date(2026, 11, 17))
    said = _client(app, store, school, Role.OFFICE).get("/s/oak/records/documents/privacy-notice").text
    assert "D. Officer, data protection officer" in said
    assert "E. Before" not in said


def test_a_teacher_opens_none_of_them(app: Flask, store: Session, school: School) -> None:
    teacher = _client(app, store, school, Role.TEACHER)
    for page in (
        "retention",
        "retention/mail",
        "holds",
        "certificates",
        "information",
        "copies",
        "documents",
        "training",
    ):
        assert teacher.get(f"/s/oak/records/{page}").status_code == 403
    assert teacher.post("/s/oak/records/retention/mail/dispose", data={"number": "1", "sure": "yes"}).status_code == 403


def test_the_office_looks_and_does_not_dispose(app: Flask, store: Session, school: School) -> None:
    office = _client(app, store, school, Role.OFFICE)
    assert office.get("/s/oak/records/retention").status_code == 200
    assert office.get("/s/oak/records/holds/place").status_code == 403
    assert office.post("/s/oak/records/retention/mail/dispose", data={"sure": "yes"}).status_code == 403
    assert "Thinkuknow" in office.get("/s/oak/records/training").text
    assert office.get("/s/oak/registers/lists/training.csv").status_code == 200


def test_a_list_is_disposed_of_with_a_certificate(app: Flask, store: Session, school: School, dpo: FlaskClient) -> None:
    start_writing(store)
    old = Import(
        school_id=school.id, kind="staff", name="a.csv", text="{}", uploaded_by=1, uploaded_at=NOW.replace(month=9)
    )
    store.add(old)
    store.flush()
    number = str(old.id)
    store.commit()
    page = dpo.get("/s/oak/records/retention/uploaded_list").text
    assert f"Number {number}: staff, due since 19 October 2026" in page
    unsure = dpo.post("/s/oak/records/retention/uploaded_list/dispose", data={"number": number})
    assert unsure.location == "/s/oak/records/retention/uploaded_list"
    assert store.scalars(sa.select(Disposal)).all() == []
    store.rollback()
    assert "Look at a record that is due to go" in dpo.get("/s/oak/").text
    gone = dpo.post("/s/oak/records/retention/uploaded_list/dispose", data={"number": number, "sure": "yes"})
    assert gone.location == "/s/oak/records/certificates/1"
    shown = dpo.get("/s/oak/records/certificates/1").text
    assert "Uploaded lists that were never imported" in shown
    assert "SHA-256" in shown
    assert dpo.get("/s/oak/records/certificates/1.pdf").data.startswith(b"%PDF")
    held = json.loads(dpo.get("/s/oak/records/certificates.json").data)
    assert held["certificates"][0]["content"]["kind"] == RecordKind.UPLOADED_LIST
    assert "Number 1" in dpo.get("/s/oak/records/certificates").text
    assert dpo.get("/s/oak/records/certificates/2").status_code == 404


def test_a_hold_is_placed_and_released(store: Session, dpo: FlaskClient) -> None:
    placed = {"kind": "mail", "number": "", "reason": "An inquiry asked for them."}
    assert dpo.post("/s/oak/records/holds/place", data=placed).location == "/s/oak/records/holds"
    assert "An inquiry asked for them." in dpo.get("/s/oak/records/holds").text
    assert "1 hold stands" in dpo.get("/s/oak/records/retention").text
    assert dpo.post("/s/oak/records/holds/1/release", data={"seen": "1", "reason": "no"}).status_code == 422
    done = dpo.post("/s/oak/records/holds/1/release", data={"seen": "1", "reason": "The inquiry has ended."})
    assert done.location == "/s/oak/records/holds"
    assert store.scalars(sa.select(LegalHold.release_reason)).one() == "The inquiry has ended."


def test_the_school_types_its_own_time(store: Session, dpo: FlaskClient) -> None:
    typed = {"seen": "0", "amount": "2", "unit": "years", "basis": "Governors, 3 March 2026.", "sure": "checked"}
    assert dpo.post("/s/oak/records/retention/mail/time", data=typed).status_code == 302
    assert "2 years from the day it was made" in dpo.get("/s/oak/records/retention/mail").text
    assert dpo.post("/s/oak/records/retention/mail/time", data=typed | {"amount": "0"}).status_code == 422
    assert dpo.post("/s/oak/records/retention/mail/restore").status_code == 302
    assert store.scalars(sa.select(RetentionRule)).all() == []
    assert dpo.get("/s/oak/records/retention/comment/time").status_code == 404


def test_a_request_for_information_shows_both_days_and_is_answered(store: Session, dpo: FlaskClient) -> None:
    asked = {
        "asked": "How many blogs are there?",
        "asked_by": "A. Parent",
        "contact": "",
        "received_on": TODAY_TYPED,
    }
    assert dpo.post("/s/oak/records/information/add", data=asked).status_code == 302
    page = dpo.get("/s/oak/records/information").text
    assert "Answer by Wednesday 16 December 2026." in page
    assert "20 school days end on Wednesday 16 December 2026." in page
    assert "60 working days end on Monday 15 February 2027." in page
    assert "Answer a request for information" in dpo.get("/s/oak/").text
    answered = {"seen": "1", "answered_on": TODAY_TYPED, "answer": "There are two blogs."}
    assert dpo.post("/s/oak/records/information/1", data=answered).status_code == 302
    assert store.scalars(sa.select(InformationRequest.answer)).one() == "There are two blogs."


def test_a_copy_is_asked_for_prepared_and_sent(store: Session, dpo: FlaskClient) -> None:
    asked = {"about_name": "A. Head", "about_person": "1", "received_on": TODAY_TYPED, "note": "", "asked_by": ""}
    assert dpo.post("/s/oak/records/copies/add", data=asked).status_code == 302
    assert "Due by Friday 18 December 2026." in dpo.get("/s/oak/records/copies").text
    draft = dpo.post("/s/oak/records/copies/1/draft").text
    assert "whether or not the school holds any" in draft
    assert "At the school" in draft
    assert dpo.post("/s/oak/records/copies/1/draft.pdf").data.startswith(b"%PDF")
    assert json.loads(dpo.post("/s/oak/records/copies/1/draft.json").data)["about"] == "A. Head"
    sent = {"seen": "1", "sent_on": TODAY_TYPED, "note": "By post."}
    assert dpo.post("/s/oak/records/copies/1/sent", data=sent).status_code == 302
    assert store.scalars(sa.select(SubjectRequest.sent_note)).one() == "By post."


def test_staff_ask_and_the_head_answers(app: Flask, store: Session, school: School) -> None:
    teacher = _client(app, store, school, Role.TEACHER)
    assert teacher.post("/s/oak/policy/talk/ask", data={"words": "May we show names?"}).status_code == 302
    assert teacher.get("/s/oak/policy/talk/questions/1").status_code == 403
    leader = _client(app, store, school, Role.LEADERSHIP)
    assert "May we show names?" in leader.get("/s/oak/policy/talk").text
    answer = {"seen": "1", "answer": "No, cover them first."}
    assert leader.post("/s/oak/policy/talk/questions/1", data=answer).status_code == 302
    assert "No, cover them first." in teacher.get("/s/oak/policy/talk").text
    held = {"held_on": TODAY_TYPED, "present": "12", "points": "We read section 3 together."}
    assert leader.post("/s/oak/policy/talk/discussion", data=held).status_code == 302
    assert leader.get("/s/oak/policy/talk/questions.csv").status_code == 200
    assert store.scalars(sa.select(PolicyDiscussion.present)).one() == 12
    assert store.scalars(sa.select(PolicyQuestion.answer)).one() == "No, cover them first."


def test_a_format_is_asked_for_and_given(app: Flask, store: Session, school: School) -> None:
    teacher = _client(app, store, school, Role.TEACHER)
    need = {"wanted": "large_print", "details": "24 points."}
    assert teacher.post("/s/oak/policy/formats/need", data=need).status_code == 302
    office = _client(app, store, school, Role.OFFICE)
    assert "Large print" in office.get("/s/oak/policy/formats").text
    more = {"for_whom": "A. Parent", "wanted": "language", "details": "Polish", "asked_on": TODAY_TYPED}
    assert office.post("/s/oak/policy/formats/add", data=more).status_code == 302
    given = {"seen": "1", "given_on": TODAY_TYPED, "note": "On paper."}
    assert office.post("/s/oak/policy/formats/1", data=given).status_code == 302
    assert len(store.scalars(sa.select(FormatRequest)).all()) == 2
