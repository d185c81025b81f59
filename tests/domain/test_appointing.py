"""Who may be named, who answers, who decides and when a duty may end: each reason by itself (A.3.1, A.5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from governance.domain.appointing import answer_refusals, approval_refusals, end_refusals, naming_refusals
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.words import Capacity, SiteState

TODAY, YESTERDAY, TOMORROW = date(2026, 11, 18), date(2026, 11, 17), date(2026, 11, 19)


def codes(found: tuple[Refusal, ...]) -> list[str]:
    return [refusal.code for refusal in found]


def situation(*capacities: Capacity, actor: int = 9, site: SiteState = SiteState.LIVE, reason: str = "") -> Situation:
    return Situation(capacities=frozenset(capacities), actor=actor, site=site, reason=reason)


def naming(who: Situation, **changed: Any) -> list[str]:
    asked: dict[str, Any] = {
        "today": TODAY,
        "starts_on": TODAY,
        "ends_on": None,
        "member_until": None,
        "is_member": True,
        "is_authorised": True,
        "holds_already": False,
    }
    return codes(naming_refusals(who, **{**asked, **changed}))


@pytest.mark.parametrize("capacity", list(Capacity))
def test_who_names(capacity: Capacity) -> None:
    may = capacity.value in {"resourcing_owner", "proposer", "ict_lead", "head"}
    assert naming(situation(capacity)) == ([] if may else ["not_yours_to_do"])


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"is_member": False}, "not_member", id="somebody from elsewhere"),
        pytest.param({"member_until": YESTERDAY}, "not_member", id="a leaver"),
        pytest.param({"is_authorised": False}, "not_authorised", id="a contractor without authorisation"),
        pytest.param({"holds_already": True}, "holds_already", id="the same person twice in one duty"),
        pytest.param({"starts_on": YESTERDAY}, "starts_in_past", id="a start in the past"),
        pytest.param({"ends_on": YESTERDAY}, "ends_before_start", id="an end before the start"),
    ],
)
def test_each_reason_against_a_naming(changed: dict[str, Any], code: str) -> None:
    assert naming(situation(Capacity.HEAD), **changed) == [code]


def test_the_last_day_at_the_school_can_be_the_first_of_a_duty() -> None:
    assert naming(situation(Capacity.HEAD), member_until=TODAY) == []


def test_nobody_is_named_on_a_closed_site() -> None:
    assert naming(situation(Capacity.HEAD, site=SiteState.CLOSED)) == ["not_in_this_state"]


def test_only_the_person_answers_and_only_while_it_stands() -> None:
    assert codes(answer_refusals(1, 1, False)) == []
    assert codes(answer_refusals(2, 1, False)) == ["not_yours_to_do"]
    assert codes(answer_refusals(1, 1, True)) == ["not_in_this_state"]


@pytest.mark.parametrize(
    ("who", "changed", "found"),
    [
        pytest.param(situation(Capacity.HEAD), {}, [], id="the head approves"),
        pytest.param(situation(Capacity.ICT_LEAD), {}, ["not_yours_to_do"], id="nobody else does"),
        pytest.param(situation(Capacity.HEAD, actor=1), {}, ["own_appointment"], id="never one’s own duty"),
        pytest.param(situation(Capacity.HEAD, actor=2), {}, ["own_naming"], id="never whom one named"),
        pytest.param(situation(Capacity.HEAD), {"is_confirmed": False}, ["not_confirmed"], id="before they took it"),
        pytest.param(situation(Capacity.HEAD), {"is_decided": True}, ["not_in_this_state"], id="decided already"),
        pytest.param(situation(Capacity.HEAD), {"is_yes": False}, ["reason_blank"], id="a no needs its reason"),
        pytest.param(
            situation(Capacity.HEAD, reason="Too many duties already."),
            {"is_yes": False, "is_confirmed": False},
            [],
            id="a no need not wait for the person",
        ),
    ],
)
def test_the_small_approval(who: Situation, changed: dict[str, bool], found: list[str]) -> None:
    asked = {"is_confirmed": True, "is_decided": False, "is_yes": True, **changed}
    assert codes(approval_refusals(who, person_id=1, named_by=2, **asked)) == found


@pytest.mark.parametrize(
    ("who", "changed", "found"),
    [
        pytest.param(situation(Capacity.HEAD), {}, [], id="the head ends it"),
        pytest.param(situation(Capacity.STAFF, actor=1), {}, [], id="the person always may"),
        pytest.param(situation(Capacity.DSL), {}, ["not_yours_to_do"], id="others may not"),
        pytest.param(situation(Capacity.HEAD), {"is_over": True}, ["not_in_this_state"], id="it is over"),
        pytest.param(situation(Capacity.HEAD), {"ends_on": YESTERDAY}, ["ends_in_past"], id="no last day in the past"),
        pytest.param(
            situation(Capacity.HEAD), {"starts_on": TOMORROW}, ["ends_before_start"], id="nor before the first day"
        ),
    ],
)
def test_the_end_of_a_duty(who: Situation, changed: dict[str, Any], found: list[str]) -> None:
    asked = {"starts_on": YESTERDAY, "ends_on": TODAY, "is_over": False, **changed}
    assert codes(end_refusals(who, person_id=1, today=TODAY, **asked)) == found
