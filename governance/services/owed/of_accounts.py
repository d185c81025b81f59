"""What accounts on platforms owe: a leaver's access, the next check, and the end of a platform that was given up.

The ICT lead is told of accounts; who sees to a site's time and people, of its platform's end.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.registers.platform_accounts import due_again
from governance.domain.reminders import Matter, Owed, Rung
from governance.domain.words import SiteState
from governance.models import AccountHolder, Membership, PlatformAccount, RetiredPlatform, School, Site


def owed_for_accounts(
    session: Session, school: School, today: dt.date, ahead: dt.timedelta, months: int
) -> Iterator[Owed]:
    """Yield what is owed for the accounts and platforms of a school; ``months`` lie between two checks."""
    yield from _accounts(session, school, today, months)
    yield from _platforms(session, school, today, ahead)


def _accounts(session: Session, school: School, today: dt.date, months: int) -> Iterator[Owed]:
    left = (
        sa.select(AccountHolder.account_id, sa.func.max(Membership.ends_on).label("left_on"))
        .join(
            Membership,
            sa.and_(Membership.school_id == AccountHolder.school_id, Membership.person_id == AccountHolder.person_id),
        )
        .where(AccountHolder.school_id == school.id, AccountHolder.ended_on.is_(None), Membership.ends_on < today)
        .group_by(AccountHolder.account_id)
        .subquery()
    )
    rows = session.execute(
        sa.select(PlatformAccount.id, Site.name, PlatformAccount.checked_on, left.c.left_on)
        .join(Site, sa.and_(Site.school_id == PlatformAccount.school_id, Site.id == PlatformAccount.site_id))
        .outerjoin(left, left.c.account_id == PlatformAccount.id)
        .where(PlatformAccount.school_id == school.id, PlatformAccount.ended_on.is_(None))
        .order_by(PlatformAccount.id)
    )
    for account_id, site, checked_on, left_on in rows:
        path = f"/s/{school.slug}/registers/accounts/{account_id}"
        if left_on is not None:
            since = left_on + dt.timedelta(days=1)
            yield Owed(
                Matter.LEAVER_HOLDS_ACCESS,
                "account",
                account_id,
                left_on.isoformat(),
                since,
                site,
                path,
                starts_at=Rung.ICT_LEAD,
            )
        due = due_again(checked_on, months)
        if due is not None and due < today:
            yield Owed(
                Matter.ACCOUNT_CHECK,
                "account",
                account_id,
                due.isoformat(),
                due,
                site,
                path,
                by=due,
                starts_at=Rung.ICT_LEAD,
            )


def _platforms(session: Session, school: School, today: dt.date, ahead: dt.timedelta) -> Iterator[Owed]:
    rows = session.execute(
        sa.select(Site.id, Site.name, Site.resourcing_owner_id, RetiredPlatform.close_by)
        .join(
            RetiredPlatform,
            sa.and_(RetiredPlatform.school_id == Site.school_id, RetiredPlatform.platform == Site.platform),
        )
        .where(
            Site.school_id == school.id,
            Site.state.in_((SiteState.FOUND, SiteState.LIVE, SiteState.SUSPENDED)),
            RetiredPlatform.ended_at.is_(None),
            RetiredPlatform.close_by <= today + ahead,
        )
        .order_by(RetiredPlatform.close_by, Site.id)
    )
    for site_id, name, owner, close_by in rows:
        yield Owed(
            Matter.PLATFORM_CLOSES,
            "site",
            site_id,
            close_by.isoformat(),
            close_by - ahead,
            name,
            f"/s/{school.slug}/sites/{site_id}",
            by=close_by,
            owner=owner,
            starts_at=Rung.RESOURCING_OWNER,
        )
