"""The written permissions for the work of others that hold on a day, for whoever wants to use it (A.4.6).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.shown_words import Matter
from governance.domain.written_permissions import missing_on
from governance.models import PermissionGiven, WrittenPermission
from governance.services.written_permissions import given_of, parties_of


def permissions_in_force(session: Session, school_id: int, today: dt.date) -> list[WrittenPermission]:
    """Return the permissions for others' work to which everybody who was asked agreed, by what they are for."""
    rows = session.scalars(_of_others(school_id).order_by(WrittenPermission.what, WrittenPermission.id)).all()
    given: dict[int, list[PermissionGiven]] = defaultdict(list)
    asked = [row.id for row in rows]
    for yes in session.scalars(
        sa.select(PermissionGiven).where(
            PermissionGiven.school_id == school_id, PermissionGiven.permission_id.in_(asked)
        )
    ):
        given[yes.permission_id].append(yes)
    return [row for row in rows if not missing_on(parties_of(row), given_of(given[row.id]), today)]


def permission_in_force(session: Session, school_id: int, permission_id: int, today: dt.date) -> bool:
    """Return whether this is a permission for others' work that holds on a day."""
    row = session.scalar(_of_others(school_id).where(WrittenPermission.id == permission_id))
    if row is None:
        return False
    given = session.scalars(
        sa.select(PermissionGiven).where(
            PermissionGiven.school_id == school_id, PermissionGiven.permission_id == permission_id
        )
    ).all()
    return not missing_on(parties_of(row), given_of(given), today)


def _of_others(school_id: int) -> sa.Select[WrittenPermission]:
    return sa.select(WrittenPermission).where(
        WrittenPermission.school_id == school_id, WrittenPermission.matter == Matter.OTHERS_WORK
    )
