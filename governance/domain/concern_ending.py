"""How a concern ends, and when its words may go (A.2.3, A.5.6, 001-7, 003-7).

A concern ends with a route or a reason; a grave one needs a route outside the school or a reasoned no.  Its words stay
until it is closed, its pack has arrived in the school's safeguarding system, and no legal hold is on it.
May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from governance.domain.concern_entries import LONGEST_WORDS, Entry
from governance.domain.concern_routes import OUTSIDE, ROUTES, Route
from governance.domain.concern_severity import Severity
from governance.domain.concerns import About
from governance.domain.disclosures import Disclosure, ending_refusals
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Ending:
    """What stands in the record when somebody wants to close it; ``awaited`` are the routes without their answer."""

    about: About
    severity: Severity | None
    routes: Collection[Route]
    awaited: Collection[Route]
    entries: Collection[Entry]
    disclosure: Disclosure


def closing_refusals(ending: Ending, reason: str) -> tuple[Refusal, ...]:
    """Everything that is missing before a concern is closed; ``reason`` says why there was no route.

    A reason that is typed at the close is the reasoned no of a concern that was taken nowhere.
    """
    no = Entry.NOT_REFERRED in ending.entries
    found: list[Refusal] = []
    if reason.strip():
        found += reason_refusals(reason, "the reason", clause="A.2.3", page="reason", longest=LONGEST_WORDS)
    elif not ending.routes and not no:
        sentence = "Say which route you took, or why none was needed. A concern is not closed without either."
        found.append(Refusal("no_route_and_no_reason", sentence, "A.2.3", "reason"))
    said_no = no or (bool(reason.strip()) and not ending.routes)
    if ending.severity is not None and not said_no and not any(route in OUTSIDE for route in ending.routes):
        sentence = "This is grave: take it to somebody outside the school, or write down why that was not done."
        found.append(Refusal("grave_without_a_route", sentence, "A.5.6", "reason"))
    found += _unanswered(ending)
    if ending.about is About.CHILD and not {Entry.PARENTS_TOLD, Entry.PARENTS_NOT_TOLD} & set(ending.entries):
        sentence = "Write down that the parents were told, or why they were not."
        found.append(Refusal("parents_not_said", sentence, "A.2.3"))
    if ending.about is not About.CHILD:
        told = ending.disclosure
        found += ending_refusals(Disclosure(told.source, told.done, reasoned_no=told.reasoned_no or said_no))
    return tuple(found)


def _unanswered(ending: Ending) -> list[Refusal]:
    return [
        Refusal("answer_awaited", f"Write down what came back from: {ROUTES[route].name}.", "A.2.3")
        for route in dict.fromkeys(ending.awaited)
    ]


@dataclass(frozen=True, slots=True)
class Leaving:
    """What decides whether a concern's words may go.

    ``is_held`` is a hold that a reader put on it, ``is_held_with_records`` one among the records of the school.
    """

    is_closed: bool
    pack_arrived: bool
    is_held: bool
    is_gone: bool = False
    is_held_with_records: bool = False


def disposal_refusals(leaving: Leaving) -> tuple[Refusal, ...]:
    """Every reason why the words of a concern stay; empty means that a person may dispose of them."""
    if leaving.is_gone:
        return (Refusal("disposed_already", "Its words have been disposed of already."),)
    found = []
    if not leaving.is_closed:
        found.append(Refusal("concern_open", "It is still open. Nothing goes while a case is open.", "003-7"))
    if not leaving.pack_arrived:
        sentence = "Its pack has not been confirmed in the school’s safeguarding system, or the record changed since."
        found.append(Refusal("pack_not_confirmed", sentence, "A.2.3"))
    if leaving.is_held:
        found.append(Refusal("legal_hold", "A legal hold is on it. It stays until the hold is lifted.", "003-7"))
    if leaving.is_held_with_records:
        sentence = (
            "The school keeps it for an inquiry, a claim or a request. It stays until whoever looks after the records "
            "releases that hold."
        )
        found.append(Refusal("record_held", sentence, "003-7"))
    return tuple(found)
