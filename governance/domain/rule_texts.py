"""House rules and terms of use as texts: what a draft may hold, how typed lines become rules, what changed (A.4.1).

A text is an introduction and numbered rules, for pupils or for adults.  Where the texts stand and who publishes them is
the services' to say; the words that a school starts from stand in ``default_rules.py``.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from governance.domain.refusals import Refusal
from governance.domain.wording import Segment, word_difference


class RulesKind(StrEnum):
    """What a numbered text is."""

    HOUSE_RULES = "house_rules"
    TERMS_OF_USE = "terms_of_use"


class RulesAudience(StrEnum):
    """For whom a numbered text is written."""

    PUPILS = "pupils"
    ADULTS = "adults"


@dataclass(frozen=True, slots=True)
class RulesText:
    """An introduction and the rules in their order; the number of a rule is its place, from 1."""

    introduction: str
    rules: tuple[str, ...]


KIND_NAMES = {RulesKind.HOUSE_RULES: "House rules", RulesKind.TERMS_OF_USE: "Terms of use"}
AUDIENCE_NAMES = {RulesAudience.PUPILS: "for pupils", RulesAudience.ADULTS: "for adults"}
MOST_RULES = 40
LONGEST_RULE = 600
LONGEST_INTRODUCTION = 2000
_NUMBERING = re.compile(r"\s*(?:\(?\d{1,2}[.):](?=\s)|[-–—•*·](?=\s))\s*")


def text_name(kind: RulesKind, audience: RulesAudience) -> str:
    """What a text is called: "House rules for pupils"."""
    return f"{KIND_NAMES[kind]} {AUDIENCE_NAMES[audience]}"


def rules_typed(typed: str) -> tuple[str, ...]:
    """The rules in a typed text: one for each line that is not empty, without the number or bullet in front."""
    lines = (" ".join(_NUMBERING.sub("", line, count=1).split()) for line in typed.splitlines())
    return tuple(line for line in lines if line)


def draft_refusals(text: RulesText) -> tuple[Refusal, ...]:
    """Why a text cannot be kept as a draft; an unfinished one can, an unreadable one cannot."""
    found = []
    if len(text.introduction) > LONGEST_INTRODUCTION:
        sentence = f"Keep the introduction to {LONGEST_INTRODUCTION:,} characters. It has {len(text.introduction):,}."
        found.append(Refusal("introduction_too_long", sentence, "A.4.1", "introduction"))
    if len(text.rules) > MOST_RULES:
        sentence = f"Nobody reads {len(text.rules)} rules. Keep them to {MOST_RULES}."
        found.append(Refusal("too_many_rules", sentence, "A.4.1", "rules"))
    for number, rule in enumerate(text.rules, 1):
        if len(rule) > LONGEST_RULE:
            sentence = f"Rule {number} has {len(rule):,} characters. Keep each to {LONGEST_RULE}, or make two of it."
            found.append(Refusal("rule_too_long", sentence, "A.4.1", "rules"))
    return tuple(found)


def publish_refusals(text: RulesText, in_force: RulesText | None) -> tuple[Refusal, ...]:
    """Why a draft cannot be published; ``in_force`` is the version that it would replace."""
    found = list(draft_refusals(text))
    if not text.rules:
        found.append(Refusal("no_rules", "Write at least one rule before you publish.", "A.4.1", "rules"))
    seen: dict[str, int] = {}
    for number, rule in enumerate(text.rules, 1):
        first = seen.setdefault(rule.casefold(), number)
        if first != number:
            sentence = f"Rules {first} and {number} say the same. Take one of them out."
            found.append(Refusal("rule_twice", sentence, "A.4.1", "rules"))
    if in_force is not None and text == in_force:
        sentence = "This draft reads the same as the version that is published. Change it, or throw it away."
        found.append(Refusal("nothing_changed", sentence, "A.4.1", "rules"))
    return tuple(found)


def difference(before: RulesText | None, after: RulesText) -> tuple[Segment, ...]:
    """What changed from one version to the next, word by word; all of it is new where there was none."""
    return word_difference(_whole(before) if before else "", _whole(after))


def _whole(text: RulesText) -> str:
    # The numbers are left out: one new rule at the head would otherwise change every line below it.
    return "\n".join((*([text.introduction, ""] if text.introduction else []), *text.rules))
