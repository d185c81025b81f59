"""A review of the policy as the tests of its clauses hold one."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.policy_review import FIGURES
from governance.services.policy_reviews import NOT_SAID, record_review, say_policy_dates
from tests.factories import NOW

NEXT = dt.date(2027, 11, 18)


def review(session: Session, actor: Actor, now: dt.datetime = NOW, **changed: object) -> int:
    """The governors keep the policy as it is, and meet again in a year."""
    asked: dict[str, object] = {
        "held_on": now.date(),
        "minute": "7",
        "found_of_policy": "It says what we want to say.",
        "found_of_application": "Two blogs were late in the spring.",
        "decision": "keep",
        "decision_words": "",
        "next_due_on": NEXT,
        "figures": dict.fromkeys(FIGURES, 0),
        **changed,
    }
    return record_review(session, actor, now, **asked)  # type: ignore[arg-type]  # The names are the service's own.


def print_dates(session: Session, actor: Actor, approved: str, review_on: str) -> None:
    """Somebody writes down what is printed on the policy."""
    say_policy_dates(
        session, actor, NOW, approved=approved, approved_by="The governing body", review=review_on, seen=NOT_SAID
    )
