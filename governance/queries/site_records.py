"""Reads what was recorded about one site: who is shown, what was seen, how it turned out, its end, its last acts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.acts import sentence
from governance.models import AuditRow, AuditText, Evaluation, Evidence, ExitStep, FoundNote, IdentityCard, Person


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """What somebody saw on a site."""

    kind: str
    statement: str
    link: str
    exception: str
    seen_on: dt.date
    valid_until: dt.date | None
    by: str


@dataclass(frozen=True, slots=True)
class EvaluationLine:
    """How one measure turned out; ``measure`` counts from 1."""

    version_id: int
    measure: int
    met: bool
    evidence: str
    outcome: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a site's end, and who signed it."""

    step_id: int
    number: int
    text: str
    irreversible: bool
    signed_by: str | None
    signed_at: dt.datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One act of the audit as a sentence."""

    when: dt.datetime
    sentence: str
    reason: str | None = None


def cards_of(session: Session, school_id: int, site_id: int, today: dt.date) -> list[IdentityCard]:
    """Return who is shown in public as running a site today."""
    return list(
        session.scalars(
            sa.select(IdentityCard)
            .where(
                IdentityCard.school_id == school_id,
                IdentityCard.site_id == site_id,
                sa.or_(IdentityCard.ends_on.is_(None), IdentityCard.ends_on > today),
            )
            .order_by(IdentityCard.id)
        )
    )


def found_note_of(session: Session, school_id: int, site_id: int) -> FoundNote | None:
    """Return what was written down about an account when it was found, or None."""
    return session.scalar(sa.select(FoundNote).where(FoundNote.school_id == school_id, FoundNote.site_id == site_id))


def evidence_of(session: Session, school_id: int, site_id: int) -> list[EvidenceLine]:
    """Return what was seen on a site, the newest first."""
    rows = session.execute(
        sa.select(
            Evidence.kind,
            Evidence.statement,
            Evidence.link,
            Evidence.exception,
            Evidence.seen_on,
            Evidence.valid_until,
            Person.name,
        )
        .join(Person, Person.id == Evidence.recorded_by)
        .where(Evidence.school_id == school_id, Evidence.site_id == site_id)
        .order_by(Evidence.recorded_at.desc(), Evidence.id.desc())
    )
    return [EvidenceLine(*row) for row in rows]


def evaluations_of(session: Session, school_id: int, site_id: int) -> list[EvaluationLine]:
    """Return the evaluations of a site's measures, the newest first."""
    rows = session.execute(
        sa.select(
            Evaluation.version_id,
            Evaluation.measure,
            Evaluation.met,
            Evaluation.evidence,
            Evaluation.outcome,
            Person.name,
            Evaluation.evaluated_at,
        )
        .join(Person, Person.id == Evaluation.evaluated_by)
        .where(Evaluation.school_id == school_id, Evaluation.site_id == site_id)
        .order_by(Evaluation.id.desc())
    )
    return [EvaluationLine(*row) for row in rows]


def evaluated(session: Session, school_id: int) -> set[tuple[int, int]]:
    """Return every (version, measure) of a school that somebody has evaluated."""
    rows = session.execute(
        sa.select(Evaluation.version_id, Evaluation.measure).where(Evaluation.school_id == school_id)
    )
    return {(version_id, measure) for version_id, measure in rows}


def exit_steps_of(session: Session, school_id: int, site_id: int) -> list[StepLine]:
    """Return the exit steps of a site that stand, in their order."""
    rows = session.execute(
        sa.select(
            ExitStep.id,
            ExitStep.number,
            ExitStep.text,
            ExitStep.irreversible,
            Person.name,
            ExitStep.signed_at,
            ExitStep.note,
        )
        .outerjoin(Person, Person.id == ExitStep.signed_by)
        .where(ExitStep.school_id == school_id, ExitStep.site_id == site_id, ExitStep.cancelled_at.is_(None))
        .order_by(ExitStep.number)
    )
    return [StepLine(*row) for row in rows]


def last_acts_of(session: Session, school_id: int, site_id: int, most: int = 6, code: str = "") -> list[Happened]:
    """Return the last acts on a site as sentences, the newest first; only those of one ``code`` where one is given."""
    acts = sa.select(AuditRow).where(AuditRow.chain == school_id, AuditRow.site_id == site_id)
    if code:
        acts = acts.where(AuditRow.code == code)
    rows = session.scalars(acts.order_by(AuditRow.sequence.desc()).limit(most)).all()
    texts: dict[int, dict[str, str]] = {row.id: {} for row in rows}
    for row_id, key, text in session.execute(
        sa.select(AuditText.row_id, AuditText.key, AuditText.text).where(AuditText.row_id.in_(texts))
    ):
        texts[row_id][key] = text
    return [Happened(row.at, sentence(row.code, row.actor_name, row.details, texts[row.id])) for row in rows]
