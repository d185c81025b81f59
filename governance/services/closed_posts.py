"""Which posts were closed for a pause, so that exactly those are opened after it (DESIGN 5).

A post is written down before it is closed: whatever dies in between, it is opened again, and no post that took no
comments before.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.comments.words import Commenting
from governance.models import ClosedPost, CommentingOnHost
from governance.services.commenting_looks import Errand, is_ours, kept_errand


def remember_post(
    session: Session, now: dt.datetime, errand: Errand, lease: dt.timedelta, ref: str, address: str, title: str
) -> Errand | None:
    """Write down that a post takes comments, before it is closed; None where the errand is over."""
    begin_writing(session)
    kept = kept_errand(session, now, errand, lease)
    if kept is not None:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        session.execute(
            insert(ClosedPost)
            .values(
                school_id=errand.school_id,
                commenting_id=errand.commenting_id,
                host_ref=ref[:60],
                address=address[:500],
                title=title[:200],
                found_at=now,
            )
            .on_conflict_do_nothing()
        )
    session.commit()
    return kept


def forget_post(session: Session, errand: Errand, ref: str) -> None:
    """Forget a post that was not closed, because the host did not let us: there is nothing to open again."""
    begin_writing(session)
    session.execute(
        sa.delete(ClosedPost).where(
            ClosedPost.school_id == errand.school_id,
            ClosedPost.commenting_id == errand.commenting_id,
            ClosedPost.host_ref == ref,
            ClosedPost.closed_at.is_(None),
            ClosedPost.opened_at.is_(None),
        )
    )
    session.commit()


def posts_to_open(session: Session, errand: Errand) -> list[str]:
    """Return the posts that we closed and that are closed still, by their host's names."""
    found = session.scalars(
        sa.select(ClosedPost.host_ref)
        .where(
            ClosedPost.school_id == errand.school_id,
            ClosedPost.commenting_id == errand.commenting_id,
            ClosedPost.opened_at.is_(None),
        )
        .order_by(ClosedPost.id)
    ).all()
    session.rollback()
    return list(found)


def note_post(session: Session, now: dt.datetime, errand: Errand, ref: str) -> None:
    """Write down that a post is as it was wished."""
    begin_writing(session)
    changed = {"opened_at": now} if errand.wanted is Commenting.OPEN else {"closed_at": now}
    session.execute(
        sa.update(ClosedPost)
        .where(
            ClosedPost.school_id == errand.school_id,
            ClosedPost.commenting_id == errand.commenting_id,
            ClosedPost.host_ref == ref,
            ClosedPost.opened_at.is_(None),
        )
        .values(**changed)
    )
    if errand.wanted is Commenting.OPEN:
        # From the first post on it is not closed everywhere any more.
        session.execute(sa.update(CommentingOnHost).where(*is_ours(errand)).values(says=None))
    session.commit()
