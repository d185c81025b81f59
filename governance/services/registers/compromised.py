"""Accounts that somebody else got into: recorded by anybody at once, told to the head and the ICT lead at once (000-2).

The mail says only that something waits.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.registers.compromised import (
    SUBJECT,
    CompromisedTyped,
    compromised_refusals,
    gap_minutes,
    may_read,
)
from governance.domain.words import Role
from governance.models import CompromisedAccount, Site
from governance.services.actors import heads_today, holders_of, school_today
from governance.services.notices import notify
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import school_of


def record_compromised(session: Session, actor: Actor, now: dt.datetime, *, typed: CompromisedTyped) -> int:
    """Record that somebody else got into an account of the actor's, or of the school's; return the report.

    Where nobody was told before, the head and the ICT lead are told by this, and the gap ends now.
    """
    refuse_without(actor, Permission.DECLARE)
    with use_case(session, actor, now) as record:
        refuse_if(compromised_refusals(typed, now))
        site = session.get(Site, typed.site_id) if typed.site_id is not None else None
        if typed.site_id is not None and (site is None or site.school_id != school_of(record).id):
            raise NotHere("Site")
        row = reported(record, typed, actor.person_id)
        told(record, row)
        return row.id


def reported(record: Record, typed: CompromisedTyped, whose: int | None) -> CompromisedAccount:
    """Put a report that was judged before on the register; ``whose`` is asked only of an account of no site."""
    row = CompromisedAccount(
        school_id=record.actor.school_id or 0,
        account=typed.account.strip(),
        whose=None if typed.site_id is not None else whose,
        site_id=typed.site_id,
        noticed_at=typed.noticed_at,
        told_at=typed.told_at or record.now,
        done=typed.done.strip(),
        recorded_by=record.actor.person_id or 0,
        recorded_at=record.now,
    )
    record.session.add(row)
    record.session.flush()
    record.act("compromised.recorded", SUBJECT, row.id, gap=gap_minutes(row.noticed_at, row.told_at))
    return row


def told(record: Record, row: CompromisedAccount) -> None:
    """Tell the head and the ICT lead that a report waits."""
    session, school = record.session, school_of(record)
    today = school_today(school, record.now)
    people = {*heads_today(session, school.id, today), *holders_of(session, school.id, Role.ICT_LEAD, today)}
    notify(record, "compromised_waits", sorted(people), f"/s/{school.slug}/registers/compromised/{row.id}")


def secure_account(session: Session, actor: Actor, now: dt.datetime, *, report_id: int, seen: int, done: str) -> None:
    """Record that the account is safe again, and what was done for it."""
    with use_case(session, actor, now) as record:
        row = locked(session, CompromisedAccount, actor.school_id or 0, report_id)
        if not may_read(actor, row.whose, row.recorded_by):
            raise NotHere("CompromisedAccount")
        if row.secured_at is not None:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, SUBJECT, row.id, row.school_id)
        refuse_if(compromised_refusals(CompromisedTyped(row.account, row.noticed_at, row.told_at, done), now))
        row.done = "\n".join(part for part in (row.done, done.strip()) if part)
        secured(record, row, now)


def secured(record: Record, row: CompromisedAccount, at: dt.datetime) -> None:
    """Record that the account is safe again since a moment; judged before."""
    row.secured_at, row.secured_by = at, record.actor.person_id
    record.act("compromised.secured", SUBJECT, row.id)
