"""The head's decisions in the browser: what waits, the page with everything, and every way in which it says no."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.proposal.answers import risk_digest
from governance.domain.words import Approver, Duty, Role, VersionState
from governance.models import Appointment, AuditRow, Decision, ProposalVersion
from governance.queries.decisions import count_waiting
from governance.services.decisions import decide_brand
from tests.factories import NOW, TODAY, make_person, make_school, sign_in, start_writing
from tests.services.cast import REASON, Cast, live_site, make_cast, ready_to_decide, submitted_again, submitted_site
from tests.web.page_checks import CheckedClient


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    return CheckedClient(app)


def rows(store: Session) -> int:
    store.rollback()
    return store.scalar(sa.select(sa.func.count()).select_from(AuditRow)) or 0


def ready(store: Session) -> tuple[Cast, ProposalVersion]:
    cast = make_cast(store)
    _, version = submitted_site(store, cast)
    ready_to_decide(store, cast, version)
    store.refresh(version)
    return cast, version


def test_the_list_shows_what_waits_and_how_long(client: CheckedClient, store: Session) -> None:
    cast, version = ready(store)
    page = sign_in(client, store, cast.head).get("/s/oak/decisions")
    assert page.status_code == 200
    assert "Year 3 blog" in page.text
    assert f"/s/oak/decisions/{version.id}" in page.text


def test_a_planned_end_that_has_come_waits_for_the_head_and_is_counted(client: CheckedClient, store: Session) -> None:
    cast = make_cast(store)
    site = live_site(store, cast)
    page = sign_in(client, store, cast.head).get("/s/oak/decisions").text
    assert "Sites whose planned end has come" not in page
    start_writing(store)
    store.refresh(site)
    site.planned_end = TODAY
    store.commit()
    page = client.get("/s/oak/decisions").text
    assert "Its planned end is Wednesday 18 November 2026." in page
    assert f'href="/s/oak/sites/{site.id}"' in page
    where = count_waiting(cast.school.id, cast.head.id, [Approver.HEAD], TODAY)
    assert store.scalar(sa.select(where)) == 1
    # Who does not decide for the school is not asked.
    assert "Its planned end" not in sign_in(client, store, cast.assistant).get("/s/oak/decisions").text


def test_a_teacher_is_told_who_can(client: CheckedClient, store: Session) -> None:
    cast, version = ready(store)
    sign_in(client, store, cast.teacher)
    for address in ("/s/oak/decisions", f"/s/oak/decisions/{version.id}"):
        page = client.get(address)
        assert page.status_code == 403
        assert "leadership team" in page.text


def test_another_schools_version_is_not_there(client: CheckedClient, store: Session) -> None:
    _, version = ready(store)
    elm = make_school(store, "elm", name="Elm Primary")
    sign_in(client, store, make_person(store, elm, Role.HEAD))
    assert client.get(f"/s/elm/decisions/{version.id}").status_code == 404
    sent = {"answer": "approve", "reason": REASON, "seen": "1"}
    assert client.post(f"/s/elm/decisions/{version.id}", data=sent).status_code == 404


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("approve", VersionState.APPROVED),
        ("return", VersionState.RETURNED),
        ("decline", VersionState.DECLINED),
    ],
)
def test_the_head_decides(client: CheckedClient, store: Session, answer: str, state: VersionState) -> None:
    cast, version = ready(store)
    sign_in(client, store, cast.head)
    sent = {"answer": answer, "reason": REASON, "seen": str(version.revision)}
    page = client.post(f"/s/oak/decisions/{version.id}", data=sent)
    assert page.status_code == 302
    store.rollback()
    assert version.state is state
    assert client.get(f"/s/oak/decisions/{version.id}").status_code == 200


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"reason": REASON}, "Choose approve, return or decline."),
        ({"answer": "approve", "reason": ""}, "Enter your reason."),
        ({"answer": "approve", "reason": "   "}, "Enter your reason."),
        ({"answer": "burn", "reason": REASON}, "Choose one of the answers"),
        ({"answer": "approve", "reason": "x" * 5000}, "4,000"),
        ({"answer": ["approve", "decline"], "reason": REASON}, ""),
    ],
)
def test_a_wrong_form_keeps_what_was_typed_and_changes_nothing(
    client: CheckedClient, store: Session, sent: dict[str, object], says: str
) -> None:
    cast, version = ready(store)
    before = rows(store)
    sign_in(client, store, cast.head)
    if sent.get("answer") == ["approve", "decline"]:
        sent = {**sent, "reason": "No"}
    page = client.post(f"/s/oak/decisions/{version.id}", data={**sent, "seen": str(version.revision)})
    assert page.status_code == 422
    assert says in page.text
    assert rows(store) == before


def test_a_stale_page_says_who_did_what_and_keeps_the_reason(client: CheckedClient, store: Session) -> None:
    cast, version = ready(store)
    sign_in(client, store, cast.head)
    first = {"answer": "return", "reason": "Please say more about the cost.", "seen": str(version.revision)}
    client.post(f"/s/oak/decisions/{version.id}", data=first)
    late = {"answer": "decline", "reason": "The typed reason that must not be lost.", "seen": str(version.revision)}
    before = rows(store)
    page = client.post(f"/s/oak/decisions/{version.id}", data=late)
    assert page.status_code == 409
    assert "returned version 1 of the proposal for Year 3 blog" in page.text
    assert "The typed reason that must not be lost." in page.text
    assert rows(store) == before


@pytest.mark.parametrize("seen", [None, "", "abc", "-1", "999999999999999999999", "1\x00"])
def test_a_missing_or_garbled_version_is_422(client: CheckedClient, store: Session, seen: str | None) -> None:
    cast, version = ready(store)
    sign_in(client, store, cast.head)
    sent = {"answer": "approve", "reason": REASON} | ({"seen": seen} if seen is not None else {})
    before = rows(store)
    assert client.post(f"/s/oak/decisions/{version.id}", data=sent).status_code == 422
    assert rows(store) == before


def test_discussion_consultation_signature_and_brand_have_their_pages(client: CheckedClient, store: Session) -> None:
    cast = make_cast(store)
    _, version = submitted_site(store, cast)
    address = f"/s/oak/decisions/{version.id}"
    sign_in(client, store, cast.assistant)
    page = client.get(f"{address}/discussion")
    assert page.status_code == 200
    day = {"held_on": ["17", "11", "2026"]}
    sent = {**day, "who": "The leadership team", "points": "Parents may comment, all comments wait."}
    assert client.post(f"{address}/discussion", data=sent).status_code == 302
    sign_in(client, store, cast.head)
    assert client.get(f"{address}/consultation").status_code == 200
    sent = {**day, "purpose": "Writing is worth the time.", "content": "Class work without names is fine."}
    assert client.post(f"{address}/consultation", data=sent).status_code == 302
    store.refresh(version)
    sent = {"is_yes": "yes", "reason": "The crest at the top is fine.", "seen": str(version.revision)}
    assert client.get(f"{address}/brand").status_code == 200
    assert client.post(f"{address}/brand", data=sent).status_code == 302
    sign_in(client, store, cast.dsl)
    assert client.get(f"{address}/risks").status_code == 200
    digest = risk_digest(version.answers)
    assert client.post(f"{address}/risks", data={"digest": digest, "note": ""}).status_code == 302
    page = client.get(address)
    assert "Parents may comment, all comments wait." in page.text
    assert store.scalars(sa.select(Decision.kind)).one().value == "brand"


def test_a_signature_under_other_risks_is_refused(client: CheckedClient, store: Session) -> None:
    cast = make_cast(store)
    _, version = submitted_site(store, cast)
    sign_in(client, store, cast.dsl)
    before = rows(store)
    page = client.post(f"/s/oak/decisions/{version.id}/risks", data={"digest": "0" * 64, "note": ""})
    assert page.status_code == 422
    assert "The risks were changed since you opened them." in page.text
    assert rows(store) == before


def test_a_word_on_the_brand_holds_for_the_next_version_that_asks_for_the_same(
    client: CheckedClient, store: Session
) -> None:
    cast, first = ready(store)
    asked, head = {"version_id": first.id, "seen": first.revision, "reason": REASON}, cast.actor(store, cast.head)
    decide_brand(store, head, NOW, **asked, is_yes=True)
    sign_in(client, store, cast.head)
    same = submitted_again(store, first)
    assert "to version 1, which asked for the same" in client.get(f"/s/oak/decisions/{same.id}").text
    other = submitted_again(store, same, logo_where="In the first post only.")
    assert "Decide on logo and brand" in client.get(f"/s/oak/decisions/{other.id}").text


def test_who_does_not_decide_is_not_told_that_they_do_not(client: CheckedClient, store: Session) -> None:
    cast = make_cast(store)
    _, version = submitted_site(store, cast)
    page = sign_in(client, store, cast.assistant).get(f"/s/oak/decisions/{version.id}")
    assert "The safeguarding lead has not signed the risks" in page.text
    assert "Only the head" not in page.text


def test_people_who_wait_for_the_heads_small_yes_stand_on_the_page(client: CheckedClient, store: Session) -> None:
    cast = make_cast(store)
    site, _ = submitted_site(store, cast)
    site_id = site.id
    start_writing(store)
    store.add(
        Appointment(
            school_id=cast.school.id,
            site_id=site_id,
            person_id=cast.second.id,
            duty=Duty.ADMINISTRATOR,
            named_by=cast.teacher.id,
            named_at=NOW,
            starts_on=TODAY,
            confirmed_at=NOW,
        )
    )
    store.commit()
    page = sign_in(client, store, cast.head).get("/s/oak/decisions")
    assert "second teacher as administrator of Year 3 blog" in page.text
