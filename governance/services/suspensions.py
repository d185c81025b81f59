"""The clock suspends a site whose amber date has passed and that still lacks what was missing (DESIGN 5; A.1.5, A.5).

The date is a whole day and counts: the day after, the gate is asked once more.  Each site is locked and looked at anew,
so that two workers suspend it once.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.calendar import day_in_words
from governance.domain.lifecycle import refusals
from governance.domain.rechecking import COVER
from governance.domain.words import Action, Role, SiteState, listed
from governance.models import School, Site
from governance.services.actors import heads_today, holders_of, school_today
from governance.services.at_hand import AtHand, take_site
from governance.services.commenting import close_commenting
from governance.services.each_site import for_each_site
from governance.services.gate import checks_of
from governance.services.notices import notify
from governance.services.owed.people_here import administrators_here
from governance.services.rechecks import not_holding
from governance.services.refused import refuse_if
from governance.services.sites import clear_amber, move_site
from governance.services.transaction import use_case


def suspend_lapsed_sites(session: Session, actor: Actor, now: dt.datetime) -> None:
    """Look at every live site of the actor's school whose date has passed, each in a transaction of its own."""
    today = school_today(session.get_one(School, actor.school_id), now)
    for_each_site(
        session,
        sa.select(Site.id).where(
            Site.school_id == actor.school_id, Site.state == SiteState.LIVE, Site.amber_until < today
        ),
        lambda site_id: suspend_lapsed_site(session, actor, now, site_id),
    )


def suspend_lapsed_site(session: Session, actor: Actor, now: dt.datetime, site_id: int) -> None:
    """Suspend a live site whose date has passed, or take the date off it where everything holds again.

    What its people were told, when they were told it, and why it is suspended stand in its history.
    """
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        until = site.amber_until
        if site.state is not SiteState.LIVE or until is None or until >= at_hand.today:
            record.repeat()
            return
        why = not_holding(at_hand)
        if not why:
            clear_amber(at_hand)
            record.act("site.turned_green", "site", site.id, texts={"label": site.name})
            return
        reason = reason_of(at_hand, why, until)
        refuse_if(refusals(Action.SUSPEND, at_hand.situation(reason=reason)))
        site.amber_why = list(why)
        close_commenting(record, site)
        move_site(at_hand, Action.SUSPEND, "site.suspended", reason)
        site.suspended_at = now
        people = [
            *administrators_here(session, at_hand.school_id, at_hand.today).get(site.id, ()),
            site.resourcing_owner_id,
            *holders_of(session, at_hand.school_id, Role.ICT_LEAD, at_hand.today),
            *heads_today(session, at_hand.school_id, at_hand.today),
        ]
        link = f"{at_hand.link}/go-live"
        notify(record, "site_suspended_by_clock", people, link, label=site.name, on=day_in_words(until))


def reason_of(at_hand: AtHand, why: Collection[str], until: dt.date) -> str:
    """Return in plain words why the clock suspends a site: the date, and each check that does not hold, by its name."""
    titles = [
        _cover_in_words(at_hand) if check.key == COVER else check.title
        for check in checks_of(at_hand.record.session, at_hand.school, at_hand.site, at_hand.today)
        if check.key in why
    ]
    said = listed([f"“{title}”" for title in titles])
    verb = "does" if len(titles) == 1 else "do"
    return f"The last day to put it right was {day_in_words(until)}, and {said} {verb} not hold."


def _cover_in_words(at_hand: AtHand) -> str:
    """The check of cover as amber counts it: by the days that went by, not by those to come."""
    days = at_hand.policy.uncovered_days_before_amber
    return f"A moderator was there on one of the last {days} school days" if days > 1 else "A moderator is there"
