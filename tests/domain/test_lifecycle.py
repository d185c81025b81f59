"""The life of a site as DESIGN section 5 writes it down: every action in every state, and who may ask for it.

The table stands here in the spec's words and is never read from the code under test.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from governance.domain.lifecycle import outcome, refusals
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.words import Action, Approver, Capacity, SiteState, VersionState

SITE_STATES = ["found", "proposed", "approved", "live", "suspended", "closing", "closed"]
VERSION_STATES = ["draft", "submitted", "returned", "declined", "withdrawn", "approved", "superseded"]
CAPACITIES = [
    "staff",
    "proposer",
    "resourcing_owner",
    "leadership",
    "head",
    "second_approver",
    "dsl",
    "ict_lead",
    "clock",
]

# A situation in which nothing but the state and the capacity can stand in the way.
FINE = Situation(
    actor=7,
    proposer=3,
    reason="The class needs it for its writing.",
    has_approved_version=True,
    discussed=True,
    consulted=True,
    risks_signed=True,
    administrators_named=frozenset({3, 4}),
    moderators_named=frozenset({4}),
    deciding_as=frozenset({Approver.HEAD}),
    amber_with_date=True,
    due_for_decision=True,
    new_end_approved=True,
    exit_steps=2,
    closing_from=SiteState.LIVE,
)

# action: who may; the site states it is possible in (None: the site does not matter); the version states likewise.
TABLE: dict[str, tuple[str, str | None, str | None]] = {
    "start": ("staff", "", None),
    "register_found": ("ict_lead", "", None),
    "adopt": ("staff", "found", None),
    "record_discussion": ("leadership", None, "draft submitted returned"),
    "record_consultation": ("head", None, "draft submitted returned"),
    "submit": ("proposer", None, "draft returned"),
    "revise": ("proposer", None, "returned"),
    "return": ("head", None, "submitted"),
    "decline": ("head second_approver", None, "submitted"),
    "approve": ("head second_approver", None, "submitted"),
    "hand_over": ("proposer head ict_lead", None, "draft submitted returned"),
    "amend": ("resourcing_owner proposer", "proposed approved live suspended", None),
    "launch": ("ict_lead", "approved found", None),
    "suspend": ("head dsl ict_lead clock", "live", None),
    "resume": ("head ict_lead", "suspended", None),
    "extend": ("head", "live", None),
    "continue": ("head", "live", None),
    "start_closing": ("resourcing_owner head ict_lead", "found live suspended", None),
    "cancel_closing": ("head", "closing", None),
    "close": ("ict_lead", "closing", None),
    "reopen": ("staff", "closed", None),
}


def codes(action: str, situation: Situation) -> set[str]:
    return {refusal.code for refusal in refusals(Action(action), situation)}


def situation(capacity: str, site: str | None, version: str | None, **known: object) -> Situation:
    return replace(
        FINE,
        capacities=frozenset({Capacity(capacity)}),
        site=SiteState(site) if site else None,
        version=VersionState(version) if version else None,
        **known,
    )


def somebody(action: str) -> str:
    return TABLE[action][0].split()[0]


def test_the_table_speaks_of_every_action_but_withdraw_which_has_its_own() -> None:
    assert {*TABLE, "withdraw"} == {action.value for action in Action}


@pytest.mark.parametrize("site", SITE_STATES)
@pytest.mark.parametrize("action", [name for name, row in TABLE.items() if row[1]])
def test_every_action_on_a_site_in_every_state(action: str, site: str) -> None:
    possible = site in (TABLE[action][1] or "").split()
    found = codes(action, situation(somebody(action), site, "approved"))
    assert found == (set() if possible else {"not_in_this_state"})


@pytest.mark.parametrize("version", VERSION_STATES)
@pytest.mark.parametrize("action", [name for name, row in TABLE.items() if row[2]])
def test_every_action_on_a_version_in_every_state(action: str, version: str) -> None:
    possible = version in (TABLE[action][2] or "").split()
    found = codes(action, situation(somebody(action), "proposed", version))
    assert found == (set() if possible else {"not_in_this_state"})


@pytest.mark.parametrize("capacity", CAPACITIES)
@pytest.mark.parametrize("action", TABLE)
def test_every_action_in_every_capacity(action: str, capacity: str) -> None:
    who, sites, versions = TABLE[action]
    site = sites.split()[0] if sites else (None if sites == "" else "proposed")
    version = versions.split()[0] if versions else "approved"
    found = codes(action, situation(capacity, site, version))
    assert found == (set() if capacity in who.split() else {"not_yours_to_do"})


@pytest.mark.parametrize("capacity", CAPACITIES)
@pytest.mark.parametrize(
    ("site", "version", "expected"),
    [
        ("proposed", "draft", set()),
        ("proposed", "submitted", set()),
        ("proposed", "returned", set()),
        ("approved", "approved", set()),
        ("found", "approved", set()),
        ("live", "draft", set()),
        ("live", "approved", {"launched_already"}),
        ("suspended", "approved", {"launched_already"}),
        ("closing", "approved", {"launched_already"}),
        ("closed", "approved", {"launched_already"}),
        ("proposed", "declined", {"not_in_this_state"}),
        ("proposed", "withdrawn", {"not_in_this_state"}),
        ("live", "superseded", {"not_in_this_state"}),
    ],
)
def test_withdraw_draft_submitted_returned_or_approved_before_launch(
    site: str, version: str, expected: set[str], capacity: str
) -> None:
    allowed = capacity in ("proposer", "head")
    assert codes("withdraw", situation(capacity, site, version)) == (
        expected if allowed else expected | {"not_yours_to_do"}
    )


def test_who_and_when_are_different_refusals_and_both_are_said() -> None:
    assert codes("launch", situation("staff", "live", "approved")) == {"not_yours_to_do", "not_in_this_state"}


ONLY_IF = [
    pytest.param("start", "staff", "proposed", None, {}, "not_in_this_state", id="a start makes a site of its own"),
    pytest.param("adopt", "staff", "found", None, {"has_open_version": True}, "version_open", id="adopt once"),
    pytest.param("amend", "proposer", "live", None, {"has_open_version": True}, "version_open", id="nothing open"),
    pytest.param("reopen", "staff", "closed", None, {"has_open_version": True}, "version_open", id="reopen once"),
    pytest.param(
        "record_discussion", "leadership", "proposed", "draft", {"proposer": 7}, "own_proposal", id="not with oneself"
    ),
    pytest.param(
        "record_consultation", "head", "proposed", "draft", {"proposer": 7}, "own_proposal", id="head consults another"
    ),
    pytest.param(
        "submit",
        "proposer",
        "proposed",
        "draft",
        {"incomplete": (Refusal("end_missing", "Enter the planned end.", "A.1.6"),)},
        "end_missing",
        id="complete, clause by clause",
    ),
    pytest.param("submit", "proposer", "closing", "draft", {}, "site_is_ending", id="no new text while it closes"),
    pytest.param("approve", "head", "closed", "submitted", {}, "site_is_ending", id="no yes for a closed site"),
    pytest.param(
        "hand_over", "head", "proposed", "draft", {"new_proposer_is_staff": False}, "not_staff", id="to staff only"
    ),
    pytest.param("return", "head", "proposed", "submitted", {"proposer": 7}, "own_proposal", id="return not one's own"),
    pytest.param("decline", "head", "proposed", "submitted", {"proposer": 7}, "own_proposal", id="decline not own"),
    pytest.param("approve", "head", "proposed", "submitted", {"proposer": 7}, "own_proposal", id="not the proposer"),
    pytest.param(
        "approve", "head", "proposed", "submitted", {"discussed": False}, "no_discussion", id="discussion recorded"
    ),
    pytest.param(
        "approve", "head", "proposed", "submitted", {"consulted": False}, "no_consultation", id="consultation recorded"
    ),
    pytest.param(
        "approve",
        "head",
        "proposed",
        "submitted",
        {"pupil_site": True, "risks_signed": False},
        "risks_not_signed",
        id="DSL signed the risk rows of a pupil site",
    ),
    pytest.param(
        "approve",
        "head",
        "proposed",
        "submitted",
        {"administrators_named": frozenset({4}), "moderators_named": frozenset({4})},
        "too_few_people",
        id="the same person twice counts once",
    ),
    pytest.param(
        "approve",
        "head",
        "proposed",
        "submitted",
        {"administrators_named": frozenset(), "moderators_named": frozenset({3, 4})},
        "duty_not_named",
        id="an administrator is named",
    ),
    pytest.param(
        "approve",
        "second_approver",
        "proposed",
        "submitted",
        {"yes_persons": frozenset({7})},
        "decided_already",
        id="every approver is another person",
    ),
    pytest.param(
        "launch",
        "ict_lead",
        "found",
        None,
        {"has_approved_version": False},
        "no_approved_version",
        id="found needs one",
    ),
    pytest.param(
        "launch",
        "ict_lead",
        "approved",
        None,
        {"gate": (Refusal("gate_cover", "Nobody is there on Monday.", "A.5"),)},
        "gate_cover",
        id="the go-live gate",
    ),
    pytest.param(
        "resume",
        "head",
        "suspended",
        None,
        {"gate": (Refusal("gate_people", "One person.", "A.5"),)},
        "gate_people",
        id="the gate again",
    ),
    pytest.param("extend", "head", "live", None, {"amber_with_date": False}, "no_date_running", id="amber with a date"),
    pytest.param("extend", "head", "live", None, {"extended_already": True}, "extended_already", id="once"),
    pytest.param(
        "continue", "head", "live", None, {"due_for_decision": False}, "not_due_for_decision", id="at its planned end"
    ),
    pytest.param(
        "continue", "head", "live", None, {"new_end_approved": False}, "no_new_end", id="a new version with a new end"
    ),
    pytest.param(
        "cancel_closing",
        "head",
        "closing",
        None,
        {"irreversible_step_signed": True},
        "irreversible_signed",
        id="nothing irreversible signed yet",
    ),
    pytest.param(
        "close",
        "ict_lead",
        "closing",
        None,
        {"exit_steps_unsigned": ("Take down pictures",)},
        "exit_step_unsigned",
        id="every exit step signed",
    ),
    pytest.param("close", "ict_lead", "closing", None, {"exit_steps": 0}, "no_exit_steps", id="an exit plan at all"),
]


@pytest.mark.parametrize(("action", "capacity", "site", "version", "known", "code"), ONLY_IF)
def test_only_if(
    action: str, capacity: str, site: str, version: str | None, known: dict[str, object], code: str
) -> None:
    assert codes(action, situation(capacity, site, version or "approved", **known)) == {code}


@pytest.mark.parametrize(
    "action", ["return", "decline", "approve", "withdraw", "suspend", "extend", "start_closing", "cancel_closing"]
)
def test_a_reason_is_asked_for(action: str) -> None:
    place = {
        "withdraw": ("proposer", "proposed", "draft"),
        "suspend": ("head", "live", "approved"),
        "extend": ("head", "live", "approved"),
        "start_closing": ("head", "live", "approved"),
        "cancel_closing": ("head", "closing", "approved"),
    }.get(action, ("head", "proposed", "submitted"))
    assert len(refusals(Action(action), situation(*place, reason="  "))) == 1
    assert len(refusals(Action(action), situation(*place, reason="because"))) == 1


def test_all_reasons_are_said_at_once() -> None:
    found = codes(
        "approve",
        situation("head", "proposed", "submitted", proposer=7, discussed=False, consulted=False, reason="Yes, good."),
    )
    assert found == {"own_proposal", "no_discussion", "no_consultation"}


OUTCOMES = [
    ("start", None, None, "proposed", "draft"),
    ("register_found", None, None, "found", None),
    ("adopt", "found", None, "found", "draft"),
    ("record_discussion", "proposed", "submitted", "proposed", "submitted"),
    ("record_consultation", "proposed", "draft", "proposed", "draft"),
    ("submit", "proposed", "draft", "proposed", "submitted"),
    ("submit", "live", "returned", "live", "submitted"),
    ("revise", "proposed", "returned", "proposed", "draft"),
    ("return", "proposed", "submitted", "proposed", "returned"),
    ("decline", "live", "submitted", "live", "declined"),
    ("approve", "proposed", "submitted", "approved", "approved"),
    ("approve", "found", "submitted", "found", "approved"),
    ("approve", "live", "submitted", "live", "approved"),
    ("approve", "suspended", "submitted", "suspended", "approved"),
    ("withdraw", "proposed", "draft", "proposed", "withdrawn"),
    ("withdraw", "approved", "approved", "proposed", "withdrawn"),
    ("withdraw", "found", "approved", "found", "withdrawn"),
    ("hand_over", "proposed", "returned", "proposed", "returned"),
    ("amend", "approved", "approved", "proposed", "draft"),
    ("amend", "live", "approved", "live", "draft"),
    ("amend", "suspended", "approved", "suspended", "draft"),
    ("amend", "proposed", "declined", "proposed", "draft"),
    ("launch", "approved", "approved", "live", "approved"),
    ("launch", "found", "approved", "live", "approved"),
    ("suspend", "live", "approved", "suspended", "approved"),
    ("resume", "suspended", "approved", "live", "approved"),
    ("extend", "live", "approved", "live", "approved"),
    ("continue", "live", "approved", "live", "approved"),
    ("start_closing", "found", None, "closing", None),
    ("start_closing", "suspended", "approved", "closing", "approved"),
    ("cancel_closing", "closing", "approved", "live", "approved"),
    ("close", "closing", "approved", "closed", "approved"),
    ("reopen", "closed", "approved", "proposed", "draft"),
]


@pytest.mark.parametrize(("action", "site", "version", "site_after", "version_after"), OUTCOMES)
def test_where_an_action_leads(
    action: str, site: str | None, version: str | None, site_after: str | None, version_after: str | None
) -> None:
    found = outcome(Action(action), situation("head", site, version))
    assert (found.site, found.version) == (site_after, version_after)


def test_the_last_yes_moves_it() -> None:
    asked = frozenset({Approver.HEAD, Approver.GOVERNORS})
    first = situation("head", "proposed", "submitted", approvers=asked)
    assert (outcome(Action.APPROVE, first).site, outcome(Action.APPROVE, first).version) == ("proposed", "submitted")
    last = replace(first, yes_from=frozenset({Approver.GOVERNORS}))
    assert (outcome(Action.APPROVE, last).site, outcome(Action.APPROVE, last).version) == ("approved", "approved")
