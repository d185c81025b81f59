"""What the registers owe: a vetting that ends or has run out while somebody still contributes (A.2.6).

Told to who vetted them; where they have left, to the ICT lead.  The label is the site's name: a contributor may be a
child's class, and no mail names one.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.reminders import Matter, Owed, Rung
from governance.domain.words import SiteState
from governance.models import Contributor, ContributorSite, School, Site, Vetting
from governance.services.actors import school_today
from governance.services.owed.of_accounts import owed_for_accounts
from governance.services.owed.people_here import members_here
from governance.services.policy import policy_of


def owed_by_registers(session: Session, school: School, now: dt.datetime) -> Iterator[Owed]:
    """Yield what the registers of a school owe now."""
    today, policy = school_today(school, now), policy_of(session, school.id)
    ahead = dt.timedelta(days=policy.warn_days_before)
    yield from _vettings(session, school, today, ahead)
    yield from owed_for_accounts(session, school, today, ahead, policy.account_checked_months)


def _vettings(session: Session, school: School, today: dt.date, ahead: dt.timedelta) -> Iterator[Owed]:
    here = members_here(session, school.id, today)
    for contributor_id, by, site, last in session.execute(_ends(school.id, today, ahead)):
        authors = (by,) if by in here else ()
        yield Owed(
            Matter.VETTING_ENDS,
            "contributor",
            contributor_id,
            last.isoformat(),
            last - ahead,
            site,
            f"/s/{school.slug}/registers/contributors/{contributor_id}",
            by=last,
            authors=authors,
            starts_at=Rung.AUTHOR if authors else Rung.ICT_LEAD,
        )


def _ends(school_id: int, today: dt.date, ahead: dt.timedelta) -> sa.Select[int, int, str, dt.date]:
    """Each contributor on a site whose vetting that counts longest ends soon or has ended, and who vetted them."""
    lasts = (
        sa.select(Vetting.contributor_id, sa.func.max(Vetting.expires_on).label("last"))
        .where(Vetting.school_id == school_id, Vetting.withdrawn_at.is_(None), Vetting.vetted_on <= today)
        .group_by(Vetting.contributor_id)
        .subquery()
    )
    counts = sa.and_(
        Vetting.contributor_id == lasts.c.contributor_id,
        Vetting.expires_on == lasts.c.last,
        Vetting.withdrawn_at.is_(None),
    )
    return (
        sa.select(Contributor.id, sa.func.max(Vetting.vetted_by), sa.func.min(Site.name), lasts.c.last)
        .join(lasts, lasts.c.contributor_id == Contributor.id)
        .join(Vetting, sa.and_(Vetting.school_id == Contributor.school_id, counts))
        .join(
            ContributorSite,
            sa.and_(
                ContributorSite.school_id == Contributor.school_id, ContributorSite.contributor_id == Contributor.id
            ),
        )
        .join(Site, sa.and_(Site.school_id == ContributorSite.school_id, Site.id == ContributorSite.site_id))
        .where(
            Contributor.school_id == school_id,
            Contributor.ended_on.is_(None),
            ContributorSite.ended_on.is_(None),
            Site.state != SiteState.CLOSED,
            lasts.c.last <= today + ahead,
        )
        .group_by(Contributor.id, lasts.c.last)
        .order_by(lasts.c.last, Contributor.id)
    )
