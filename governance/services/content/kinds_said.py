"""What kind of content a post is, where its title does not tell: who publishes there says it (A.3.4).

A standing approval names kinds; once the kind is known, the one that was in force on the post's day and names it covers
the post.  Otherwise the post stays without approval.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.content.matching import routine_match, saying_refusals
from governance.domain.content.words import ContentKind, MatchedBy
from governance.models import ContentMatch, Site, SiteUpdate
from governance.services.actors import school_today
from governance.services.content.at_hand import approves_content
from governance.services.content.matching import standing_of
from governance.services.content.publishing_people import publishers_of
from governance.services.refused import refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import use_case
from governance.services.within import school_of


def say_kind(
    session: Session, actor: Actor, now: dt.datetime, *, match_id: int, seen: int, kind: ContentKind
) -> MatchedBy:
    """Say what kind a post without approval is, and return by what it is approved now; the same kind is a repeat."""
    with use_case(session, actor, now) as record:
        school = school_of(record)
        row = locked(session, ContentMatch, school.id, match_id)
        if row.kind is kind:
            record.repeat()
            return row.matched_by
        refuse_if_stale(session, row, seen, "content_match", row.id, school.id)
        site, update = session.get_one(Site, row.site_id), session.get_one(SiteUpdate, row.update_id)
        publishers = publishers_of(session, site, school_today(school, now))
        may_say = approves_content(actor) or actor.person_id in {row.posted_by, *publishers}
        refuse_if(saying_refusals(row.matched_by, may_say=may_say))
        row.kind = kind
        if update.counts_on is not None:
            match = routine_match(update.counts_on, kind, standing_of(session, school=school.id, site=site.id))
            if match.by is MatchedBy.STANDING:
                row.matched_by, row.standing_id = match.by, match.standing_id
                row.said_by, row.said_at = actor.person_id, now
        record.act(
            "content.kind_said",
            "content_match",
            row.id,
            site_id=site.id,
            update=update.id,
            content_kind=kind,
            standing=row.standing_id,
            texts={"label": site.name},
        )
        return row.matched_by
