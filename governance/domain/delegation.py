"""Who may act for the head, from when to when, and who may say so (A.3.2; DESIGN 3, rule 4).

One person acts for the head at a time.  An outside authoriser (the chair of governors, a partner school's head, the
trust) may stand beside them, for a school where nobody inside is free to decide.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from governance.domain.access import Actor, is_chair
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.domain.words import PersonKind, Role

CLAUSE = "A.3.2"
LONGEST = timedelta(days=366)
OUTSIDE_KINDS = frozenset({PersonKind.GOVERNOR, PersonKind.OUTSIDE})


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody acting for the head from ``starts_on`` to ``ends_on``, both inclusive."""

    person_id: int
    name: str
    starts_on: date
    ends_on: date
    outside: bool


@dataclass(frozen=True, slots=True)
class Delegate:
    """Who is asked to act, as they belong to the school: their kind, their roles then, and their last day."""

    person_id: int
    kind: PersonKind
    is_head: bool
    member_from: date
    member_until: date | None


def may_delegate(actor: Actor) -> bool:
    """The actor is the head or the chair of governors; who acts for the head does not pass that on."""
    return Role.HEAD in actor.roles or is_chair(actor)


def delegation_refusals(
    actor: Actor, delegate: Delegate, asked: Acting, reason: str, others: Iterable[Acting], today: date
) -> tuple[Refusal, ...]:
    """Every reason against letting somebody act for the head.  ``others`` are those who act or will act."""
    found: list[Refusal] = []
    if not may_delegate(actor):
        sentence = "Only the head and the chair of governors let somebody act for the head."
        found.append(Refusal("delegation_not_yours", sentence, CLAUSE))
    if delegate.person_id == actor.person_id:
        sentence = "Nobody asks themselves to act for the head. Choose somebody else."
        found.append(Refusal("delegation_to_oneself", sentence, CLAUSE, "person"))
    if delegate.is_head:
        found.append(Refusal("delegation_to_the_head", "This person is the head already.", CLAUSE, "person"))
    found += _kind_refusals(delegate, asked.outside)
    found += _date_refusals(delegate, asked, today)
    found += reason_refusals(reason, "the reason for it", clause=CLAUSE, page="reason")
    found += _overlap_refusals(asked, others)
    return tuple(found)


def _kind_refusals(delegate: Delegate, outside: bool) -> list[Refusal]:
    if outside and delegate.kind not in OUTSIDE_KINDS:
        sentence = "An outside authoriser is a governor or somebody from outside the school. This person is neither."
        return [Refusal("delegation_not_outside", sentence, CLAUSE, "person")]
    if not outside and delegate.kind is not PersonKind.EMPLOYEE:
        sentence = "Inside the school an employee acts for the head. For others, choose an outside authoriser."
        return [Refusal("delegation_not_an_employee", sentence, CLAUSE, "person")]
    return []


def _date_refusals(delegate: Delegate, asked: Acting, today: date) -> list[Refusal]:
    found: list[Refusal] = []
    if asked.starts_on < today:
        sentence = "This would start in the past. Choose today or a later day."
        found.append(Refusal("delegation_starts_in_past", sentence, CLAUSE, "starts_on"))
    if asked.ends_on < asked.starts_on:
        sentence = "The last day is before the first. Change one of the two."
        found.append(Refusal("delegation_ends_before_start", sentence, CLAUSE, "ends_on"))
    elif asked.ends_on - asked.starts_on > LONGEST:
        sentence = "Nobody acts for the head for longer than a year. Choose an earlier last day."
        found.append(Refusal("delegation_too_long", sentence, CLAUSE, "ends_on"))
    until = delegate.member_until
    if asked.starts_on < delegate.member_from or (until is not None and asked.ends_on > until):
        sentence = "This person does not belong to the school on all of these days. Choose other days."
        found.append(Refusal("delegation_not_here_then", sentence, CLAUSE, "ends_on"))
    return found


def _overlap_refusals(asked: Acting, others: Iterable[Acting]) -> list[Refusal]:
    for other in others:
        meets = other.starts_on <= asked.ends_on and asked.starts_on <= other.ends_on
        if meets and (other.person_id == asked.person_id or other.outside == asked.outside):
            sentence = f"{other.name} acts for the head on some of these days. Choose other days, or end that first."
            return [Refusal("delegation_overlaps", sentence, CLAUSE, "starts_on")]
    return []
