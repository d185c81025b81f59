"""How what the registers hold is kept: photo passes, written permissions, contributors and their vetting (003-7).

What still matters is in use and is not found: a right to take pictures that is taken away, a permission that is given
or used, a contributor without a last day.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.records.kinds import RecordKind
from governance.models import (
    Contributor,
    ContributorSite,
    PermissionGiven,
    PermissionUse,
    PhotoEvent,
    PhotoPass,
    PhotoPassHolder,
    Vetting,
    WrittenPermission,
)
from governance.services.records.retention.keeper import GONE, Keeper, Until, forget_history, put


def _holders(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    """Who held passes, from the day of the last event; whose right is taken away now is still asked about."""
    last = sa.func.max(PhotoEvent.held_on)
    return (
        sa.select(PhotoPassHolder.id, last, PhotoPassHolder.name)
        .join(
            PhotoPass,
            sa.and_(PhotoPass.school_id == PhotoPassHolder.school_id, PhotoPass.holder_id == PhotoPassHolder.id),
        )
        .join(PhotoEvent, sa.and_(PhotoEvent.school_id == PhotoPass.school_id, PhotoEvent.id == PhotoPass.event_id))
        .where(
            PhotoPassHolder.school_id == school_id,
            PhotoPassHolder.name != "",
            sa.or_(PhotoPassHolder.revoked_at.is_(None), PhotoPassHolder.restored_at.is_not(None)),
        )
        .group_by(PhotoPassHolder.id, PhotoPassHolder.name)
        .having(last <= until.day)
    )


def _dispose_holders(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    gone = {"name": "", "told_apart": "", "reason": "", "revision": PhotoPassHolder.revision + 1}
    put(session, PhotoPassHolder, school_id, PhotoPassHolder.id, ids, **gone)
    put(session, PhotoPass, school_id, PhotoPass.holder_id, ids, reason="")
    forget_history(session, school_id, "photo_pass_holder", ids)


def _of_permission(table: Any) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return table.school_id == WrittenPermission.school_id, table.permission_id == WrittenPermission.id


def _permissions(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    """Permissions of which every yes has ended and every use is taken down, from the last of those days."""
    ended = sa.func.coalesce(PermissionGiven.ended_on, PermissionGiven.until)
    last_yes = sa.select(sa.func.max(ended)).where(*_of_permission(PermissionGiven)).scalar_subquery()
    removed = PermissionUse.removed_on
    last_use = sa.select(sa.func.max(removed)).where(*_of_permission(PermissionUse)).scalar_subquery()
    is_given = sa.exists().where(*_of_permission(PermissionGiven), sa.or_(ended.is_(None), ended > until.day))
    is_used = sa.exists().where(*_of_permission(PermissionUse), sa.or_(removed.is_(None), removed > until.day))
    last = sa.case((last_use > last_yes, last_use), else_=last_yes)
    return sa.select(WrittenPermission.id, last, WrittenPermission.what).where(
        WrittenPermission.school_id == school_id, last_yes.is_not(None), ~is_given, ~is_used
    )


def _permissions_in_use(school_id: int) -> sa.Select[Any]:
    ended = sa.func.coalesce(PermissionGiven.ended_on, PermissionGiven.until)
    is_over = sa.and_(
        sa.exists().where(*_of_permission(PermissionGiven)),
        ~sa.exists().where(*_of_permission(PermissionGiven), ended.is_(None)),
        ~sa.exists().where(*_of_permission(PermissionUse), PermissionUse.removed_on.is_(None)),
    )
    return sa.select(sa.func.count(WrittenPermission.id)).where(WrittenPermission.school_id == school_id, ~is_over)


def _dispose_permissions(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    gone = {"what": GONE, "scope": GONE, "shown_id": None, "revision": WrittenPermission.revision + 1}
    put(session, WrittenPermission, school_id, WrittenPermission.id, ids, **gone)
    put(session, PermissionGiven, school_id, PermissionGiven.permission_id, ids, given_by=GONE, kept_at="")
    put(session, PermissionUse, school_id, PermissionUse.permission_id, ids, place=GONE)
    forget_history(session, school_id, "permission", ids)


def _contributors(school_id: int, until: Until) -> sa.Select[Any, Any, Any]:
    on_site = sa.exists().where(
        ContributorSite.school_id == Contributor.school_id,
        ContributorSite.contributor_id == Contributor.id,
        ContributorSite.ended_on.is_(None),
    )
    return sa.select(Contributor.id, Contributor.ended_on, Contributor.name).where(
        Contributor.school_id == school_id, Contributor.ended_on <= until.day, ~on_site
    )


def _contributors_here(school_id: int) -> sa.Select[Any]:
    return sa.select(sa.func.count(Contributor.id)).where(
        Contributor.school_id == school_id, Contributor.ended_on.is_(None)
    )


def _dispose_contributors(session: Session, school_id: int, ids: Sequence[int], _: dt.datetime) -> None:
    gone = {"name": GONE, "belongs_to": "", "revision": Contributor.revision + 1}
    put(session, Contributor, school_id, Contributor.id, ids, **gone)
    put(session, Vetting, school_id, Vetting.contributor_id, ids, reference="", withdrawn_because="")
    forget_history(session, school_id, "contributor", ids)


KEEPERS = (
    Keeper(RecordKind.PHOTO_PASS, PhotoPassHolder.id, _holders, _dispose_holders),
    Keeper(
        RecordKind.WRITTEN_PERMISSION,
        WrittenPermission.id,
        _permissions,
        _dispose_permissions,
        undated=_permissions_in_use,
    ),
    Keeper(RecordKind.VETTING, Contributor.id, _contributors, _dispose_contributors, undated=_contributors_here),
)
