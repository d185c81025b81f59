"""How what hangs on a concern is kept: its comment, what people told the school, and appeals (003-7; DESIGN 9).

None of it stands on the lists of ``of_comments``, where a number would tell that a comment was passed on.  It is due to
who reads every concern that it hangs on, each by its own last day, and only once all of those are stubs; what is put on
record is an act on the concern.  A hold on the concern, or on such records that were not passed on, keeps it too.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.acts.concerns import CONCERN_SUBJECT
from governance.domain.comments.words import CommentState
from governance.domain.records.kinds import RecordKind
from governance.models import Appeal, Comment, CommentReport, Concern, ConcernDisposal
from governance.services.concern_readers import readable as reads_concern
from governance.services.records.retention.holds import held
from governance.services.records.retention.keeper import Keeper, Until
from governance.services.records.retention.of_comments import (
    dispose_appeals,
    dispose_comments,
    dispose_reports,
    no_longer_asked_about,
)
from governance.services.records.retention.stubs import gone


@dataclass(frozen=True, slots=True)
class _Hanging:
    """What hangs on concerns: its number, the concerns by a WHERE, its ordinary kind, and the act of its disposal."""

    number: Any
    concerns: tuple[sa.ColumnElement[bool], ...]
    kind: RecordKind
    ordinary: RecordKind
    act: str

    def no_longer_kept(self) -> tuple[sa.ColumnElement[bool], ...]:
        """There is a concern, each of them is a stub, and this did not go before it became one's."""
        stub = sa.exists().where(
            ConcernDisposal.school_id == Concern.school_id, ConcernDisposal.concern_id == Concern.id
        )
        school = self.number.class_.school_id
        return (
            sa.exists().where(*self.concerns),
            ~sa.exists().where(*self.concerns, ~stub),
            ~gone(school, self.ordinary, self.number),
        )

    def words(self) -> sa.ColumnElement[str]:
        """Name it by the reference of one of its concerns."""
        reference = sa.select(sa.func.min(Concern.reference)).where(*self.concerns).scalar_subquery()
        return sa.literal("of concern ").concat(reference)

    def readers(self, actor: Actor) -> sa.ColumnElement[bool]:
        """Who reads every concern, not only one of them."""
        return sa.and_(
            sa.exists().where(*self.concerns, reads_concern(actor)),
            ~sa.exists().where(*self.concerns, sa.not_(reads_concern(actor))),
        )

    def held(self, school_id: int) -> sa.ColumnElement[bool]:
        """A hold on its kind, on the ordinary ones, or on one of its concerns."""
        return sa.or_(
            held(school_id, self.kind, self.number),
            held(school_id, self.ordinary, self.number),
            sa.exists().where(*self.concerns, held(school_id, RecordKind.CONCERN, Concern.id)),
        )

    def told(self, session: Session, school_id: int, ids: Sequence[int]) -> list[tuple[str, str, int]]:
        """One act on each concern of each of these."""
        concerns = session.scalars(
            sa.select(Concern.id)
            .join(self.number.class_, sa.and_(*self.concerns))
            .where(Concern.school_id == school_id, self.number.in_(ids))
            .order_by(self.number, Concern.id)
        )
        return [(self.act, CONCERN_SUBJECT, number) for number in concerns]


_COMMENT = _Hanging(
    Comment.id,
    (Concern.school_id == Comment.school_id, Concern.comment_id == Comment.id),
    RecordKind.HIDDEN_COMMENT,
    RecordKind.COMMENT,
    "concern.comment_disposed",
)
_REPORT = _Hanging(
    CommentReport.id,
    (
        Concern.school_id == CommentReport.school_id,
        sa.or_(Concern.id == CommentReport.concern_id, Concern.comment_id == CommentReport.comment_id),
    ),
    RecordKind.HIDDEN_REPORT,
    RecordKind.REPORT,
    "concern.report_disposed",
)
_APPEAL = _Hanging(
    Appeal.id,
    (Concern.school_id == Appeal.school_id, Concern.comment_id == Appeal.comment_id),
    RecordKind.HIDDEN_APPEAL,
    RecordKind.APPEAL,
    "concern.appeal_disposed",
)


def _comments(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    return sa.select(Comment.id, Comment.keep_until, _COMMENT.words()).where(
        Comment.school_id == school_id,
        Comment.keep_until <= until.day,
        *no_longer_asked_about(),
        *_COMMENT.no_longer_kept(),
    )


def _reports(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    """What went straight into a concern holds nothing of its own, and went with it."""
    return sa.select(CommentReport.id, CommentReport.keep_until, _REPORT.words()).where(
        CommentReport.school_id == school_id,
        CommentReport.keep_until <= until.day,
        sa.or_(CommentReport.words != "", CommentReport.address != "", CommentReport.from_digest != ""),
        *_REPORT.no_longer_kept(),
    )


def _appeals(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    """Appeals about comments that are hidden still: of one that a safeguarding lead released everybody knows."""
    return (
        sa.select(Appeal.id, Appeal.keep_until, _APPEAL.words())
        .join(Comment, sa.and_(Comment.school_id == Appeal.school_id, Comment.id == Appeal.comment_id))
        .where(
            Appeal.school_id == school_id,
            Appeal.keep_until <= until.day,
            Appeal.decided_at.is_not(None),
            Comment.state == CommentState.HIDDEN,
            *_APPEAL.no_longer_kept(),
        )
    )


def _keeper(hanging: _Hanging, find: Any, dispose: Callable[..., None]) -> Keeper:
    return Keeper(
        hanging.kind,
        hanging.number,
        find,
        dispose,
        carries=True,
        readers=hanging.readers,
        told=hanging.told,
        held=hanging.held,
    )


KEEPERS = (
    _keeper(_COMMENT, _comments, dispose_comments),
    _keeper(_REPORT, _reports, dispose_reports),
    _keeper(_APPEAL, _appeals, dispose_appeals),
)
