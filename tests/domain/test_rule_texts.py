"""House rules and terms of use as texts (A.4.1)."""

from __future__ import annotations

import pytest

from governance.domain.default_rules import DEFAULT_TEXTS
from governance.domain.personal_details import personal_details
from governance.domain.rule_texts import (
    RulesAudience,
    RulesKind,
    RulesText,
    difference,
    draft_refusals,
    publish_refusals,
    rules_typed,
)

KIND = RulesText("Read these.", ("Be kind.", "Use first names."))


@pytest.mark.parametrize(
    ("typed", "rules"),
    [
        pytest.param("Be kind.\nUse first names.", ("Be kind.", "Use first names."), id="one rule for each line"),
        pytest.param("1. Be kind.\n2) Listen.\n(3) Help.", ("Be kind.", "Listen.", "Help."), id="numbers in front go"),
        pytest.param("- Be kind.\n• Listen.", ("Be kind.", "Listen."), id="bullets in front go"),
        pytest.param("\n\n Be   kind. \r\n\n", ("Be kind.",), id="empty lines and runs of spaces go"),
        pytest.param("10 minutes is enough.", ("10 minutes is enough.",), id="a number that belongs to the rule stays"),
        pytest.param("3.5 hours at most.", ("3.5 hours at most.",), id="a decimal number stays"),
        pytest.param("", (), id="nothing typed"),
    ],
)
def test_typed_lines_become_rules(typed: str, rules: tuple[str, ...]) -> None:
    assert rules_typed(typed) == rules


@pytest.mark.parametrize(
    ("text", "in_force", "codes"),
    [
        pytest.param(KIND, None, [], id="the first version"),
        pytest.param(KIND, RulesText("", ("Be kind.",)), [], id="a changed version"),
        pytest.param(RulesText("Read these.", ()), None, ["no_rules"], id="no rule at all"),
        pytest.param(RulesText("", ("Be kind.", "be Kind.")), None, ["rule_twice"], id="the same rule twice"),
        pytest.param(KIND, KIND, ["nothing_changed"], id="the same text as the version in force"),
        pytest.param(RulesText("", ("x" * 601,)), None, ["rule_too_long"], id="a rule longer than 600"),
        pytest.param(RulesText("x" * 2001, ("Be kind.",)), None, ["introduction_too_long"], id="a long introduction"),
        pytest.param(
            RulesText("", tuple(f"Rule {n}." for n in range(41))), None, ["too_many_rules"], id="more than forty rules"
        ),
    ],
)
def test_what_is_published(text: RulesText, in_force: RulesText | None, codes: list[str]) -> None:
    assert [refusal.code for refusal in publish_refusals(text, in_force)] == codes


def test_the_difference_says_what_came_and_what_went() -> None:
    after = RulesText("Read these.", ("Be kind.", "Use no names."))
    found = [(segment.change.value, segment.text.strip()) for segment in difference(KIND, after)]
    assert ("removed", "first") in found
    assert ("added", "no") in found


def test_a_rule_at_the_head_does_not_change_those_below_it() -> None:
    after = RulesText("Read these.", ("Listen.", "Be kind.", "Use first names."))
    assert [segment.change.value for segment in difference(KIND, after)] == ["same", "added", "same"]


@pytest.mark.parametrize("kind", RulesKind)
@pytest.mark.parametrize("audience", RulesAudience)
def test_a_school_can_publish_what_it_starts_from(kind: RulesKind, audience: RulesAudience) -> None:
    text = DEFAULT_TEXTS[kind, audience]
    assert publish_refusals(text, None) == ()
    assert draft_refusals(text) == ()
    assert rules_typed("\n".join(text.rules)) == text.rules
    assert all(personal_details(line) == () for line in (text.introduction, *text.rules))
