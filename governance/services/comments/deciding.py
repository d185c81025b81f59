"""The decisions on a comment: one row each, with the reason, and what the host has to do (A.5, DESIGN 3.3 and 6).

Two people at once: the first decision stands, the second is told who decided what and when, unless both decided alike.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import Base
from governance.domain.access import Actor
from governance.domain.comments.hosting import WANTED
from governance.domain.comments.life import outcome, refusals
from governance.domain.comments.words import CommentAction as Do
from governance.domain.comments.words import CommentState, FlagSource, Urgency
from governance.domain.rule_texts import RulesKind
from governance.models import CommentDecision, CommentFlag, CommentNote
from governance.services.comments import alarms
from governance.services.comments.at_hand import CommentAtHand, take_comment
from governance.services.comments.flagging import end_claim, open_flags, place_of
from governance.services.comments.handing import may_look_after
from governance.services.comments.passing import pass_to_safeguarding
from governance.services.comments.taken import TakenComment, change_comment, change_of, refuse_if_changed
from governance.services.comments.together import Write, write_together
from governance.services.comments.wishes import leave_wish, wish_of
from governance.services.refused import refuse_if
from governance.services.rules_in_force import NumberedRule, rules_in_force
from governance.services.seen import refuse_if_stale
from governance.services.transaction import Record, use_case

CODES = {
    Do.PUBLISH: "comment.published",
    Do.KEEP: "comment.kept",
    Do.REMOVE: "comment.removed",
    Do.HIDE: "comment.hidden",
    Do.ASK: "comment.asked_about",
    Do.HAND_ON: "comment.handed_on",
    Do.UNDO: "comment.undone",
    Do.REOPEN: "comment.reopened",
    Do.RELEASE: "comment.released",
}
LEAVE_IT_OPEN = frozenset({Do.ASK, Do.HAND_ON})
URGENT = frozenset({Urgency.CHILD_RISK, Urgency.NAMES_CHILD})
"""What is brought to the host before everything else."""
TAKE_IT_BACK = frozenset({Do.UNDO, Do.REOPEN, Do.RELEASE})


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of it.  ``repeat`` says that it was so already; ``number`` is the decision that counts."""

    comment_id: int
    number: int
    state: CommentState
    repeat: bool = False
    concern_id: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decides, once nothing is against it; it takes back the one before it where ``action`` is undo."""

    action: Do
    number: int
    from_state: CommentState
    to_state: CommentState
    rule: NumberedRule | None
    note: str


_DECISIONS = Base.metadata.tables[CommentDecision.__tablename__]
_INSERT = sa.insert(_DECISIONS).inline()
_INSERT_FOR_ITS_ID = sa.insert(_DECISIONS).returning(_DECISIONS.c.id)


def decide(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    comment_id: int,
    seen: int,
    action: Do,
    rule_id: int | None = None,
    note: str = "",
    to_person: int | None = None,
) -> Decided:
    """Decide a comment.  ``seen`` is the revision of its row that the person looked at.

    A removal needs ``rule_id`` of a house rule in force; asking and handing on need ``to_person``.  Raises Refused,
    Stale or NotHere; a repeat of what is already so is harmless and changes nothing.
    """
    with use_case(session, actor, now) as record:
        at_hand = take_comment(record, comment_id)
        comment, number = at_hand.comment, at_hand.last.number if at_hand.last else 0
        if _is_so_already(at_hand, action, seen):
            record.repeat()
            return Decided(comment_id, number, comment.state, repeat=True)
        refuse_if_stale(session, comment, seen, "comment", comment.id, comment.school_id)
        rule = _rule(record, comment, rule_id) if action is Do.REMOVE else None
        situation = replace(
            at_hand.situation,
            rule_chosen=rule is not None if action is Do.REMOVE else None,
            to_person=to_person,
            may_look=action not in LEAVE_IT_OPEN or may_look_after(record, comment, to_person),
            note=note,
        )
        refuse_if(refusals(action, situation))
        decision = Decision(action, number + 1, situation.state, outcome(action, situation), rule, note.strip())
        _settle(record, at_hand, decision, to_person)
        concern_id = None
        if action is Do.HIDE:
            concern_id = pass_to_safeguarding(record, comment, opinion=decision.note, seen_at=at_hand.opened_at)
        _record_act(record, at_hand, decision, to_person)
        return Decided(comment_id, decision.number, decision.to_state, concern_id=concern_id)


def _is_so_already(at_hand: CommentAtHand, action: Do, seen: int) -> bool:
    """The harmless repeat: decided alike, by whomever, and nothing was reported since."""
    last, comment = at_hand.last, at_hand.comment
    return (
        last is not None
        and last.action is action
        and action not in LEAVE_IT_OPEN
        and last.to_state is comment.state
        and last.on_revision == comment.shown
        and comment.revision != seen
        and (comment.awaits_since is None or action in TAKE_IT_BACK)
    )


def _rule(record: Record, comment: TakenComment, rule_id: int | None) -> NumberedRule | None:
    """Return the rule as it reads now, or None where it is not one of the house rules in force here."""
    for text in rules_in_force(record.session, comment.school_id, comment.site_id):
        if text.kind is RulesKind.HOUSE_RULES:
            for rule in text.rules:
                if rule.id == rule_id:
                    return rule
    return None


def _row(record: Record, at_hand: CommentAtHand, decision: Decision) -> dict[str, Any]:
    """Return the decision's own row; it never changes again, so it needs no unit of work."""
    comment, rule = at_hand.comment, decision.rule
    return {
        "school_id": comment.school_id,
        "comment_id": comment.id,
        "number": decision.number,
        "on_revision": comment.shown,
        "action": decision.action,
        "from_state": decision.from_state,
        "to_state": decision.to_state,
        "decider_id": record.actor.person_id,
        "decided_on_host": "",
        "rule_id": rule.id if rule else None,
        "rule_number": rule.number if rule else None,
        "rule_text": rule.text if rule else "",
        "note": decision.note,
        "undoes": decision.number - 1 if decision.action is Do.UNDO else None,
        "decided_at": record.now,
        "seen_at": at_hand.opened_at,
    }


