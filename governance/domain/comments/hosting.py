"""What a host must come to say of a comment, and what it means when it says something else (DESIGN 6).

A decision made on the host by somebody is taken over as theirs and never fought over; only what a safeguarding lead
holds is taken off the page again.  May import the standard library and the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from governance.domain.comments.arrival import HostState
from governance.domain.comments.words import CommentAction, CommentState

WANTED: dict[CommentState, HostState] = {
    CommentState.WAITING: HostState.HELD,
    CommentState.PUBLISHED: HostState.PUBLIC,
    CommentState.REMOVED: HostState.REMOVED,
    CommentState.HIDDEN: HostState.REMOVED,
}
"""What the host should say while a comment stands so."""

OFF_THE_PAGE = frozenset({HostState.HELD, HostState.REMOVED, HostState.GONE})


class Meaning(StrEnum):
    """What it means that a host says something of a comment."""

    AS_BEFORE = "as_before"
    STILL_UNDER_WAY = "still_under_way"
    CONFIRMED = "confirmed"
    DECIDED_THERE = "decided_there"
    CONTRADICTED = "contradicted"
    SHOWN_AGAIN = "shown_again"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a host's word means, and the decision to take over as its editor's, if there is one."""

    meaning: Meaning
    action: CommentAction | None = None
    to_state: CommentState | None = None


def verdict(
    state: CommentState, says: HostState, said_before: HostState, wanted: HostState | None, *, decided_by_us: bool
) -> Verdict:
    """Return what it means that the host says ``says``.

    ``wanted`` is a wish that is not confirmed yet, None where there is none.  ``decided_by_us`` tells a comment that
    somebody at the school decided from one that only waits: the other way round is then a contradiction to be shown.
    What was deleted there can neither wait nor be shown, whatever is wished and however often the host has said so.
    """
    is_lost = says is HostState.GONE and state in (CommentState.WAITING, CommentState.PUBLISHED)
    if wanted is not None and not is_lost:
        done = says is wanted or says is HostState.GONE
        return Verdict(Meaning.CONFIRMED if done else Meaning.STILL_UNDER_WAY)
    if says is said_before and not is_lost:
        return Verdict(Meaning.AS_BEFORE)
    if state is CommentState.HIDDEN:
        return Verdict(Meaning.SHOWN_AGAIN if says is HostState.PUBLIC else Meaning.AS_BEFORE)
    taken_over = _decided_there(state, says)
    if taken_over is None:
        return Verdict(Meaning.AS_BEFORE)
    action, to_state = taken_over
    meaning = Meaning.CONTRADICTED if decided_by_us else Meaning.DECIDED_THERE
    return Verdict(meaning, action, to_state)


def _decided_there(state: CommentState, says: HostState) -> tuple[CommentAction, CommentState] | None:
    if says is HostState.PUBLIC and state is not CommentState.PUBLISHED:
        return CommentAction.PUBLISH, CommentState.PUBLISHED
    if says in (HostState.REMOVED, HostState.GONE) and state is not CommentState.REMOVED:
        return CommentAction.REMOVE, CommentState.REMOVED
    if says is HostState.HELD and state is not CommentState.WAITING:
        return CommentAction.REOPEN, CommentState.WAITING
    return None
