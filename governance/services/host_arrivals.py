"""Takes in what a look at a host brought, page by page, and what it showed of how the host is set.

A page's comments and the place from which the next page begins are one transaction.  May not import Flask or hosts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.comments.arrival import Arrival, as_kept
from governance.domain.comments.connecting import PUSHING, host_name
from governance.domain.comments.words import Source
from governance.models import Comment, CommentRevision, HostConnection, Site, is_shown
from governance.services.comments.arriving import take_in
from governance.services.comments.reading import Reader
from governance.services.host_looks import Look, held_row, keep_lease
from governance.services.transaction import Record, use_case


def read_before(session: Session, look: Look, arrivals: Sequence[Arrival], read: Reader) -> Reader:
    """Return ``read`` with what is new in ``arrivals`` read already.

    Reading takes longer than writing down, and nobody else could write meanwhile on SQLite.
    """
    kept = [as_kept(arrival) for arrival in arrivals]
    known = {
        row.host_id: row.digest
        for row in session.execute(
            sa.select(Comment.host_id, CommentRevision.digest)
            .join(
                CommentRevision,
                is_shown(),
            )
            .where(
                Comment.school_id == look.school_id,
                Comment.site_id == look.site_id,
                Comment.source == Source(look.kind),
                Comment.host_id.in_([arrival.host_id for arrival in kept]),
            )
        )
    }
    session.rollback()
    done = {one.body: read(one.body) for one in kept if known.get(one.host_id) != one.digest}
    return lambda words: done[words] if words in done else read(words)


def take_page(
    session: Session,
    now: dt.datetime,
    look: Look,
    arrivals: Sequence[Arrival],
    cursor: dict[str, Any],
    read: Reader,
    lease: dt.timedelta,
    *,
    asked_at: dt.datetime,
    holds: bool | None = None,
) -> Look | None:
    """Take in one page and go on from ``cursor``; None where another worker has taken the connection meanwhile.

    ``asked_at`` is when the page was asked for: a decision of ours that reached the host later is newer than the page.
    ``holds`` is what the page showed of whether the host holds every comment until somebody looks.
    """
    with use_case(session, the_clock(look.school_id), now) as record:
        record.keep_books()
        row = held_row(session, look)
        if row is None:
            record.repeat()
            return None
        site = session.get_one(Site, look.site_id)
        pushed = look.kind in PUSHING
        first_look = row.reached_at is None
        take_in(
            record, site, Source(look.kind), arrivals, read, pushed=pushed, first_look=first_look, asked_at=asked_at
        )
        _see_holding(record, row, site, holds)
        return keep_lease(row, look, now, lease, cursor)


def see_access(
    session: Session,
    now: dt.datetime,
    look: Look,
    *,
    account: str,
    address: str,
    warnings: Sequence[str],
    holds: bool | None,
) -> None:
    """Write down what a check of the account found: who it is, what to warn of, whether the host holds comments.

    ``address`` is the one that the host itself gives, empty where it gives none.  One on another machine is not taken,
    so that a page's word never leads the password elsewhere.
    """
    with use_case(session, the_clock(look.school_id), now) as record:
        record.keep_books()
        row = held_row(session, look)
        if row is None:
            record.repeat()
            return
        site = session.get_one(Site, look.site_id)
        row.checked_at = now
        row.warnings = list(dict.fromkeys(warnings))
        row.account = account or row.account
        if address and host_name(address) == host_name(row.address):
            row.address = address
        _see_holding(record, row, site, holds)


def _see_holding(record: Record, row: HostConnection, site: Site, holds: bool | None) -> None:
    if holds is None:
        return
    row.holds_seen_at = record.now
    if row.holds is holds:
        return
    row.holds = holds
    record.act(
        "connection.holding_seen", "connection", row.id, site_id=site.id, holds=holds, texts={"label": site.name}
    )
