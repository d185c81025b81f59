"""Reads of the school's calendar for its pages; they never write."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.models import ClosedSpan, Term


def terms_of(session: Session, school_id: int) -> list[Term]:
    """Return the school's terms, earliest first."""
    return list(session.scalars(sa.select(Term).where(Term.school_id == school_id).order_by(Term.starts_on)))


def closed_spans_of(session: Session, school_id: int) -> list[ClosedSpan]:
    """Return the spans in which the school is closed to pupils, earliest first."""
    return list(
        session.scalars(
            sa.select(ClosedSpan).where(ClosedSpan.school_id == school_id).order_by(ClosedSpan.starts_on, ClosedSpan.id)
        )
    )


def term_of(session: Session, school_id: int, term_id: int) -> Term | None:
    """Return one term of the school."""
    return session.scalar(sa.select(Term).where(Term.school_id == school_id, Term.id == term_id))


def closed_span_of(session: Session, school_id: int, span_id: int) -> ClosedSpan | None:
    """Return one closed span of the school."""
    return session.scalar(sa.select(ClosedSpan).where(ClosedSpan.school_id == school_id, ClosedSpan.id == span_id))
