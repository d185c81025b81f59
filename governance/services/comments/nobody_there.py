"""Whether a pupil site has nobody to look today, so that what is shown there before anybody looked comes off (A.5).

On a day that is no school day nobody has promised to look, and pupils read their blog all the same, so nobody counts as
there; without term dates no day is a school day.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from governance.domain.calendar import is_school_day
from governance.domain.comments.arrival import Arrival, HostState
from governance.domain.comments.words import Source
from governance.domain.cover import CountingRules, cover_of
from governance.domain.proposal.answers import pupils_see_or_contribute
from governance.models import School, Site
from governance.services.absent import away_on
from governance.services.actors import school_today
from governance.services.counted import counted_appointments
from governance.services.policy import policy_of
from governance.services.school_days import calendar_of
from governance.services.situations import running_version
from governance.services.transaction import Record


def is_nobody_there(session: Session, site: Site, today: dt.date) -> bool:
    """Return whether no moderator of the site is there today, whatever number of them the policy asks for."""
    school = session.get_one(School, site.school_id)
    if not is_school_day(calendar_of(session, school), today):
        return True
    policy = policy_of(session, site.school_id)
    (day,) = cover_of(
        (today,),
        counted_appointments(session, site, policy, today),
        policy.moderators_there_each_day,
        away_on(session, site, (today,)),
        CountingRules(policy.training_required, policy.acknowledgement_required),
    )
    return day.is_nobody_there


def is_pupil_site(session: Session, site: Site) -> bool:
    """Return whether pupils see the site or contribute to it, as the text says that it runs on (A.2)."""
    version = running_version(session, site)
    return version is not None and pupils_see_or_contribute(version.answers)


def is_held_unseen(record: Record, site: Site | None, source: Source, arrivals: Iterable[Arrival]) -> bool:
    """Return whether what of this is shown on the site comes off the page until somebody looks.

    What a person wrote down was looked at by that person.
    """
    is_shown = any(arrival.host_state is HostState.PUBLIC for arrival in arrivals)
    if site is None or source is Source.BY_HAND or not is_shown or not is_pupil_site(record.session, site):
        return False
    school = record.session.get_one(School, site.school_id)
    return is_nobody_there(record.session, site, school_today(school, record.now))
