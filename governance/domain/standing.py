"""What has to be true of an authorisation (A.3.1) and of a training record (A.1.5) before it is kept.

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from datetime import date, timedelta

from governance.domain.access import Actor
from governance.domain.policy_kinds import ListOf
from governance.domain.policy_settings import SETTINGS
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.domain.words import PersonKind

LONGEST_AUTHORISATION = timedelta(days=3 * 366)


def _topics() -> dict[str, str]:
    kind = next(setting.kind for setting in SETTINGS if setting.key == "training_topics")
    return {option.key: option.name for option in kind.options} if isinstance(kind, ListOf) else {}


TRAINING_TOPICS = _topics()
"""The topics that a policy can ask for: their keys and their names on the screen."""


def authorisation_refusals(
    actor: Actor, person_id: int, kind: PersonKind, starts_on: date, ends_on: date, reason: str
) -> tuple[Refusal, ...]:
    """Every reason against authorising somebody who is no employee for duties on sites; days are inclusive."""
    found: list[Refusal] = []
    if person_id == actor.person_id:
        sentence = "Nobody authorises themselves. Ask the head or who acts for the head."
        found.append(Refusal("authorisation_of_oneself", sentence, "A.3.1"))
    if kind is PersonKind.EMPLOYEE:
        sentence = "Employees need no authorisation: they may hold duties as they are."
        found.append(Refusal("authorisation_not_needed", sentence, "A.3.1"))
    if ends_on < starts_on:
        sentence = "The last day is before the first. Change one of the two."
        found.append(Refusal("authorisation_ends_before_start", sentence, "A.3.1", "ends_on"))
    elif ends_on - starts_on > LONGEST_AUTHORISATION:
        sentence = "Authorise somebody for at most three years, and again after that."
        found.append(Refusal("authorisation_too_long", sentence, "A.3.1", "ends_on"))
    found += reason_refusals(reason, "the reason for it", clause="A.3.1", page="reason")
    return tuple(found)


def training_refusals(topic: str, trained_on: date, expires_on: date | None, today: date) -> tuple[Refusal, ...]:
    """Every reason against a training record; it counts up to and including ``expires_on``, for ever when None."""
    found: list[Refusal] = []
    if topic not in TRAINING_TOPICS:
        found.append(Refusal("training_topic_unknown", "Choose a topic in the list.", "A.1.5", "topic"))
    if trained_on > today:
        sentence = "This training is still to come. Record it on the day or after it."
        found.append(Refusal("training_in_future", sentence, "A.1.5", "trained_on"))
    if expires_on is not None and expires_on < trained_on:
        sentence = "It would run out before the training was held. Change one of the two days."
        found.append(Refusal("training_expires_before", sentence, "A.1.5", "expires_on"))
    return tuple(found)
