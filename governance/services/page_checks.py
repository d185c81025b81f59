"""What people do about the weekly look at a site's page: ask for one at once, or say that the page is fine (7.1).

A machine cannot know a renamed blog from one that was taken over; who looked and found it ours says so here, with a
note.  It holds until the page changes again.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.page_checks import PageFault, after_settling
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.domain.words import SiteState
from governance.models import PageWatch
from governance.services.page_watches import doubts_of, keep_doubts
from governance.services.permitted import refuse_without
from governance.services.refused import Refused, refuse_if
from governance.services.seen import refuse_if_stale
from governance.services.transaction import use_case
from governance.services.within import watched_site


def ask_for_page_look(session: Session, actor: Actor, now: dt.datetime, *, site_id: int) -> None:
    """Ask the worker to look at a site's page at once; while one is asked for already this is a repeat."""
    refuse_without(actor, Permission.SEE_SITES)
    with use_case(session, actor, now) as record:
        watch, site = watched_site(record, PageWatch, site_id)
        if site.state is not SiteState.LIVE:
            raise Refused((Refusal("not_in_this_state", "Only the page of a live site is looked at.", "7.1"),))
        if watch.asked_at is not None:
            record.repeat()
            return
        watch.asked_at = watch.next_look_at = now
        record.act("page.look_asked", "site", site.id, texts={"label": site.name})


def settle_page_check(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, seen: int, note: str) -> None:
    """Say that somebody looked at a page and that what is said of it is fine; ``note`` says what they saw."""
    refuse_without(actor, Permission.LOOK_AFTER_SITES)
    with use_case(session, actor, now) as record:
        watch, site = watched_site(record, PageWatch, site_id)
        if not watch.found:
            record.repeat()
            return
        refuse_if_stale(session, watch, seen, "site", site.id, site.school_id)
        refuse_if(reason_refusals(note, "what you saw on the page", clause="7.1"))
        faults = list(watch.found)
        if PageFault.ANOTHER_OWNER in faults:
            watch.owner_mark = watch.seen_mark
        keep_doubts(watch, after_settling(doubts_of(watch)))
        watch.settled_by, watch.settled_at = actor.person_id, now
        watch.revision += 1
        record.act("page.settled", "site", site.id, faults=faults, texts={"label": site.name, "note": note})
