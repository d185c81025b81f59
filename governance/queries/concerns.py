"""Reads of concerns for their readers: the list, its count and one record.  Who is no reader gets nothing (DESIGN 9).

They never write; that one was opened is put on record by the service.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.comments.words import CommentState
from governance.domain.words import Role
from governance.models import Comment, Concern, ConcernReader, ConcernStep, Membership, Person, RoleHeld, Site
from governance.services.concern_readers import readable


@dataclass(frozen=True, slots=True)
class StepRow:
    """One route that was taken."""

    route: str
    words: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """One record with the names of who did what; ``minutes`` is from seen to hidden, None where either is not known."""

    concern: Concern
    site: str
    names: dict[int, str]
    steps: tuple[StepRow, ...]
    added: tuple[str, ...]
    comment: Comment | None

    @property
    def hidden(self) -> bool:
        """Whether the comment is still with the safeguarding leads."""
        return self.comment is not None and self.comment.state is CommentState.HIDDEN

    @property
    def minutes(self) -> int | None:
        """Minutes from seen to hidden."""
        seen, hidden = self.concern.seen_at, self.concern.hidden_at
        return None if seen is None or hidden is None else int((hidden - seen).total_seconds() // 60)


def concerns_of(session: Session, actor: Actor, *, closed: bool = False) -> list[Concern]:
    """Return the concerns that the actor reads: the open ones with what nobody has first, or the closed ones."""
    order = (Concern.taken_at.is_not(None), Concern.opened_at) if not closed else (Concern.closed_at.desc(),)
    state = Concern.closed_at.is_not(None) if closed else Concern.closed_at.is_(None)
    return list(session.scalars(sa.select(Concern).where(readable(actor), state).order_by(*order, Concern.id)))


def count_open(actor: Actor) -> sa.ScalarSelect[int]:
    """Return what counts the open concerns that the actor reads; the same WHERE as the list."""
    where = (readable(actor), Concern.closed_at.is_(None))
    return sa.select(sa.func.count()).select_from(Concern).where(*where).scalar_subquery()


def concern_page(session: Session, actor: Actor, concern_id: int) -> ConcernPage | None:
    """Return one record; None for who does not read it."""
    row = session.execute(
        sa.select(Concern, Site.name, Comment)
        .outerjoin(Site, sa.and_(Site.school_id == Concern.school_id, Site.id == Concern.site_id))
        .outerjoin(Comment, sa.and_(Comment.school_id == Concern.school_id, Comment.id == Concern.comment_id))
        .where(readable(actor), Concern.id == concern_id)
    ).one_or_none()
    if row is None:
        return None
    concern, site, comment = row
    steps = session.scalars(
        sa.select(ConcernStep)
        .where(ConcernStep.school_id == concern.school_id, ConcernStep.concern_id == concern.id)
        .order_by(ConcernStep.id)
    ).all()
    readers = session.scalars(
        sa.select(ConcernReader.person_id).where(
            ConcernReader.school_id == concern.school_id, ConcernReader.concern_id == concern.id
        )
    ).all()
    known = {concern.opened_by, concern.taken_by, concern.closed_by, concern.about_person}
    wanted = {one for one in known if one is not None} | {step.taken_by for step in steps} | set(readers)
    named = session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(wanted))).all()
    names: dict[int, str] = {row.id: row.name for row in named}
    return ConcernPage(
        concern,
        site or "",
        names,
        tuple(StepRow(step.route, step.words, names[step.taken_by], step.taken_at) for step in steps),
        tuple(names[reader] for reader in readers),
        comment,
    )


def grown_ups(session: Session, school_id: int, *, role: Role | None = None) -> list[tuple[int, str]]:
    """Return everybody at the school by name, or who holds a role; whom a concern is about may have left since."""
    query = (
        sa.select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.school_id == school_id)
        .order_by(Person.name, Person.id)
    )
    if role is not None:
        held = (RoleHeld.school_id == school_id, RoleHeld.membership_id == Membership.id, RoleHeld.role == role)
        query = query.where(sa.exists().where(*held))
    return [(row.id, row.name) for row in session.execute(query)]
