"""Who reads the record of a concern, and how it ends (A.2.3, DESIGN 9).

Everybody records, few read: about a child the safeguarding leads and the head; about a grown-up at the school the head,
and a safeguarding lead whom the head adds; about the head the chair of governors alone; about a safeguarding lead the
head.  The person it is about never reads it, whatever their role.  May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from governance.domain.access import Actor, acts_as_head, is_chair, is_dsl
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.domain.words import Role

LONGEST_WORDS = 4000


class About(StrEnum):
    """Whom a concern is about; it decides who reads it."""

    CHILD = "child"
    ADULT = "adult"
    HEAD = "head"
    DSL = "dsl"


ABOUT_WORDS: dict[About, str] = {
    About.CHILD: "a child",
    About.ADULT: "a grown-up at the school",
    About.HEAD: "the head, or nobody knows who",
    About.DSL: "a safeguarding lead",
}

READER_WORDS: dict[About, str] = {
    About.CHILD: "The safeguarding leads and the head read this.",
    About.ADULT: "The head reads this, and a safeguarding lead whom the head adds.",
    About.HEAD: "The chair of governors alone reads this.",
    About.DSL: "The head alone reads this.",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Which concerns somebody's roles let them read: ``always``, and only ``if_added`` by name."""

    always: frozenset[About]
    if_added: frozenset[About]


def reading_of(actor: Actor) -> Reading:
    """Return what the actor's roles of today let them read, before it is asked whom a concern is about.

    Who heads the school, or acts for the head, never reads what may be about the head; who is a safeguarding lead never
    reads what may be about one, even where a small school's head is its safeguarding lead.
    """
    always: set[About] = set()
    if acts_as_head(actor):
        always |= {About.CHILD, About.ADULT, About.DSL}
    if is_dsl(actor):
        always |= {About.CHILD}
        always -= {About.DSL}
    if is_chair(actor) and Role.HEAD not in actor.roles:
        always |= {About.HEAD}
    return Reading(frozenset(always), frozenset({About.ADULT}) if is_dsl(actor) else frozenset())


def may_read(about: About, about_person: int | None, added_readers: Collection[int], actor: Actor) -> bool:
    """Return whether the actor reads this concern today; ``added_readers`` are persons whom the head added."""
    if actor.person_id is None or actor.person_id == about_person:
        return False
    reading = reading_of(actor)
    return about in reading.always or (about in reading.if_added and actor.person_id in added_readers)


class Route(StrEnum):
    """Where a concern was taken; the routes that schools have, first the one that may not wait."""

    POLICE_NOW = "police_999"
    SOCIAL_CARE = "social_care"
    LADO = "lado"
    POLICE = "police_101"
    CEOP = "ceop"
    IWF = "iwf"
    PREVENT = "prevent"
    PLATFORM = "platform"
    HARMFUL_CONTENT = "harmful_content"
    POSH = "posh"
    GOVERNORS = "governors"
    DATA_PROTECTION = "data_protection"
    IN_SCHOOL = "in_school"


@dataclass(frozen=True, slots=True)
class RouteWords:
    """A route by its name, what it is for, and what to keep in mind."""

    name: str
    meant_for: str
    mind: str = ""


ROUTES: dict[Route, RouteWords] = {
    Route.POLICE_NOW: RouteWords("Police, 999", "A child in danger now, or a crime that is going on."),
    Route.SOCIAL_CARE: RouteWords(
        "Children’s social care",
        "A child who is harmed or at risk of it.",
        "Ring again if nobody has answered by the next working day.",
    ),
    Route.LADO: RouteWords(
        "The local authority’s designated officer",
        "An adult who works with children and may have harmed one.",
        "Within one working day, and before anybody at the school looks into it.",
    ),
    Route.POLICE: RouteWords(
        "Police, 101", "Grooming, blackmail, indecent images.", "Never send or keep the images themselves."
    ),
    Route.CEOP: RouteWords("CEOP", "Sexual abuse or grooming online.", "Not for bullying."),
    Route.IWF: RouteWords(
        "Internet Watch Foundation", "Images of child sexual abuse on the web.", "Give the address only, never a copy."
    ),
    Route.PREVENT: RouteWords("Local Prevent team", "Signs of radicalisation."),
    Route.PLATFORM: RouteWords(
        "The platform", "Something that breaks the platform’s own rules.", "Write down its reference and the date."
    ),
    Route.HARMFUL_CONTENT: RouteWords(
        "Report Harmful Content", "Harmful but legal content.", "After the platform was asked and did not act."
    ),
    Route.POSH: RouteWords(
        "Professionals Online Safety Helpline", "Trouble online that staff have themselves, or a page to be taken down."
    ),
    Route.GOVERNORS: RouteWords("Governors", "Conduct or a complaint about staff, by the school’s own procedure."),
    Route.DATA_PROTECTION: RouteWords(
        "Data protection officer", "Somebody’s details published by mistake.", "Three days to tell the regulator."
    ),
    Route.IN_SCHOOL: RouteWords("Looked after in school", "Talked with the child, the family or the class."),
}


def route_refusals(note: str) -> tuple[Refusal, ...]:
    """Why a route is not written down yet: what was done, with whom, is said in words."""
    return reason_refusals(note, "what you did and with whom", clause="A.2.3", page="note", longest=LONGEST_WORDS)


def closing_refusals(routes_taken: int, reason: str) -> tuple[Refusal, ...]:
    """Why a concern cannot be closed: no route was taken, and there is no reason why none was needed."""
    if routes_taken and not reason.strip():
        return ()
    if not reason.strip():
        sentence = "Say which route you took, or why none was needed. A concern is not closed without either."
        return (Refusal("no_route_and_no_reason", sentence, "A.2.3", "reason"),)
    return reason_refusals(reason, "the reason", clause="A.2.3", page="reason", longest=LONGEST_WORDS)
