"""The roles that somebody holds at each of the schools asked on its own day: one read, which several finders share.

It never writes.
"""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa

from governance.domain.words import Role
from governance.models import Membership, RoleHeld
from governance.queries.clauses.asked import Asked


def roles_held(asked: Asked) -> dict[int, set[Role]]:
    """Return the roles by school, none where nobody holds any; ask through ``asked.once``."""
    rows = asked.session.execute(
        sa.select(
            RoleHeld.school_id, RoleHeld.role, RoleHeld.starts_on, RoleHeld.ends_on,
            Membership.starts_on.label("came_on"), Membership.ends_on.label("left_on"),
        )
        .join(
            Membership, sa.and_(Membership.school_id == RoleHeld.school_id, Membership.id == RoleHeld.membership_id)
        )
        .where(RoleHeld.school_id.in_(asked.school_ids))
    )  # fmt: skip
    held: dict[int, set[Role]] = defaultdict(set)
    for row in rows:
        today = asked.schools[row.school_id].today
        if max(row.starts_on, row.came_on) <= today and all(
            last is None or today <= last for last in (row.ends_on, row.left_on)
        ):
            held[row.school_id].add(Role(row.role))
    return held
