"""Who holds a role at a school on a day, and whether a school has a head: what the guards on roles ask.

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.refusals import Refusal
from governance.domain.roles import NEVER_EMPTY, last_holder_refusals
from governance.domain.words import Role
from governance.models import Delegation, Membership, RoleHeld


def holders_of(session: Session, school_id: int, roles: Iterable[Role], day: dt.date) -> tuple[int, ...]:
    """Return the persons who hold any of ``roles`` on ``day`` and belong to the school on it, each once."""
    found = session.scalars(
        _held(school_id, roles).where(
            RoleHeld.starts_on <= day,
            sa.or_(RoleHeld.ends_on.is_(None), RoleHeld.ends_on >= day),
            Membership.starts_on <= day,
            sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= day),
        )
    )
    return tuple(dict.fromkeys(found.all()))


def has_head(session: Session, school_id: int, today: dt.date) -> bool:
    """Return whether somebody is the head, today or from a day to come."""
    held = _held(school_id, (Role.HEAD,)).where(
        sa.or_(RoleHeld.ends_on.is_(None), RoleHeld.ends_on >= today),
        sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
    )
    return session.scalar(sa.select(held.exists())) is True


def succession_refusals(
    session: Session, school_id: int, person_id: int, roles: Iterable[Role], last_day: dt.date, today: dt.date
) -> tuple[Refusal, ...]:
    """Why somebody's roles may not end with ``last_day``: nobody else would hold one that is never empty."""
    after = max(last_day + dt.timedelta(days=1), today)
    found: list[Refusal] = []
    for role in NEVER_EMPTY:
        if role in set(roles):
            others = set(holders_of(session, school_id, (role,), after)) - {person_id}
            covered = bool(others) or (role is Role.HEAD and _somebody_acts(session, school_id, person_id, after))
            found += last_holder_refusals(role, covered)
    return tuple(found)


def _held(school_id: int, roles: Iterable[Role]) -> sa.Select[int]:
    return (
        sa.select(Membership.person_id)
        .join(RoleHeld, sa.and_(RoleHeld.membership_id == Membership.id, RoleHeld.school_id == Membership.school_id))
        .where(Membership.school_id == school_id, RoleHeld.role.in_(tuple(roles)))
    )


def _somebody_acts(session: Session, school_id: int, person_id: int, day: dt.date) -> bool:
    found = sa.select(Delegation.id).where(
        Delegation.school_id == school_id,
        Delegation.person_id != person_id,
        Delegation.starts_on <= day,
        Delegation.ends_on >= day,
        Delegation.ended_at.is_(None),
    )
    return session.scalar(sa.select(found.exists())) is True