def _settle(record: Record, at_hand: CommentAtHand, decision: Decision, to_person: int | None) -> None:
    """Bring the row, its flags, its claim and its alarm to what was decided; what is not there costs no statement."""
    comment, me, row = at_hand.comment, record.actor.person_id, _row(record, at_hand, decision)
    decision_id, writes = None, [Write(_INSERT, {}, row)]
    if at_hand.situation.open_flags:
        # The flags will name it, so it is there before everything else.
        decision_id, writes = record.connection.execute(_INSERT_FOR_ITS_ID, row).scalar_one(), []
    if at_hand.is_claimed:
        end_claim(record.session, comment)
    if decision.action in LEAVE_IT_OPEN:
        write_together(record.connection, writes)
        _hand_round(record, comment, decision, to_person)
        return
    if at_hand.is_watched:
        alarms.end(record, school_id=comment.school_id, comment_id=comment.id)
    flags = _answer_flags(record, at_hand, decision, decision_id)
    urgency, since = place_of(decision.to_state, comment.arrived_at, flags)
    changed = {
        "state": decision.to_state,
        "decided_at": record.now,
        "assigned_to": None,
        "handed_on_by": None,
        "urgency": urgency,
        "awaits_since": since,
    }
    if decision.action is Do.PUBLISH:
        changed["published_by"] = me
    if decision.action is Do.REMOVE:
        changed["removed_by"] = me
    _write(record, at_hand, decision, [*writes, change_of(comment, changed)])


def _write(record: Record, at_hand: CommentAtHand, decision: Decision, writes: Sequence[Write]) -> None:
    """Send the writes, of which the last changes the comment, and the wish for its host where its state changes."""
    comment, known, pushed = at_hand.comment, at_hand.known_of_host, at_hand.is_pushed
    changes = decision.to_state is not decision.from_state
    urgent = comment.urgency in URGENT or decision.to_state is CommentState.HIDDEN
    wanted = WANTED[decision.to_state]
    wishes = [wish_of(record, comment, known, wanted, urgent=urgent, pushed=pushed)] if changes and known else []
    written = write_together(record.connection, [*writes, *wishes])
    refuse_if_changed(comment, written[len(writes) - 1])
    if changes and written[len(writes) :] != (1,):
        # Whoever brings wishes there changed the row meanwhile, or there is none yet.
        leave_wish(record, comment, None, wanted, urgent=urgent, pushed=pushed)


def _hand_round(record: Record, comment: TakenComment, decision: Decision, to_person: int | None) -> None:
    """Put the question on the comment's page, where both read it, or the comment into somebody else's queue."""
    me = record.actor.person_id
    if decision.action is Do.HAND_ON:
        change_comment(record, comment, {"assigned_to": to_person, "handed_on_by": me})
    if decision.note:
        record.session.add(
            CommentNote(
                school_id=comment.school_id,
                comment_id=comment.id,
                written_by=me,
                asked_of=to_person,
                words=decision.note,
                written_at=record.now,
            )
        )


def _answer_flags(
    record: Record, at_hand: CommentAtHand, decision: Decision, decision_id: int | None
) -> Sequence[CommentFlag]:
    """Settle what the decision answers, and return what is open now.

    What a decision that is taken back had answered is open again.
    """
    comment, session, action = at_hand.comment, record.session, decision.action
    if not (at_hand.has_reasons if action in TAKE_IT_BACK else at_hand.situation.open_flags):
        return ()
    of_comment = (CommentFlag.school_id == comment.school_id, CommentFlag.comment_id == comment.id)
    if action in TAKE_IT_BACK:
        reopened = CommentFlag.on_revision == comment.shown
        if action is Do.UNDO and at_hand.last:
            reopened = CommentFlag.settled_by == at_hand.last.id
        change = sa.update(CommentFlag).where(*of_comment, reopened).values(settled_at=None, settled_by=None)
    else:
        # An appeal is answered by its own decision, with a reason for the person who made it.
        still_open = (CommentFlag.settled_at.is_(None), CommentFlag.source != FlagSource.APPEAL)
        change = (
            sa.update(CommentFlag).where(*of_comment, *still_open).values(settled_at=record.now, settled_by=decision_id)
        )
    session.execute(change)
    return open_flags(session, comment)


def _record_act(record: Record, at_hand: CommentAtHand, decision: Decision, to_person: int | None) -> None:
    details: dict[str, Any] = {"number": decision.number}
    if decision.rule is not None:
        details["rule"] = decision.rule.number
    if decision.action in LEAVE_IT_OPEN:
        details["person_id"] = to_person
    if decision.action is Do.UNDO:
        details["undoes"] = decision.number - 1
    record.act(
        CODES[decision.action],
        "comment",
        at_hand.comment.id,
        site_id=at_hand.comment.site_id,
        from_state=decision.from_state,
        to_state=decision.to_state,
        texts={"label": at_hand.label},
        **details,
    )
