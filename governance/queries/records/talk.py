"""Reads of the talk about the policy: discussions, questions, other formats (002-2, 000-6).  They never write."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.domain.calendar import SchoolCalendar
from governance.domain.records.talk import school_days_open
from governance.models import FormatRequest, Person, PolicyDiscussion, PolicyQuestion


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question with who asked, its answer where there is one, and the school days for which it was open."""

    row: PolicyQuestion
    asked_by: str
    answered_by: str
    days_open: int


def discussions(session: Session, school_id: int) -> list[tuple[PolicyDiscussion, str]]:
    """Return the discussions of the policy with who wrote each down, the latest first."""
    rows = session.execute(
        sa.select(PolicyDiscussion, Person.name)
        .join(Person, Person.id == PolicyDiscussion.recorded_by)
        .where(PolicyDiscussion.school_id == school_id)
        .order_by(PolicyDiscussion.held_on.desc(), PolicyDiscussion.id.desc())
        .limit(200)
    )
    return [(row, name) for row, name in rows]


def questions(
    session: Session, school_id: int, calendar: SchoolCalendar, today: dt.date, *, asked_by: int | None = None
) -> list[QuestionRow]:
    """Return the questions, the open ones first and the longest open before; ``asked_by`` finds one person's own."""
    asker, answerer = aliased(Person), aliased(Person)
    query = (
        sa.select(PolicyQuestion, asker.name, answerer.name)
        .join(asker, asker.id == PolicyQuestion.asked_by)
        .outerjoin(answerer, answerer.id == PolicyQuestion.answered_by)
        .where(PolicyQuestion.school_id == school_id)
        .order_by(PolicyQuestion.answered_on.is_not(None), PolicyQuestion.asked_on, PolicyQuestion.id)
        .limit(200)
    )
    if asked_by is not None:
        query = query.where(PolicyQuestion.asked_by == asked_by)
    return [
        QuestionRow(row, asked, answered or "", school_days_open(calendar, row.asked_on, row.answered_on or today))
        for row, asked, answered in session.execute(query)
    ]


def question_of(session: Session, school_id: int, question_id: int) -> PolicyQuestion | None:
    """Return one question of a school, or None."""
    return session.scalar(
        sa.select(PolicyQuestion).where(PolicyQuestion.school_id == school_id, PolicyQuestion.id == question_id)
    )


def format_requests(session: Session, school_id: int) -> list[FormatRequest]:
    """Return who needs another format, those who wait first."""
    return list(
        session.scalars(
            sa.select(FormatRequest)
            .where(FormatRequest.school_id == school_id)
            .order_by(FormatRequest.given_on.is_not(None), FormatRequest.asked_on, FormatRequest.id)
            .limit(200)
        )
    )


def format_request_of(session: Session, school_id: int, request_id: int) -> FormatRequest | None:
    """Return one request for another format, or None."""
    return session.scalar(
        sa.select(FormatRequest).where(FormatRequest.school_id == school_id, FormatRequest.id == request_id)
    )
