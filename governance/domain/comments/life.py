"""What may happen to a comment, on one screen: the same shape as the life of a site (A.5, DESIGN 3.1 and 6).

Decides, for every action, from which states, by whom and only if what.  ``MOVES`` is the whole table; ``refusals``
returns every reason against an action (none means that it is allowed) and ``outcome`` says where it leads.  The button,
the message and the guard call these two.  May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from governance.domain.comments.words import ACTION_WORDS, CAPACITY_WORDS, STATE_WORDS
from governance.domain.comments.words import CommentAction as Act
from governance.domain.comments.words import CommentCapacity as Who
from governance.domain.comments.words import CommentState as State
from governance.domain.refusals import Refusal
from governance.domain.words import listed


@dataclass(frozen=True, slots=True)
class CommentSituation:
    """What is known of one comment and one person at the moment when an action is asked for.

    Persons are numbers of persons, never of sign-ins.  ``last`` is the newest decision, whose ``last_decider`` is None
    where it was taken on the host.  ``rule_chosen`` is None until a rule was asked for, ``to_person`` the colleague who
    is asked or handed the comment, and ``may_look`` whether that colleague may look after it.
    """

    capacities: frozenset[Who] = frozenset()
    actor: int | None = None
    state: State = State.WAITING
    open_flags: int = 0
    open_appeal: bool = False
    published_by: int | None = None
    removed_by: int | None = None
    last: Act | None = None
    last_decider: int | None = None
    last_at: dt.datetime | None = None
    now: dt.datetime | None = None
    undo_minutes: int = 15
    rule_chosen: bool | None = None
    to_person: int | None = None
    may_look: bool = True
    note: str = ""

    @property
    def in_queue(self) -> bool:
        """The comment waits, or somebody gave a reason to look at it; what is hidden is with the DSL."""
        return self.state is not State.HIDDEN and (self.state is State.WAITING or self.open_flags > 0)


Condition = Callable[[CommentSituation], tuple[Refusal, ...]]


def _rule_chosen(situation: CommentSituation) -> tuple[Refusal, ...]:
    """A removal names the house rule that was broken, as it reads that day."""
    if situation.rule_chosen is not False:
        return ()
    return (Refusal("no_rule_chosen", "Choose the house rule that this comment breaks.", "A.5.4"),)


def _flagged(situation: CommentSituation) -> tuple[Refusal, ...]:
    """There is something to answer."""
    if situation.open_flags:
        return ()
    return (Refusal("nothing_to_answer", "Nobody has reported this comment since it was decided."),)


def _not_own_decision(situation: CommentSituation) -> tuple[Refusal, ...]:
    """Nobody judges their own cause: a report goes to another moderator than the one who published it."""
    own = {State.PUBLISHED: situation.published_by, State.REMOVED: situation.removed_by}.get(situation.state)
    if own is None or own != situation.actor:
        return ()
    return (
        Refusal("own_decision", "You decided this comment yourself, so another moderator answers the report.", "A.5"),
    )


def _no_open_appeal(situation: CommentSituation) -> tuple[Refusal, ...]:
    """An appeal is answered as an appeal, with its reason, and not in passing."""
    if not situation.open_appeal:
        return ()
    return (Refusal("appeal_open", "Somebody appealed against the removal. Decide the appeal.", "A.5"),)


def _to_a_colleague(situation: CommentSituation) -> tuple[Refusal, ...]:
    """Asking and handing on need somebody else, who may look at it."""
    if situation.to_person is None or situation.to_person == situation.actor:
        return (Refusal("no_colleague_chosen", "Choose the colleague who should look at it."),)
    if not situation.may_look:
        return (Refusal("colleague_may_not_look", "That colleague does not look after this site. Choose another."),)
    return ()


def _not_to_who_decided_it(situation: CommentSituation) -> tuple[Refusal, ...]:
    """Handed to who decided it, a report would stand in nobody's queue: they may not answer it, and we gave it away."""
    own = {State.PUBLISHED: situation.published_by, State.REMOVED: situation.removed_by}.get(situation.state)
    if own is None or own != situation.to_person:
        return ()
    return (Refusal("colleague_decided_it", "That colleague decided it themselves. Choose somebody else.", "A.5"),)


