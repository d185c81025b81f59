"""Which clauses the approved text of a site keeps: 7.2, 7.4, A.1.2 to A.1.4, A.2, A.5.1, as the proposal answers them.

Each function answers how a clause stands and says it in a sentence that quotes nothing of the text.
May import the standard library and the rules of the domain only.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from governance.domain.calendar import day_in_words
from governance.domain.clauses.finding import Standing
from governance.domain.proposal.answers import (
    audience_digest,
    contributor_groups,
    grid_of,
    keys_of,
    needs_advice,
    pupils_see_or_contribute,
    risk_digest,
    rows_of,
    text_of,
)
from governance.domain.proposal.asked_about_children import RISK_ROWS
from governance.domain.proposal.asked_about_readers import CONTRIBUTIONS, WRITER_GROUPS
from governance.domain.proposal.form import Answers
from governance.domain.proposal.guidance import GUIDANCE_ITEMS, GUIDANCE_VERSION
from governance.domain.proposal.wrong import as_date
from governance.domain.words import listed

NAMED_RISKS = ("oversharing", "false_friends", "grooming", "cyberbullying")
"""The four risks that A.2 names; the other rows are those of the national guidance."""

_KINDS = {"pedagogical": "teaching", "business": "the school’s business"}
_GROUPS = {row.key: row.label for row in WRITER_GROUPS}
_WHAT = {option.key: option.label.lower() for option in CONTRIBUTIONS}


class Stands(NamedTuple):
    """How a clause stands, in a word and in a sentence."""

    standing: Standing
    said: str


def says_something(answers: Answers, key: str) -> bool:
    """Whether an answer has more than one word: what was typed was judged in full when it was submitted."""
    return len(text_of(answers, key).split(None, 1)) > 1


_NOT_FOR_PUPILS = Stands(Standing.NOT_ASKED, "No pupil reads or writes here.")


def has_reason(answers: Answers, *, head_gave_reason: bool) -> Stands:
    """7.2: a strong reason, of teaching or of business, and the head's own for saying yes."""
    if not says_something(answers, "reason"):
        return Stands(Standing.NOT_KEPT, "The approved text gives no reason that says anything.")
    kind = _KINDS.get(text_of(answers, "reason_kind"))
    if kind is None:
        return Stands(Standing.NOT_KEPT, "The approved text does not say whether the reason is teaching or business.")
    if not head_gave_reason:
        return Stands(Standing.DUE, f"The reason is {kind}; why the head agreed is not recorded.")
    return Stands(Standing.KEPT, f"The reason is {kind}, and the head wrote why they agreed.")


def serves_children(answers: Answers) -> Stands:
    """7.4: a site for pupils says how it is good for them."""
    if not pupils_see_or_contribute(answers):
        return _NOT_FOR_PUPILS
    if not says_something(answers, "best_interests"):
        return Stands(Standing.NOT_KEPT, "It is for pupils, and nobody wrote how it is good for them.")
    return Stands(Standing.KEPT, "The approved text says how it is good for the children.")


def advises_best_interests(answers: Answers) -> Stands:
    """A.2.1: the same duty in everything that is done, for which nothing but that statement is evidence."""
    found = serves_children(answers)
    return Stands(Standing.ADVICE_ONLY, found.said) if found.standing is Standing.KEPT else found


def was_weighed(answers: Answers) -> Stands:
    """A.1.2: the purpose, the outcome that is hoped for, and whether that is worth the effort."""
    parts = (("reason", "the purpose"), ("intended_outcome", "the outcome"), ("worth_the_effort", "the effort"))
    missing = [words for key, words in parts if not says_something(answers, key)]
    if missing:
        return Stands(Standing.NOT_KEPT, f"The approved text does not say {listed(missing, 'or')}.")
    return Stands(Standing.KEPT, "Purpose, outcome and effort were weighed in the approved text.")


def was_discussed(answers: Answers, discussed: Collection[str]) -> Stands:
    """A.1.3: the leadership team discussed this very audience and these contributions."""
    if not grid_of(answers, "contributors") or not keys_of(answers, "audience"):
        return Stands(Standing.NOT_KEPT, "The approved text does not say who reads and who may add something.")
    if audience_digest(answers) in discussed:
        return Stands(Standing.KEPT, "The leadership team discussed these readers and contributors.")
    return Stands(Standing.NOT_KEPT, "No discussion of these readers and contributors is recorded.")


