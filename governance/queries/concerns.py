"""Reads of concerns for their readers: the list, its count and one record.  Who is no reader gets nothing (DESIGN 9).

They never write; that one was opened is put on record by the service.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.acts.concerns import CONCERN_SUBJECT
from governance.domain.comments.words import CommentState
from governance.domain.concern_routes import OUTSIDE, Route
from governance.domain.disclosures import Source, line_names_source, source_is_masked
from governance.domain.words import Role
from governance.models import (
    AuditRow,
    Comment,
    Concern,
    ConcernDisposal,
    ConcernEntry,
    ConcernHold,
    ConcernPack,
    ConcernReader,
    ConcernStep,
    Membership,
    Person,
    RoleHeld,
    Site,
)
from governance.services.concern_readers import readable

HELD_BACK = "a member of staff, whose name is held back"


@dataclass(frozen=True, slots=True)
class Opening:
    """That somebody opened the record: who, as what, and when."""

    by: str
    role: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """One record with the names of who did what.  ``source_masked``: this reader is not shown who told."""

    concern: Concern
    site: str
    names: dict[int, str]
    steps: tuple[ConcernStep, ...]
    entries: tuple[ConcernEntry, ...]
    packs: tuple[ConcernPack, ...]
    openings: tuple[Opening, ...]
    added: tuple[str, ...]
    comment: Comment | None
    hold: ConcernHold | None
    disposal: ConcernDisposal | None
    source_masked: bool

    @property
    def hidden(self) -> bool:
        """Whether the comment is still with the safeguarding leads."""
        return self.comment is not None and self.comment.state is CommentState.HIDDEN

    @property
    def minutes(self) -> int | None:
        """Minutes from seen to hidden, None where either is not known."""
        return self._minutes_to(self.concern.hidden_at)

    @property
    def minutes_to_hand(self) -> int | None:
        """Minutes from seen until somebody had it."""
        return self._minutes_to(self.concern.taken_at)

    @property
    def minutes_to_authorities(self) -> int | None:
        """Minutes from seen until the first route outside the school was taken."""
        told = [step.taken_at for step in self.steps if Route(step.route) in OUTSIDE]
        return self._minutes_to(min(told, default=None))

    def _minutes_to(self, then: dt.datetime | None) -> int | None:
        seen = self.concern.seen_at
        return None if seen is None or then is None else int((then - seen).total_seconds() // 60)

    def person_of(self, entry: ConcernEntry) -> str:
        """Return the name beside a line, unless it would tell this reader which colleague told the school."""
        held = self.concern
        source = Source(held.source) if held.source else None
        told_by = (held.told_by, self.names.get(held.opened_by or 0, ""))
        if self.source_masked and line_names_source(source, entry.kind, entry.person, told_by):
            return HELD_BACK
        return entry.person

    def answers_to(self, step: ConcernStep) -> list[ConcernEntry]:
        """Return what came back on one route."""
        return [entry for entry in self.entries if entry.step_id == step.id]


def concerns_of(session: Session, actor: Actor, *, closed: bool = False) -> list[Concern]:
    """Return the concerns that the actor reads: the open ones with what nobody has first, or the closed ones."""
    order = (Concern.taken_at.is_not(None), Concern.opened_at) if not closed else (Concern.closed_at.desc(),)
    state = Concern.closed_at.is_not(None) if closed else Concern.closed_at.is_(None)
    return list(session.scalars(sa.select(Concern).where(readable(actor), state).order_by(*order, Concern.reference)))


def awaited_of(session: Session, actor: Actor) -> dict[int, dt.date]:
    """Return, by the number of an open concern that the actor reads, the first day on which an answer is awaited."""
    rows = session.execute(
        sa.select(ConcernStep.concern_id, sa.func.min(ConcernStep.awaited_on))
        .join(Concern, sa.and_(Concern.school_id == ConcernStep.school_id, Concern.id == ConcernStep.concern_id))
        .where(
            readable(actor),
            Concern.closed_at.is_(None),
            ConcernStep.awaited_on.is_not(None),
            ConcernStep.answered_at.is_(None),
        )
        .group_by(ConcernStep.concern_id)
    )
    return {concern_id: day for concern_id, day in rows if day is not None}


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
    steps = _of(session, ConcernStep, concern)
    entries = _of(session, ConcernEntry, concern)
    packs = _of(session, ConcernPack, concern)
    holds = [hold for hold in _of(session, ConcernHold, concern) if hold.lifted_at is None]
    disposals = _of(session, ConcernDisposal, concern)
    readers = [reader.person_id for reader in _of(session, ConcernReader, concern)]
    known = {concern.opened_by, concern.taken_by, concern.closed_by, concern.about_person}
    known |= {step.taken_by for step in steps} | {entry.written_by for entry in entries} | set(readers)
    known |= {pack.confirmed_by for pack in packs} | {pack.made_by for pack in packs}
    known |= {hold.put_by for hold in holds} | {disposal.disposed_by for disposal in disposals}
    wanted = {one for one in known if one is not None}
    named = session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(wanted))).all()
    names: dict[int, str] = {row.id: row.name for row in named}
    source = Source(concern.source) if concern.source else None
    return ConcernPage(
        concern=concern,
        site=site or "",
        names=names,
        steps=tuple(steps),
        entries=tuple(sorted(entries, key=lambda entry: (entry.happened_at, entry.id))),
        packs=tuple(packs),
        openings=_openings(session, concern),
        added=tuple(names[reader] for reader in readers),
        comment=comment,
        hold=holds[0] if holds else None,
        disposal=disposals[0] if disposals else None,
        source_masked=source_is_masked(source, actor.person_id, concern.taken_by),
    )


Line = TypeVar("Line", ConcernStep, ConcernEntry, ConcernPack, ConcernHold, ConcernDisposal, ConcernReader)


def _of(session: Session, kind: type[Line], concern: Concern) -> list[Line]:
    """Return the rows of one kind that hang on a concern, in the order in which they were written."""
    of_concern = (kind.school_id == concern.school_id, kind.concern_id == concern.id)
    return list(session.scalars(sa.select(kind).where(*of_concern).order_by(kind.id)))


def _openings(session: Session, concern: Concern) -> tuple[Opening, ...]:
    """Return who opened the record and when, as the audit has it."""
    rows = session.execute(
        sa.select(AuditRow.actor_name, AuditRow.actor_role, AuditRow.at)
        .where(
            AuditRow.chain == concern.school_id,
            AuditRow.subject_kind == CONCERN_SUBJECT,
            AuditRow.subject_id == concern.id,
            AuditRow.code == "concern.read",
        )
        .order_by(AuditRow.sequence)
    )
    return tuple(Opening(row.actor_name, row.actor_role, row.at) for row in rows)


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
