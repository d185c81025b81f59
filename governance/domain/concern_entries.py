"""The kinds of lines that a concern's record holds beside its routes, in the order of what happened (A.2.3, DOMAIN 5).

May import the standard library and the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal

LONGEST_WORDS = 4000


class Entry(StrEnum):
    """What happened, as one word of the record."""

    SPOKEN_TO = "spoken_to"
    ADVICE = "advice"
    PARENTS_TOLD = "parents_told"
    PARENTS_NOT_TOLD = "parents_not_told"
    NOT_REFERRED = "not_referred"
    ANSWER = "answer"
    OUTCOME = "outcome"
    PROCESS_EXPLAINED = "process_explained"
    CONFIDENCE_EXPLAINED = "confidence_explained"
    POLICE_STAGE_DONE = "police_stage_done"
    OWN_INQUIRY = "own_inquiry"


@dataclass(frozen=True, slots=True)
class EntryWords:
    """A kind of line by its name in the record, and what its writer is asked for."""

    name: str
    asked: str


ENTRIES: dict[Entry, EntryWords] = {
    Entry.SPOKEN_TO: EntryWords("Somebody was spoken to", "Who, and what was said, in their own words."),
    Entry.ADVICE: EntryWords("Advice was given", "Who gave it, and what they advised."),
    Entry.PARENTS_TOLD: EntryWords("The parents were told", "Who told whom, and what they said."),
    Entry.PARENTS_NOT_TOLD: EntryWords("The parents were not told", "Why not: telling them may put a child at risk."),
    Entry.NOT_REFERRED: EntryWords("It was decided not to refer", "Why it was not referred, and who was asked."),
    Entry.ANSWER: EntryWords("An answer came", "What they said, and what happens next."),
    Entry.OUTCOME: EntryWords("The outcome", "How it ended, and what follows for the child."),
    Entry.PROCESS_EXPLAINED: EntryWords("The process was explained to the parent", "What the parent was told."),
    Entry.CONFIDENCE_EXPLAINED: EntryWords(
        "Confidence was talked over with the member of staff",
        "That the school tries to keep their name to itself, and where that ends.",
    ),
    Entry.POLICE_STAGE_DONE: EntryWords(
        "The police have done their part", "Who said so, and what they decided. That they take no part counts too."
    ),
    Entry.OWN_INQUIRY: EntryWords(
        "The school talked with the adult, or began to look into it", "With whose agreement, and what was done."
    ),
}

FREELY_WRITTEN = (
    Entry.SPOKEN_TO,
    Entry.ADVICE,
    Entry.PARENTS_TOLD,
    Entry.PARENTS_NOT_TOLD,
    Entry.NOT_REFERRED,
    Entry.OUTCOME,
)
"""What can be written down of any concern; an answer belongs to its route, and the rest to a disclosure."""


def entry_refusals(words: str, happened_at: datetime, now: datetime) -> tuple[Refusal, ...]:
    """Why a line cannot be written down like this: without words, or before it happened."""
    found = list(reason_refusals(words, "what happened", clause="A.2.3", page="words", longest=LONGEST_WORDS))
    if happened_at > now:
        found.append(Refusal("not_yet_happened", "This has not happened yet. Give the time when it did.", page="on"))
    return tuple(found)
