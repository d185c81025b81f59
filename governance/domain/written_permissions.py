"""Whether a name, a logo, a text or somebody's data may be used: who has to agree in writing, and who has not.

A.4.6 (others' work, partners, providers), 001-2 (the school's name, logo and published material: the head), 003-3
(photographs, data and contact details: the school and the person).
May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from governance.domain.refusals import Refusal
from governance.domain.shown_words import PARTY_WORDS, Matter, Party
from governance.domain.words import listed

OUTSIDE_PARTIES = (Party.AUTHOR, Party.PARTNER, Party.PROVIDER)

CLAUSES: dict[Matter, str] = {
    Matter.SCHOOL_NAME: "001-2",
    Matter.LOGO: "001-2",
    Matter.PUBLISHED_MATERIAL: "001-2",
    Matter.OTHERS_WORK: "A.4.6",
    Matter.PERSONAL_DATA: "003-3",
}


@dataclass(frozen=True, slots=True)
class Given:
    """One party's written yes: from ``starts_on`` to ``until``, and no longer from ``ended_on`` on."""

    party: Party
    given_on: date
    starts_on: date
    until: date | None = None
    ended_on: date | None = None


def parties_asked(matter: Matter, outside: Party = Party.AUTHOR) -> tuple[Party, ...]:
    """Return everybody who has to agree; ``outside`` is whose work it is, where it is somebody else's."""
    if matter is Matter.PERSONAL_DATA:
        return (Party.SCHOOL, Party.PERSON_SHOWN)
    return (outside,) if matter is Matter.OTHERS_WORK else (Party.SCHOOL,)


def is_given(one: Given, on: date) -> bool:
    """Return whether a yes holds on a day; it holds from the day on which it was written, never before."""
    begins = max(one.given_on, one.starts_on)
    return begins <= on and (one.until is None or on <= one.until) and (one.ended_on is None or on < one.ended_on)


def missing_on(asked_of: Sequence[Party], given: Sequence[Given], on: date) -> tuple[Party, ...]:
    """Return the parties whose written yes does not hold on a day."""
    return tuple(party for party in asked_of if not any(one.party is party and is_given(one, on) for one in given))


def permission_refusals(
    matter: Matter, asked_of: Sequence[Party], given: Sequence[Given], on: date
) -> tuple[Refusal, ...]:
    """Return why the thing may not be used on a day: one reason for each party that has not agreed."""
    return tuple(
        Refusal(
            f"permission_missing_{party.value}",
            f"Written permission of {PARTY_WORDS[party]} is missing.",
            CLAUSES[matter],
        )
        for party in missing_on(asked_of, given, on)
    )


def used_before(asked_of: Sequence[Party], given: Sequence[Given], used_on: date) -> tuple[Party, ...]:
    """Return the parties whose permission is dated after a use that it should have come before."""
    return tuple(
        party
        for party in missing_on(asked_of, given, used_on)
        if any(one.party is party and max(one.given_on, one.starts_on) > used_on for one in given)
    )


def missing_in_words(parties: Sequence[Party]) -> str:
    """Return whose permission is missing, as people say it."""
    return listed([PARTY_WORDS[party] for party in parties])
