"""The book-keeping of looks at hosts: who looks now, what came of it, and whom to tell (A.5).  It asks no host itself.

A host is looked at under a lease: one guarded UPDATE takes it, and a worker that dies leaves a lease that runs out.
What is written afterwards is written only while the lease is still this look's.  What came and where the next look
begins are one transaction, so that nothing is lost and nothing comes twice.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import the_clock
from governance.domain.comments.connecting import host_name, is_told, next_look, next_try
from governance.domain.comments.trouble import Trouble
from governance.domain.words import Role
from governance.models import HostConnection, School, Site
from governance.services.actors import heads_today, holders_of, school_today
from governance.services.comments.pushing import due_at_once
from governance.services.leases import settle_asked, still_leased, take_lease, whose_turn
from governance.services.notices import notify
from governance.services.transaction import Record, use_case

LONGEST_DETAIL = 300
CHECKED_AGAIN_AFTER = dt.timedelta(hours=1)
"""How long what an account may do is taken as known; a lost password shows at the next look in any case."""
MOST_DUE = 100


@dataclass(frozen=True, slots=True)
class Due:
    """A connection whose turn has come, and the machine that it leads to."""

    id: int
    host: str


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a host under a lease.  ``secret`` is the password as it is kept, sealed.

    ``holds`` is what was known before it of held comments; ``to_check`` says that the account's powers have to be
    looked at as well.
    """

    connection_id: int
    school_id: int
    site_id: int
    kind: str
    address: str
    account: str
    secret: bytes = field(repr=False)
    cursor: dict[str, Any] = field(repr=False)
    started: dt.datetime
    leased_until: dt.datetime
    holds: bool | None
    to_check: bool


def due_now(session: Session, now: dt.datetime) -> list[Due]:
    """Return the connections whose turn has come, those that somebody asked for first."""
    rows = session.execute(
        sa.select(HostConnection.id, HostConnection.address)
        .where(*_is_due(now))
        .order_by(HostConnection.asked_at.is_(None), HostConnection.next_look_at, HostConnection.id)
        .limit(MOST_DUE)
    ).all()
    session.rollback()
    return [Due(row.id, host_name(row.address)) for row in rows]


def take_look(session: Session, now: dt.datetime, connection_id: int, lease: dt.timedelta) -> Look | None:
    """Take one connection for as long as ``lease``; None where another worker has it or it is no longer due."""
    begin_writing(session)
    until = now + lease
    row = take_lease(session, HostConnection, connection_id, until, _is_due(now))
    look = None if row is None else _look(row, now, until)
    session.commit()
    return look


def _is_due(now: dt.datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (HostConnection.closed_at.is_(None), *whose_turn(HostConnection, now))


def _look(row: HostConnection, now: dt.datetime, until: dt.datetime) -> Look:
    is_stale = row.checked_at is None or row.checked_at <= now - CHECKED_AGAIN_AFTER
    return Look(
        connection_id=row.id,
        school_id=row.school_id,
        site_id=row.site_id,
        kind=row.kind,
        address=row.address,
        account=row.account,
        secret=row.secret,
        cursor=dict(row.cursor),
        started=now,
        leased_until=until,
        holds=row.holds,
        to_check=is_stale or row.asked_at is not None or row.trouble != "",
    )


def changed_holding(session: Session, look: Look) -> bool:
    """Return whether this look saw something new about whether the host holds comments until somebody looks."""
    holds = session.scalar(sa.select(HostConnection.holds).where(HostConnection.id == look.connection_id))
    session.rollback()
    return holds is not look.holds


def held_row(session: Session, look: Look) -> HostConnection | None:
    """Return the connection, locked, while its lease is still this look's."""
    is_open = HostConnection.closed_at.is_(None)
    return still_leased(session, HostConnection, look.connection_id, look.leased_until, is_open)


def keep_lease(row: HostConnection, look: Look, now: dt.datetime, lease: dt.timedelta, cursor: dict[str, Any]) -> Look:
    """Return the look with a lease that runs on, and with the place from which it goes on."""
    row.leased_until, row.cursor = now + lease, cursor
    return replace(look, leased_until=now + lease, cursor=cursor)


def finish_look(session: Session, now: dt.datetime, look: Look, *, more: bool = False) -> None:
    """Write down that the host answered; ``more`` says that it has not given everything yet."""
    with use_case(session, the_clock(look.school_id), now) as record:
        record.keep_books()
        row = held_row(session, look)
        if row is None:
            record.repeat()
            return
        site = session.get_one(Site, look.site_id)
        was_told = is_told(row.trouble, row.tries)
        if row.failing_since is not None:
            session.execute(due_at_once(look.school_id, look.site_id, now))
        row.tries, row.failing_since, row.trouble, row.trouble_detail = 0, None, "", ""
        row.looked_at, row.leased_until = now, None
        if not more:
            row.reached_at = now
        row.next_look_at = now if more else next_look(site.state, row.id, look.started)
        settle_asked(row, look.started)
        if was_told:
            record.act("connection.works_again", "connection", row.id, site_id=site.id, texts={"label": site.name})


def put_off_look(
    session: Session, now: dt.datetime, look: Look, trouble: Trouble, retry_after: dt.timedelta | None = None
) -> None:
    """Write down what went wrong and when the host is asked again; people are told once, when it is time to."""
    with use_case(session, the_clock(look.school_id), now) as record:
        record.keep_books()
        row = held_row(session, look)
        if row is None:
            record.repeat()
            return
        site = session.get_one(Site, look.site_id)
        was_told = is_told(row.trouble, row.tries)
        row.tries += 1
        row.failing_since = row.failing_since or now
        row.trouble, row.trouble_detail = trouble.code, trouble.detail[:LONGEST_DETAIL]
        row.looked_at, row.leased_until = now, None
        row.next_look_at = next_try(trouble.code, row.tries, now, retry_after)
        settle_asked(row, look.started)
        if is_told(trouble.code, row.tries) and not was_told:
            record.act(
                "connection.failing",
                "connection",
                row.id,
                site_id=site.id,
                trouble=trouble.code,
                tries=row.tries,
                texts={"label": site.name},
            )
            tell_ict_lead(record, "host_fails", site)


def tell_ict_lead(record: Record, kind: str, site: Site, **words: str) -> None:
    """Leave a mail for the ICT lead, or for the head where the school has none, that leads to the connection's page."""
    school = record.session.get_one(School, site.school_id)
    today = school_today(school, record.now)
    people = holders_of(record.session, school.id, Role.ICT_LEAD, today) or heads_today(
        record.session, school.id, today
    )
    notify(record, kind, people, f"/s/{school.slug}/sites/{site.id}/connection", label=site.name, **words)
