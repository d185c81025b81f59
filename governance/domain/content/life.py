"""The life of a draft: what may happen to content before it is published, by whom, and what must hold first (A.3.4).

``MOVES`` is the whole table; ``refusals`` returns every reason against an action and ``outcome`` where it leads, as
for sites and comments.  A member of the leadership team who is not the author decides on a frozen version; a change
after the yes starts a new version and the yes no longer holds.  May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from governance.domain.content.words import DRAFT_ACTION_WORDS, DRAFT_WORDS, HAND_WORDS, Hand
from governance.domain.content.words import DraftAction as Act
from governance.domain.content.words import DraftState as State
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.domain.words import SITE_WORDS, SiteState, listed


@dataclass(frozen=True, slots=True)
class DraftSituation:
    """Everything that a decision about one draft rests on.

    ``incomplete`` is what its version lacks today, its pictures included; ``unconfirmed`` what the decider has not
    confirmed.  ``second_says`` is None while nobody read a sensitive text a second time.  ``reason`` is what was typed.
    """

    state: State
    hands: frozenset[Hand]
    site: SiteState
    today: date
    is_own: bool = False
    is_sensitive: bool = False
    was_second_reader: bool = False
    second_says: bool | None = None
    incomplete: tuple[Refusal, ...] = ()
    unconfirmed: tuple[Refusal, ...] = ()
    discussed_on: date | None = None
    reason: str = ""


Condition = Callable[[DraftSituation], tuple[Refusal, ...]]


def _not_own(situation: DraftSituation) -> tuple[Refusal, ...]:
    """Nobody judges their own cause: the author of a text never says yes to it, whatever their role."""
    if not situation.is_own:
        return ()
    sentence = "You wrote this, so another member of the leadership team has to look at it."
    return (Refusal("own_content", sentence, "A.3.4"),)


def _site_takes_content(situation: DraftSituation) -> tuple[Refusal, ...]:
    if situation.site in (SiteState.APPROVED, SiteState.LIVE, SiteState.SUSPENDED):
        return ()
    sentence = f"Nothing new goes on a site that is {SITE_WORDS[situation.site]}."
    return (Refusal("site_takes_nothing", sentence, "A.3.4"),)


def _complete(situation: DraftSituation) -> tuple[Refusal, ...]:
    return situation.incomplete


def _sensitive(situation: DraftSituation) -> tuple[Refusal, ...]:
    if situation.is_sensitive:
        return ()
    return (Refusal("not_sensitive", "This text asks for no second reader.", "A.4.5"),)


def _unread(situation: DraftSituation) -> tuple[Refusal, ...]:
    if situation.second_says is None:
        return ()
    return (Refusal("read_already", "Somebody has read it a second time already.", "A.4.5"),)


def _read_again(situation: DraftSituation) -> tuple[Refusal, ...]:
    """A sensitive text is read by somebody who neither wrote it nor approves it."""
    if not situation.is_sensitive:
        return ()
    if situation.second_says is None:
        sentence = "Its topic may hurt somebody, so a second person has to read it first: not its author, and not you."
        return (Refusal("no_second_reader", sentence, "A.4.5"),)
    found = []
    if not situation.second_says:
        sentence = "The second reader asks for changes. Return it with their words."
        found.append(Refusal("second_reader_says_no", sentence, "A.4.5"))
    if situation.was_second_reader:
        sentence = "You were its second reader, so somebody else has to approve it."
        found.append(Refusal("second_reader_decides", sentence, "A.4.5"))
    return tuple(found)


def _confirmed(situation: DraftSituation) -> tuple[Refusal, ...]:
    return situation.unconfirmed


def _discussed(situation: DraftSituation) -> tuple[Refusal, ...]:
    """The policy asks that content is discussed with the leadership team and approved by it."""
    if situation.discussed_on is None:
        sentence = "Enter the day on which you talked it over with its author."
        return (Refusal("not_discussed", sentence, "A.3.4"),)
    if situation.discussed_on > situation.today:
        return (Refusal("discussed_in_future", "That day has not come yet. Enter today or a day before.", "A.3.4"),)
    return ()


def _reason_given(situation: DraftSituation) -> tuple[Refusal, ...]:
    return reason_refusals(situation.reason, "your reason")


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: from these states, by these people, to that state, and only if all of that holds."""

    who: tuple[Hand, ...]
    states: tuple[State, ...]
    to: State | None = None
    only_if: tuple[Condition, ...] = ()


MOVES: dict[Act, Move] = {
    Act.WRITE: Move((Hand.AUTHOR,), (State.DRAFT,)),
    Act.SUBMIT: Move((Hand.AUTHOR,), (State.DRAFT,), State.SUBMITTED, (_site_takes_content, _complete)),
    # What was submitted stays frozen; changing it starts the next version, and a yes to the one before holds no longer.
    Act.REVISE: Move((Hand.AUTHOR,), (State.SUBMITTED, State.RETURNED, State.APPROVED), State.DRAFT),
    Act.READ_AGAIN: Move((Hand.STAFF,), (State.SUBMITTED,), only_if=(_not_own, _sensitive, _unread)),
    Act.RETURN: Move((Hand.LEADERSHIP,), (State.SUBMITTED,), State.RETURNED, (_not_own, _reason_given)),
    Act.DECLINE: Move((Hand.LEADERSHIP,), (State.SUBMITTED,), State.DECLINED, (_not_own, _reason_given)),
    Act.APPROVE: Move(
        (Hand.LEADERSHIP,),
        (State.SUBMITTED,),
        State.APPROVED,
        (_not_own, _site_takes_content, _complete, _read_again, _discussed, _confirmed),
    ),
    Act.WITHDRAW: Move((Hand.AUTHOR,), (State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED), State.WITHDRAWN),
    Act.PUBLISH: Move((Hand.AUTHOR, Hand.LEADERSHIP, Hand.CLOCK), (State.APPROVED,), State.PUBLISHED),
}


def refusals(action: Act, situation: DraftSituation) -> tuple[Refusal, ...]:
    """Return every reason why ``action`` is not possible now; an empty tuple means that it is."""
    move = MOVES[action]
    found: list[Refusal] = []
    if not situation.hands & set(move.who):
        people = listed([HAND_WORDS[who] for who in move.who], "or")
        found.append(Refusal("not_yours_to_do", f"Only {people} can {DRAFT_ACTION_WORDS[action]}.", "A.3.4"))
    if situation.state not in move.states:
        state = DRAFT_WORDS[situation.state]
        found.append(Refusal("not_in_this_state", f"You cannot {DRAFT_ACTION_WORDS[action]}: it is {state}."))
    for condition in move.only_if:
        found.extend(condition(situation))
    return tuple(found)


def outcome(action: Act, situation: DraftSituation) -> State:
    """Return the state after an allowed ``action``; ask ``refusals`` first."""
    return MOVES[action].to or situation.state
