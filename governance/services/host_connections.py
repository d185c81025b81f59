"""Joins a site to its host, replaces the password, and lets go of both (A.5).

The password is sealed before it is kept, and no act, mail or page ever carries it.  Nothing is asked of the host here:
the worker tests a connection that was opened or changed.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.comments.connecting import WORDPRESS, clean_address, opening_refusals, password_refusals
from governance.domain.refusals import Refusal
from governance.domain.words import SiteState
from governance.models import HostConnection, Site
from governance.services.at_hand import take_site
from governance.services.commenting import connection_changed
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, Refused, refuse_if
from governance.services.sealing import seal
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import school_of


def open_connection(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    site_id: int,
    kind: str,
    address: str,
    account: str = "",
    password: str = "",
    keys: Sequence[str],
) -> int:
    """Connect a site to its comments and ask the worker to test it; return the connection's id.

    ``keys`` seal the password (``Settings.sealing_keys``).  Raises Refused, NotHere.
    """
    refuse_without(actor, Permission.LOOK_AFTER_HOSTS)
    address, account = clean_address(address) if kind == WORDPRESS else address.strip(), account.strip()
    with use_case(session, actor, now) as record:
        at_hand = take_site(record, site_id)
        site = at_hand.site
        is_connected = open_of(session, site) is not None
        refuse_if(
            opening_refusals(
                site.state, kind, address=address, account=account, password=password, is_connected=is_connected
            )
        )
        row = HostConnection(
            school_id=site.school_id,
            site_id=site.id,
            kind=kind,
            address=address,
            opened_by=actor.person_id,
            opened_at=now,
            asked_at=now,
            next_look_at=now,
        )
        if kind == WORDPRESS:
            _put_in(row, account, password, actor, now, keys)
        session.add(row)
        session.flush()
        connection_changed(record, site)
        record.act(
            "connection.opened",
            "connection",
            row.id,
            site_id=site.id,
            kind=kind,
            texts={"label": site.name, "address": address},
        )
        return row.id


def replace_password(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    connection_id: int,
    seen: int,
    account: str,
    password: str,
    keys: Sequence[str],
) -> None:
    """Put in another password, or another account, and ask the worker to test it; raises Refused, Stale, NotHere."""
    refuse_without(actor, Permission.LOOK_AFTER_HOSTS)
    account = account.strip()
    with use_case(session, actor, now) as record:
        row, site = _taken(record, connection_id)
        refuse_if_stale(session, row, seen, "connection", row.id, row.school_id)
        if row.kind != WORDPRESS:
            raise Refused((Refusal("no_password_here", "A comment feed is read without a password."),))
        refuse_if(tuple(password_refusals(account, password)))
        _put_in(row, account, password, actor, now, keys)
        row.asked_at = row.next_look_at = now
        row.revision += 1
        connection_changed(record, site)
        record.act("connection.password_replaced", "connection", row.id, site_id=site.id, texts={"label": site.name})


def close_connection(session: Session, actor: Actor, now: dt.datetime, *, connection_id: int, seen: int) -> None:
    """Let go of a host: its password is thrown away, and what came from it stays; raises Refused, Stale, NotHere."""
    refuse_without(actor, Permission.LOOK_AFTER_HOSTS)
    with use_case(session, actor, now) as record:
        row, site = _taken(record, connection_id, even_closed=True)
        if row.closed_at is not None:
            record.repeat()
            return
        refuse_if_stale(session, row, seen, "connection", row.id, row.school_id)
        _let_go(record, row, site)


def close_connection_of(record: Record, site: Site) -> None:
    """Let go of the host of a site that is being closed, in its use case: the password goes with the site."""
    row = open_of(record.session, site)
    if row is not None:
        _let_go(record, row, site)


def ask_for_look(session: Session, actor: Actor, now: dt.datetime, *, connection_id: int) -> None:
    """Ask the worker to look at a host at once; while one is asked for already this is a repeat."""
    refuse_without(actor, Permission.LOOK_AFTER_HOSTS)
    with use_case(session, actor, now) as record:
        row, site = _taken(record, connection_id)
        if row.asked_at is not None:
            record.repeat()
            return
        row.asked_at = row.next_look_at = now
        record.act("connection.check_asked", "connection", row.id, site_id=site.id, texts={"label": site.name})


def open_of(session: Session, site: Site) -> HostConnection | None:
    """Return the open connection of a site, locked."""
    return session.scalar(
        sa.select(HostConnection)
        .where(
            HostConnection.school_id == site.school_id,
            HostConnection.site_id == site.id,
            HostConnection.closed_at.is_(None),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _taken(record: Record, connection_id: int, *, even_closed: bool = False) -> tuple[HostConnection, Site]:
    """Return a connection of this school and its site, both locked; the site first, as every use case does it."""
    school = school_of(record)
    site_id = record.session.scalar(
        sa.select(HostConnection.site_id).where(
            HostConnection.school_id == school.id, HostConnection.id == connection_id
        )
    )
    if site_id is None:
        raise NotHere("HostConnection")
    site = locked(record.session, Site, school.id, site_id)
    row = locked(record.session, HostConnection, school.id, connection_id)
    if not even_closed and (row.closed_at is not None or site.state is SiteState.CLOSED):
        raise Refused((Refusal("not_connected", "This connection is closed. Connect the site again."),))
    return row, site


def _put_in(
    row: HostConnection, account: str, password: str, actor: Actor, now: dt.datetime, keys: Sequence[str]
) -> None:
    row.account = account
    row.secret = seal(keys, password)
    row.secret_set_at, row.secret_set_by = now, actor.person_id


def _let_go(record: Record, row: HostConnection, site: Site) -> None:
    row.secret = b""
    row.closed_at = record.now
    row.next_look_at = row.asked_at = row.leased_until = None
    row.revision += 1
    connection_changed(record, site)
    record.act("connection.closed", "connection", row.id, site_id=site.id, texts={"label": site.name})
