"""A letter that asks somebody to take something down: the rights it names, its day, and how it ended (000-5, 003-4).

The letter carries the grounds that were chosen and no others.  It is the school's own words and no legal advice.
May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from enum import StrEnum

from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal

LONGEST_WHAT = 2000


class Ground(StrEnum):
    """A right that a posting infringes."""

    DEFAMATION = "defamation"
    CONTRACT = "contract"
    PRIVATE_LIFE = "private_life"
    PERSONAL_DATA = "personal_data"
    COPYRIGHT = "copyright"
    POLICY = "policy"


GROUND_WORDS: dict[Ground, str] = {
    Ground.DEFAMATION: "It is untrue and harms somebody’s name",
    Ground.CONTRACT: "It breaks a contract or a confidence",
    Ground.PRIVATE_LIFE: "It takes away somebody’s private life",
    Ground.PERSONAL_DATA: "It shows personal details without a right to",
    Ground.COPYRIGHT: "It uses our name, logo or material without permission",
    Ground.POLICY: "It goes against the policy that you accepted",
}

GROUND_SENTENCES: dict[Ground, str] = {
    Ground.DEFAMATION: (
        "What you published says something untrue that is likely to harm a person’s reputation. The law of defamation "
        "protects them from that."
    ),
    Ground.CONTRACT: (
        "What you published tells what you may not tell under your contract, or what was given to you in confidence."
    ),
    Ground.PRIVATE_LIFE: (
        "What you published intrudes on somebody’s private and family life, which Article 8 of the European Convention "
        "on Human Rights protects."
    ),
    Ground.PERSONAL_DATA: "What you published shows personal details of people who did not agree to that.",
    Ground.COPYRIGHT: "What you published uses the school’s name, logo or material without its written permission.",
    Ground.POLICY: "What you published goes against the school’s policy on social networks, which you have accepted.",
}


class Result(StrEnum):
    """How a demand ended."""

    REMOVED = "removed"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"


RESULT_WORDS: dict[Result, str] = {
    Result.REMOVED: "It was taken down",
    Result.REFUSED: "They said no",
    Result.NO_ANSWER: "They did not answer",
}


def demand_refusals(
    to_whom: str, what: str, grounds: Collection[Ground], due_on: dt.date, today: dt.date
) -> tuple[Refusal, ...]:
    """Why a letter cannot be written like this."""
    found = []
    if not to_whom.strip():
        found.append(Refusal("nobody_asked", "Say who is asked to take it down.", "000-5", "to_whom"))
    found.extend(reason_refusals(what, "what has to come down", clause="000-5", page="what", longest=LONGEST_WHAT))
    if not grounds:
        found.append(Refusal("no_ground", "Choose at least one right that it infringes.", "000-5", "grounds"))
    if due_on <= today:
        found.append(Refusal("due_too_soon", "Choose a day after today by which it has to be down.", "000-5", "due_on"))
    return tuple(found)


def is_overdue(due_on: dt.date, result: Result | None, today: dt.date) -> bool:
    """Whether the day has passed and nobody has written down how it ended."""
    return result is None and today > due_on


def letter(to_whom: str, what: str, address: str, grounds: Sequence[Ground], due: str, school: str) -> tuple[str, ...]:
    """Return the paragraphs of the letter; ``due`` is the day as people say it."""
    where = f" It stands at {address}." if address else ""
    return (
        f"Dear {to_whom.strip()},",
        f"{school} asks you to take down something that you published: {_ended(what)}{where}",
        *(GROUND_SENTENCES[ground] for ground in Ground if ground in grounds),
        f"Please take it down by {due} and tell us when you have. If you think that we are wrong, write to us by the "
        "same day and say why.",
        "If it is still there after that day, we shall think about what else the law lets us do.",
    )


def _ended(what: str) -> str:
    """What somebody typed as the end of a sentence: with a full stop, unless it has a sign of its own there."""
    typed = what.strip()
    return typed if typed.endswith((".", "!", "?", "…")) else f"{typed}."
