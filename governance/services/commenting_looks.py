"""The book-keeping of closing and opening comments on a host: who does it now, and what came of it.

Done under a lease, taken by one guarded UPDATE and kept only while the wish is the newest, so that an older one stops
at the next post and can never win.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import the_clock
from governance.domain.comments.commenting import LOOK_AGAIN, ONLY_BY_HAND, SEEN_NOT_SO, SWEEP, asks_a_person
from governance.domain.comments.connecting import PUSHING
from governance.domain.comments.pushing import next_try
from governance.domain.comments.trouble import Trouble
from governance.domain.comments.words import Commenting, Delivery
from governance.models import ClosedPost, CommentingOnHost, HostConnection, Site
from governance.services.commenting import closed_here, leave_to_people, settle
from governance.services.transaction import Record, use_case

MOST_DUE = 50


@dataclass(frozen=True, slots=True)
class Errand:
    """One wish that a worker brings to its host now, and how the host is reached.  ``secret`` is sealed.

    ``is_sweep`` asks for every post and not only for those that changed last; ``is_shared`` tells that another site is
    connected to the same blog.
    """

    commenting_id: int
    school_id: int
    site_id: int
    kind: str
    address: str
    account: str
    secret: bytes = field(repr=False)
    wanted: Commenting
    sequence: int
    leased_until: dt.datetime
    is_sweep: bool
    is_shared: bool


def due_errands(session: Session, now: dt.datetime) -> list[int]:
    """Return the wishes that are due, by their number, those that wait longest first."""
    found = session.scalars(
        sa.select(CommentingOnHost.id)
        .join(HostConnection, _its_connection())
        .where(*_is_due(now))
        .order_by(CommentingOnHost.due_at, CommentingOnHost.id)
        .limit(MOST_DUE)
    ).all()
    session.rollback()
    return list(found)


def _its_connection() -> sa.ColumnElement[bool]:
    """The open connection of the wish's own site, in its own school, and no other."""
    return sa.and_(
        HostConnection.school_id == CommentingOnHost.school_id,
        HostConnection.site_id == CommentingOnHost.site_id,
        HostConnection.closed_at.is_(None),
        HostConnection.kind.in_(PUSHING),
    )


def _is_due(now: dt.datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        CommentingOnHost.due_at <= now,
        sa.or_(CommentingOnHost.leased_until.is_(None), CommentingOnHost.leased_until <= now),
    )


def take_errand(session: Session, now: dt.datetime, commenting_id: int, lease: dt.timedelta) -> Errand | None:
    """Take one wish for as long as ``lease``; None where another worker has it or it is no longer due."""
    begin_writing(session)
    until = now + lease
    taken = session.scalar(
        sa.update(CommentingOnHost)
        .where(CommentingOnHost.id == commenting_id, *_is_due(now))
        .values(leased_until=until)
        .returning(CommentingOnHost.id)
    )
    found = session.execute(
        sa.select(CommentingOnHost, HostConnection)
        .join(HostConnection, _its_connection())
        .where(CommentingOnHost.id == taken)
        .execution_options(populate_existing=True)
    ).first()
    errand = None if found is None else _errand(session, found[0], found[1], now, until)
    session.commit()
    return errand


def _errand(
    session: Session, row: CommentingOnHost, connection: HostConnection, now: dt.datetime, until: dt.datetime
) -> Errand:
    is_settled = row.delivery is Delivery.CONFIRMED and row.swept_at is not None
    return Errand(
        commenting_id=row.id,
        school_id=row.school_id,
        site_id=row.site_id,
        kind=connection.kind,
        address=connection.address,
        account=connection.account,
        secret=connection.secret,
        wanted=row.wanted,
        sequence=row.sequence,
        leased_until=until,
        is_sweep=not is_settled or (row.swept_at is not None and row.swept_at <= now - SWEEP),
        is_shared=_is_shared(session, connection),
    )


def _is_shared(session: Session, connection: HostConnection) -> bool:
    """Whether another site, of this school or of any other, is connected to the same blog."""
    other = sa.exists().where(
        HostConnection.id != connection.id,
        HostConnection.closed_at.is_(None),
        HostConnection.kind.in_(PUSHING),
        sa.func.lower(sa.func.rtrim(HostConnection.address, "/")) == connection.address.lower().rstrip("/"),
    )
    return session.scalar(sa.select(other)) is True


def keep_errand(session: Session, now: dt.datetime, errand: Errand, lease: dt.timedelta) -> Errand | None:
    """Go on for as long as ``lease``; None where a newer wish came or another worker took over: stop at once."""
    begin_writing(session)
    kept = kept_errand(session, now, errand, lease)
    session.commit()
    return kept