def _question_asked(situation: CommentSituation) -> tuple[Refusal, ...]:
    """A question has words."""
    if situation.note.strip():
        return ()
    return (Refusal("no_question", "Write what you want to ask."),)


def _still_in_queue(situation: CommentSituation) -> tuple[Refusal, ...]:
    """What is decided is not handed round."""
    if situation.in_queue:
        return ()
    return (Refusal("not_in_queue", "This comment is decided. Reopen it first."),)


def _can_be_taken_back(situation: CommentSituation) -> tuple[Refusal, ...]:
    """The last decision is one that an undo takes back, by who took it, within the time that the policy gives."""
    if situation.last not in (Act.PUBLISH, Act.KEEP, Act.REMOVE) or situation.last_at is None:
        return (Refusal("nothing_to_undo", "There is no decision here that can be undone."),)
    if situation.now and situation.now - situation.last_at > dt.timedelta(minutes=situation.undo_minutes):
        return (
            Refusal(
                "undo_too_late",
                f"A decision can be undone for {situation.undo_minutes} minutes. Reopen the comment instead.",
            ),
        )
    return ()


@dataclass(frozen=True, slots=True)
class Move:
    """One row: from these states, by these people, to that state (None: as it is), and only if all of that holds."""

    who: tuple[Who, ...]
    states: tuple[State, ...]
    to: State | None = None
    only_if: tuple[Condition, ...] = ()


MOVES: dict[Act, Move] = {
    Act.PUBLISH: Move((Who.MODERATOR,), (State.WAITING,), State.PUBLISHED),
    Act.KEEP: Move(
        (Who.MODERATOR,),
        (State.PUBLISHED, State.REMOVED),
        only_if=(_flagged, _not_own_decision, _no_open_appeal),
    ),
    Act.REMOVE: Move((Who.MODERATOR,), (State.WAITING, State.PUBLISHED), State.REMOVED, only_if=(_rule_chosen,)),
    # Hiding comes first and asks afterwards: nothing else is needed while a child may be at risk.
    Act.HIDE: Move((Who.MODERATOR, Who.DSL), (State.WAITING, State.PUBLISHED, State.REMOVED), State.HIDDEN),
    Act.ASK: Move(
        (Who.MODERATOR,),
        (State.WAITING, State.PUBLISHED, State.REMOVED),
        only_if=(_still_in_queue, _to_a_colleague, _question_asked),
    ),
    Act.HAND_ON: Move(
        (Who.MODERATOR,),
        (State.WAITING, State.PUBLISHED, State.REMOVED),
        only_if=(_still_in_queue, _to_a_colleague, _not_to_who_decided_it),
    ),
    # What was undone or reopened waits again; nothing is published by taking something back.
    Act.UNDO: Move((Who.DECIDER,), (State.PUBLISHED, State.REMOVED), State.WAITING, only_if=(_can_be_taken_back,)),
    Act.REOPEN: Move((Who.MODERATOR,), (State.PUBLISHED, State.REMOVED), State.WAITING, only_if=(_no_open_appeal,)),
    Act.RELEASE: Move((Who.DSL,), (State.HIDDEN,), State.WAITING),
}


def refusals(action: Act, situation: CommentSituation) -> tuple[Refusal, ...]:
    """Return every reason why ``action`` is not possible now; an empty tuple means that it is."""
    move = MOVES[action]
    found: list[Refusal] = []
    if not situation.capacities & set(move.who):
        people = listed([CAPACITY_WORDS[who] for who in move.who], "or")
        found.append(Refusal("not_yours_to_do", f"Only {people} can {ACTION_WORDS[action]}."))
    if situation.state not in move.states:
        if situation.state is State.HIDDEN:
            sentence = "This comment is with the safeguarding lead. Only they can release it."
            found.append(Refusal("with_safeguarding", sentence, "A.2.3"))
        else:
            state = STATE_WORDS[situation.state]
            found.append(Refusal("not_in_this_state", f"You cannot {ACTION_WORDS[action]}: it is {state}."))
    for condition in move.only_if:
        found.extend(condition(situation))
    return tuple(found)


def outcome(action: Act, situation: CommentSituation) -> State:
    """Return the state after an allowed ``action``; ask ``refusals`` first."""
    if action is Act.UNDO and situation.last is Act.KEEP:
        # The report is open again; what people see stays as it was before anybody answered it.
        return situation.state
    return MOVES[action].to or situation.state
