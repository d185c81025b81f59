"""Written permissions: what is asked for, each party's yes with its dates, and where it was used (A.4.6, 001-2, 003-3).

The school's yes is the head's own word and nobody else's.  A use that came first is recorded as it was, and flagged.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from governance.domain.access import Actor, Permission, acts_as_head
from governance.domain.refusals import Refusal
from governance.domain.shown_words import Matter, Party
from governance.domain.written_permissions import OUTSIDE_PARTIES, Given, parties_asked, permission_refusals
from governance.models import PermissionGiven, PermissionUse, PersonShown, Site, WrittenPermission
from governance.services.actors import school_today
from governance.services.permitted import refuse_without
from governance.services.refused import refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import school_of


@dataclass(frozen=True, slots=True)
class YesAsked:
    """One party's written yes: who wrote it, when, and from when to when it holds (inclusive)."""

    party: Party
    given_by: str
    given_on: dt.date
    starts_on: dt.date | None = None
    until: dt.date | None = None
    kept_at: str = ""


def ask_permission(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    matter: Matter,
    what: str,
    scope: str,
    outside: Party = Party.AUTHOR,
    shown_id: int | None = None,
) -> int:
    """Record what written permission is needed for, and of whom; return its number."""
    refuse_without(actor, Permission.LOOK_AFTER_CONSENTS)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        refuse_if(asking_reasons(matter, what, scope, outside))
        if shown_id is not None:
            locked(session, PersonShown, school.id, shown_id)
        return asked_for(record, matter, what, scope, outside, shown_id).id


def asking_reasons(matter: Matter, what: str, scope: str, outside: Party | None) -> tuple[Refusal, ...]:
    """Return every reason against asking for a permission so."""
    found = [] if what else [Refusal("what_missing", "Say what the permission is for.", None, "what")]
    if not scope:
        found.append(Refusal("scope_missing", "Say what may be done with it, and where.", None, "scope"))
    if matter is Matter.OTHERS_WORK and outside not in OUTSIDE_PARTIES:
        found.append(Refusal("outside_missing", "Choose whose work it is.", "A.4.6", "outside"))
    return tuple(found)


def asked_for(
    record: Record, matter: Matter, what: str, scope: str, outside: Party, shown_id: int | None
) -> WrittenPermission:
    """Record what was judged before: what permission is needed for, and of whom."""
    parties = [party.value for party in parties_asked(matter, outside)]
    row = WrittenPermission(
        school_id=record.actor.school_id or 0,
        matter=matter,
        what=what,
        scope=scope,
        asked_of=parties,
        shown_id=shown_id,
        recorded_by=record.actor.person_id,
        recorded_at=record.now,
    )
    record.session.add(row)
    record.session.flush()
    record.act("permission.asked", "permission", row.id, matter=matter.value, parties=parties)
    return row


def record_yes(
    session: Session, actor: Actor, now: dt.datetime, *, permission_id: int, seen: int, asked: YesAsked
) -> int:
    """Record one party's written yes; the school's is recorded by the head alone.  Raises Refused, NotHere."""
    refuse_without(actor, Permission.LOOK_AFTER_CONSENTS)
    with use_case(session, actor, now) as record:
        row = _permission(record, permission_id, seen)
        today = school_today(school_of(record), now)
        refuse_if(yes_reasons(actor, parties_of(row), asked, today))
        return said_yes(record, row, asked).id


def said_yes(record: Record, row: WrittenPermission, asked: YesAsked) -> PermissionGiven:
    """Record one party's yes that was judged before; the school's carries the name of the head who says it."""
    actor = record.actor
    given = PermissionGiven(
        school_id=row.school_id,
        permission_id=row.id,
        party=asked.party,
        given_by=actor.name if asked.party is Party.SCHOOL else asked.given_by,
        head_id=actor.person_id if asked.party is Party.SCHOOL else None,
        given_on=asked.given_on,
        starts_on=asked.starts_on or asked.given_on,
        until=asked.until,
        kept_at=asked.kept_at,
        recorded_by=actor.person_id,
        recorded_at=record.now,
    )
    record.session.add(given)
    flag_modified(row, "scope")
    record.act("permission.given", "permission", row.id, parties=[asked.party.value], given_on=asked.given_on)
    record.session.flush()
    return given


def end_yes(session: Session, actor: Actor, now: dt.datetime, *, given_id: int) -> None:
    """Record that a party took its permission back today; one that was taken back is a repeat."""
    refuse_without(actor, Permission.LOOK_AFTER_CONSENTS)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        given = locked(session, PermissionGiven, school.id, given_id)
        if given.ended_on is not None:
            record.repeat()
            return
        if given.party is Party.SCHOOL:
            refuse_if(of_the_head(actor))
        taken_back(record, given, school_today(school, now))


