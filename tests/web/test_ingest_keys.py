"""The page of a site's keys: made and shown once, listed without what opens anything, revoked."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.domain.words import Role, SiteState, VersionState
from governance.models import AuditRow, IngestKey, Site
from tests.factories import NOW, make_person, make_school, make_site, sign_in, start_writing
from tests.services.unchanged import unchanged
from tests.web.hostile import HOSTILE
from tests.web.page_checks import CheckedClient

KEYS = "/s/oak/sites/1/keys"
TOKEN = re.compile(r"ingest_[A-Za-z0-9_-]{43}")


@pytest.fixture
def people(app: Flask, store: Session) -> dict[str, FlaskClient]:
    """A signed-in client for each role at a school with one live site."""
    app.test_client_class = CheckedClient
    school = make_school(store)
    made = {role: make_person(store, school, role) for role in (Role.ICT_LEAD, Role.HEAD, Role.TEACHER)}
    make_site(store, school, made[Role.ICT_LEAD], state=SiteState.LIVE, version=VersionState.APPROVED)
    return {role.value: sign_in(app.test_client(), store, person) for role, person in made.items()}


def test_a_key_is_made_and_shown_this_once(people: dict[str, FlaskClient], store: Session) -> None:
    lead = people["ict_lead"]
    assert "There is no key yet." in lead.get(KEYS).text
    answer = lead.post(KEYS, data={"program": "Learning platform"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    (token,) = set(TOKEN.findall(answer.text))
    listed = lead.get(KEYS).text
    assert "Learning platform" in listed
    assert "Never used." in listed
    assert not TOKEN.search(listed)
    sent = lead.application.test_client().post(
        "/s/oak/sites/1/ingest",
        json={"items": [{"key": "1", "host_id": "1", "words": "Hello", "state": "held"}]},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert sent.status_code == 200
    assert "Used last on" in lead.get(KEYS).text


def test_a_key_is_revoked_and_stays_listed(people: dict[str, FlaskClient], store: Session) -> None:
    lead = people["ict_lead"]
    lead.post(KEYS, data={"program": "Learning platform"})
    answer = lead.post(f"{KEYS}/1/revoke", follow_redirects=True)
    assert "The key is revoked." in answer.text
    assert "Revoked by ict_lead on" in answer.text
    assert "/keys/1/revoke" not in answer.text
    codes = store.scalars(sa.select(AuditRow.code).order_by(AuditRow.id)).all()
    assert codes == ["ingest_key.made", "ingest_key.revoked"]
    history = lead.get("/s/oak/history")
    assert "revoked the key of “Learning platform” for Year 4 blog." in history.text


def test_the_head_may_and_a_teacher_may_not(people: dict[str, FlaskClient], store: Session) -> None:
    assert people["head"].get(KEYS).status_code == 200
    with unchanged(store):
        assert people["teacher"].get(KEYS).status_code == 403
        assert people["teacher"].post(KEYS, data={"program": "x"}).status_code == 403
    assert KEYS in people["head"].get("/s/oak/sites/1").text
    assert KEYS not in people["teacher"].get("/s/oak/sites/1").text


@pytest.mark.parametrize("program", ["", "  ", "x" * 121])
def test_a_key_without_a_program_is_asked_again(people: dict[str, FlaskClient], store: Session, program: str) -> None:
    with unchanged(store):
        answer = people["ict_lead"].post(KEYS, data={"program": program})
    assert answer.status_code == 422
    assert "There is a problem" in answer.text


@pytest.mark.parametrize("program", HOSTILE)
def test_whatever_a_program_is_called_gets_a_page(people: dict[str, FlaskClient], program: str) -> None:
    lead = people["ict_lead"]
    assert lead.post(KEYS, data={"program": program}).status_code in (200, 422)
    assert lead.get(KEYS).status_code == 200


def test_a_closed_site_offers_no_new_key(people: dict[str, FlaskClient], store: Session) -> None:
    start_writing(store)
    site = store.get_one(Site, 1)
    site.state, site.closed_at = SiteState.CLOSED, NOW
    store.commit()
    assert "no key can be made" in people["ict_lead"].get(KEYS).text
    with unchanged(store):
        assert people["ict_lead"].post(KEYS, data={"program": "x"}).status_code == 422


def test_no_such_site_or_key_is_404(people: dict[str, FlaskClient], store: Session) -> None:
    lead = people["ict_lead"]
    assert lead.get("/s/oak/sites/99/keys").status_code == 404
    assert lead.post("/s/oak/sites/99/keys", data={"program": "x"}).status_code == 404
    assert lead.post(f"{KEYS}/99/revoke").status_code == 404
    assert store.scalar(sa.select(IngestKey.id)) is None
