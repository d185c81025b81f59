"""The facts of the school itself on which a line can rest, for who acts for the head and for the ICT lead.

Pretenders and chairs; people who never signed in, mails that did not arrive, the end of the typed terms, and what is
wrong on the school's own pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from governance.db import SCHOOL, TODAY, Moment
from governance.domain.delivery import TOO_LATE
from governance.domain.notices import KINDS_FEW_READ
from governance.domain.words import Role, SiteState
from governance.models import (
    Account,
    Membership,
    Notice,
    PageWatch,
    Person,
    PretenderReport,
    RoleHeld,
    Site,
    Term,
)
from governance.queries.needs.fact import part
from governance.services.failing_addresses import failing_since

LATELY = sa.bindparam("lately", type_=Moment())
"""Since when a mail that went to nobody is told."""


def parts_of_head_or_lead() -> Iterator[sa.Select[Any]]:
    """Yield each part that is for who acts for the head and for the ICT lead."""
    yield _pretenders()
    yield _chairs()


def parts_of_lead() -> Iterator[sa.Select[Any]]:
    """Yield each part that is for the ICT lead alone."""
    yield _never_signed_in()
    yield _unsent()
    yield _last_term()
    yield _pages()
    yield _failing_addresses()


def _pretenders() -> sa.Select[Any]:
    columns = {"subject_id": PretenderReport.id, "at": PretenderReport.reported_at}
    return part("pretender", **columns).where(PretenderReport.school_id == SCHOOL, PretenderReport.settled_at.is_(None))


def _chairs() -> sa.Select[Any]:
    """How many chairs of governors the school has today, as ``subject_id``."""
    held = sa.and_(RoleHeld.school_id == Membership.school_id, RoleHeld.membership_id == Membership.id)
    runs = [
        sa.and_(table.starts_on <= TODAY, sa.or_(table.ends_on.is_(None), table.ends_on >= TODAY))
        for table in (Membership, RoleHeld)
    ]
    return (
        part("chairs", subject_id=sa.func.count(Membership.id))
        .select_from(Membership)
        .join(RoleHeld, held)
        .where(Membership.school_id == SCHOOL, RoleHeld.role == Role.CHAIR_OF_GOVERNORS, *runs)
    )


def _never_signed_in() -> sa.Select[Any]:
    """Who was invited and has not chosen a password yet."""
    waits = sa.exists().where(
        Account.person_id == Membership.person_id, Account.active.is_(True), Account.password.is_(None)
    )
    columns = {"subject_id": Membership.id, "person_id": Membership.person_id, "at": Membership.invited_at}
    return (
        part("never_signed_in", person=Person.name, **columns)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.school_id == SCHOOL,
            Membership.invited_at.is_not(None),
            sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= TODAY),
            waits,
        )
    )


def _unsent() -> sa.Select[Any]:
    """Mails of the last fortnight that went to nobody whose address has a line of its own, none about a concern."""
    return part("unsent", subject_id=Notice.id, key=Notice.kind, at=Notice.failed_at).where(
        Notice.school_id == SCHOOL,
        Notice.failed_at > LATELY,
        Notice.problem != TOO_LATE,
        Notice.kind.not_in(sorted(KINDS_FEW_READ)),
        ~sa.exists().where(Account.email == Notice.to_address, Account.active.is_(True)),
    )


def _failing_addresses() -> sa.Select[Any]:
    """Whose mails are refused or come back, of those who belong to the school today."""
    since = failing_since(Account.email)
    columns = {"subject_id": Membership.id, "person_id": Membership.person_id, "person": Person.name}
    return (
        part("address_fails", key=Account.email, at=since, **columns)
        .join(Person, Person.id == Membership.person_id)
        .join(Account, Account.person_id == Membership.person_id)
        .where(
            Membership.school_id == SCHOOL,
            Membership.starts_on <= TODAY,
            sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= TODAY),
            Account.active.is_(True),
            since.is_not(None),
        )
    )


def _last_term() -> sa.Select[Any]:
    """The last day of the last term that is typed; one row, empty where none is."""
    return part("last_term", on=sa.func.max(Term.ends_on)).where(Term.school_id == SCHOOL)


def _pages() -> sa.Select[Any]:
    """The live sites of which something is said against their own page."""
    of_site = sa.and_(Site.school_id == PageWatch.school_id, Site.id == PageWatch.site_id)
    return (
        part("page_check", site_id=PageWatch.site_id, label=Site.name, at=PageWatch.failing_since)
        .join(Site, of_site)
        .where(PageWatch.school_id == SCHOOL, PageWatch.failing_since.is_not(None), Site.state == SiteState.LIVE)
    )
