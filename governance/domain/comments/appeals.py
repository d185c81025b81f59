"""An appeal against a removal: who may decide it, and what can come of it (A.5, DESIGN 3.4 and 6).

Nobody judges their own cause: neither who removed the comment nor who made the appeal.  What is looked at again waits
like any other comment; an appeal publishes nothing.  May import the standard library and the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from governance.domain.comments.words import CommentState
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal

LONGEST_WORDS = 2000


class Behalf(StrEnum):
    """For whom an appeal is made."""

    AUTHOR = "author"
    PARENT = "parent"
    TEACHER = "teacher"


BEHALF_WORDS = {
    Behalf.AUTHOR: "I wrote the comment",
    Behalf.PARENT: "My child wrote it",
    Behalf.TEACHER: "I am a teacher",
}


class AppealOutcome(StrEnum):
    """What came of an appeal."""

    STANDS = "stands"
    LOOKED_AT_AGAIN = "looked_at_again"


OUTCOME_WORDS = {
    AppealOutcome.STANDS: "The removal stands",
    AppealOutcome.LOOKED_AT_AGAIN: "Look at the comment again: it waits, and is not on the page until somebody decides",
}


@dataclass(frozen=True, slots=True)
class AppealSituation:
    """What is known of one appeal and one person.  ``may_look`` says that they are one of those who decide it."""

    actor: int | None
    remover: int | None
    made_by: int | None
    is_open: bool
    may_look: bool
    state: CommentState


def making_refusals(
    state: CommentState, *, open_already: bool, decided_already: bool, words: str
) -> tuple[Refusal, ...]:
    """Why no appeal against a removal can be made now."""
    found = []
    if open_already:
        found.append(Refusal("appeal_open", "Somebody has asked already. A grown-up at the school will look at it."))
    elif decided_already:
        found.append(Refusal("appeal_decided", "The school has looked at this removal a second time already."))
    elif state is not CommentState.REMOVED:
        found.append(Refusal("not_removed", "This comment is not removed any more, so there is nothing to ask."))
    found += reason_refusals(words, "why it should be looked at again", page="words", longest=LONGEST_WORDS)
    return tuple(found)


def deciding_refusals(situation: AppealSituation, outcome: AppealOutcome | None, reason: str) -> tuple[Refusal, ...]:
    """Why this person cannot decide this appeal so."""
    found = list(who_refusals(situation))
    if not situation.is_open:
        found.append(Refusal("appeal_decided", "This appeal is decided."))
    if outcome is AppealOutcome.LOOKED_AT_AGAIN and situation.state is CommentState.HIDDEN:
        sentence = "This comment is with the safeguarding lead. Only they can release it."
        found.append(Refusal("with_safeguarding", sentence, "A.2.3"))
    found += reason_refusals(reason, "the reason", page="reason", longest=LONGEST_WORDS)
    return tuple(found)


def who_refusals(situation: AppealSituation) -> tuple[Refusal, ...]:
    """Why this person is not the one to decide it: the button and the guard both ask here."""
    found = []
    if not situation.may_look:
        sentence = "A moderator of the site, the ICT lead or the head decides this appeal."
        found.append(Refusal("not_yours_to_do", sentence))
    if situation.remover is not None and situation.remover == situation.actor:
        found.append(Refusal("own_removal", "You removed this comment, so somebody else decides the appeal.", "A.5"))
    if situation.made_by is not None and situation.made_by == situation.actor:
        found.append(Refusal("own_appeal", "You wrote this appeal down, so somebody else decides it.", "A.5"))
    return tuple(found)
