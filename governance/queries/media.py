"""Reads of the enquiries from the media: the log, one enquiry, and what waits for the head (A.3.6).

Who reads all of them and who only their own is handed in.  They never write.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from governance.db import Number, or_nobody
from governance.domain.media.life import minutes_to_head, said_without_yes
from governance.domain.media.words import WAITS_FOR_HEAD, EnquiryKind, EnquiryState
from governance.models import MediaEnquiry, Person

_COLUMNS = ("taken_by", "recorded_by", "whose_id", "advised_by", "reply_by", "approved_by", "given_by", "closed_by")


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    """One enquiry with the names of everybody on it, by the column ("taken_by")."""

    enquiry: MediaEnquiry
    names: dict[str, str]

    @property
    def minutes(self) -> int:
        """The minutes that lay between the enquiry and the head."""
        return minutes_to_head(self.enquiry.got_at, self.enquiry.passed_at)

    @property
    def without_yes(self) -> bool:
        """Whether something was said that the head had not approved."""
        return said_without_yes(self.enquiry.given_at, self.enquiry.approved_at, self.enquiry.said)


@dataclass(frozen=True, slots=True)
class Sought:
    """Which enquiries of the log are shown."""

    state: EnquiryState | None = None
    kind: EnquiryKind | None = None


def enquiries_of(
    session: Session, school_id: int, reader_id: int | None, reads_all: bool, sought: Sought | None = None
) -> list[EnquiryRow]:
    """Return the enquiries that a person reads, the newest first."""
    where = [MediaEnquiry.school_id == school_id]
    if not reads_all:
        where.append(concerns(reader_id))
    if sought and sought.state:
        where.append(MediaEnquiry.state == sought.state)
    if sought and sought.kind:
        where.append(MediaEnquiry.kind == sought.kind)
    return _rows(session, *where)


def enquiry_of(session: Session, school_id: int, enquiry_id: int) -> EnquiryRow | None:
    """Return one enquiry of a school; who may read it is asked of the domain."""
    found = _rows(session, MediaEnquiry.school_id == school_id, MediaEnquiry.id == enquiry_id)
    return found[0] if found else None


def enquiries_for_head(session: Session, school_id: int, person_id: int | None) -> list[EnquiryRow]:
    """Return the enquiries that wait for who acts for the head, the oldest first; never one about themselves."""
    return _rows(session, *waits_for_head(school_id, person_id))[::-1]


def count_for_head(school_id: Number, person_id: Number | None) -> sa.ScalarSelect[int]:
    """Return what counts the same."""
    return sa.select(sa.func.count(MediaEnquiry.id)).where(*waits_for_head(school_id, person_id)).scalar_subquery()


def waits_for_head(school_id: Number, person_id: Number | None) -> tuple[sa.ColumnElement[bool], ...]:
    """Return which enquiries wait for somebody who acts for the head."""
    return (
        MediaEnquiry.school_id == school_id,
        MediaEnquiry.state.in_(WAITS_FOR_HEAD),
        sa.or_(MediaEnquiry.whose_id.is_(None), MediaEnquiry.whose_id != or_nobody(person_id)),
    )


def concerns(person_id: Number | None) -> sa.ColumnElement[bool]:
    """Return which enquiries a person took, wrote down, or is the one whose site they are about."""
    return sa.or_(
        *(
            column == or_nobody(person_id)
            for column in (MediaEnquiry.taken_by, MediaEnquiry.recorded_by, MediaEnquiry.whose_id)
        )
    )


def _rows(session: Session, *where: sa.ColumnElement[bool]) -> list[EnquiryRow]:
    people = {column: aliased(Person) for column in _COLUMNS}
    query = sa.select(MediaEnquiry, *(person.name for person in people.values()))
    for column, person in people.items():
        query = query.outerjoin(person, person.id == getattr(MediaEnquiry, column))
    query = query.where(*where).order_by(MediaEnquiry.got_at.desc(), MediaEnquiry.id.desc())
    return [
        EnquiryRow(row[0], {column: name or "" for column, name in zip(_COLUMNS, row[1:], strict=True)})
        for row in session.execute(query)
    ]
