"""The book-keeping of decisions on their way to hosts: who pushes one now, and what came of it.  It pushes nothing.

A wish is pushed under a lease, taken by one guarded UPDATE.  A newer wish does not end the lease of an older one, so
that two are never on their way at once: the older can not arrive last.  What was read back is written down; only a
newest wish is ever confirmed.  May not import Flask, hosts or the jobs that push.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import the_clock
from governance.domain.comments.arrival import HostState
from governance.domain.comments.pushing import next_try
from governance.domain.comments.trouble import Trouble
from governance.domain.comments.words import Delivery
from governance.models import Comment, CommentOnHost, HostConnection
from governance.services.comments.host_words import confirm, host_said
from governance.services.transaction import use_case

DID_NOT_DO_IT = "did_not_do_it"


@dataclass(frozen=True, slots=True)
class Line:
    """How one site's host is reached.  ``secret`` is sealed, and no text of this shows it."""

    school_id: int
    site_id: int
    kind: str
    address: str
    account: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Push:
    """One wish that was taken to be pushed.  ``sequence`` and ``tries`` say whose lease it is."""

    id: int
    school_id: int
    comment_id: int
    host_id: str
    wanted: HostState
    sequence: int
    tries: int
    urgent: bool


def lines_with_pushes(session: Session, now: dt.datetime) -> list[Line]:
    """Return the hosts for which a wish is due, those with urgent ones first."""
    rows = session.execute(
        sa.select(HostConnection)
        .join(
            CommentOnHost,
            sa.and_(
                CommentOnHost.school_id == HostConnection.school_id, CommentOnHost.site_id == HostConnection.site_id
            ),
        )
        .where(HostConnection.closed_at.is_(None), *_due(now))
        .group_by(HostConnection.id)
        .order_by(sa.func.max(sa.cast(CommentOnHost.urgent, sa.Integer)).desc(), sa.func.min(CommentOnHost.due_at))
    ).scalars()
    found = [Line(one.school_id, one.site_id, one.kind, one.address, one.account, one.secret) for one in rows]
    session.rollback()
    return found


def _due(now: dt.datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        CommentOnHost.due_at.is_not(None),
        CommentOnHost.due_at <= now,
        sa.or_(CommentOnHost.leased_until.is_(None), CommentOnHost.leased_until <= now),
    )


def take_next_push(session: Session, now: dt.datetime, lease: dt.timedelta, line: Line) -> Push | None:
    """Take the wish of one site that is due: urgent ones first, then by age; None when none is due."""
    begin_writing(session)
    due = (
        sa.select(CommentOnHost.id)
        .where(CommentOnHost.school_id == line.school_id, CommentOnHost.site_id == line.site_id, *_due(now))
        .order_by(CommentOnHost.urgent.desc(), CommentOnHost.due_at, CommentOnHost.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taken = session.scalar(
        sa.update(CommentOnHost)
        .where(CommentOnHost.id == due)
        .values(leased_until=now + lease, tries=CommentOnHost.tries + 1)
        .returning(CommentOnHost.id)
    )
    push = None
    if taken is not None:
        row, host_id = session.execute(
            sa.select(CommentOnHost, Comment.host_id)
            .join(
                Comment, sa.and_(Comment.school_id == CommentOnHost.school_id, Comment.id == CommentOnHost.comment_id)
            )
            .where(CommentOnHost.id == taken)
            .execution_options(populate_existing=True)
        ).one()
        if row.wanted is not None and host_id is not None:
            push = Push(row.id, row.school_id, row.comment_id, host_id, row.wanted, row.sequence, row.tries, row.urgent)
    session.commit()
    return push


def record_push(session: Session, now: dt.datetime, push: Push, says: HostState) -> bool:
    """Write down what the host said when it was read back; True where the newest wish is confirmed by it.

    A host that said yes and shows something else is asked again; a comment that it has no more is taken over as gone.
    """
    if says is HostState.GONE and push.wanted is not HostState.REMOVED:
        return _take_over_as_gone(session, now, push)
    begin_writing(session)
    row = session.scalar(_row_of(push))
    if row is None:
        session.rollback()
        return False
    row.leased_until = None
    row.says, row.said_at = says, now
    # Where a newer wish came while this one was on its way, what was read back is the older one's doing: it is pushed
    # next, and nothing is confirmed.
    newest = row.sequence == push.sequence and row.delivery is Delivery.WAITING
    done = says is push.wanted or says is HostState.GONE
    if newest and done:
        confirm(row, now)
    elif newest:
        row.due_at = next_try(now, push.tries, urgent=row.urgent)
        row.trouble, row.trouble_detail = DID_NOT_DO_IT, ""
    session.commit()
    return newest and done


def _take_over_as_gone(session: Session, now: dt.datetime, push: Push) -> bool:
    """What was to be shown or held was deleted on the host: that is its editor's decision, and nothing is to push."""
    with use_case(session, the_clock(push.school_id), now) as record:
        comment = session.scalars(
            sa.select(Comment)
            .where(Comment.school_id == push.school_id, Comment.id == push.comment_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one()
        row = session.scalars(_row_of(push)).one()
        row.leased_until = None
        host_said(record, comment, row, HostState.GONE)
        record.keep_books()
    return False


def _row_of(push: Push) -> sa.Select[CommentOnHost]:
    return (
        sa.select(CommentOnHost)
        .where(CommentOnHost.school_id == push.school_id, CommentOnHost.id == push.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def put_off_push(
    session: Session, now: dt.datetime, push: Push, trouble: Trouble, told: dt.timedelta | None = None
) -> None:
    """Let the wish wait for its next try, sooner where it is urgent; the page shows why and until when."""
    begin_writing(session)
    session.execute(
        sa.update(CommentOnHost)
        .where(
            CommentOnHost.id == push.id,
            CommentOnHost.sequence == push.sequence,
            CommentOnHost.delivery == Delivery.WAITING,
        )
        .values(
            leased_until=None,
            due_at=next_try(now, push.tries, urgent=push.urgent, told=told),
            trouble=trouble.code,
            trouble_detail=trouble.detail[:300],
        )
    )
    # A newer wish is due as it is; only the lease of the older one is over.
    session.execute(sa.update(CommentOnHost).where(CommentOnHost.id == push.id).values(leased_until=None))
    session.commit()


def bring_forward(session: Session, now: dt.datetime, line: Line) -> None:
    """The host answers again: what waits for its next try is due now."""
    begin_writing(session)
    session.execute(due_at_once(line.school_id, line.site_id, now))
    session.commit()


def due_at_once(school_id: int, site_id: int, now: dt.datetime) -> sa.Update:
    """Return what makes everything due that waits because of a site's host, in whoever's transaction sees it back."""
    return (
        sa.update(CommentOnHost)
        .where(
            CommentOnHost.school_id == school_id,
            CommentOnHost.site_id == site_id,
            CommentOnHost.due_at > now,
            CommentOnHost.trouble.not_in(("", DID_NOT_DO_IT)),
        )
        .values(due_at=now)
    )
