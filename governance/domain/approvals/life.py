"""What may happen to a request, on one screen: the same shape as the life of a site (A.3.3, A.3.5, A.5.7, A.4.2).

``MOVES`` is the whole table; ``refusals`` returns every reason against an action (none means that it is allowed) and
the button, the message and the guard call it.  Nobody decides what they asked for themselves.
May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from governance.domain.access import Actor, acts_as_head, is_leadership
from governance.domain.approvals.kinds import KINDS
from governance.domain.approvals.words import STATE_WORDS, RequestAction, RequestKind, RequestState
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal

_S = RequestState
_A = RequestAction


@dataclass(frozen=True, slots=True)
class Move:
    """From which states an action leads where; who may do it, and whether it asks for a reason.

    ``who``: "asker", "decider" or "either".
    """

    from_states: frozenset[RequestState]
    to: RequestState
    who: str
    reasoned: bool = True


MOVES: dict[RequestAction, Move] = {
    _A.CHANGE: Move(frozenset({_S.WAITING, _S.RETURNED, _S.APPROVED}), _S.WAITING, "asker", reasoned=False),
    _A.WITHDRAW: Move(frozenset({_S.WAITING, _S.RETURNED}), _S.WITHDRAWN, "asker", reasoned=False),
    _A.APPROVE: Move(frozenset({_S.WAITING}), _S.APPROVED, "decider"),
    _A.RETURN: Move(frozenset({_S.WAITING}), _S.RETURNED, "decider"),
    _A.DECLINE: Move(frozenset({_S.WAITING}), _S.DECLINED, "decider"),
    _A.END: Move(frozenset({_S.APPROVED}), _S.ENDED, "either"),
}

ACTION_WORDS: dict[RequestAction, str] = {
    _A.CHANGE: "change this request",
    _A.WITHDRAW: "withdraw this request",
    _A.APPROVE: "approve this request",
    _A.RETURN: "return this request",
    _A.DECLINE: "decline this request",
    _A.END: "end this approval",
}


@dataclass(frozen=True, slots=True)
class RequestSituation:
    """One request and one person at the moment when an action is asked for; persons are numbers of persons."""

    kind: RequestKind
    state: RequestState
    asked_by: int
    actor: int | None
    decides: bool
    today: dt.date
    ends_on: dt.date | None = None
    reason: str = ""


def decides(actor: Actor, kind: RequestKind) -> bool:
    """Return whether requests of this kind are for ``actor`` to decide: the head's, or any of leadership's (A.4.2)."""
    return acts_as_head(actor) or (KINDS[kind].by_leadership and is_leadership(actor))


def kinds_decided_by(actor: Actor) -> tuple[RequestKind, ...]:
    """Return the kinds that are for ``actor`` to decide."""
    return tuple(kind for kind in RequestKind if decides(actor, kind))


def refusals(action: RequestAction, situation: RequestSituation) -> tuple[Refusal, ...]:
    """Return every reason against ``action`` now: who, when, and what is missing."""
    move, clause = MOVES[action], KINDS[situation.kind].clause
    found = list(_who(move, situation))
    if situation.state not in move.from_states:
        sentence = f"You cannot {ACTION_WORDS[action]} now, because it is {STATE_WORDS[situation.state]}."
        found.append(Refusal("not_in_this_state", sentence, clause))
    elif action is _A.APPROVE and situation.ends_on is not None and situation.ends_on < situation.today:
        sentence = "Its last day has passed. Return it, so that another day can be asked for."
        found.append(Refusal("ends_in_past", sentence, clause))
    if move.reasoned:
        found.extend(reason_refusals(situation.reason, "your reason", clause=clause))
    return tuple(found)


def _who(move: Move, situation: RequestSituation) -> tuple[Refusal, ...]:
    known, is_asker = KINDS[situation.kind], situation.actor == situation.asked_by
    if move.who == "asker" and not is_asker:
        return (Refusal("not_yours_to_do", "Only the person who asked can do this.", known.clause),)
    if move.who == "either" and not (is_asker or situation.decides):
        return (Refusal("not_yours_to_do", "Only the person who asked or who decides can end it.", known.clause),)
    if move.who == "decider" and not situation.decides:
        sentence = (
            "Only a member of the leadership team can decide this."
            if known.by_leadership
            else "Only the head, or who acts for the head, can decide this."
        )
        return (Refusal("not_yours_to_do", sentence, known.clause),)
    if move.who == "decider" and is_asker:
        sentence = (
            "You asked for this yourself, so another member of the leadership team decides it."
            if known.by_leadership
            else "You asked for this yourself, so somebody who acts for the head decides it."
        )
        return (Refusal("own_request", sentence, known.clause),)
    return ()


def is_in_force(state: RequestState, starts_on: dt.date | None, ends_on: dt.date | None, today: dt.date) -> bool:
    """Return whether a request holds today: approved, begun, and neither ended nor past its last day."""
    begun = starts_on is None or starts_on <= today
    return state is _S.APPROVED and begun and (ends_on is None or today <= ends_on)
