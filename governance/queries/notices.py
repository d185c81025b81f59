"""Reads of the mails that the product sent or tries to send; they never write.

What stands in a mail is left out, but for the lines of reminders and summaries: names of sites and staff, and dates.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.delivery import DAYTIME_KINDS, TOO_LATE
from governance.domain.notices import KINDS_FEW_READ
from governance.models import Membership, Notice, Person

PAGE = 50
RECENT = dt.timedelta(days=14)
"""How long a mail that could not be sent is counted beside the page's name."""


class Fate(StrEnum):
    """What has become of a mail."""

    ACCEPTED = "accepted"
    WAITING = "waiting"
    FAILED = "failed"
    CAME_BACK = "came_back"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One mail as the page shows it: never its text.  ``person`` is empty for an address of no known person.

    ``key`` names it in addresses: its number would tell that mails in between went out which the list does not show.
    """

    id: int
    key: str
    kind: str
    person: str
    address: str
    created_at: dt.datetime
    sent_at: dt.datetime | None
    failed_at: dt.datetime | None
    next_try_at: dt.datetime
    tries: int
    problem: str

    @property
    def fate(self) -> Fate:
        """What has become of it."""
        if self.sent_at is not None:
            return Fate.ACCEPTED if self.failed_at is None else Fate.CAME_BACK
        if self.failed_at is None:
            return Fate.WAITING
        return Fate.SET_ASIDE if self.problem == TOO_LATE else Fate.FAILED


_FATES: dict[Fate, sa.ColumnElement[bool]] = {
    Fate.ACCEPTED: sa.and_(Notice.sent_at.isnot(None), Notice.failed_at.is_(None)),
    Fate.CAME_BACK: sa.and_(Notice.sent_at.isnot(None), Notice.failed_at.isnot(None)),
    Fate.FAILED: sa.and_(Notice.sent_at.is_(None), Notice.failed_at.isnot(None), Notice.problem != TOO_LATE),
    Fate.SET_ASIDE: sa.and_(Notice.sent_at.is_(None), Notice.failed_at.isnot(None), Notice.problem == TOO_LATE),
    Fate.WAITING: sa.and_(Notice.sent_at.is_(None), Notice.failed_at.is_(None)),
}


def _of_school(school_id: int) -> sa.ColumnElement[bool]:
    """The school's own mails, and those about the sign-in of somebody who belongs to it."""
    members = sa.select(Membership.person_id).where(Membership.school_id == school_id)
    of_school = sa.or_(
        Notice.school_id == school_id, sa.and_(Notice.school_id.is_(None), Notice.person_id.in_(members))
    )
    # That a mail about a concern went out would tell that there is one; whom it went to has it.
    return sa.and_(of_school, Notice.kind.not_in(sorted(KINDS_FEW_READ)))


def _filtered(school_id: int, kind: str, fate: Fate | None, name: str) -> list[sa.ColumnElement[bool]]:
    wanted = [_of_school(school_id)]
    if kind:
        wanted.append(Notice.kind == kind)
    if fate is not None:
        wanted.append(_FATES[fate])
    if name:
        wanted.append(
            sa.or_(Person.name.icontains(name, autoescape=True), Notice.to_address.icontains(name, autoescape=True))
        )
    return wanted


def count_notices(session: Session, school_id: int, *, kind: str = "", fate: Fate | None = None, name: str = "") -> int:
    """Return how many mails the page would show with this filter."""
    return (
        session.scalar(
            sa.select(sa.func.count(Notice.id))
            .outerjoin(Person, Person.id == Notice.person_id)
            .where(*_filtered(school_id, kind, fate, name))
        )
        or 0
    )


def notices_of(
    session: Session, school_id: int, *, kind: str = "", fate: Fate | None = None, name: str = "", page: int = 1
) -> list[NoticeRow]:
    """Return one page of the school's mails, newest first."""
    rows = session.execute(
        _rows()
        .where(*_filtered(school_id, kind, fate, name))
        .order_by(Notice.created_at.desc(), Notice.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return [NoticeRow(**row._mapping) for row in rows]


@dataclass(frozen=True, slots=True)
class OneNotice:
    """One mail with what it gathered, each a text and a path; only reminders and summaries show such lines."""

    row: NoticeRow
    lines: tuple[tuple[str, str], ...]


def one_notice(session: Session, school_id: int, key: str) -> OneNotice | None:
    """Return one of the mails that the school's list shows; None for any other."""
    found = session.execute(
        _rows().add_columns(Notice.lines).where(_of_school(school_id), Notice.message_id == f"<{key}@governance>")
    ).one_or_none()
    if found is None:
        return None
    columns = dict(found._mapping)
    lines = columns.pop("lines")
    row = NoticeRow(**columns)
    shown = lines if row.kind in DAYTIME_KINDS else ()
    return OneNotice(row, tuple((text, path) for text, path in shown))


def _rows() -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        Notice.id,
        sa.func.replace(sa.func.replace(Notice.message_id, "@governance>", ""), "<", "").label("key"),
        Notice.kind,
        sa.func.coalesce(Person.name, "").label("person"),
        Notice.to_address.label("address"),
        Notice.created_at,
        Notice.sent_at,
        Notice.failed_at,
        Notice.due_at.label("next_try_at"),
        Notice.tries,
        Notice.problem,
    ).outerjoin(Person, Person.id == Notice.person_id)


def kinds_of(session: Session, school_id: int) -> list[str]:
    """Return the kinds of mail that the school has."""
    return list(session.scalars(sa.select(Notice.kind).where(_of_school(school_id)).distinct().order_by(Notice.kind)))


def count_failed_lately(school_id: int, now: dt.datetime) -> sa.ScalarSelect[int]:
    """Return what counts the mails that were given up, or came back, in the last fortnight."""
    not_arrived = sa.or_(_FATES[Fate.FAILED], _FATES[Fate.CAME_BACK])
    lately = (_of_school(school_id), not_arrived, Notice.failed_at > now - RECENT)
    return sa.select(sa.func.count(Notice.id)).where(*lately).scalar_subquery()