def taken_back(record: Record, given: PermissionGiven, on: dt.date) -> None:
    """Record that a party took its permission back on a day; judged before."""
    given.ended_on, given.ended_by = on, record.actor.person_id
    record.act("permission.ended", "permission", given.permission_id, parties=[given.party.value])


def record_use(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    permission_id: int,
    seen: int,
    place: str,
    used_on: dt.date | None,
    site_id: int | None = None,
) -> int:
    """Record where the thing is used.  A use from today on is refused while a party has not agreed; return its number.

    A use in the past is recorded as it was; whether it came before the permission is shown with it.
    """
    refuse_without(actor, Permission.CHOOSE_IMAGES)
    with use_case(session, actor, now) as record:
        row = _permission(record, permission_id, seen)
        today = school_today(school_of(record), now)
        day = used_on or today
        missing = refusals_of(session, row, today) if day == today else ()
        refuse_if((*use_reasons(place, day, today), *missing))
        if site_id is not None:
            locked(session, Site, row.school_id, site_id)
        return used(record, row, place, day, site_id).id


def use_reasons(place: str, used_on: dt.date, today: dt.date) -> tuple[Refusal, ...]:
    """Return every reason against a use as it was typed, whoever agreed to it."""
    found = [] if place else [Refusal("place_missing", "Say where it is used.", None, "place")]
    if used_on > today:
        found.append(Refusal("used_in_the_future", "The day is still to come.", None, "used_on"))
    return tuple(found)


def used(
    record: Record, row: WrittenPermission, place: str, used_on: dt.date, site_id: int | None = None
) -> PermissionUse:
    """Record a use that was judged before."""
    use = PermissionUse(
        school_id=row.school_id,
        permission_id=row.id,
        place=place,
        site_id=site_id,
        used_on=used_on,
        recorded_by=record.actor.person_id,
        recorded_at=record.now,
    )
    record.session.add(use)
    flag_modified(row, "scope")
    record.session.flush()
    record.act("permission.used", "permission", row.id, used_on=used_on)
    return use


def refusals_of(session: Session, row: WrittenPermission, on: dt.date) -> tuple[Refusal, ...]:
    """Return why the thing may not be used on a day: a reason for each party whose written yes does not hold."""
    given = session.scalars(
        sa.select(PermissionGiven).where(
            PermissionGiven.school_id == row.school_id, PermissionGiven.permission_id == row.id
        )
    ).all()
    return permission_refusals(row.matter, parties_of(row), given_of(given), on)


def parties_of(row: WrittenPermission) -> tuple[Party, ...]:
    """Return everybody who has to agree."""
    return tuple(Party(party) for party in row.asked_of)


def given_of(rows: Sequence[PermissionGiven]) -> tuple[Given, ...]:
    """Return rows as the rules see them."""
    return tuple(Given(row.party, row.given_on, row.starts_on, row.until, row.ended_on) for row in rows)


def _permission(record: Record, permission_id: int, seen: int) -> WrittenPermission:
    row = locked(record.session, WrittenPermission, school_of(record).id, permission_id)
    refuse_if_stale(record.session, row, seen, "permission", row.id, row.school_id)
    return row


def yes_reasons(actor: Actor, parties: Sequence[Party], asked: YesAsked, today: dt.date) -> tuple[Refusal, ...]:
    """Return every reason against one party's yes as it was typed."""
    found: list[Refusal] = []
    if asked.party not in parties:
        found.append(Refusal("party_not_asked", "Choose one of those who are asked.", None, "party"))
    if asked.party is Party.SCHOOL:
        found += of_the_head(actor)
    elif not asked.given_by:
        found.append(Refusal("given_by_missing", "Enter who wrote it.", None, "given_by"))
    if asked.given_on > today:
        found.append(
            Refusal("given_in_the_future", "The day on which it was written is still to come.", None, "given_on")
        )
    if asked.until is not None and asked.until < (asked.starts_on or asked.given_on):
        found.append(Refusal("ends_before_it_begins", "The last day is before the first.", None, "until"))
    return tuple(found)


def of_the_head(actor: Actor) -> tuple[Refusal, ...]:
    """Return why somebody else than the head cannot say or take back the school's yes."""
    if acts_as_head(actor):
        return ()
    sentence = "The school’s permission is the head’s to give. Ask the head to record it here."
    return (Refusal("the_head_gives_it", sentence, "001-2", "party"),)
