"""A comment that somebody at the school saw and writes down: taken in like every other, or joined to the one we have.

Somebody who sees what was decided already is the reason to look again: it goes back to a moderator, once per person.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.comments.arrival import Arrival, HostState, as_kept
from governance.domain.comments.words import CommentState, FlagSource, Source, Urgency
from governance.domain.comments.written_down import WrittenDown, writing_refusals
from governance.models import Comment, CommentRevision, Site, is_shown
from governance.services.comments.arriving import take_in
from governance.services.comments.flagging import flag
from governance.services.comments.reading import Reader
from governance.services.permitted import refuse_without
from governance.services.refused import refuse_if
from governance.services.seen import locked
from governance.services.transaction import Record, use_case

NO_SITE = "an address that is no site of the school"


class Came(StrEnum):
    """What became of what somebody wrote down."""

    NEW = "new"
    WAITS_ALREADY = "waits_already"
    LOOKED_AT_AGAIN = "looked_at_again"
    LOOKED_AFTER = "looked_after"


@dataclass(frozen=True, slots=True)
class Kept:
    """The comment as it is with us now."""

    comment_id: int
    came: Came


def write_down(
    session: Session, actor: Actor, now: dt.datetime, *, site_id: int | None, seen: WrittenDown, read: Reader
) -> Kept:
    """Take in a comment that the actor saw; ``site_id`` is None where it stands on no site of the school.

    Raises Refused, NotHere.  One that is here already is not taken in twice.
    """
    refuse_without(actor, Permission.MODERATE)
    refuse_if(writing_refusals(seen, now))
    with use_case(session, actor, now) as record:
        site = locked(session, Site, actor.school_id or 0, site_id) if site_id is not None else None
        arrival = as_kept(_arrival(seen))
        known = _here_already(session, actor.school_id or 0, site_id, arrival)
        if known is not None:
            return _join(record, known, site)
        (taken,) = take_in(record, site, Source.BY_HAND, [arrival], read, pushed=False)
        _act(record, taken.comment_id, site, already_here=False)
        return Kept(taken.comment_id, Came.NEW)


def _arrival(seen: WrittenDown) -> Arrival:
    return Arrival(
        host_id="",
        body=seen.words.strip(),
        # It was seen, so it is shown to whoever looks there.
        host_state=HostState.PUBLIC,
        author_name=seen.author.strip(),
        posted_at=seen.seen_at,
        address=seen.place.strip(),
    )


def _here_already(session: Session, school_id: int, site_id: int | None, arrival: Arrival) -> Comment | None:
    """Return the comment with these words by this name in the same place, whatever way it came, locked."""
    place = Comment.site_id == site_id if site_id is not None else Comment.address == arrival.address
    return session.scalar(
        sa.select(Comment)
        .join(
            CommentRevision,
            is_shown(),
        )
        .where(
            Comment.school_id == school_id,
            place,
            Comment.words_disposed_at.is_(None),
            CommentRevision.author_name == arrival.author_name,
            CommentRevision.digest == arrival.digest,
        )
        .order_by(Comment.id.desc())
        .limit(1)
        .with_for_update(of=Comment)
        .execution_options(populate_existing=True)
    )


def _join(record: Record, comment: Comment, site: Site | None) -> Kept:
    """Say that it is here, and give a moderator a reason to look where it was decided."""
    if comment.state is CommentState.HIDDEN:
        record.repeat()
        return Kept(comment.id, Came.LOOKED_AFTER)
    if comment.awaits_since is not None:
        record.repeat()
        return Kept(comment.id, Came.WAITS_ALREADY)
    is_news = flag(
        record,
        comment,
        source=FlagSource.STAFF,
        kind="seen_by_staff",
        urgency=Urgency.NEW,
        words="Somebody at the school saw it and wrote it down",
        reporter=_reporter(record.actor, comment),
        opened_by=record.actor.person_id,
    )
    if is_news:
        _act(record, comment.id, site, already_here=True)
    else:
        record.repeat()
    return Kept(comment.id, Came.LOOKED_AT_AGAIN if is_news else Came.WAITS_ALREADY)


def _reporter(actor: Actor, comment: Comment) -> str:
    """Return what tells one person's word of one decision from another's: after a new decision it counts anew."""
    decided = comment.decided_at.isoformat() if comment.decided_at else "never"
    return hashlib.sha256(f"staff:{actor.person_id}:{decided}".encode()).hexdigest()


def _act(record: Record, comment_id: int, site: Site | None, *, already_here: bool) -> None:
    record.act(
        "comment.written_down",
        "comment",
        comment_id,
        site_id=site.id if site else None,
        texts={"label": site.name if site else NO_SITE},
        already_here=already_here,
    )
