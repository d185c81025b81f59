"""The exit steps: who adds and signs them, and when (A.1.6)."""

from __future__ import annotations

import pytest

from governance.domain.exit_plan import DEFAULT_STEPS, signing_refusals, step_refusals
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.words import Capacity, SiteState

DONE = "Done and looked at."


def codes(found: tuple[Refusal, ...]) -> list[str]:
    return [refusal.code for refusal in found]


def closing(*capacities: Capacity) -> Situation:
    return Situation(capacities=frozenset(capacities), site=SiteState.CLOSING)


@pytest.mark.parametrize("capacity", list(Capacity))
def test_who_adds_and_signs(capacity: Capacity) -> None:
    may = capacity.value in {"resourcing_owner", "proposer", "ict_lead", "head"}
    found = [] if may else ["not_yours_to_do"]
    assert codes(step_refusals(closing(capacity), DONE)) == found
    assert codes(signing_refusals(closing(capacity), DONE, holds_duty=False, is_signed=False)) == found


def test_whoever_runs_the_site_signs_too() -> None:
    assert codes(signing_refusals(closing(Capacity.STAFF), DONE, holds_duty=True, is_signed=False)) == []


@pytest.mark.parametrize("state", [state for state in SiteState if state is not SiteState.CLOSING])
def test_only_while_the_site_is_being_closed(state: SiteState) -> None:
    asked = Situation(capacities=frozenset({Capacity.HEAD}), site=state)
    assert codes(step_refusals(asked, DONE)) == ["not_in_this_state"]
    assert codes(signing_refusals(asked, DONE, holds_duty=True, is_signed=False)) == ["not_in_this_state"]


def test_a_signature_needs_words_and_is_given_once() -> None:
    head = closing(Capacity.HEAD)
    assert codes(signing_refusals(head, "", holds_duty=False, is_signed=False)) == ["reason_blank"]
    assert codes(signing_refusals(head, "Done", holds_duty=False, is_signed=False)) == ["reason_one_word"]
    assert codes(signing_refusals(head, DONE, holds_duty=False, is_signed=True)) == ["signed_already"]
    assert codes(step_refusals(head, " ")) == ["reason_blank"]


def test_an_account_without_a_plan_has_steps_some_of_which_cannot_be_taken_back() -> None:
    assert len(DEFAULT_STEPS) == 7
    assert [final for _, final in DEFAULT_STEPS] == [False, False, True, False, False, True, False]
