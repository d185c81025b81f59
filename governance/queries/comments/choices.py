"""How one moderator likes the queue, and the names of the sites it can be filtered by.

May import neither services nor web.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.keys import DEFAULT_KEYS, keys_in_use
from governance.models import ModeratorChoice, Site


@dataclass(frozen=True, slots=True)
class Choices:
    """Keys on or off, the key of every act, and whether what may be the worst is covered until it is asked for."""

    keys_on: bool
    keys: dict[str, str]
    blur: bool


def choices_of(session: Session, school_id: int, person_id: int | None) -> Choices:
    """Return what a moderator chose, or what is usual: keys on, the worst covered."""
    row = session.execute(
        sa.select(ModeratorChoice.keys_on, ModeratorChoice.keys, ModeratorChoice.blur).where(
            ModeratorChoice.school_id == school_id, ModeratorChoice.person_id == person_id
        )
    ).one_or_none()
    if row is None:
        return Choices(True, dict(DEFAULT_KEYS), True)
    return Choices(row.keys_on, keys_in_use(row.keys), row.blur)


def site_names(session: Session, school_id: int, site_ids: Collection[int]) -> list[tuple[int, str]]:
    """Return the names of these sites, in alphabetical order."""
    if not site_ids:
        return []
    return [
        (number, name)
        for number, name in session.execute(
            sa.select(Site.id, Site.name)
            .where(Site.school_id == school_id, Site.id.in_(site_ids))
            .order_by(Site.name, Site.id)
        )
    ]
