"""A concern's words go once the school's safeguarding system has them; reference, times and routes stay (003-7).

A person disposes, never a timer.  While a case is open, its pack has not arrived or a legal hold is on it, nothing
goes.  The number of whom it is about stays in the stub as its lock, so that it never opens to that person.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.acts.concerns import CONCERN_SUBJECT
from governance.domain.comments.words import CommentAction
from governance.domain.concern_ending import Leaving, disposal_refusals
from governance.domain.reasons import reason_refusals
from governance.domain.records.kinds import RecordKind
from governance.models import (
    AuditRow,
    AuditText,
    CommentDecision,
    CommentReport,
    Concern,
    ConcernDisposal,
    ConcernEntry,
    ConcernHold,
    ConcernPack,
    ConcernStep,
)
from governance.services.concern_at_hand import concern_at_hand, refuse_if_changed
from governance.services.concern_packs import pack_arrived
from governance.services.concern_readers import readable
from governance.services.records.retention.holds import held, is_held
from governance.services.refused import refuse_if
from governance.services.transaction import Record, use_case
from governance.services.within import people_locked

WORDS = ("words", "facts", "opinion", "done", "address", "author_shown", "route_note", "close_reason", "told_by")
GONE = "(no longer kept)"


@dataclass(frozen=True, slots=True)
class Ready:
    """A concern whose words may go: its number, its reference, when it was closed and where its pack arrived."""

    id: int
    reference: str
    closed_at: dt.datetime
    confirmed_in: str


def ready_for_disposal(session: Session, actor: Actor) -> list[Ready]:
    """Return the concerns that may be disposed of now, of those that the actor reads; nobody else is told of any."""
    pack = (
        sa.select(sa.func.max(ConcernPack.confirmed_in))
        .where(
            ConcernPack.school_id == Concern.school_id,
            ConcernPack.concern_id == Concern.id,
            ConcernPack.of_revision == Concern.revision,
            ConcernPack.confirmed_at.is_not(None),
        )
        .correlate(Concern)
        .scalar_subquery()
    )
    gone = sa.exists().where(ConcernDisposal.school_id == Concern.school_id, ConcernDisposal.concern_id == Concern.id)
    rows = session.execute(
        sa.select(Concern.id, Concern.reference, Concern.closed_at, pack.label("confirmed_in"))
        .where(readable(actor), Concern.closed_at.is_not(None), pack.is_not(None), ~gone, ~_held(Concern))
        .order_by(Concern.closed_at, Concern.reference)
    )
    return [Ready(row.id, row.reference, row.closed_at, row.confirmed_in) for row in rows]


def leaving_of(session: Session, concern: Concern) -> Leaving:
    """Return what decides whether the words of a concern may go; the page shows by it why they stay."""
    gone = sa.exists().where(ConcernDisposal.school_id == concern.school_id, ConcernDisposal.concern_id == concern.id)
    return Leaving(
        is_closed=concern.closed_at is not None,
        pack_arrived=pack_arrived(session, concern),
        is_held=_own_hold(session, concern) is not None,
        is_gone=bool(session.scalar(sa.select(gone))),
        is_held_with_records=is_held(session, concern.school_id, RecordKind.CONCERN, concern.id),
    )


def dispose_concern(session: Session, actor: Actor, now: dt.datetime, *, concern_id: int, seen: int) -> int:
    """Take the words of a concern away and leave its stub; return how many texts went.  Raises Refused, Stale, NotHere.

    The audit's rows stay, and with them the chain: only texts that stand beside them go.
    """
    with use_case(session, actor, now) as record:
        # A hold among the records locks the same row, so it stands either before the disposal or after it.
        people_locked(record)
        concern = concern_at_hand(record, concern_id)
        refuse_if_changed(record, concern, seen)
        refuse_if(disposal_refusals(leaving_of(session, concern)))
        texts = _take_away(record, concern)
        session.add(
            ConcernDisposal(
                school_id=concern.school_id,
                concern_id=concern.id,
                disposed_by=actor.person_id,
                disposed_at=now,
                texts_removed=texts,
            )
        )
        record.act("concern.disposed", "concern", concern.id, count=texts)
        return texts


def put_hold(session: Session, actor: Actor, now: dt.datetime, *, concern_id: int, reason: str) -> None:
    """Put a legal hold on a concern.  Raises Refused, NotHere; one that is held already stays as it is."""
    with use_case(session, actor, now) as record:
        concern = concern_at_hand(record, concern_id)
        refuse_if(reason_refusals(reason, "the reason for the hold", clause="003-7", page="reason"))
        if _own_hold(session, concern) is not None:
            record.repeat()
            return
        session.add(
            ConcernHold(
                school_id=concern.school_id,
                concern_id=concern.id,
                reason=reason.strip(),
                put_by=actor.person_id,
                put_at=now,
            )
        )
        record.act("concern.held", "concern", concern.id)


def lift_hold(session: Session, actor: Actor, now: dt.datetime, *, concern_id: int) -> None:
    """Lift the legal hold on a concern; where there is none, nothing changes.  Raises NotHere."""
    with use_case(session, actor, now) as record:
        hold = _own_hold(session, concern_at_hand(record, concern_id))
        if hold is None:
            record.repeat()
            return
        hold.lifted_by, hold.lifted_at = actor.person_id, now
        record.act("concern.hold_lifted", "concern", concern_id)


def _own_hold(session: Session, concern: Concern) -> ConcernHold | None:
    return session.scalar(
        sa.select(ConcernHold).where(
            ConcernHold.school_id == concern.school_id,
            ConcernHold.concern_id == concern.id,
            ConcernHold.lifted_at.is_(None),
        )
    )


def _held(concern: type[Concern]) -> sa.ColumnElement[bool]:
    """Whether a reader's hold is on the concern, or one among the school's records, on it or on every concern."""
    return sa.or_(
        sa.exists().where(
            ConcernHold.school_id == concern.school_id,
            ConcernHold.concern_id == concern.id,
            ConcernHold.lifted_at.is_(None),
        ),
        held(concern.school_id, RecordKind.CONCERN, concern.id),
    )


def _take_away(record: Record, concern: Concern) -> int:
    """Empty every text that the concern left anywhere, and return how many there were."""
    session, texts = record.session, 0
    for column in WORDS:
        if getattr(concern, column):
            texts += 1
            # The database asks of a closed concern for a route or a reason; that there was one stays true.
            keeps = column == "close_reason" and not concern.route
            setattr(concern, column, GONE if keeps else "")
    lines: Sequence[tuple[type[ConcernStep] | type[ConcernEntry], tuple[str, ...]]] = (
        (ConcernStep, ("words", "contact", "reference")),
        (ConcernEntry, ("words", "person")),
    )
    for kind, columns in lines:
        for row in session.scalars(
            sa.select(kind).where(kind.school_id == concern.school_id, kind.concern_id == concern.id)
        ):
            for column in columns:
                texts += bool(getattr(row, column))
                setattr(row, column, "")
    session.flush()
    return texts + _take_away_beside(session, concern)


def _take_away_beside(session: Session, concern: Concern) -> int:
    """Empty what was noted when the comment was hidden, the words of who told, holds' reasons and audit texts."""
    changes: list[sa.Update | sa.Delete] = [
        sa.update(CommentReport)
        .where(
            CommentReport.school_id == concern.school_id,
            CommentReport.concern_id == concern.id,
            CommentReport.words != "",
        )
        .values(words=""),
        sa.update(ConcernHold)
        .where(
            ConcernHold.school_id == concern.school_id, ConcernHold.concern_id == concern.id, ConcernHold.reason != ""
        )
        .values(reason=""),
        sa.delete(AuditText).where(
            AuditText.row_id.in_(
                sa.select(AuditRow.id).where(
                    AuditRow.chain == concern.school_id,
                    AuditRow.subject_kind == CONCERN_SUBJECT,
                    AuditRow.subject_id == concern.id,
                )
            )
        ),
    ]
    if concern.comment_id is not None:
        changes.append(
            sa.update(CommentDecision)
            .where(
                CommentDecision.school_id == concern.school_id,
                CommentDecision.comment_id == concern.comment_id,
                CommentDecision.action == CommentAction.HIDE,
                CommentDecision.note != "",
            )
            .values(note="")
        )
    total = 0
    for change in changes:
        result = session.execute(change.execution_options(synchronize_session=False))
        total += int(getattr(result, "rowcount", 0) or 0)
    return total
