"""Giving a role at a school and ending it, with dates.  May not import Flask, hosts or queries."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from governance.domain.access import Actor, Permission
from governance.domain.invitation import RoleAsked
from governance.domain.refusals import Refusal
from governance.domain.roles import ending_refusals, giving_refusals, overlap_refusals, role_date_refusals
from governance.models import Membership, RoleHeld
from governance.services.actors import school_today
from governance.services.people import hold_role
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, refuse_if
from governance.services.role_holders import has_head, succession_refusals
from governance.services.seen import refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of, people_locked


def give_role(
    session: Session, actor: Actor, now: dt.datetime, *, membership_id: int, seen: int, asked: RoleAsked
) -> None:
    """Give a member a role for these days.  Raises Refused, Stale, NotHere."""
    refuse_without(actor, Permission.LOOK_AFTER_PEOPLE)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        membership = _seen_membership(record, membership_id, seen)
        today = school_today(school, now)
        found = [
            *giving_refusals(actor, membership.person_id, asked.role, has_head=has_head(session, school.id, today)),
            *role_date_refusals(asked.starts_on, asked.ends_on, membership.starts_on),
            *overlap_refusals(
                asked.role,
                asked.starts_on,
                asked.ends_on,
                [(held.role, held.starts_on, held.ends_on) for held in membership.roles],
            ),
            *_beyond_last_day(membership, asked),
        ]
        refuse_if(found)
        hold_role(record, membership, asked)
        _count_change(membership)
        record.act(
            "role.given",
            "membership",
            membership.id,
            texts={"label": membership.person.name},
            role=asked.role.value,
            starts_on=asked.starts_on,
        )


def end_role(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    membership_id: int,
    role_id: int,
    seen: int,
    last_day: dt.date,
) -> None:
    """Let a role end with ``last_day``; one that has not begun by then is taken back.

    Raises Refused, Stale, NotHere.
    """
    refuse_without(actor, Permission.LOOK_AFTER_PEOPLE)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        membership = _seen_membership(record, membership_id, seen)
        held = next((one for one in membership.roles if one.id == role_id), None)
        if held is None:
            raise NotHere("RoleHeld")
        if held.ends_on == last_day:
            record.repeat()
            return
        today = school_today(school, now)
        refuse_if(_end_refusals(record, membership, held, last_day, today))
        if held.starts_on > last_day:
            membership.roles.remove(held)
            session.delete(held)
        else:
            held.ends_on = last_day
        _count_change(membership)
        record.act(
            "role.ended",
            "membership",
            membership.id,
            texts={"label": membership.person.name},
            role=held.role.value,
            ends_on=last_day,
        )


def _end_refusals(
    record: Record, membership: Membership, held: RoleHeld, last_day: dt.date, today: dt.date
) -> list[Refusal]:
    school_id = membership.school_id
    known_head = has_head(record.session, school_id, today)
    found = list(ending_refusals(record.actor, held.role, has_head=known_head))
    if held.ends_on is not None and last_day > held.ends_on:
        # A later last day gives the role for more days, so the rule on giving holds.
        found += giving_refusals(record.actor, membership.person_id, held.role, has_head=known_head)
        found += _beyond_last_day(membership, RoleAsked(held.role, held.starts_on, last_day))
    if held.starts_on > last_day and held.starts_on <= today:
        sentence = "The last day is before the role began. Choose a later day."
        found.append(Refusal("role_ends_before_start", sentence, None, "ends_on"))
    found += succession_refusals(record.session, school_id, membership.person_id, (held.role,), last_day, today)
    return list(dict.fromkeys(found))


def _seen_membership(record: Record, membership_id: int, seen: int) -> Membership:
    membership = membership_of(record, membership_id)
    refuse_if_stale(record.session, membership, seen, "membership", membership.id, membership.school_id)
    return membership


def _beyond_last_day(membership: Membership, asked: RoleAsked) -> list[Refusal]:
    last = membership.ends_on
    if last is None or (asked.ends_on is not None and asked.ends_on <= last):
        return []
    sentence = "The role goes on after the person’s last day at the school. End it on that day or before."
    return [Refusal("role_beyond_last_day", sentence, None, "ends_on")]


def _count_change(membership: Membership) -> None:
    """Let the membership's revision grow: its roles are what the form showed."""
    flag_modified(membership, "position")
