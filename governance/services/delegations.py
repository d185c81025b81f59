"""Letting somebody act for the head, and ending it early.  May not import Flask, hosts or queries."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.delegation import Acting, Delegate, delegation_refusals, may_delegate
from governance.domain.refusals import Refusal
from governance.domain.words import Role
from governance.models import Delegation, Membership, Person, School
from governance.services.actors import school_today
from governance.services.notices import notify
from governance.services.refused import refuse_if
from governance.services.seen import locked
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of_person, people_locked


def grant_delegation(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    person_id: int,
    starts_on: dt.date,
    ends_on: dt.date,
    reason: str,
    outside: bool,
) -> int:
    """Let somebody act for the head on these days (both inclusive); return the delegation's id.

    Raises Refused, and NotHere where the person does not belong to the school.
    """
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        membership = membership_of_person(record, person_id)
        asked = Acting(person_id, membership.person.name, starts_on, ends_on, outside)
        today = school_today(school, now)
        refuse_if(
            delegation_refusals(
                actor, _delegate(membership, starts_on), asked, reason, _others(record, school, today), today
            )
        )
        row = Delegation(
            school_id=school.id,
            person_id=person_id,
            granted_by=actor.person_id or 0,
            granted_at=now,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason.strip(),
            outside=outside,
        )
        session.add(row)
        session.flush()
        record.act(
            "delegation.granted",
            "delegation",
            row.id,
            texts={"label": membership.person.name, "reason": row.reason},
            starts_on=starts_on,
            ends_on=ends_on,
            outside=outside,
        )
        on = f"{ends_on.day} {ends_on:%B %Y}"
        notify(record, "delegation_granted", [person_id], f"/s/{school.slug}/", label=school.name, on=on)
        return row.id


def end_delegation(session: Session, actor: Actor, now: dt.datetime, *, delegation_id: int) -> None:
    """End somebody's acting for the head now.  Who acts may give it back themselves.  Raises Refused, NotHere."""
    with use_case(session, actor, now) as record:
        row = locked(session, Delegation, actor.school_id or 0, delegation_id)
        if row.ended_at is not None:
            record.repeat()
            return
        if not may_delegate(actor) and row.person_id != actor.person_id:
            sentence = "Only the head, the chair of governors and the person who acts end this."
            refuse_if((Refusal("delegation_not_yours", sentence, "A.3.2"),))
        row.ended_at = now
        name = session.get_one(Person, row.person_id).name
        record.act("delegation.ended", "delegation", row.id, texts={"label": name})


def _delegate(membership: Membership, starts_on: dt.date) -> Delegate:
    is_head = any(
        held.role is Role.HEAD and held.starts_on <= starts_on and (held.ends_on is None or held.ends_on >= starts_on)
        for held in membership.roles
    )
    return Delegate(membership.person_id, membership.kind, is_head, membership.starts_on, membership.ends_on)


def _others(record: Record, school: School, today: dt.date) -> list[Acting]:
    rows = record.session.execute(
        sa.select(Delegation, Person.name)
        .join(Person, Person.id == Delegation.person_id)
        .where(Delegation.school_id == school.id, Delegation.ended_at.is_(None), Delegation.ends_on >= today)
        .order_by(Delegation.starts_on)
    )
    return [Acting(row.person_id, name, row.starts_on, row.ends_on, row.outside) for row, name in rows]
