"""What becomes of the passwords of connections when somebody leaves the school (the lessons' complaint 23; A.5.4).

A password of the leaver's own sign-in on the blog is thrown away; one that they only put in works on until somebody
replaces it, and the ICT lead is told at once.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from governance.models import Account, HostConnection, Membership, Site
from governance.services.host_looks import tell_ict_lead
from governance.services.transaction import Record

THROWN_AWAY = "password_thrown_away"


def let_go_of_leavers_passwords(record: Record, membership: Membership) -> None:
    """Throw away or ask to replace every password that is the leaver's, in the use case that ends their access."""
    for row, site in _theirs(record, membership):
        if _is_their_own(row, _mail_addresses(record, membership.person_id)):
            _throw_away(record, row, site, membership.person_id)
        elif row.secret_set_by == membership.person_id:
            record.act(
                "connection.password_to_replace",
                "connection",
                row.id,
                site_id=site.id,
                person_id=membership.person_id,
                texts={"label": site.name},
            )
            tell_ict_lead(record, "host_password_to_replace", site)


def _throw_away(record: Record, row: HostConnection, site: Site, person_id: int) -> None:
    row.secret = b""
    row.revision += 1
    row.trouble, row.trouble_detail, row.failing_since = THROWN_AWAY, "", record.now
    record.act(
        "connection.password_thrown_away",
        "connection",
        row.id,
        site_id=site.id,
        person_id=person_id,
        texts={"label": site.name},
    )
    tell_ict_lead(record, "host_password_thrown_away", site)


def _theirs(record: Record, membership: Membership) -> list[tuple[HostConnection, Site]]:
    """The open connections of the school that keep a password, locked."""
    rows = record.session.execute(
        sa.select(HostConnection, Site)
        .join(Site, sa.and_(Site.school_id == HostConnection.school_id, Site.id == HostConnection.site_id))
        .where(
            HostConnection.school_id == membership.school_id,
            HostConnection.closed_at.is_(None),
            HostConnection.secret_set_at.is_not(None),
            sa.func.length(HostConnection.secret) > 0,
        )
        .order_by(HostConnection.id)
        .with_for_update(of=HostConnection)
    )
    return [(row, site) for row, site in rows]


def _mail_addresses(record: Record, person_id: int) -> set[str]:
    found = record.session.scalars(sa.select(Account.email).where(Account.person_id == person_id))
    return {email.casefold() for email in found}


def _is_their_own(row: HostConnection, addresses: Collection[str]) -> bool:
    """Whether the connection signs in as the leaver: with their mail address, or with the name before its @."""
    account = row.account.casefold()
    return account in addresses or account in {address.split("@")[0] for address in addresses}
