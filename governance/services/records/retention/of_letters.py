"""How mails, the history's free text, and what people asked the school are kept (002-2, 000-6; DOMAIN 3.8).

A question or request is kept from the day of its answer: without one it is not due.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.notices import KINDS_FEW_READ
from governance.domain.records.kinds import RecordKind
from governance.models import (
    AuditRow,
    AuditText,
    FormatRequest,
    InformationRequest,
    Notice,
    PolicyQuestion,
    SubjectRequest,
)
from governance.services.records.retention.keeper import GONE, Keeper, Until, put


def _mails(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    over = sa.func.coalesce(Notice.sent_at, Notice.failed_at)
    return sa.select(Notice.id, Notice.created_at, sa.literal("a mail")).where(
        Notice.school_id == school_id,
        over.is_not(None),
        Notice.created_at < until.moment,
        Notice.to_address != "",
        Notice.kind.not_in(sorted(KINDS_FEW_READ)),
    )


def _dispose_mails(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    """Empty these mails, and with them those of their time and before that nobody else may learn of."""
    gone = {"to_address": "", "subject": "", "body": "", "link": "", "lines": [], "problem": ""}
    put(session, Notice, school_id, Notice.id, ids, **gone)
    last = session.scalar(sa.select(sa.func.max(Notice.created_at)).where(Notice.id.in_(ids)))
    over = sa.func.coalesce(Notice.sent_at, Notice.failed_at)
    along = sa.select(Notice.id).where(
        Notice.school_id == school_id,
        Notice.kind.in_(sorted(KINDS_FEW_READ)),
        over.is_not(None),
        Notice.created_at <= last,
        Notice.to_address != "",
    )
    put(session, Notice, school_id, Notice.id, list(session.scalars(along)), **gone)


def _history(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    kept = sa.exists().where(AuditText.row_id == AuditRow.id)
    # Its place in the chain would tell of the lines in between that not everybody is shown.
    return sa.select(AuditRow.id, AuditRow.at, sa.literal("a line of the history")).where(
        AuditRow.chain == school_id, AuditRow.at < until.moment, kept
    )


def _dispose_history(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    ours = sa.select(AuditRow.id).where(AuditRow.chain == school_id, AuditRow.id.in_(ids))
    session.execute(sa.delete(AuditText).where(AuditText.row_id.in_(ours)).execution_options(synchronize_session=False))


def _questions(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    return sa.select(PolicyQuestion.id, PolicyQuestion.answered_on, sa.literal("a question")).where(
        PolicyQuestion.school_id == school_id, PolicyQuestion.answered_on <= until.day
    )


def _questions_open(school_id: int) -> sa.Select[Any]:
    return sa.select(sa.func.count(PolicyQuestion.id)).where(
        PolicyQuestion.school_id == school_id, PolicyQuestion.answered_on.is_(None)
    )


def _dispose_questions(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    changed = {"words": GONE, "answer": GONE, "revision": PolicyQuestion.revision + 1}
    put(session, PolicyQuestion, school_id, PolicyQuestion.id, ids, **changed)


def _formats(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    return sa.select(FormatRequest.id, FormatRequest.given_on, sa.literal("a request for another format")).where(
        FormatRequest.school_id == school_id, FormatRequest.given_on <= until.day
    )


def _formats_open(school_id: int) -> sa.Select[Any]:
    return sa.select(sa.func.count(FormatRequest.id)).where(
        FormatRequest.school_id == school_id, FormatRequest.given_on.is_(None)
    )


def _dispose_formats(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    gone = {"for_whom": GONE, "person_id": None, "details": "", "given_note": ""}
    put(session, FormatRequest, school_id, FormatRequest.id, ids, **gone, revision=FormatRequest.revision + 1)


def _information(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    asked = InformationRequest
    return sa.select(asked.id, asked.answered_on, sa.literal("a request for information")).where(
        asked.school_id == school_id, asked.answered_on <= until.day
    )


def _information_open(school_id: int) -> sa.Select[Any]:
    return sa.select(sa.func.count(InformationRequest.id)).where(
        InformationRequest.school_id == school_id, InformationRequest.answered_on.is_(None)
    )


def _dispose_information(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    gone = {"asked": GONE, "asked_by": "", "contact": "", "answer": GONE}
    revision = InformationRequest.revision + 1
    put(session, InformationRequest, school_id, InformationRequest.id, ids, **gone, revision=revision)


def _copies(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    return sa.select(SubjectRequest.id, SubjectRequest.sent_on, sa.literal("a request for a copy")).where(
        SubjectRequest.school_id == school_id, SubjectRequest.sent_on <= until.day
    )


def _copies_open(school_id: int) -> sa.Select[Any]:
    return sa.select(sa.func.count(SubjectRequest.id)).where(
        SubjectRequest.school_id == school_id, SubjectRequest.sent_on.is_(None)
    )


def _dispose_copies(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    gone = {"about_person": None, "about_name": GONE, "asked_by": "", "note": "", "sent_note": ""}
    put(session, SubjectRequest, school_id, SubjectRequest.id, ids, **gone, revision=SubjectRequest.revision + 1)


KEEPERS = (
    Keeper(RecordKind.MAIL, Notice.id, _mails, _dispose_mails),
    Keeper(RecordKind.HISTORY_TEXT, AuditRow.id, _history, _dispose_history),
    Keeper(RecordKind.POLICY_QUESTION, PolicyQuestion.id, _questions, _dispose_questions, undated=_questions_open),
    Keeper(RecordKind.FORMAT_REQUEST, FormatRequest.id, _formats, _dispose_formats, undated=_formats_open),
    Keeper(
        RecordKind.INFORMATION_REQUEST,
        InformationRequest.id,
        _information,
        _dispose_information,
        undated=_information_open,
    ),
    Keeper(RecordKind.SUBJECT_REQUEST, SubjectRequest.id, _copies, _dispose_copies, undated=_copies_open),
)
