"""Reads of the holds and the certificates of disposal (003-7).  They never write."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.domain.access import Actor
from governance.domain.records.kinds import FEW_READ, kind_named, row_of
from governance.models import Disposal, DisposedRecord, LegalHold, Person
from governance.services.records.retention.due import KEEPERS


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One hold with who placed and who released it; ``what`` says which records in words."""

    row: LegalHold
    placed_by: str
    released_by: str

    @property
    def what(self) -> str:
        """The kind, and the number where it is one record."""
        kind = kind_named(self.row.kind)
        name = row_of(kind).name if kind else self.row.kind
        return name if self.row.subject_id is None else f"{name}: number {self.row.subject_id}"


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One certificate with who disposed and what of."""

    row: Disposal
    disposed_by: str

    @property
    def what(self) -> str:
        """The kind in words."""
        kind = kind_named(self.row.kind)
        return row_of(kind).name if kind else self.row.kind


def holds(session: Session, school_id: int) -> list[HoldRow]:
    """Return the holds, those that stand first and the newest before."""
    placer, releaser = aliased(Person), aliased(Person)
    rows = session.execute(
        sa.select(LegalHold, placer.name, releaser.name)
        .join(placer, placer.id == LegalHold.placed_by)
        .outerjoin(releaser, releaser.id == LegalHold.released_by)
        .where(LegalHold.school_id == school_id)
        .order_by(LegalHold.released_at.is_not(None), LegalHold.id.desc())
        .limit(200)
    )
    return [HoldRow(row, placed, released or "") for row, placed, released in rows]


def hold_of(session: Session, school_id: int, hold_id: int) -> LegalHold | None:
    """Return one hold of a school, or None."""
    return session.scalar(sa.select(LegalHold).where(LegalHold.school_id == school_id, LegalHold.id == hold_id))


def certificates(session: Session, school_id: int, reader: Actor | None = None) -> list[CertificateRow]:
    """Return the certificates, the newest first; with ``reader``, those of what few read of which they read all."""
    rows = session.execute(
        sa.select(Disposal, Person.name)
        .join(Person, Person.id == Disposal.disposed_by)
        .where(Disposal.school_id == school_id, _shown_to(reader))
        .order_by(Disposal.disposed_at.desc(), Disposal.number.desc())
        .limit(500)
    )
    return [CertificateRow(row, name) for row, name in rows]


def certificate_of(session: Session, school_id: int, number: int, reader: Actor | None = None) -> Disposal | None:
    """Return one certificate by its number at the school, or None; ``reader`` as in ``certificates``."""
    of_school = (Disposal.school_id == school_id, Disposal.number == number)
    return session.scalar(sa.select(Disposal).where(*of_school, _shown_to(reader)))


def _shown_to(reader: Actor | None) -> sa.ColumnElement[bool]:
    if reader is None:
        return Disposal.kind.not_in(FEW_READ)
    of_each = []
    for kind in sorted(FEW_READ):
        keeper = KEEPERS[kind]
        theirs = keeper.readers(reader) if keeper.readers is not None else sa.false()
        not_theirs = sa.exists().where(
            DisposedRecord.school_id == Disposal.school_id,
            DisposedRecord.disposal_id == Disposal.id,
            DisposedRecord.subject_id.not_in(sa.select(keeper.number).where(theirs)),
        )
        of_each.append(sa.and_(Disposal.kind == kind.value, ~not_theirs))
    return sa.or_(*of_each)
