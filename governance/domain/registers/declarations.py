"""What staff declare about themselves: what it must say, who reads it, what is still to be done (000-3, 003-1, 003-2).

Who declares reads it, and who decides: the head, for a contact with families the leadership team too, and for what a
head declares the chair of governors.  Nobody decides about their own.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.domain.access import Actor, acts_as_head, is_chair, is_leadership
from governance.domain.policy_settings_registers import FORBIDDEN
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.domain.registers.typed import password_refusals, too_long
from governance.domain.registers.words import DeclarationKind

SUBJECT = "declaration"
CLAUSES = {
    DeclarationKind.EMPLOYER_NAMED: "003-1",
    DeclarationKind.FAMILY_FRIEND: "003-2",
    DeclarationKind.AGREED_CONTACT: "000-3",
    DeclarationKind.RELATED_PUPIL: "002-6",
    DeclarationKind.REQUEST_DECLINED: "002-6",
    DeclarationKind.FORMER_PUPIL: "000-3",
}


class ToDo(StrEnum):
    """What a declaration still waits for."""

    READ = "read"
    DISCLAIMER = "disclaimer"
    TAKE_OFF = "take_off"
    COMMITTEE = "committee"
    AGREE = "agree"
    STOP = "stop"
    REVIEW = "review"


TO_DO_WORDS = {
    ToDo.READ: "The head has not read it yet",
    ToDo.DISCLAIMER: "Declared without a disclaimer",
    ToDo.TAKE_OFF: "The school’s name has to come off",
    ToDo.COMMITTEE: "Not yet reported to the committee",
    ToDo.AGREE: "Not agreed yet",
    ToDo.STOP: "Not agreed: the contact stops",
    ToDo.REVIEW: "Due to be looked at again",
}


@dataclass(frozen=True, slots=True)
class DeclarationTyped:
    """A declaration as somebody typed it; ``disclaimer_seen`` is asked only of a page that names the school."""

    kind: DeclarationKind
    words: str
    happened_on: date
    address: str = ""
    disclaimer_seen: bool | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """How far one declaration has come."""

    kind: DeclarationKind
    is_read: bool = False
    disclaimer_seen: bool | None = None
    committee_on: date | None = None
    agreed: bool | None = None
    review_on: date | None = None
    ended: bool = False


def declaration_refusals(typed: DeclarationTyped, today: date) -> tuple[Refusal, ...]:
    """Return every reason against a declaration as typed."""
    clause = CLAUSES[typed.kind]
    found = list(reason_refusals(typed.words, "what you declare", clause=clause, page="words", longest=2000))
    found += [*too_long(typed.address, 500, "address"), *password_refusals(typed.words, "words")]
    if typed.happened_on > today:
        found.append(Refusal("declaration_in_future", "The day is still to come.", clause, "happened_on"))
    if typed.kind is DeclarationKind.EMPLOYER_NAMED:
        if not typed.address.strip():
            sentence = "Give the address of the page, so that the head can look at it."
            found.append(Refusal("declaration_without_address", sentence, clause, "address"))
        if typed.disclaimer_seen is None:
            sentence = "Say whether the page has a line that the views on it are your own."
            found.append(Refusal("declaration_without_disclaimer_answer", sentence, clause, "disclaimer_seen"))
    return tuple(found)


def still_to_do(declared: Declared, naming_employer: str, today: date) -> tuple[ToDo, ...]:
    """Return what a declaration waits for on a day; ``naming_employer`` is the policy's word about it."""
    return () if declared.ended else tuple(_to_do(declared, naming_employer, today))


def _to_do(declared: Declared, naming_employer: str, today: date) -> Iterator[ToDo]:
    kind = declared.kind
    if kind is DeclarationKind.AGREED_CONTACT:
        if declared.agreed is None:
            yield ToDo.AGREE
        elif not declared.agreed:
            yield ToDo.STOP
        elif declared.review_on is not None and declared.review_on < today:
            yield ToDo.REVIEW
        return
    if kind is not DeclarationKind.REQUEST_DECLINED and not declared.is_read:
        yield ToDo.READ
    if kind is DeclarationKind.EMPLOYER_NAMED and naming_employer == FORBIDDEN:
        yield ToDo.TAKE_OFF
    elif kind is DeclarationKind.EMPLOYER_NAMED and not declared.disclaimer_seen:
        yield ToDo.DISCLAIMER
    if kind is DeclarationKind.FAMILY_FRIEND and declared.committee_on is None:
        yield ToDo.COMMITTEE


def may_decide(actor: Actor, kind: DeclarationKind, declarer: int, declarer_is_head: bool) -> bool:
    """Return whether ``actor`` decides about a declaration; nobody does about their own."""
    if actor.person_id is None or actor.person_id == declarer:
        return False
    if declarer_is_head:
        return is_chair(actor)
    return acts_as_head(actor) or (kind is DeclarationKind.AGREED_CONTACT and is_leadership(actor))


def may_read(actor: Actor, kind: DeclarationKind, declarer: int, declarer_is_head: bool) -> bool:
    """Return whether ``actor`` reads a declaration: their own, and what they decide about."""
    own = actor.person_id is not None and actor.person_id == declarer
    return own or may_decide(actor, kind, declarer, declarer_is_head)


def answer_refusals(agreed: bool, answer: str, review_on: date | None, today: date) -> tuple[Refusal, ...]:
    """Return every reason against an answer to the reason of a contact: it has a reason, and a yes has its review."""
    found = list(reason_refusals(answer, "the reason for your answer", clause="000-3", page="answer"))
    if agreed and (review_on is None or review_on <= today):
        sentence = "Say on which day to come this is looked at again."
        found.append(Refusal("contact_without_review", sentence, "000-3", "review_on"))
    return tuple(found)


def committee_refusals(committee_on: date, happened_on: date, today: date) -> tuple[Refusal, ...]:
    """Return every reason against the day on which the committee had a friendship with a family (003-2)."""
    found: list[Refusal] = []
    if committee_on > today:
        sentence = "The day is still to come. Record it once the committee has had it."
        found.append(Refusal("committee_in_future", sentence, "003-2", "committee_on"))
    if committee_on < happened_on:
        sentence = "That is before it began. Enter the day of the committee’s meeting."
        found.append(Refusal("committee_before_declared", sentence, "003-2", "committee_on"))
    return tuple(found)


def declared_oneself(kind: DeclarationKind) -> Refusal:
    """Return why the declarer is refused where somebody else decides."""
    sentence = "You declared this yourself, so somebody else decides about it."
    return Refusal("declaration_own", sentence, CLAUSES[kind])
