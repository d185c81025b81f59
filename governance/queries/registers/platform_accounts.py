"""Reads the accounts on platforms with who holds access, and the platforms that were retired."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.registers.platform_accounts import AccountKnown, Held
from governance.domain.registers.words import Access
from governance.domain.words import SiteState
from governance.models import AccountHolder, Membership, Person, PlatformAccount, RetiredPlatform, Site


@dataclass(frozen=True, slots=True)
class HolderLine:
    """One person who holds access; ``is_here`` says that they belong to the school today."""

    person_id: int
    name: str
    access: Access
    since: dt.date
    is_here: bool


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account with its site and who holds access."""

    row: PlatformAccount
    site: str
    holders: tuple[HolderLine, ...]

    @property
    def known(self) -> AccountKnown:
        """What the rules read of it."""
        held = tuple(Held(one.access, one.is_here) for one in self.holders)
        return AccountKnown(self.row.recovery_address, self.row.second_factor, self.row.checked_on, held)


def accounts_of(
    session: Session, school_id: int, today: dt.date, *, only: int | None = None
) -> tuple[AccountLine, ...]:
    """Return the accounts of a school, or one of them, those that are no more last; two reads."""
    rows = session.execute(
        sa.select(PlatformAccount, Site.name)
        .join(Site, sa.and_(Site.school_id == PlatformAccount.school_id, Site.id == PlatformAccount.site_id))
        .where(PlatformAccount.school_id == school_id, PlatformAccount.id == only if only is not None else sa.true())
        .order_by(PlatformAccount.ended_on.is_not(None), sa.func.lower(Site.name), PlatformAccount.id)
    ).all()
    holders = _holders(session, school_id, today)
    return tuple(AccountLine(row, site, tuple(holders[row.id])) for row, site in rows)


def _holders(session: Session, school_id: int, today: dt.date) -> dict[int, list[HolderLine]]:
    member = sa.and_(Membership.school_id == AccountHolder.school_id, Membership.person_id == AccountHolder.person_id)
    rows = session.execute(
        sa.select(AccountHolder, Person.name, Membership.ends_on)
        .join(Person, Person.id == AccountHolder.person_id)
        .join(Membership, member)
        .where(AccountHolder.school_id == school_id, AccountHolder.ended_on.is_(None))
        .order_by(Person.name, AccountHolder.id)
    )
    found: dict[int, list[HolderLine]] = defaultdict(list)
    for row, name, ends_on in rows:
        is_here = ends_on is None or ends_on >= today
        found[row.account_id].append(HolderLine(row.person_id, name, row.access, row.starts_on, is_here))
    return found


def accounts_held_by(session: Session, school_id: int, person_id: int) -> list[tuple[int, str]]:
    """Return the accounts to which somebody holds access, by number and the name of the site."""
    rows = session.execute(
        sa.select(AccountHolder.account_id, Site.name)
        .join(
            PlatformAccount,
            sa.and_(
                PlatformAccount.school_id == AccountHolder.school_id, PlatformAccount.id == AccountHolder.account_id
            ),
        )
        .join(Site, sa.and_(Site.school_id == PlatformAccount.school_id, Site.id == PlatformAccount.site_id))
        .where(
            AccountHolder.school_id == school_id,
            AccountHolder.person_id == person_id,
            AccountHolder.ended_on.is_(None),
        )
        .order_by(sa.func.lower(Site.name), AccountHolder.account_id)
    )
    return [(account_id, name) for account_id, name in rows]


@dataclass(frozen=True, slots=True)
class RetiredLine:
    """One retired platform, and how many of our sites still stand on it."""

    row: RetiredPlatform
    sites: int


def retired_of(session: Session, school_id: int) -> tuple[RetiredLine, ...]:
    """Return the platforms that are retired today, by the day by which their sites close."""
    standing = (
        sa.select(sa.func.count(Site.id))
        .where(
            Site.school_id == RetiredPlatform.school_id,
            Site.platform == RetiredPlatform.platform,
            Site.state != SiteState.CLOSED,
        )
        .correlate(RetiredPlatform)
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(RetiredPlatform, standing)
        .where(RetiredPlatform.school_id == school_id, RetiredPlatform.ended_at.is_(None))
        .order_by(RetiredPlatform.close_by, RetiredPlatform.id)
    )
    return tuple(RetiredLine(row, count) for row, count in rows)


def closes_by(session: Session, school_id: int, platform: str) -> dt.date | None:
    """Return the day by which sites on a platform close, where the school retired it; None where it did not."""
    return session.scalar(
        sa.select(RetiredPlatform.close_by).where(
            RetiredPlatform.school_id == school_id,
            RetiredPlatform.platform == platform,
            RetiredPlatform.ended_at.is_(None),
        )
    )
