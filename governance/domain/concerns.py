"""Who reads the record of a concern (A.2.3, DESIGN 9).

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


def route_refusals(note: str) -> tuple[Refusal, ...]:
    """Why a route is not written down yet: what was done, with whom, is said in words."""
    return reason_refusals(note, "what you did and with whom", clause="A.2.3", page="note", longest=LONGEST_WORDS)
