"""Gives and ends standing approvals for routine content (A.3.4).  May not import Flask, hosts or queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.content.standing import Giving, giving_refusals
from governance.domain.content.words import ContentKind
from governance.domain.refusals import Refusal
from governance.models import Site, StandingApproval
from governance.services.actors import school_today
from governance.services.content.at_hand import approves_content
from governance.services.content.publishing_people import publishers_of
from governance.services.refused import Refused, refuse_if
from governance.services.school_days import calendar_of
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import use_case
from governance.services.within import school_of


def give_standing_approval(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    site_id: int,
    kinds: Collection[str],
    starts_on: dt.date | None,
    ends_on: dt.date | None,
    note: str = "",
) -> int:
    """Approve routine content of some kinds on a site, from one day to another, both inclusive; return its number.

    Raises Refused, and NotHere for another school's site.
    """
    with use_case(session, actor, now) as record:
        school = school_of(record)
        site = locked(session, Site, school.id, site_id)
        today = school_today(school, now)
        publishers = publishers_of(session, site, today)
        giving = Giving(
            site=site.state,
            kinds=kinds,
            starts_on=starts_on,
            ends_on=ends_on,
            today=today,
            calendar=calendar_of(session, school),
            is_leadership=approves_content(actor),
            publishes_there=actor.person_id in publishers,
            note=note,
        )
        refuse_if(giving_refusals(giving))
        row = StandingApproval(
            school_id=school.id,
            site_id=site.id,
            kinds=[kind.value for kind in ContentKind if kind.value in kinds],
            starts_on=starts_on,
            ends_on=ends_on,
            note=note.strip(),
            given_by=actor.person_id,
            given_at=now,
            publisher_id=publishers[0] if publishers else None,
            delegation_id=actor.delegation_id,
        )
        session.add(row)
        session.flush()
        record.act(
            "standing_approval.given",
            "standing_approval",
            row.id,
            site_id=site.id,
            starts_on=row.starts_on,
            until=row.ends_on,
            kinds=row.kinds,
            delegation=actor.delegation_id,
            texts={"label": site.name, "note": row.note},
        )
        return row.id


def end_standing_approval(session: Session, actor: Actor, now: dt.datetime, *, standing_id: int, seen: int) -> None:
    """End a standing approval from today; what came out under it stays approved.  One that is over is a repeat."""
    with use_case(session, actor, now) as record:
        school = school_of(record)
        row = locked(session, StandingApproval, school.id, standing_id)
        today = school_today(school, now)
        if not approves_content(actor):
            sentence = "Only a member of the leadership team can end it."
            raise Refused((Refusal("not_yours_to_do", sentence, "A.3.4"),))
        if row.ended_on is not None or row.ends_on < today:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, "standing_approval", row.id, school.id)
        row.ended_on, row.ended_by = today, actor.person_id
        site = session.get_one(Site, row.site_id)
        record.act(
            "standing_approval.ended",
            "standing_approval",
            row.id,
            site_id=site.id,
            ended_on=today,
            texts={"label": site.name},
        )
