"""What is owed about cover: live sites with school days to come on which too few moderators are there (A.1.5, A.5.4).

Whether somebody counts is asked as the gate asks it, with everybody's absences.  May not import Flask, hosts or
queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.calendar import pupil_days
from governance.domain.cover import CountingRules, cover_of
from governance.domain.cover_ahead import last_day_ahead
from governance.domain.reminders import Matter, Owed, Rung
from governance.domain.words import SiteState
from governance.models import School, Site
from governance.services.absent import absences_of
from governance.services.actors import school_today
from governance.services.counted import counted_on_sites
from governance.services.owed.people_here import administrators_here
from governance.services.policy import policy_of
from governance.services.school_days import calendar_of


def owed_cover(session: Session, school: School, now: dt.datetime) -> Iterator[Owed]:
    """Yield each live site with uncovered school days in the weeks that the policy looks ahead; one for each site."""
    today, policy = school_today(school, now), policy_of(session, school.id)
    last = last_day_ahead(today, policy.cover_weeks_ahead)
    days = pupil_days(calendar_of(session, school), today, last)
    if not days:
        return
    sites = session.execute(
        sa.select(Site.id, Site.name, Site.resourcing_owner_id)
        .where(Site.school_id == school.id, Site.state == SiteState.LIVE)
        .order_by(Site.id)
    ).all()
    counted = counted_on_sites(session, school.id, policy, today, [site.id for site in sites])
    absences = absences_of(session, school.id, today, last)
    administrators = administrators_here(session, school.id, today)
    rules = CountingRules(policy.training_required, policy.acknowledgement_required)
    for site_id, name, owner in sites:
        cover = cover_of(days, counted.get(site_id, ()), policy.moderators_there_each_day, absences, rules)
        bare = [day.day for day in cover if not day.covered]
        if bare:
            authors = administrators.get(site_id, ())
            yield Owed(
                Matter.UNCOVERED,
                "site",
                site_id,
                "",
                today,
                name,
                f"/s/{school.slug}/sites/{site_id}/cover",
                by=bare[0],
                count=len(bare),
                authors=authors,
                owner=owner,
                starts_at=Rung.AUTHOR if authors else Rung.RESOURCING_OWNER,
            )
