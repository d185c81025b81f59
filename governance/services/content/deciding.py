"""The decisions about a draft, and the second reading of a sensitive one (A.3.4, A.4.5).

Each is one row with its reason, on one frozen version.  Nobody decides or reads their own, and the second reader does
not decide: the domain refuses, and so does the database.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.content.checks import confirmations_of
from governance.domain.content.life import DraftSituation, outcome, refusals
from governance.domain.content.words import DraftAction, DraftState
from governance.domain.reasons import reason_refusals
from governance.domain.words import Answer
from governance.models import ContentDecision, SecondReading
from governance.services.content.at_hand import DraftAtHand, take_draft
from governance.services.notices import notify
from governance.services.refused import refuse_if
from governance.services.seen import refuse_if_stale, touch
from governance.services.transaction import Record, use_case


def approve_draft(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    draft_id: int,
    seen: int,
    discussed_on: dt.date | None,
    confirmed: Collection[str],
    reason: str = "",
) -> None:
    """Say yes to what was submitted, word by word.

    ``discussed_on`` is the day on which it was talked over with its author; ``confirmed`` are the keys of
    ``CONFIRMATIONS``.  Raises Refused, Stale and NotHere; the same yes again is a repeat.
    """
    with use_case(session, actor, now) as record:
        case = take_draft(record, draft_id)
        if case.draft.state is DraftState.APPROVED and _said_already(record, case, Answer.YES):
            record.repeat()
            return
        _refuse_if_stale(record, case, seen)
        situation = case.situation(actor, reason=reason, confirmed=confirmed, discussed_on=discussed_on)
        refuse_if(refusals(DraftAction.APPROVE, situation))
        keys = [one.key for one in confirmations_of(case.content)]
        _write(record, case, Answer.YES, reason, keys, discussed_on)
        _end(record, case, DraftAction.APPROVE, situation)
        record.act(
            "draft.approved",
            "draft",
            case.draft.id,
            site_id=case.site.id,
            from_state=DraftState.SUBMITTED,
            to_state=case.draft.state,
            version=case.version.number,
            discussed_on=discussed_on,
            confirmed=keys,
            delegation=actor.delegation_id,
            texts={**case.texts, "reason": reason},
        )


def return_draft(session: Session, actor: Actor, now: dt.datetime, *, draft_id: int, seen: int, reason: str) -> None:
    """Give a draft back to its author for changes, with a reason."""
    _say_no(session, actor, now, DraftAction.RETURN, Answer.RETURNED, draft_id, seen, reason)


def decline_draft(session: Session, actor: Actor, now: dt.datetime, *, draft_id: int, seen: int, reason: str) -> None:
    """Decline a draft, with a reason."""
    _say_no(session, actor, now, DraftAction.DECLINE, Answer.NO, draft_id, seen, reason)


def read_again(
    session: Session, actor: Actor, now: dt.datetime, *, draft_id: int, seen: int, is_fine: bool, note: str = ""
) -> None:
    """Say, as somebody who neither wrote nor approves it, whether a sensitive text can be published (A.4.5)."""
    with use_case(session, actor, now) as record:
        case = take_draft(record, draft_id)
        _refuse_if_stale(record, case, seen)
        asked = () if is_fine else reason_refusals(note, "what should change", clause="A.4.5")
        refuse_if((*refusals(DraftAction.READ_AGAIN, case.situation(actor)), *asked))
        session.add(
            SecondReading(
                school_id=case.school.id,
                version_id=case.version.id,
                author_id=case.draft.author_id,
                reader_id=actor.person_id or 0,
                is_fine=is_fine,
                note=note.strip(),
                read_at=now,
            )
        )
        touch(case.draft)
        record.act(
            "draft.read_again",
            "draft",
            case.draft.id,
            site_id=case.site.id,
            version=case.version.number,
            fine=is_fine,
            texts={**case.texts, "note": note.strip()},
        )


def _say_no(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    action: DraftAction,
    answer: Answer,
    draft_id: int,
    seen: int,
    reason: str,
) -> None:
    with use_case(session, actor, now) as record:
        case = take_draft(record, draft_id)
        situation = case.situation(actor, reason=reason)
        if case.draft.state is outcome(action, situation) and _said_already(record, case, answer):
            record.repeat()
            return
        _refuse_if_stale(record, case, seen)
        refuse_if(refusals(action, situation))
        _write(record, case, answer, reason, [], None)
        _end(record, case, action, situation)
        record.act(
            "draft.returned" if action is DraftAction.RETURN else "draft.declined",
            "draft",
            case.draft.id,
            site_id=case.site.id,
            from_state=DraftState.SUBMITTED,
            to_state=case.draft.state,
            version=case.version.number,
            delegation=actor.delegation_id,
            texts={**case.texts, "reason": reason},
        )


def _end(record: Record, case: DraftAtHand, action: DraftAction, situation: DraftSituation) -> None:
    """Move the draft and tell its author that there is an answer."""
    case.draft.state, case.draft.decided_at = outcome(action, situation), record.now
    link = f"/s/{case.school.slug}/content/{case.draft.id}"
    notify(record, "draft_answered", [case.draft.author_id], link, label=case.site.name)


def _write(
    record: Record,
    case: DraftAtHand,
    answer: Answer,
    reason: str,
    confirmed: list[str],
    discussed_on: dt.date | None,
) -> None:
    record.session.add(
        ContentDecision(
            school_id=case.school.id,
            version_id=case.version.id,
            author_id=case.draft.author_id,
            decider_id=record.actor.person_id or 0,
            # Only a yes rests on the second reading; whoever read it may well return it.
            second_reader_id=case.reading.reader_id if case.reading and answer is Answer.YES else None,
            answer=answer,
            reason=reason.strip(),
            confirmed=confirmed,
            discussed_on=discussed_on,
            delegation_id=record.actor.delegation_id,
            decided_at=record.now,
        )
    )


def _said_already(record: Record, case: DraftAtHand, answer: Answer) -> bool:
    """Whether this very person gave this very answer to the version that counts."""
    return bool(
        record.session.scalar(
            sa.select(
                sa.exists().where(
                    ContentDecision.school_id == case.school.id,
                    ContentDecision.version_id == case.version.id,
                    ContentDecision.decider_id == record.actor.person_id,
                    ContentDecision.answer == answer,
                )
            )
        )
    )


def _refuse_if_stale(record: Record, case: DraftAtHand, seen: int) -> None:
    refuse_if_stale(record.session, case.draft, seen, "draft", case.draft.id, case.school.id)
