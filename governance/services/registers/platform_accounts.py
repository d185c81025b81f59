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
from governance.models import AccountHolder, PlatformAccount, Site
from governance.services.actors import school_today
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, Refused, refuse_if
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
        row = PlatformAccount(
            school_id=site.school_id,
            site_id=site.id,
            platform=typed.platform,
            added_by=actor.person_id or 0,
            added_at=now,
        )
        _fill(row, typed)
        session.add(row)
        session.flush()
        label = {"label": site.name}
        record.act("account.kept", SUBJECT, row.id, site_id=site.id, texts=label, platform=row.platform)
        return row.id


def change_account(
    session: Session, actor: Actor, now: dt.datetime, *, account_id: int, seen: int, typed: AccountTyped
) -> None:
    """Change what is known of an account."""
    refuse_without(actor, Permission.LOOK_AFTER_SITES)
    with use_case(session, actor, now) as record:
        row = _account(record, account_id)
        refuse_if_stale(session, row, seen, SUBJECT, row.id, row.school_id)
        refuse_if(account_refusals(typed))
        row.platform = typed.platform
        _fill(row, typed)
        if not session.is_modified(row):
            record.repeat()
            return
        record.act("account.changed", SUBJECT, row.id, site_id=row.site_id, texts=_label(record, row))


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
        row.checked_on, row.checked_by = today, actor.person_id
        record.act("account.checked", SUBJECT, row.id, site_id=row.site_id, texts=_label(record, row), checked_on=today)


def end_account(session: Session, actor: Actor, now: dt.datetime, *, account_id: int, seen: int) -> None:
    """Record that an account is no more; the line stays."""
    refuse_without(actor, Permission.LOOK_AFTER_SITES)
    with use_case(session, actor, now) as record:
        row = _account(record, account_id)
        if row.ended_on is not None:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, SUBJECT, row.id, row.school_id)
        row.ended_on = today = school_today(school_of(record), now)
        for holder in session.scalars(_open_holders(row)):
            holder.ended_on = max(today, holder.starts_on)
        record.act("account.ended", SUBJECT, row.id, site_id=row.site_id, texts=_label(record, row))


def give_access(
    session: Session, actor: Actor, now: dt.datetime, *, account_id: int, person_id: int, access: Access
) -> None:
    """Record that somebody of the school holds access; another kind of access replaces the one before."""
    refuse_without(actor, Permission.LOOK_AFTER_SITES)
    with use_case(session, actor, now) as record:
        row, member = _account(record, account_id), membership_of_person(record, person_id)
        today = school_today(school_of(record), now)
        if member.ends_on is not None and member.ends_on < today:
            sentence = "They have left the school. Give access to somebody who is here."
            raise Refused((Refusal("access_for_leaver", sentence, "A.5.4", "person"),))
        held = session.scalar(_open_holders(row).where(AccountHolder.person_id == person_id))
        if held is not None and held.access is access:
            record.repeat()
            return
        if held is not None:
            held.access = access
        else:
            session.add(
                AccountHolder(
                    school_id=row.school_id,
                    account_id=row.id,
                    person_id=person_id,
                    access=access,
                    starts_on=today,
                    recorded_by=actor.person_id or 0,
                    recorded_at=now,
                )
            )
        texts = _label(record, row) | {"person": member.person.name}
        record.act(
            "account.access_given",
            SUBJECT,
            row.id,
            site_id=row.site_id,
            texts=texts,
            person_id=person_id,
            access=access.value,
        )


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
