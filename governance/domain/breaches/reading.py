"""Who reads a breach: the head, the chair or a line manager, and never the person it is about (9.1, 002-3).

A breach is not known to who does not read it.  May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from governance.domain.access import Actor, acts_as_head, is_chair, is_dpo
from governance.domain.breaches.words import Report
from governance.domain.words import Role


class ReadBy(StrEnum):
    """Whose a breach is."""

    HEAD = "head"
    CHAIR = "chair"
    LINE_MANAGER = "line_manager"


READER_WORDS: dict[ReadBy, str] = {
    ReadBy.HEAD: "The head reads this, and whom the head lets read it.",
    ReadBy.CHAIR: "The chair of governors reads this, and whom the chair lets read it.",
    ReadBy.LINE_MANAGER: "The line manager who was chosen reads this, and whom they let read it.",
}


@dataclass(frozen=True, slots=True)
class Readable:
    """What decides who reads one breach: persons are compared, never sign-ins."""

    read_by: ReadBy
    about_person: int | None
    line_manager: int | None
    added: Collection[int] = ()
    is_leak: bool = False


def read_by(report: Report, *, about_head: bool) -> ReadBy:
    """Return whose a breach is: a mention of oneself is the line manager's, what is about the head the chair's."""
    if about_head:
        return ReadBy.CHAIR
    return ReadBy.LINE_MANAGER if report is Report.MENTION else ReadBy.HEAD


def may_read(breach: Readable, actor: Actor) -> bool:
    """Return whether the actor reads this breach today.

    A leak of personal details is also the data protection officer's, unless it is about them.
    """
    if actor.person_id is None or actor.person_id == breach.about_person:
        return False
    if actor.person_id in breach.added or (breach.is_leak and is_dpo(actor)):
        return True
    return breach.read_by in always_read(actor) or (
        breach.read_by is ReadBy.LINE_MANAGER and actor.person_id == breach.line_manager
    )


def always_read(actor: Actor) -> frozenset[ReadBy]:
    """Return whose breaches the actor reads by what they are today, before it is asked whom one is about."""
    found = set()
    if acts_as_head(actor):
        found.add(ReadBy.HEAD)
    if is_chair(actor) and Role.HEAD not in actor.roles:
        found.add(ReadBy.CHAIR)
    return frozenset(found)
