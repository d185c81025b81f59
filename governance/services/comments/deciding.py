"""The decisions on a comment: one row each, with the reason, and what the host has to do (A.5, DESIGN 3.3 and 6).

Two people at once: the first decision stands, the second is told who decided what and when, unless both decided alike.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.comments.hosting import WANTED
from governance.domain.comments.life import outcome, refusals
from governance.domain.comments.words import CommentAction as Do
from governance.domain.comments.words import CommentState, FlagSource, Urgency
from governance.domain.rule_texts import RulesKind
from governance.models import Comment, CommentClaim, CommentDecision, CommentFlag, CommentNote, CommentOpening
from governance.services.comments import alarms
from governance.services.comments.at_hand import CommentAtHand, take_comment
from governance.services.comments.flagging import put_in_place
from governance.services.comments.handing import may_look_after
from governance.services.comments.passing import pass_to_safeguarding
from governance.services.comments.wishes import wish
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
TAKE_IT_BACK = frozenset({Do.UNDO, Do.REOPEN, Do.RELEASE})


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of it.  ``repeat`` says that it was so already; ``number`` is the decision that counts."""

    comment_id: int
    number: int
    state: CommentState
    repeat: bool = False
    concern_id: int | None = None


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
        if _is_so_already(at_hand, action, seen):
            record.repeat()
            return Decided(comment_id, at_hand.last.number if at_hand.last else 0, at_hand.comment.state, repeat=True)
        _refuse_if_stale(record, at_hand.comment, seen)
        rule = _rule(record, at_hand.comment, rule_id) if action is Do.REMOVE else None
        situation = replace(
            at_hand.situation,
            rule_chosen=rule is not None if action is Do.REMOVE else None,
            to_person=to_person,
            may_look=action not in LEAVE_IT_OPEN or may_look_after(record, at_hand.comment, to_person),
            note=note,
        )
        refuse_if(refusals(action, situation))
        to_state = outcome(action, situation)
        decision = _write(record, at_hand, action, to_state, rule, note)
        _settle(record, at_hand, action, decision, to_person)
        concern_id = pass_to_safeguarding(record, at_hand.comment, decision) if action is Do.HIDE else None
        _record_act(record, at_hand, action, decision, to_person)
        return Decided(comment_id, decision.number, to_state, concern_id=concern_id)


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


def _refuse_if_stale(record: Record, comment: Comment, seen: int) -> None:
    refuse_if_stale(record.session, comment, seen, "comment", comment.id, comment.school_id)


def _rule(record: Record, comment: Comment, rule_id: int | None) -> NumberedRule | None:
    """Return the rule as it reads now, or None where it is not one of the house rules in force here."""
    for text in rules_in_force(record.session, comment.school_id, comment.site_id):
        if text.kind is RulesKind.HOUSE_RULES:
            for rule in text.rules:
                if rule.id == rule_id:
                    return rule
    return None


def _write(
    record: Record, at_hand: CommentAtHand, action: Do, to_state: CommentState, rule: NumberedRule | None, note: str
) -> CommentDecision:
    comment, session = at_hand.comment, record.session
    decision = CommentDecision(
        school_id=comment.school_id,
        comment_id=comment.id,
        number=(at_hand.last.number if at_hand.last else 0) + 1,
        on_revision=comment.shown,
        action=action,
        from_state=comment.state,
        to_state=to_state,
        decider_id=record.actor.person_id,
        rule_id=rule.id if rule else None,
        rule_number=rule.number if rule else None,
        rule_text=rule.text if rule else "",
        note=note.strip(),
        undoes=at_hand.last.number if action is Do.UNDO and at_hand.last else None,
        decided_at=record.now,
        seen_at=session.scalar(
            sa.select(CommentOpening.opened_at).where(
                CommentOpening.school_id == comment.school_id, CommentOpening.comment_id == comment.id
            )
        ),
    )
    session.add(decision)
    session.flush()
    return decision


def _settle(
    record: Record, at_hand: CommentAtHand, action: Do, decision: CommentDecision, to_person: int | None
) -> None:
    """Bring the row, its flags, its claim and its host to what was decided."""
    comment, session, me = at_hand.comment, record.session, record.actor.person_id
    before, was_urgent = comment.state, comment.urgency in (Urgency.CHILD_RISK, Urgency.NAMES_CHILD)
    of_comment = (CommentClaim.school_id == comment.school_id, CommentClaim.comment_id == comment.id)
    session.execute(sa.delete(CommentClaim).where(*of_comment))
    if action in LEAVE_IT_OPEN:
        _hand_round(record, comment, action, decision, to_person)
        return
    _answer_flags(record, at_hand, action, decision)
    comment.state = decision.to_state
    comment.decided_at = record.now
    comment.assigned_to = comment.handed_on_by = None
    if action is Do.PUBLISH:
        comment.published_by = me
    if action is Do.REMOVE:
        comment.removed_by = me
    put_in_place(session, comment)
    session.flush()
    if was_urgent:
        alarms.end(record, school_id=comment.school_id, comment_id=comment.id)
    if comment.state is not before:
        wish(record, comment, WANTED[comment.state], urgent=was_urgent or comment.state is CommentState.HIDDEN)


def _hand_round(record: Record, comment: Comment, action: Do, decision: CommentDecision, to_person: int | None) -> None:
    """Put the question on the comment's page, where both read it, or the comment into somebody else's queue."""
    me = record.actor.person_id
    if action is Do.HAND_ON:
        comment.assigned_to, comment.handed_on_by = to_person, me
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


def _answer_flags(record: Record, at_hand: CommentAtHand, action: Do, decision: CommentDecision) -> None:
    """Settle what the decision answers; what a decision that is taken back had answered is open again."""
    comment = at_hand.comment
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
            sa.update(CommentFlag).where(*of_comment, *still_open).values(settled_at=record.now, settled_by=decision.id)
        )
    record.session.execute(change)


def _record_act(
    record: Record, at_hand: CommentAtHand, action: Do, decision: CommentDecision, to_person: int | None
) -> None:
    details: dict[str, Any] = {"number": decision.number}
    if action is Do.REMOVE:
        details["rule"] = decision.rule_number
    if action in LEAVE_IT_OPEN:
        details["person_id"] = to_person
    if action is Do.UNDO:
        details["undoes"] = decision.undoes
    record.act(
        CODES[action],
        "comment",
        decision.comment_id,
        site_id=at_hand.comment.site_id,
        from_state=decision.from_state,
        to_state=decision.to_state,
        texts={"label": at_hand.label},
        **details,
    )
