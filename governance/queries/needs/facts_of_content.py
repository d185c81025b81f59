"""The facts around content that make a line of somebody's home page (A.3.4).

What waits and what came out without approval are asked for as their pages ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from governance.db import PERSON, SCHOOL
from governance.domain.content.words import DraftState
from governance.models import ContentMatch, Draft, Site, SiteUpdate
from governance.queries.content import waits_for_approval
from governance.queries.content_posts import is_unapproved, of_update
from governance.queries.needs.fact import part


def parts_of_content(*, approves: bool) -> Iterator[sa.Select[Any]]:
    """Yield each part of what waits for PERSON around content; ``approves`` where their yes counts."""
    mine = sa.and_(Draft.school_id == SCHOOL, Draft.author_id == PERSON, Draft.state == DraftState.RETURNED)
    yield _drafts("content_returned", mine, Draft.decided_at)
    if approves:
        yield _drafts("content_waits", waits_for_approval(SCHOOL, PERSON), Draft.submitted_at)
        yield _unapproved()


def _drafts(what: str, where: sa.ColumnElement[bool], at: Any) -> sa.Select[Any]:
    return (
        part(what, site_id=Draft.site_id, subject_id=Draft.id, label=Site.name, at=at)
        .join(Site, sa.and_(Site.school_id == Draft.school_id, Site.id == Draft.site_id))
        .where(where)
    )


def _unapproved() -> sa.Select[Any]:
    """One line for each site, with how many posts as ``other_id``."""
    columns = {"label": Site.name, "other_id": sa.func.count(), "on": sa.func.min(SiteUpdate.counts_on)}
    return (
        part("content_unapproved", site_id=ContentMatch.site_id, **columns)
        .select_from(ContentMatch)
        .join(SiteUpdate, of_update())
        .join(Site, sa.and_(Site.school_id == ContentMatch.school_id, Site.id == ContentMatch.site_id))
        .where(is_unapproved(SCHOOL))
        .group_by(ContentMatch.site_id, Site.name)
    )
