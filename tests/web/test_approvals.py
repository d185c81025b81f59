"""Other approvals in the browser: a form of each kind, the decision, lists, exports, void when changed."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.approvals.words import RequestKind, RequestState
from governance.queries.decisions import count_waiting
from tests.factories import TODAY, make_site, sign_in
from tests.services.approvals_cast import WHY, advert, approved, asked, brand, commitment, participation, row, seen
from tests.services.cast import Cast, live_site, make_cast
from tests.web.page_checks import CheckedClient

PARTICIPATION = {
    "label": "Rivers round",
    "owner": "Elm School",
    "address": "https://rivers.elm.example/round",
    "purpose": "Our pupils comment on other classes’ work.",
    "who": "Ms First with Year 4",
    "safety": "Comments are held there until somebody looks.",
    "ends_on": ["25", "3", "2027"],
}


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    return CheckedClient(app)


@pytest.fixture
def cast(store: Session) -> Cast:
    return make_cast(store)


def test_a_teacher_asks_and_the_head_decides(client: CheckedClient, store: Session, cast: Cast) -> None:
    sign_in(client, store, cast.teacher)
    answer = client.post("/s/oak/approvals/ask/participation", data=PARTICIPATION)
    assert answer.status_code == 302
    made = answer.headers["Location"]
    page = client.get(made).text
    assert "Waiting for a decision" in page
    assert "Your decision" not in page
    sign_in(client, store, cast.head)
    assert "Rivers round" in client.get("/s/oak/decisions").text
    assert "Decide on “Rivers round" in client.get("/s/oak/").text
    decided = {"seen": 1, "answer": "approve", "reason": WHY, "conditions": "No names of pupils."}
    assert client.post(f"{made}/decide", data={**decided, "reason": ""}).status_code == 422
    assert client.post(f"{made}/decide", data=decided).status_code == 302
    page = client.get(made).text
    assert "No names of pupils." in page
    assert "Rivers round" in client.get("/s/oak/approvals/of/participation").text
    assert "Rivers round" not in client.get("/s/oak/sites").text


def test_what_is_missing_is_said_beside_its_question(client: CheckedClient, store: Session, cast: Cast) -> None:
    sign_in(client, store, cast.teacher)
    for kind in RequestKind:
        assert client.get(f"/s/oak/approvals/ask/{kind.value}").status_code == 200
        assert client.post(f"/s/oak/approvals/ask/{kind.value}", data={}).status_code == 422
    own = {**PARTICIPATION, "address": "not an address"}
    answer = client.post("/s/oak/approvals/ask/participation", data=own)
    assert answer.status_code == 422
    assert "address-error" in answer.text


def test_the_count_and_the_list_come_from_the_same_where(store: Session, cast: Cast) -> None:
    asked(store, cast, RequestKind.BRAND, brand(use="print"))
    asked(store, cast, RequestKind.COMMITMENT, commitment())
    asked(store, cast, RequestKind.COMMITMENT, commitment(), by=cast.head)
    of_head = count_waiting(cast.school.id, cast.head.id, [], TODAY, list(RequestKind))
    of_leadership = count_waiting(cast.school.id, cast.assistant.id, [], None, [RequestKind.COMMITMENT])
    assert store.scalar(sa.select(of_head)) == 2
    assert store.scalar(sa.select(of_leadership)) == 2
    store.rollback()


def test_a_member_of_leadership_sees_the_authorisations_that_wait(
    client: CheckedClient, store: Session, cast: Cast
) -> None:
    asked(store, cast, RequestKind.COMMITMENT, commitment())
    asked(store, cast, RequestKind.BRAND, brand(use="print"))
    page = sign_in(client, store, cast.assistant).get("/s/oak/decisions").text
    assert "Stall at the fair" in page
    assert "Logo at the head of the page" not in page


def test_the_head_who_asked_is_told_who_decides(client: CheckedClient, store: Session, cast: Cast) -> None:
    request_id = asked(store, cast, RequestKind.PARTICIPATION, participation(), by=cast.head)
    page = sign_in(client, store, cast.head).get(f"/s/oak/approvals/{request_id}").text
    assert "so somebody who acts for the head decides it" in page
    assert "Your decision" not in page


def test_a_changed_advert_is_void_and_asked_for_anew(client: CheckedClient, store: Session, cast: Cast) -> None:
    site_id = make_site(store, cast.school, cast.teacher).id
    request_id = approved(store, cast, RequestKind.ADVERTISING, advert(site_id))
    sign_in(client, store, cast.teacher)
    assert "the approval no longer holds" in client.get(f"/s/oak/approvals/{request_id}/change").text
    changed = {
        "seen": seen(store, request_id),
        "label": "Notice",
        "site": str(site_id),
        "text": "Everybody may write for us!",
        "where": "On a poster at the gate.",
        "starts_on": ["23", "11", "2026"],
        "ends_on": ["18", "12", "2026"],
    }
    answer = client.post(f"/s/oak/approvals/{request_id}/change", data=changed)
    assert answer.status_code == 302
    assert "Everybody may write for us!" in client.get(answer.headers["Location"]).text
    assert row(store, request_id).state is RequestState.VOID
    store.rollback()
    assert "See the changed request" in client.get(f"/s/oak/approvals/{request_id}").text


def test_withdrawing_and_ending(client: CheckedClient, store: Session, cast: Cast) -> None:
    waiting = asked(store, cast, RequestKind.BRAND, brand(use="print"))
    holding = approved(store, cast, RequestKind.PARTICIPATION, participation())
    sign_in(client, store, cast.teacher)
    assert client.post(f"/s/oak/approvals/{waiting}/withdraw", data={"seen": 1}).status_code == 302
    assert row(store, waiting).state is RequestState.WITHDRAWN
    store.rollback()
    assert client.get(f"/s/oak/approvals/{holding}/end").status_code == 200
    data = {"seen": seen(store, holding), "reason": "The round is over for us."}
    assert client.post(f"/s/oak/approvals/{holding}/end", data=data).status_code == 302
    assert "The round is over for us." in client.get(f"/s/oak/approvals/{holding}").text


def test_a_sites_page_says_what_was_asked_for_and_leads_to_asking(
    client: CheckedClient, store: Session, cast: Cast
) -> None:
    site_id = live_site(store, cast).id
    asked(store, cast, RequestKind.BRAND, brand(site_id))
    page = sign_in(client, store, cast.teacher).get(f"/s/oak/sites/{site_id}").text
    assert "The head approved the use of logo and brand on it." in page
    assert "Logo at the head of the page" in page
    assert f"/s/oak/approvals/ask/brand?site={site_id}" in page
    asking = client.get(f"/s/oak/approvals/ask/advertising?site={site_id}").text
    assert f'value="{site_id}" selected' in asking


def test_the_list_is_a_file_in_which_no_cell_runs(client: CheckedClient, store: Session, cast: Cast) -> None:
    approved(store, cast, RequestKind.PARTICIPATION, participation(label="=1+1"))
    answer = sign_in(client, store, cast.teacher).get("/s/oak/approvals/of/participation/export.csv")
    assert answer.mimetype == "text/csv"
    assert "'=1+1" in answer.text
    assert "approved" in answer.text


def test_the_public_answer_says_not_ours(client: CheckedClient, store: Session, cast: Cast) -> None:
    approved(store, cast, RequestKind.PARTICIPATION, participation())
    answer = client.post("/s/oak/register/check", data={"address": "https://rivers.elm.example/round/week-2"})
    assert "It is not our site, and our school takes part there" in answer.text
    assert "Rivers round" not in answer.text
