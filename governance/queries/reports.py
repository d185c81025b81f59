"""What the private page of a report or an appeal shows, and the reports of one comment for its moderators.

Never a name, never the words of a comment.  They never write.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.hosting import OFF_THE_PAGE
from governance.domain.comments.reports import WRONG, Outcome, Wrong, outcome_of
from governance.models import Comment, CommentOnHost, CommentReport


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A report as the person who made it sees it."""

    reported_at: dt.datetime
    about_grown_up: bool
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as a moderator of the comment reads it: what was chosen, the words, and when."""

    id: int
    said: str
    words: str
    reported_at: dt.datetime


def told_of(session: Session, school_id: int, token: str) -> ToldRow | None:
    """Return what a token's private page shows; None for one that nobody gave out at this school."""
    row = session.execute(
        sa.select(CommentReport, Comment, CommentOnHost)
        .outerjoin(
            Comment, sa.and_(Comment.school_id == CommentReport.school_id, Comment.id == CommentReport.comment_id)
        )
        .outerjoin(
            CommentOnHost, sa.and_(CommentOnHost.school_id == Comment.school_id, CommentOnHost.comment_id == Comment.id)
        )
        .where(CommentReport.school_id == school_id, CommentReport.token_digest == digest_of(token))
    ).one_or_none()
    if row is None:
        return None
    report, comment, host = row
    outcome = outcome_of(
        comment.state if comment else None,
        about_grown_up=report.about_grown_up,
        read=report.read_at is not None,
        decided_since=bool(comment and comment.decided_at and comment.decided_at >= report.reported_at),
        off_the_page=host is None or host.says in OFF_THE_PAGE,
    )
    return ToldRow(report.reported_at, report.about_grown_up, outcome)


def reports_of(session: Session, school_id: int, comment_id: int) -> list[ReportRow]:
    """Return what the public said of one comment, oldest first; what is about a grown-up is never among it."""
    rows = session.scalars(
        sa.select(CommentReport)
        .where(
            CommentReport.school_id == school_id,
            CommentReport.comment_id == comment_id,
            CommentReport.about_grown_up.is_(False),
        )
        .order_by(CommentReport.id)
    )
    return [ReportRow(row.id, WRONG[Wrong(row.wrong)].said, row.words, row.reported_at) for row in rows]


def digest_of(token: str) -> str:
    """Return the digest under which a private page's token is kept."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
