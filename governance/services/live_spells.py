"""Keeps the days on which a site was live, beside its state (A.1.5, DESIGN 7).

May not import Flask or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.words import SiteState
from governance.models import LiveSpell, Site


def follow_state(session: Session, site: Site, today: dt.date) -> None:
    """Open a spell where the site has become live, and end it today where it is live no longer.

    Every use case that moves a site calls this after the move, in its own transaction.  The last day counts whole.
    """
    # The caller is in the middle of its move: what it has not finished may not be written yet.
    with session.no_autoflush:
        spell = session.scalar(
            sa.select(LiveSpell).where(
                LiveSpell.school_id == site.school_id, LiveSpell.site_id == site.id, LiveSpell.ends_on.is_(None)
            )
        )
    if site.state is SiteState.LIVE and spell is None:
        session.add(LiveSpell(school_id=site.school_id, site_id=site.id, starts_on=today))
    elif site.state is not SiteState.LIVE and spell is not None:
        spell.ends_on = today