def time_is_promised(answers: Answers) -> Stands:
    """A.1.4: somebody promised hours, week after week."""
    hours = [row["hours"] for row in rows_of(answers, "hours") if isinstance(row.get("hours"), int | float)]
    if not hours or sum(hours) <= 0:
        return Stands(Standing.NOT_KEPT, "Nobody promised any time.")
    people = "1 person promises" if len(hours) == 1 else f"{len(hours)} people promise"
    return Stands(Standing.KEPT, f"{people} {sum(hours):g} hours a week.")


def risks_are_thought_through(answers: Answers, signed: Collection[str]) -> Stands:
    """A.2.2: the four named risks and the four Cs, each with what is done and what is left, signed as they read."""
    if not pupils_see_or_contribute(answers):
        return _NOT_FOR_PUPILS
    rows = grid_of(answers, "risks")
    done = {
        key
        for key, row in rows.items()
        if isinstance(row, dict) and row.get("controls") and row.get("rating") in {"low", "medium", "high"}
    }
    missing = [row.label.lower() for row in RISK_ROWS if row.key not in done]
    if missing:
        return Stands(Standing.NOT_KEPT, f"Nothing is said about {listed(missing, 'or')}.")
    if risk_digest(answers) not in signed:
        return Stands(Standing.NOT_KEPT, "The safeguarding lead has not signed the risks as they read now.")
    return Stands(Standing.KEPT, f"All {len(RISK_ROWS)} risks have an answer, and the safeguarding lead signed them.")


def guidance_was_followed(answers: Answers) -> Stands:
    """A.2.4: the checklist of good practice, in the version that stands today."""
    if not pupils_see_or_contribute(answers):
        return _NOT_FOR_PUPILS
    answer = grid_of(answers, "guidance")
    version, ticked = answer.get("version"), answer.get("ticked")
    if not isinstance(version, str) or not version:
        return Stands(Standing.NOT_KEPT, "Nobody went through the checklist of good practice.")
    count = len(ticked) if isinstance(ticked, list) else 0
    if version != GUIDANCE_VERSION:
        return Stands(
            Standing.DUE,
            f"Version {version} of the checklist was gone through; version {GUIDANCE_VERSION} stands now.",
        )
    if count < len(GUIDANCE_ITEMS):
        return Stands(Standing.NOT_KEPT, f"Only {count} of the checklist’s {len(GUIDANCE_ITEMS)} points are in place.")
    return Stands(Standing.KEPT, f"Version {version} of the checklist was gone through, all {count} points.")


def vulnerable_were_thought_of(answers: Answers) -> Stands:
    """A.2.7: asked whether readers are vulnerable; with a yes or a doubt there is advice with its day."""
    if not pupils_see_or_contribute(answers):
        return _NOT_FOR_PUPILS
    if text_of(answers, "vulnerable") == "no":
        return Stands(Standing.KEPT, "It was asked, and no vulnerable people use the site.")
    if not needs_advice(answers):
        return Stands(Standing.NOT_KEPT, "Nobody was asked whether vulnerable people use the site.")
    on = as_date(answers.get("vulnerable_advice_on"))
    if on is None or not text_of(answers, "vulnerable_adviser") or not text_of(answers, "vulnerable_advice"):
        return Stands(Standing.NOT_KEPT, "Vulnerable people may use the site, and no advice is recorded.")
    return Stands(Standing.KEPT, f"Vulnerable people may use the site; advice was taken on {day_in_words(on)}.")


def engagement_is_decided(answers: Answers) -> Stands:
    """A.5.1: what each group may add, or that others than staff only read."""
    groups = contributor_groups(answers)
    if not grid_of(answers, "contributors"):
        return Stands(Standing.NOT_KEPT, "The approved text does not say who may add what.")
    others = [group for group in groups if group != "staff"]
    if not others:
        return Stands(Standing.KEPT, "Only staff add anything; everybody else reads.")
    matrix = grid_of(answers, "contributors")
    said = [
        f"{_GROUPS.get(group, group)}: {listed([_WHAT.get(what, what) for what in matrix[group]])}" for group in others
    ]
    return Stands(Standing.KEPT, f"It is decided what each group may add. {'; '.join(said)}.")