def kept_errand(session: Session, now: dt.datetime, errand: Errand, lease: dt.timedelta) -> Errand | None:
    """Keep the errand in a transaction that the caller began, as ``keep_errand`` does in one of its own."""
    until = now + lease
    kept = session.scalar(
        sa.update(CommentingOnHost)
        .where(*is_ours(errand), CommentingOnHost.sequence == errand.sequence)
        .values(leased_until=until)
        .returning(CommentingOnHost.id)
    )
    return None if kept is None else replace(errand, leased_until=until)


def is_ours(errand: Errand) -> tuple[sa.ColumnElement[bool], ...]:
    """Return what holds while no other worker has taken the wish over."""
    return (CommentingOnHost.id == errand.commenting_id, CommentingOnHost.leased_until == errand.leased_until)


def finish_errand(session: Session, now: dt.datetime, errand: Errand, changed: int, *, more: bool = False) -> None:
    """Write down that the host was seen to be as wished; ``more`` says that there was no time for every post yet."""
    with use_case(session, the_clock(errand.school_id), now) as record:
        record.keep_books()
        row = _ours(session, errand)
        if row is None:
            return
        if more:
            row.due_at, row.tries = now, 0
            return
        if row.wanted is Commenting.OPEN and row.delivery is Delivery.TASK and row.by_hand and row.done_at is None:
            # What we closed is open; the rest was closed by a person, who alone knows which posts.
            row.due_at, row.tries, row.trouble, row.trouble_detail = None, 0, "", ""
            return
        was_so, since = row.delivery is Delivery.CONFIRMED, row.confirmed_at
        if row.wanted is Commenting.CLOSED and row.delivery is Delivery.TASK and not _closed_any(session, row):
            # A person did it without a tick.
            row.by_hand = True
        settle(session, row, now)
        if was_so:
            row.confirmed_at = since
        if row.wanted is Commenting.CLOSED:
            row.due_at = now + LOOK_AGAIN
            row.swept_at = now if errand.is_sweep else row.swept_at
        if changed or not was_so:
            _tell(record, row, "commenting.confirmed", posts=changed)


def _closed_any(session: Session, row: CommentingOnHost) -> bool:
    query = sa.exists().where(*closed_here(row), ClosedPost.closed_at.is_not(None))
    return session.scalar(sa.select(query)) is True


def put_off_errand(
    session: Session, now: dt.datetime, errand: Errand, trouble: Trouble, told: dt.timedelta | None = None
) -> None:
    """Write down what went wrong and when it is tried again; what waiting does not mend becomes a task with a day."""
    with use_case(session, the_clock(errand.school_id), now) as record:
        record.keep_books()
        row = _ours(session, errand)
        if row is None:
            return
        site = session.get_one(Site, row.site_id)
        row.tries += 1
        row.trouble, row.trouble_detail = trouble.code, trouble.detail[:300]
        row.due_at = (
            now + LOOK_AGAIN if trouble.code in ONLY_BY_HAND else next_try(now, row.tries, urgent=False, told=told)
        )
        if trouble.code == "post_text_changed":
            row.hands_off, row.due_at = True, None
        is_not_so = trouble.code in SEEN_NOT_SO
        if row.delivery is Delivery.TASK and row.done_at is not None and is_not_so:
            row.done_by = row.done_at = None
            row.trouble = "tick_came_early" if not row.hands_off else row.trouble
            _tell(record, row, "commenting.not_so")
        elif row.delivery is Delivery.CONFIRMED and is_not_so:
            row.do_by = row.done_by = row.done_at = row.confirmed_at = None
            _tell(record, row, "commenting.not_so")
            leave_to_people(record, row, site)
        elif row.delivery is Delivery.WAITING and asks_a_person(trouble.code, row.tries):
            leave_to_people(record, row, site)


def _ours(session: Session, errand: Errand) -> CommentingOnHost | None:
    """Return the wish, locked, with its lease ended; None where the lease is another's or a newer wish came."""
    row = session.scalar(
        sa.select(CommentingOnHost).where(*is_ours(errand)).with_for_update().execution_options(populate_existing=True)
    )
    if row is None:
        return None
    row.leased_until = None
    return row if row.sequence == errand.sequence else None


def _tell(record: Record, row: CommentingOnHost, code: str, **details: Any) -> None:
    name = record.session.get_one(Site, row.site_id).name
    record.act(code, "commenting", row.id, site_id=row.site_id, wanted=row.wanted, texts={"label": name}, **details)
