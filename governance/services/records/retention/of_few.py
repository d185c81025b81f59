"""How what few read is kept: what people who left had declared, and comments whose concern is a stub by now (003-7).

Only who reads such a record is shown that it is due and disposes of it, and what is put on record is an act on the
declaration or the concern, which nobody else is shown either (DESIGN 9).  A comment stays while one of its concerns is
kept, or held.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.acts.concerns import CONCERN_SUBJECT
from governance.domain.records.kinds import RecordKind
from governance.domain.registers.declarations import SUBJECT as DECLARATION_SUBJECT
from governance.models import Comment, Concern, ConcernDisposal, Declaration, Membership, Person
from governance.services.concern_readers import readable as reads_concern
from governance.services.declaration_readers import readable as reads_declaration
from governance.services.records.retention.holds import held
from governance.services.records.retention.keeper import GONE, Keeper, Until, forget_history, put
from governance.services.records.retention.of_comments import dispose_comments, no_longer_asked_about


def _of_comment() -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return Concern.school_id == Comment.school_id, Concern.comment_id == Comment.id


def _comments(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    """Comments of which every concern is a stub, each with the reference of one of them."""
    gone = sa.exists().where(ConcernDisposal.school_id == Concern.school_id, ConcernDisposal.concern_id == Concern.id)
    reference = sa.select(sa.func.min(Concern.reference)).where(*_of_comment()).scalar_subquery()
    return sa.select(Comment.id, Comment.keep_until, sa.literal("of concern ").concat(reference)).where(
        Comment.school_id == school_id,
        Comment.keep_until <= until.day,
        *no_longer_asked_about(),
        sa.exists().where(*_of_comment()),
        ~sa.exists().where(*_of_comment(), ~gone),
    )


def _reads_every_concern(actor: Actor) -> sa.ColumnElement[bool]:
    return sa.and_(
        sa.exists().where(*_of_comment(), reads_concern(actor)),
        ~sa.exists().where(*_of_comment(), sa.not_(reads_concern(actor))),
    )


def _comment_held(school_id: int) -> sa.ColumnElement[bool]:
    """A hold on comments or on concerns keeps it as well."""
    return sa.or_(
        held(school_id, RecordKind.HIDDEN_COMMENT, Comment.id),
        held(school_id, RecordKind.COMMENT, Comment.id),
        sa.exists().where(*_of_comment(), held(school_id, RecordKind.CONCERN, Concern.id)),
    )


def _told_of_comments(session: Session, school_id: int, ids: Sequence[int]) -> list[tuple[str, str, int]]:
    concerns = session.scalars(
        sa.select(Concern.id).where(Concern.school_id == school_id, Concern.comment_id.in_(ids)).order_by(Concern.id)
    )
    return [("concern.comment_disposed", CONCERN_SUBJECT, number) for number in concerns]


def _declarations(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    member = sa.and_(Membership.school_id == Declaration.school_id, Membership.person_id == Declaration.person_id)
    return (
        sa.select(Declaration.id, Membership.ends_on, sa.literal("declared by ").concat(Person.name))
        .join(Membership, member)
        .join(Person, Person.id == Membership.person_id)
        .where(Declaration.school_id == school_id, Membership.ends_on <= until.day)
    )


def _decides_about(actor: Actor) -> sa.ColumnElement[bool]:
    """Nobody disposes of what they declared themselves."""
    return sa.and_(reads_declaration(actor), Declaration.person_id != (actor.person_id or 0))


def _dispose_declarations(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    gone = {"words": GONE, "address": "", "answer": "", "ended_because": "", "revision": Declaration.revision + 1}
    put(session, Declaration, school_id, Declaration.id, ids, **gone)
    forget_history(session, school_id, DECLARATION_SUBJECT, ids)


def _told_of_declarations(_: Session, __: int, ids: Sequence[int]) -> list[tuple[str, str, int]]:
    return [("declaration.disposed", DECLARATION_SUBJECT, number) for number in ids]


KEEPERS = (
    Keeper(
        RecordKind.HIDDEN_COMMENT,
        Comment.id,
        _comments,
        dispose_comments,
        carries=True,
        readers=_reads_every_concern,
        told=_told_of_comments,
        held=_comment_held,
    ),
    Keeper(
        RecordKind.DECLARATION,
        Declaration.id,
        _declarations,
        _dispose_declarations,
        readers=_decides_about,
        told=_told_of_declarations,
    ),
)
