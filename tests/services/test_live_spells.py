"""On which days a site counts as live: the days that freshness and cover ask for (A.1.5, DESIGN 7)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from governance.models import LiveSpell, Site
from governance.services.closing import cancel_closing, start_closing
from governance.services.sites import resume_site, suspend_site
from tests.factories import NOW, start_writing
from tests.services.cast import live_site, make_cast

WHY = "Nobody is there to look after it."
LAUNCHED, NEXT_DAY, DAY_AFTER = dt.date(2026, 11, 18), dt.date(2026, 11, 19), dt.date(2026, 11, 20)


def spells(session: Session) -> list[tuple[dt.date, dt.date | None]]:
    found = session.execute(sa.select(LiveSpell.starts_on, LiveSpell.ends_on).order_by(LiveSpell.id)).all()
    session.rollback()
    return [(row.starts_on, row.ends_on) for row in found]


def seen(session: Session, site: Site) -> dict[str, Any]:
    session.refresh(site)
    found = {"site_id": site.id, "seen": site.revision}
    session.rollback()
    return found


def test_a_site_is_live_from_its_launch_until_it_is_suspended_and_again_when_it_resumes(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    assert spells(session) == [(LAUNCHED, None)]
    suspend_site(session, cast.actor(session, cast.head), NOW + dt.timedelta(days=1), **seen(session, site), reason=WHY)
    assert spells(session) == [(LAUNCHED, NEXT_DAY)]
    resume_site(session, cast.actor(session, cast.head), NOW + dt.timedelta(days=2), **seen(session, site))
    assert spells(session) == [(LAUNCHED, NEXT_DAY), (DAY_AFTER, None)]


def test_a_site_is_not_live_while_it_is_being_closed(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    start_closing(session, cast.actor(session, cast.assistant), NOW, **seen(session, site), reason=WHY)
    assert spells(session) == [(LAUNCHED, LAUNCHED)]
    again = NOW + dt.timedelta(days=1)
    cancel_closing(session, cast.actor(session, cast.head), again, **seen(session, site), reason=WHY)
    assert spells(session) == [(LAUNCHED, LAUNCHED), (NEXT_DAY, None)]


def test_the_database_keeps_one_open_spell_of_a_site(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    start_writing(session)
    session.add(LiveSpell(school_id=site.school_id, site_id=site.id, starts_on=NEXT_DAY))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
