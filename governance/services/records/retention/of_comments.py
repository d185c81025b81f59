"""How comments, reports and appeals are kept: each carries its own last day, from the policy of the day it came (A.5).

A comment that waits, that the safeguarding lead has, or on which a case, an appeal or a request for information is open
is still in use and is not found; the list never says which of these it is.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.words import CommentState
from governance.domain.records.kinds import RecordKind
from governance.models import (
    Appeal,
    Comment,
    CommentDecision,
    CommentFlag,
    CommentNote,
    CommentReport,
    CommentRevision,
    Concern,
    InformationRequest,
    Site,
)
from governance.services.records.retention.keeper import Keeper, Until, forget_history, put


def no_longer_asked_about() -> tuple[sa.ColumnElement[bool], ...]:
    """What holds of every comment that may go: nothing waits for anybody, and its words are still there."""
    appealed = sa.exists().where(
        Appeal.school_id == Comment.school_id, Appeal.comment_id == Comment.id, Appeal.decided_at.is_(None)
    )
    asked = sa.exists().where(
        InformationRequest.school_id == Comment.school_id,
        InformationRequest.comment_id == Comment.id,
        InformationRequest.answered_on.is_(None),
    )
    return Comment.words_disposed_at.is_(None), Comment.awaits_since.is_(None), ~appealed, ~asked


def _comments(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    """What was passed on as a concern is never here: it is on the list of who reads that concern (``of_concerns``)."""
    in_case = sa.exists().where(Concern.school_id == Comment.school_id, Concern.comment_id == Comment.id)
    return (
        sa.select(Comment.id, Comment.keep_until, sa.func.coalesce(Site.name, "no site of the school"))
        .outerjoin(Site, sa.and_(Site.school_id == Comment.school_id, Site.id == Comment.site_id))
        .where(
            Comment.school_id == school_id,
            Comment.keep_until <= until.day,
            Comment.state != CommentState.HIDDEN,
            ~in_case,
            *no_longer_asked_about(),
        )
    )


def dispose_comments(session: Session, school_id: int, ids: Sequence[int], now: dt.datetime) -> None:
    """Take the words of comments away, and what was written about them."""
    revision = Comment.revision + 1
    put(session, Comment, school_id, Comment.id, ids, words_disposed_at=now, address="", revision=revision)
    gone = {"body": "", "author_name": "", "author_ref": "", "not_checked": {}}
    put(session, CommentRevision, school_id, CommentRevision.comment_id, ids, **gone)
    put(session, CommentFlag, school_id, CommentFlag.comment_id, ids, words="", start=None, end=None)
    put(session, CommentNote, school_id, CommentNote.comment_id, ids, words="")
    put(session, CommentDecision, school_id, CommentDecision.comment_id, ids, note="")
    forget_history(session, school_id, "comment", ids)


def _reports(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    # What went past the moderators belongs to whoever reads that record, and to nobody's list but theirs
    # (``of_concerns``).
    hidden = sa.exists().where(
        Comment.school_id == CommentReport.school_id,
        Comment.id == CommentReport.comment_id,
        sa.or_(
            Comment.state == CommentState.HIDDEN,
            sa.exists().where(Concern.school_id == Comment.school_id, Concern.comment_id == Comment.id),
        ),
    )
    return (
        sa.select(CommentReport.id, CommentReport.keep_until, sa.func.coalesce(Site.name, "no site of the school"))
        .outerjoin(Site, sa.and_(Site.school_id == CommentReport.school_id, Site.id == CommentReport.site_id))
        .where(
            CommentReport.school_id == school_id,
            CommentReport.keep_until <= until.day,
            CommentReport.concern_id.is_(None),
            CommentReport.about_grown_up.is_(False),
            ~hidden,
        )
    )


def dispose_reports(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    """Take away what people told the school, and from where it came."""
    put(session, CommentReport, school_id, CommentReport.id, ids, words="", address="", from_digest="")
    forget_history(session, school_id, "report", ids)


def _appeals(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    return (
        sa.select(Appeal.id, Appeal.keep_until, sa.func.coalesce(Site.name, "no site of the school"))
        .join(Comment, sa.and_(Comment.school_id == Appeal.school_id, Comment.id == Appeal.comment_id))
        .outerjoin(Site, sa.and_(Site.school_id == Comment.school_id, Site.id == Comment.site_id))
        .where(
            Appeal.school_id == school_id,
            Appeal.keep_until <= until.day,
            Appeal.decided_at.is_not(None),
            Comment.state != CommentState.HIDDEN,
        )
    )


def dispose_appeals(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    """Take away the words of appeals and of their answers."""
    put(session, Appeal, school_id, Appeal.id, ids, words="", reason="", from_digest="", revision=Appeal.revision + 1)
    forget_history(session, school_id, "appeal", ids)


KEEPERS = (
    Keeper(RecordKind.COMMENT, Comment.id, _comments, dispose_comments, carries=True),
    Keeper(RecordKind.REPORT, CommentReport.id, _reports, dispose_reports, carries=True),
    Keeper(RecordKind.APPEAL, Appeal.id, _appeals, dispose_appeals, carries=True),
)
