"""The go-live gate: each check by itself, what it finds and what it asks for (A.2 to A.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from governance.domain.ages import AgeCheck, AgeOutcome
from governance.domain.comments.holding import SeenByConnection
from governance.domain.cover import DayCover
from governance.domain.gate import Check, GateFacts, Seen, gate, gate_refusals

TODAY = date(2026, 11, 18)
DAYS = tuple(date(2026, 11, day) for day in (18, 19, 20, 23, 24))
COVERED = tuple(DayCover(day, (1,), (), True) for day in DAYS)
SEEN = Seen(valid_until=TODAY, has_link=True)

FINE = GateFacts(
    today=TODAY,
    has_approved_version=True,
    third_party=False,
    pupil_site=True,
    takes_contributions=True,
    uses_logo=True,
    brand_approved=True,
    logo_required=True,
    people=frozenset({1, 2}),
    administrators=frozenset({1}),
    people_at_least=2,
    why_not=(),
    cover=COVERED,
    cover_days=5,
    has_house_rules=True,
    has_terms=True,
    has_intervention_plan=True,
    age=None,
    planned_end=TODAY,
    exit_steps=4,
    measures=1,
    cards=1,
    rules_seen=SEEN,
    conformity_seen=SEEN,
    comments_held=SEEN,
    privacy_seen=SEEN,
    logo_seen=SEEN,
)


def failing(**changed: Any) -> dict[str, bool | None]:
    """The checks that do not hold, with whether that is known."""
    return {check.key: check.holds for check in gate(replace(FINE, **changed)) if not check.holds}


def check(key: str, **changed: Any) -> Check:
    return next(one for one in gate(replace(FINE, **changed)) if one.key == key)


def test_every_check_can_hold_and_says_what_it_found() -> None:
    checks = gate(FINE)
    assert [one.key for one in checks] == [
        "approval",
        "brand",
        "people",
        "cover",
        "rules",
        "rules_published",
        "comments_held",
        "privacy_settings",
        "logo",
        "identity",
        "exit_plan",
        "measures",
    ]
    assert all(one.holds and one.found and one.clause for one in checks)
    assert gate_refusals(checks) == ()


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        pytest.param({"has_approved_version": False}, {"approval": False}, id="A.3.2 nothing is approved"),
        pytest.param({"brand_approved": False}, {"brand": False}, id="A.3.5 the logo is not approved"),
        pytest.param({"people": frozenset({1})}, {"people": False}, id="A.5 one person is not two"),
        pytest.param({"administrators": frozenset()}, {"people": False}, id="A.5 nobody administers"),
        pytest.param({"cover": COVERED[:4]}, {"cover": None}, id="A.5 the calendar does not know five school days"),
        pytest.param(
            {"cover": (*COVERED[:4], DayCover(DAYS[4], (), (), False))}, {"cover": False}, id="A.5 one day is bare"
        ),
        pytest.param({"has_house_rules": False}, {"rules": False}, id="A.4.1 no house rules"),
        pytest.param({"has_terms": False}, {"rules": False}, id="A.4.1 no terms of use"),
        pytest.param({"rules_seen": None}, {"rules_published": None}, id="A.4.1 the site does not link to them"),
        pytest.param(
            {"rules_seen": Seen(TODAY, has_link=False)}, {"rules_published": False}, id="A.4.1 the link has no address"
        ),
        pytest.param(
            {"third_party": True, "conformity_seen": None}, {"conformity": None}, id="A.4.1 the host’s rules unread"
        ),
        pytest.param({"comments_held": None}, {"comments_held": None}, id="A.5 nobody saw that comments are held"),
        pytest.param({"privacy_seen": None}, {"privacy_settings": None}, id="A.5 nobody saw the settings"),
        pytest.param(
            {"privacy_seen": Seen(date(2026, 11, 17))}, {"privacy_settings": None}, id="A.5 what was seen has run out"
        ),
        pytest.param(
            {"third_party": True, "has_intervention_plan": False}, {"intervention": False}, id="A.5 no plan to step in"
        ),
        pytest.param({"logo_seen": None}, {"logo": None}, id="A.4.7 nobody saw the logo"),
        pytest.param({"cards": 0}, {"identity": False}, id="A.4.8 nobody is shown"),
        pytest.param({"planned_end": None}, {"exit_plan": False}, id="A.1.6 no planned end"),
        pytest.param({"planned_end": date(2026, 11, 17)}, {"exit_plan": False}, id="A.1.6 the planned end has passed"),
        pytest.param({"exit_steps": 0}, {"exit_plan": False}, id="A.1.6 no exit steps"),
        pytest.param({"measures": 0}, {"measures": False}, id="A.1.7 no measure of success"),
    ],
)
def test_one_thing_missing_is_one_check(changed: dict[str, Any], found: dict[str, bool | None]) -> None:
    assert failing(**changed) == found
    (missing,) = gate_refusals(gate(replace(FINE, **changed)))
    assert missing.code == f"gate_{next(iter(found))}"
    assert check(next(iter(found)), **changed).to_do


@pytest.mark.parametrize(
    ("outcome", "holds"),
    [
        pytest.param(AgeOutcome.PASS, True, id="old enough"),
        pytest.param(AgeOutcome.BLOCK, False, id="too young"),
        pytest.param(AgeOutcome.MIXED, False, id="some are too young"),
        pytest.param(AgeOutcome.UNKNOWN, None, id="unknown is never fine"),
    ],
)
def test_the_minimum_age_is_asked_where_it_binds(outcome: AgeOutcome, holds: bool | None) -> None:
    age = AgeCheck(outcome, "a_code", "A sentence about the age.")
    found = check("minimum_age", age=age)
    assert (found.holds, found.found, found.clause) == (holds, "A sentence about the age.", "A.2")


def test_what_does_not_concern_a_site_is_not_asked() -> None:
    broadcast = {one.key for one in gate(replace(FINE, pupil_site=False, uses_logo=False, logo_required=False))}
    assert broadcast.isdisjoint({"comments_held", "privacy_settings", "minimum_age", "brand", "logo", "intervention"})
    # Pupils who only read leave nothing to hold back, but their settings are asked for.
    reading = {one.key for one in gate(replace(FINE, takes_contributions=False))}
    assert "comments_held" not in reading
    assert "privacy_settings" in reading


def test_the_heads_exception_stands_instead_of_a_link() -> None:
    assert check("logo", logo_seen=Seen(None, has_link=False, excepted=True)).holds is True


def test_the_people_who_do_not_count_are_named_with_why() -> None:
    found = check("people", people=frozenset({1}), why_not=("Second: The training ran out.",)).found
    assert found == "1 person counts today; the policy asks for 2 different people. Second: The training ran out."


def test_one_measure_is_said_as_one() -> None:
    assert check("measures").found == "1 measure with its date."
    assert check("measures", measures=2).found == "2 measures with their dates."


@pytest.mark.parametrize(
    ("connection", "recorded", "holds"),
    [
        pytest.param(SeenByConnection(True, TODAY), None, True, id="proved by the connection without a record"),
        pytest.param(
            SeenByConnection(False, TODAY), SEEN, False, id="a record before it does not outweigh what was seen"
        ),
        pytest.param(SeenByConnection(False, TODAY, True), SEEN, True, id="a record after it does"),
        pytest.param(SeenByConnection(None), None, None, id="no comment yet and no record"),
        pytest.param(SeenByConnection(None), SEEN, True, id="no comment yet, but a record"),
    ],
)
def test_held_comments_are_proved_by_the_connection_where_there_is_one(
    connection: SeenByConnection, recorded: Seen | None, holds: bool | None
) -> None:
    found = check("comments_held", connection=connection, comments_held=recorded)
    assert found.holds is holds
    assert found.found
    assert bool(found.to_do) is (holds is not True)


def test_a_connected_pupil_site_holds_comments_whatever_its_proposal_says() -> None:
    seen = SeenByConnection(False, TODAY)
    assert failing(takes_contributions=False, connection=seen) == {"comments_held": False}
    assert failing(pupil_site=False, connection=seen) == {}
