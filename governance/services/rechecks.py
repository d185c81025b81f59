"""Asks the gate of every live site again each day: what stopped holding turns the site amber, with a date (DESIGN 5).

Run by the clock.  What happens when the date has passed is decided in ``suspensions``.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.calendar import day_in_words
from governance.domain.rechecking import (
    cover_looked_back,
    is_lost,
    is_uncovered_too_long,
    stopped_holding,
)
from governance.domain.words import SiteState
from governance.models import Site
from governance.services.actors import school_today
from governance.services.at_hand import AtHand, take_site
from governance.services.each_site import for_each_site
from governance.services.gate import checks_at
from governance.services.gate_reads import SchoolAsked, school_asked
from governance.services.gate_site_reads import SiteAsked
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
            tell(at_hand, "site_amber", "/go-live", on=day_in_words(site.amber_until))


def recheck_sites(session: Session, actor: Actor, now: dt.datetime) -> None:
    """Recheck every live site of the actor's school, each in a transaction of its own.

    Nearly every site answers what it answered yesterday.  That is found out by reading alone, so that nobody waits for
    the clock to write; where the answer is another one, the site is asked again in hand.
    """

    asked = _read_at_once(session, actor, now)

    def recheck(site_id: int) -> None:
        site = asked.sites.get(site_id)
        if site is None or not _is_written(site, checks_lost(asked, site)):
            recheck_site(session, actor, now, site_id)

    for_each_site(session, _live(actor), recheck)


def _read_at_once(session: Session, actor: Actor, now: dt.datetime) -> SchoolAsked:
    """Read what the gate asks of every live site of the school; this locks nothing and writes nothing."""
    school = school_of(Record(session, actor, now))
    asked = school_asked(session, school, school_today(school, now), session.scalars(_live(actor)).all())
    session.rollback()
    return asked


def _live(actor: Actor) -> sa.Select[int]:
    return sa.select(Site.id).where(Site.school_id == actor.school_id, Site.state == SiteState.LIVE)


def _is_written(site: Site | SiteAsked, why: tuple[str, ...]) -> bool:
    return why == tuple(site.amber_why) and bool(why) == (site.amber_until is not None)


def not_holding(at_hand: AtHand) -> tuple[str, ...]:
    """Return the keys of the checks that a live site does not keep today, as the clocks of amber count them."""
    site_id = at_hand.site.id
    asked = school_asked(at_hand.record.session, at_hand.school, at_hand.today, [site_id])
    return checks_lost(asked, asked.sites[site_id])


def checks_lost(at: SchoolAsked, site: SiteAsked) -> tuple[str, ...]:
    """Return the same for one of the sites of a school that were read together."""
    policy, count = at.policy, at.policy.uncovered_days_before_amber
    least = policy.moderators_there_each_day
    cover = cover_looked_back(site.days_back, site.counted, least, at.counting, at.policy_since, at.away)
    return stopped_holding(
        checks_at(at, site),
        people_lost=is_lost(site.counted, at.today, policy.administrators_at_least),
        uncovered_too_long=is_uncovered_too_long(cover, count),
    )
