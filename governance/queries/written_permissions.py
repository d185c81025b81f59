"""Reads of written permissions with their yeses and uses; they never write."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.shown_words import Party
from governance.domain.written_permissions import Given, missing_on, used_before
from governance.models import PermissionGiven, PermissionUse, PersonShown, WrittenPermission


@dataclass(frozen=True, slots=True)
class UseLine:
    """One use, and whose permission did not hold on its day or was dated after it."""

    use: PermissionUse
    without: tuple[Party, ...]
    dated_after: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class PermissionLine:
    """One thing that needs permission: who agreed, who has not, and where it is used.  ``about`` is who it is about."""

    row: WrittenPermission
    given: tuple[PermissionGiven, ...]
    missing: tuple[Party, ...]
    uses: tuple[UseLine, ...]
    about: str | None

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everybody who has to agree."""
        return tuple(Party(party) for party in self.row.asked_of)

    @property
    def is_used(self) -> bool:
        """Whether it is used somewhere and was not taken away there."""
        return any(line.use.removed_on is None for line in self.uses)

    @property
    def is_late(self) -> bool:
        """Whether a permission is dated after a use."""
        return any(line.dated_after for line in self.uses)


def permissions_of(session: Session, school_id: int, today: dt.date) -> tuple[PermissionLine, ...]:
    """Return every permission of the school, what lacks one and is used first."""
    rows = session.scalars(
        sa.select(WrittenPermission)
        .where(WrittenPermission.school_id == school_id)
        .order_by(WrittenPermission.id.desc())
    ).all()
    lines = _lines(session, school_id, rows, today)
    return tuple(sorted(lines, key=lambda line: (not (line.is_used and line.missing), not line.missing)))


def permission_of(session: Session, school_id: int, permission_id: int, today: dt.date) -> PermissionLine | None:
    """Return one permission of this school."""
    rows = session.scalars(
        sa.select(WrittenPermission).where(
            WrittenPermission.school_id == school_id, WrittenPermission.id == permission_id
        )
    ).all()
    return next(iter(_lines(session, school_id, rows, today)), None)


def _lines(
    session: Session, school_id: int, rows: Sequence[WrittenPermission], today: dt.date
) -> tuple[PermissionLine, ...]:
    ids = [row.id for row in rows]
    given: dict[int, list[PermissionGiven]] = defaultdict(list)
    uses: dict[int, list[PermissionUse]] = defaultdict(list)
    for yes in session.scalars(
        sa.select(PermissionGiven)
        .where(PermissionGiven.school_id == school_id, PermissionGiven.permission_id.in_(ids))
        .order_by(PermissionGiven.id)
    ):
        given[yes.permission_id].append(yes)
    for use in session.scalars(
        sa.select(PermissionUse)
        .where(PermissionUse.school_id == school_id, PermissionUse.permission_id.in_(ids))
        .order_by(PermissionUse.used_on.desc(), PermissionUse.id.desc())
    ):
        uses[use.permission_id].append(use)
    people = {row.shown_id for row in rows if row.shown_id is not None}
    names = dict(
        session.execute(
            sa.select(PersonShown.id, PersonShown.name).where(
                PersonShown.school_id == school_id, PersonShown.id.in_(people)
            )
        ).all()
    )
    return tuple(_line(row, given[row.id], uses[row.id], names.get(row.shown_id or 0), today) for row in rows)


def _line(
    row: WrittenPermission,
    given: list[PermissionGiven],
    uses: list[PermissionUse],
    about: str | None,
    today: dt.date,
) -> PermissionLine:
    asked = tuple(Party(party) for party in row.asked_of)
    said = [Given(yes.party, yes.given_on, yes.starts_on, yes.until, yes.ended_on) for yes in given]
    lines = tuple(
        UseLine(use, missing_on(asked, said, use.used_on), used_before(asked, said, use.used_on)) for use in uses
    )
    return PermissionLine(row, tuple(given), missing_on(asked, said, today), lines, about)
