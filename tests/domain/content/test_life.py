"""The life of a draft as the specification's rows: who may do what, when, and what must hold first (A.3.4, A.4.5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from governance.domain.content.life import DraftSituation, outcome, refusals
from governance.domain.content.words import DraftAction, DraftState, Hand
from governance.domain.refusals import Refusal
from governance.domain.words import SiteState

TODAY = dt.date(2026, 11, 18)
AUTHOR, STAFF, LEADERSHIP, CLOCK = Hand.AUTHOR, Hand.STAFF, Hand.LEADERSHIP, Hand.CLOCK

ROWS = [
    ("write", {"draft"}, {AUTHOR}, None),
    ("submit", {"draft"}, {AUTHOR}, "submitted"),
    ("revise", {"submitted", "returned", "approved"}, {AUTHOR}, "draft"),
    ("read_again", {"submitted"}, {STAFF}, None),
    ("return", {"submitted"}, {LEADERSHIP}, "returned"),
    ("decline", {"submitted"}, {LEADERSHIP}, "declined"),
    ("approve", {"submitted"}, {LEADERSHIP}, "approved"),
    ("withdraw", {"draft", "submitted", "returned", "approved"}, {AUTHOR}, "withdrawn"),
    ("publish", {"approved"}, {AUTHOR, LEADERSHIP, CLOCK}, "published"),
]


def situation(state: str = "submitted", hand: Hand = LEADERSHIP, **known: Any) -> DraftSituation:
    """Everything holds: the text is complete, it was talked over, and a reason was typed."""
    complete = {"discussed_on": TODAY, "reason": "The date of the trip is wrong."}
    return DraftSituation(DraftState(state), frozenset({hand}), SiteState.LIVE, TODAY, **{**complete, **known})


def codes(action: str, known: DraftSituation) -> list[str]:
    return [refusal.code for refusal in refusals(DraftAction(action), known)]


@pytest.mark.parametrize(("action", "states", "hands", "leads_to"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_of_the_table(action: str, states: set[str], hands: set[Hand], leads_to: str | None) -> None:
    for state in DraftState:
        for hand in Hand:
            known = situation(state, hand, is_sensitive=action == "read_again")
            expected = [] if hand in hands else ["not_yours_to_do"]
            expected += [] if state in states else ["not_in_this_state"]
            assert codes(action, known) == expected, (action, state, hand)
            if not expected:
                assert outcome(DraftAction(action), known) == (leads_to or state)


@pytest.mark.parametrize("action", ["return", "decline", "approve"])
def test_nobody_decides_on_their_own(action: str) -> None:
    assert codes(action, situation(is_own=True)) == ["own_content"]


@pytest.mark.parametrize("action", ["return", "decline"])
def test_a_no_has_its_reason(action: str) -> None:
    assert codes(action, situation(reason="")) == ["reason_blank"]


def test_a_yes_needs_the_discussion_with_its_author() -> None:
    assert codes("approve", situation(discussed_on=None)) == ["not_discussed"]
    assert codes("approve", situation(discussed_on=dt.date(2026, 11, 19))) == ["discussed_in_future"]


def test_a_yes_to_a_sensitive_text_needs_a_reader_who_is_neither_author_nor_approver() -> None:
    assert codes("approve", situation(is_sensitive=True)) == ["no_second_reader"]
    assert codes("approve", situation(is_sensitive=True, second_says=True)) == []
    assert codes("approve", situation(is_sensitive=True, second_says=False)) == ["second_reader_says_no"]
    both = situation(is_sensitive=True, second_says=True, was_second_reader=True)
    assert codes("approve", both) == ["second_reader_decides"]
    assert codes("return", both) == []


def test_the_second_reader_is_not_its_author_and_reads_once() -> None:
    assert codes("read_again", situation(hand=STAFF, is_sensitive=True, is_own=True)) == ["own_content"]
    assert codes("read_again", situation(hand=STAFF, is_sensitive=True, second_says=True)) == ["read_already"]
    assert codes("read_again", situation(hand=STAFF)) == ["not_sensitive"]


def test_what_is_incomplete_is_neither_submitted_nor_approved() -> None:
    lacks = (Refusal("no_consent", "A pupil on it has no consent.", "A.4.4"),)
    assert codes("submit", situation("draft", AUTHOR, incomplete=lacks)) == ["no_consent"]
    assert codes("approve", situation(incomplete=lacks)) == ["no_consent"]
    assert codes("approve", situation(unconfirmed=(Refusal("not_confirmed", "Confirm."),))) == ["not_confirmed"]


@pytest.mark.parametrize("state", ["found", "proposed", "closing", "closed"])
def test_nothing_new_goes_on_a_site_that_is_not_approved_or_is_ending(state: str) -> None:
    assert codes("submit", DraftSituation(DraftState.DRAFT, frozenset({AUTHOR}), SiteState(state), TODAY)) == [
        "site_takes_nothing"
    ]
