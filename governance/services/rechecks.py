"""Asks the gate of every live site again each day: what stopped holding turns the site amber, with a date (DESIGN 5).

Run by the clock.  What happens when the date has passed is decided in ``suspensions``.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.calendar import day_in_words
from governance.domain.cover import CountingRules
from governance.domain.rechecking import (
    cover_looked_back,
    days_looked_at,
    is_lost,
    is_uncovered_too_long,
    stopped_holding,
)
from governance.domain.words import SiteState
from governance.models import PolicyText, Site
from governance.services.absent import away_on
from governance.services.actors import school_today
from governance.services.at_hand import AtHand, take_site
from governance.services.counted import counted_appointments
from governance.services.each_site import for_each_site
from governance.services.gate import checks_of
from governance.services.policy import policy_of
from governance.services.school_days import calendar_of
from governance.services.sites import amber_date, clear_amber, tell
from governance.services.transaction import Record, use_case
from governance.services.within import school_of


def recheck_site(session: Session, actor: Actor, now: dt.datetime, site_id: int) -> None:
    """Turn a live site amber when something stopped holding, and green when everything holds again.

    A site that is amber already keeps its date while anything of what was missing is missing, whatever else stops
    holding; where all of that holds and something else does not, that has a date of its own.  Nothing new is a repeat.
    """
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        if site.state is not SiteState.LIVE:
            record.repeat()
            return
        why = not_holding(at_hand)
        if _is_written(site, why):
            record.repeat()
            return
        label = {"label": site.name}
        if not why:
            clear_amber(at_hand)
            record.act("site.turned_green", "site", site.id, texts=label)
            return
        is_new = site.amber_until is None or not set(why) & set(site.amber_why)
        if site.amber_until is None or is_new:
            clear_amber(at_hand)
            site.amber_since, site.amber_until = at_hand.today, amber_date(at_hand, at_hand.today)
        site.amber_why = list(why)
        record.act("site.turned_amber", "site", site.id, until=site.amber_until, checks=list(why), texts=label)
        if is_new:
            tell(at_hand, "site_amber", on=day_in_words(site.amber_until))


def recheck_sites(session: Session, actor: Actor, now: dt.datetime) -> None:
    """Recheck every live site of the actor's school, each in a transaction of its own.

    Nearly every site answers what it answered yesterday.  That is found out by reading alone, so that nobody waits for
    the clock to write; where the answer is another one, the site is asked again in hand.
    """

    def recheck(site_id: int) -> None:
        if _answers_anew(session, actor, now, site_id):
            recheck_site(session, actor, now, site_id)

    live = sa.select(Site.id).where(Site.school_id == actor.school_id, Site.state == SiteState.LIVE)
    for_each_site(session, live, recheck)


def _answers_anew(session: Session, actor: Actor, now: dt.datetime, site_id: int) -> bool:
    """Whether the gate says something else of a site than what is written; this locks nothing and writes nothing."""
    record = Record(session, actor, now)
    school, site = school_of(record), session.get_one(Site, site_id)
    # The gate is asked about the version that runs, which it finds itself.
    at_hand = AtHand(record, school, policy_of(session, school.id), school_today(school, now), site, None)
    anew = not _is_written(site, not_holding(at_hand))
    session.rollback()
    return anew


def _is_written(site: Site, why: tuple[str, ...]) -> bool:
    return list(why) == site.amber_why and bool(why) == (site.amber_until is not None)


def not_holding(at_hand: AtHand) -> tuple[str, ...]:
    """Return the keys of the checks that a live site does not keep today, as the clocks of amber count them."""
    session, site, policy, today = at_hand.record.session, at_hand.site, at_hand.policy, at_hand.today
    counted = counted_appointments(session, site, policy, today)
    launched_on = school_today(at_hand.school, site.launched_at) if site.launched_at else today
    count = policy.uncovered_days_before_amber
    days = days_looked_at(calendar_of(session, at_hand.school), launched_on, today, count)
    rules = CountingRules(policy.training_required, policy.acknowledgement_required)
    published_at = session.scalar(
        sa.select(sa.func.max(PolicyText.published_at)).where(PolicyText.school_id == at_hand.school_id)
    )
    policy_since = school_today(at_hand.school, published_at) if published_at else None
    away = away_on(session, site, days)
    cover = cover_looked_back(days, counted, policy.moderators_there_each_day, rules, policy_since, away)
    return stopped_holding(
        checks_of(session, at_hand.school, site, today),
        people_lost=is_lost(counted, today, policy.administrators_at_least),
        uncovered_too_long=is_uncovered_too_long(cover, count),
    )
