"""Accounts on platforms and who holds access to them (DOMAIN 6, A.5.4).

A password has no place here.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.refusals import Refusal
from governance.domain.registers.platform_accounts import SUBJECT, AccountTyped, account_refusals
from governance.domain.registers.words import Access
from governance.models import AccountHolder, Membership, PlatformAccount, Site
from governance.services.actors import school_today
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, refuse_if
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of_person, school_of


def keep_account(session: Session, actor: Actor, now: dt.datetime, *, site_id: int, typed: AccountTyped) -> int:
    """Put a site's account on a platform on the register; return it."""
    refuse_without(actor, Permission.LOOK_AFTER_SITES)
    with use_case(session, actor, now) as record:
        refuse_if(account_refusals(typed))
        site = session.get(Site, site_id)
        if site is None or site.school_id != actor.school_id:
            raise NotHere("Site")
        return kept(record, site, typed).id


def kept(record: Record, site: Site, typed: AccountTyped) -> PlatformAccount:
    """Put an account that was judged before on the register; recorded."""
    row = PlatformAccount(
        school_id=site.school_id,
        site_id=site.id,
        platform=typed.platform,
        added_by=record.actor.person_id or 0,
        added_at=record.now,
    )
    _fill(row, typed)
    record.session.add(row)
    record.session.flush()
    label = {"label": site.name}
    record.act("account.kept", SUBJECT, row.id, site_id=site.id, texts=label, platform=row.platform)
    return row


def change_account(
    session: Session, actor: Actor, now: dt.datetime, *, account_id: int, seen: int, typed: AccountTyped
) -> None:
    """Change what is known of an account."""
    refuse_without(actor, Permission.LOOK_AFTER_SITES)
    with use_case(session, actor, now) as record:
        row = _account(record, account_id)
        refuse_if_stale(session, row, seen, SUBJECT, row.id, row.school_id)
        refuse_if(account_refusals(typed))
        if not changed(record, row, typed):
            record.repeat()


def changed(record: Record, row: PlatformAccount, typed: AccountTyped) -> bool:
    """Change what is known of an account as was judged before, and return whether anything was; recorded then."""
    row.platform = typed.platform
    _fill(row, typed)
    if not record.session.is_modified(row):
        return False
    record.act("account.changed", SUBJECT, row.id, site_id=row.site_id, texts=_label(record, row))
    return True


def check_account(session: Session, actor: Actor, now: dt.datetime, *, account_id: int, seen: int) -> None:
    """Record that the actor looked today: who holds access, the recovery address and the second step are as listed."""
    refuse_without(actor, Permission.LOOK_AFTER_SITES)
    with use_case(session, actor, now) as record:
        row = _account(record, account_id)
        today = school_today(school_of(record), now)
        if row.checked_on == today:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, SUBJECT, row.id, row.school_id)
        checked(record, row, today)


def checked(record: Record, row: PlatformAccount, on: dt.date) -> None:
    """Record that the actor looked on a day; judged before."""
    row.checked_on, row.checked_by = on, record.actor.person_id
    record.act("account.checked", SUBJECT, row.id, site_id=row.site_id, texts=_label(record, row), checked_on=on)


def end_account(session: Session, actor: Actor, now: dt.datetime, *, account_id: int, seen: int) -> None:
    """Record that an account is no more; the line stays."""
    refuse_without(actor, Permission.LOOK_AFTER_SITES)
    with use_case(session, actor, now) as record:
        row = _account(record, account_id)
        if row.ended_on is not None:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, SUBJECT, row.id, row.school_id)
        ended(record, row, school_today(school_of(record), now))


def ended(record: Record, row: PlatformAccount, on: dt.date) -> None:
    """Record that an account is no more since a day, and with it everybody's access."""
    row.ended_on = on
    for holder in record.session.scalars(_open_holders(row)):
        holder.ended_on = max(on, holder.starts_on)
    record.act("account.ended", SUBJECT, row.id, site_id=row.site_id, texts=_label(record, row))


def give_access(
    session: Session, actor: Actor, now: dt.datetime, *, account_id: int, person_id: int, access: Access
) -> None:
    """Record that somebody of the school holds access; another kind of access replaces the one before."""
    refuse_without(actor, Permission.LOOK_AFTER_SITES)
    with use_case(session, actor, now) as record:
        row, member = _account(record, account_id), membership_of_person(record, person_id)
        refuse_if(access_refusals(member, school_today(school_of(record), now)))
        if not access_given(record, row, member, access):
            record.repeat()


def access_refusals(member: Membership, today: dt.date) -> tuple[Refusal, ...]:
    """Return the reason against somebody's holding access: they have left."""
    if member.ends_on is None or member.ends_on >= today:
        return ()
    sentence = "They have left the school. Give access to somebody who is here."
    return (Refusal("access_for_leaver", sentence, "A.5.4", "person"),)


def access_given(record: Record, row: PlatformAccount, member: Membership, access: Access) -> bool:
    """Record somebody's access as was judged before, and return whether that is new; recorded then."""
    held = record.session.scalar(_open_holders(row).where(AccountHolder.person_id == member.person_id))
    if held is not None and held.access is access:
        return False
    if held is not None:
        held.access = access
    else:
        record.session.add(
            AccountHolder(
                school_id=row.school_id,
                account_id=row.id,
                person_id=member.person_id,
                access=access,
                starts_on=school_today(school_of(record), record.now),
                recorded_by=record.actor.person_id or 0,
                recorded_at=record.now,
            )
        )
    record.act(
        "account.access_given",
        SUBJECT,
        row.id,
        site_id=row.site_id,
        texts=_label(record, row) | {"person": member.person.name},
        person_id=member.person_id,
        access=access.value,
    )
    return True


def end_access(session: Session, actor: Actor, now: dt.datetime, *, account_id: int, person_id: int) -> None:
    """Record that somebody's access was taken away on the platform itself."""
    refuse_without(actor, Permission.LOOK_AFTER_SITES)
    with use_case(session, actor, now) as record:
        row, member = _account(record, account_id), membership_of_person(record, person_id)
        held = session.scalar(_open_holders(row).where(AccountHolder.person_id == person_id))
        if held is None:
            record.repeat()
            return
        held.ended_on = max(held.starts_on, school_today(school_of(record), now))
        texts = _label(record, row) | {"person": member.person.name}
        record.act("account.access_ended", SUBJECT, row.id, site_id=row.site_id, texts=texts, person_id=person_id)


def _account(record: Record, account_id: int) -> PlatformAccount:
    return locked(record.session, PlatformAccount, record.actor.school_id or 0, account_id)


def _fill(row: PlatformAccount, typed: AccountTyped) -> None:
    row.permanent_id, row.handle = typed.permanent_id.strip(), typed.handle.strip()
    row.recovery_address, row.second_factor = typed.recovery_address.strip(), typed.second_factor
    row.notes = typed.notes.strip()


def _label(record: Record, row: PlatformAccount) -> dict[str, str]:
    return {"label": record.session.get_one(Site, row.site_id).name}


def _open_holders(row: PlatformAccount) -> sa.Select[AccountHolder]:
    return sa.select(AccountHolder).where(
        AccountHolder.school_id == row.school_id,
        AccountHolder.account_id == row.id,
        AccountHolder.ended_on.is_(None),
    )
