"""The life of a comment as DESIGN section 6 and the issue write it down: every action, state and capacity.

The table stands here in the spec's words and is never read from the code under test.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from governance.domain.comments.life import CommentSituation, outcome, refusals
from governance.domain.comments.words import CommentAction, CommentCapacity, CommentState

STATES = ["waiting", "published", "removed", "hidden"]
CAPACITIES = ["moderator", "decider", "dsl", "ict_lead"]
AT = dt.datetime(2026, 11, 18, 10, 30, tzinfo=dt.UTC)

# A situation in which nothing but the state and the capacity can stand in the way.
FINE = CommentSituation(
    actor=7,
    open_flags=1,
    published_by=3,
    removed_by=3,
    last=CommentAction.PUBLISH,
    last_decider=7,
    last_at=AT,
    now=AT + dt.timedelta(minutes=15),
    rule_chosen=True,
    to_person=8,
    note="Is this all right?",
)

# action: who may; from which states; to which state ("=": as it is).
TABLE = {
    "publish": ("moderator", "waiting", "published"),
    "keep": ("moderator", "published removed", "="),
    "remove": ("moderator", "waiting published", "removed"),
    "hide": ("moderator dsl", "waiting published removed", "hidden"),
    "ask": ("moderator", "waiting published removed", "="),
    "hand_on": ("moderator", "waiting published removed", "="),
    "undo": ("decider", "published removed", "waiting"),
    "reopen": ("moderator", "published removed", "waiting"),
    "release": ("dsl", "hidden", "waiting"),
}


@pytest.mark.parametrize("capacity", CAPACITIES)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", TABLE)
def test_what_may_happen_to_a_comment(action: str, state: str, capacity: str) -> None:
    who, states, to = TABLE[action]
    situation = replace(
        FINE, state=CommentState(state), capacities=frozenset({CommentCapacity(capacity)}), open_flags=1
    )
    codes = {refusal.code for refusal in refusals(CommentAction(action), situation)}
    expected = set()
    if capacity not in who.split():
        expected.add("not_yours_to_do")
    if state not in states.split():
        expected.add("with_safeguarding" if state == "hidden" else "not_in_this_state")
        if action in ("ask", "hand_on"):
            expected.add("not_in_queue")
    assert codes == expected
    if not expected:
        assert outcome(CommentAction(action), situation) == (state if to == "=" else to)


def test_every_action_stands_in_the_table() -> None:
    assert set(TABLE) == {action.value for action in CommentAction}


MODERATOR = replace(FINE, capacities=frozenset({CommentCapacity.MODERATOR, CommentCapacity.DECIDER}))


@pytest.mark.parametrize(
    ("action", "changed", "codes"),
    [
        pytest.param("remove", {"rule_chosen": False}, ["no_rule_chosen"], id="a removal cites a house rule"),
        pytest.param(
            "keep",
            {"state": CommentState.PUBLISHED, "published_by": 7},
            ["own_decision"],
            id="a report goes to a moderator who did not publish it",
        ),
        pytest.param(
            "keep",
            {"state": CommentState.REMOVED, "removed_by": 7},
            ["own_decision"],
            id="nobody answers for their own removal",
        ),
        pytest.param(
            "keep",
            {"state": CommentState.REMOVED, "open_appeal": True},
            ["appeal_open"],
            id="an appeal is decided as an appeal",
        ),
        pytest.param(
            "reopen",
            {"state": CommentState.REMOVED, "open_appeal": True},
            ["appeal_open"],
            id="an appeal is not passed by reopening",
        ),
        pytest.param("keep", {"state": CommentState.PUBLISHED, "open_flags": 0}, ["nothing_to_answer"], id="no report"),
        pytest.param("hand_on", {"to_person": 7}, ["no_colleague_chosen"], id="nobody hands on to themselves"),
        pytest.param(
            "hand_on",
            {"state": CommentState.PUBLISHED, "open_flags": 1, "published_by": 9, "to_person": 9},
            ["colleague_decided_it"],
            id="a report is not handed to who published it",
        ),
        pytest.param("hand_on", {"to_person": None}, ["no_colleague_chosen"], id="handing on needs a colleague"),
        pytest.param("hand_on", {"may_look": False}, ["colleague_may_not_look"], id="only to who may look"),
        pytest.param("ask", {"note": "  "}, ["no_question"], id="a question has words"),
        pytest.param(
            "hand_on",
            {"state": CommentState.PUBLISHED, "open_flags": 0},
            ["not_in_queue"],
            id="what is decided is not handed round",
        ),
        pytest.param(
            "undo",
            {"state": CommentState.PUBLISHED, "now": AT + dt.timedelta(minutes=15, seconds=1)},
            ["undo_too_late"],
            id="undo for fifteen minutes",
        ),
        pytest.param(
            "undo",
            {"state": CommentState.REMOVED, "last": CommentAction.HIDE},
            ["nothing_to_undo"],
            id="what was passed to the safeguarding lead is not undone",
        ),
    ],
)
def test_only_if(action: str, changed: dict[str, Any], codes: list[str]) -> None:
    situation = replace(MODERATOR, **changed)
    assert [refusal.code for refusal in refusals(CommentAction(action), situation)] == codes


def test_a_report_that_is_answered_again_leaves_the_page_as_it_was() -> None:
    situation = replace(MODERATOR, state=CommentState.PUBLISHED, last=CommentAction.KEEP)
    assert outcome(CommentAction.UNDO, situation) is CommentState.PUBLISHED


def test_every_reason_is_told_at_once() -> None:
    stranger = replace(FINE, capacities=frozenset(), rule_chosen=False, state=CommentState.REMOVED)
    found = [refusal.code for refusal in refusals(CommentAction.REMOVE, stranger)]
    assert found == ["not_yours_to_do", "not_in_this_state", "no_rule_chosen"]
