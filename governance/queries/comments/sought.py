"""What somebody asks the queue for: filters, a search, and the place from which the list goes on.

The place is the item's own order (urgency, then how long it waits, then its number), so a list that loses items in the
middle goes on where it was.  May import neither services nor web.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from governance.domain.comments.words import URGENCIES, Source, Urgency
from governance.models import Comment, CommentRevision

DAYS_SEARCHED = 90
"""How far back words are searched; what is older is found by its author or address."""

_PLACE = re.compile(r"([0-4])-([0-9]{1,17})-([0-9]{1,9})", re.ASCII)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Sought:
    """Which comments of somebody's are asked for; everything empty asks for all of them.

    ``older_than`` keeps those that have waited at least that long; ``words`` are looked for in what was written, its
    author, its post and its address.
    """

    site_id: int | None = None
    urgency: Urgency | None = None
    source: Source | None = None
    older_than: dt.timedelta | None = None
    words: str = ""

    @property
    def is_all(self) -> bool:
        """Nothing is left out."""
        return self == Sought()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands in the order of the queue."""

    urgency: Urgency
    since: dt.datetime
    comment_id: int

    def __str__(self) -> str:
        microseconds = (self.since - _EPOCH) // dt.timedelta(microseconds=1)
        return f"{URGENCIES.index(self.urgency)}-{microseconds}-{self.comment_id}"


def place_from(text: str) -> Place | None:
    """Read a place as an address carries it; None where it is none."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    try:
        since = _EPOCH + dt.timedelta(microseconds=int(found[2]))
    except OverflowError:
        return None
    return Place(URGENCIES[int(found[1])], since, int(found[3]))


def is_sought(sought: Sought, now: dt.datetime) -> list[sa.ColumnElement[bool]]:
    """Return the conditions of a filter, for the list and for its count alike."""
    where: list[sa.ColumnElement[bool]] = []
    if sought.site_id is not None:
        where.append(Comment.site_id == sought.site_id)
    if sought.urgency is not None:
        where.append(Comment.urgency == sought.urgency)
    if sought.source is not None:
        where.append(Comment.source == sought.source)
    if sought.older_than is not None:
        where.append(Comment.awaits_since <= now - sought.older_than)
    if sought.words:
        where.append(says(sought.words))
    return where


def says(words: str) -> sa.ColumnElement[bool]:
    """The words stand in what is shown of a comment, its author, its post or its address."""
    read = aliased(CommentRevision)
    return sa.or_(
        Comment.post_title.icontains(words, autoescape=True),
        Comment.address.icontains(words, autoescape=True),
        sa.exists().where(
            read.school_id == Comment.school_id,
            read.comment_id == Comment.id,
            read.number == Comment.shown,
            sa.or_(
                read.body.icontains(words, autoescape=True),
                read.author_name.icontains(words, autoescape=True),
            ),
        ),
    )


def comes_after(place: Place) -> sa.ColumnElement[bool]:
    """What stands behind a place in the order of the queue."""
    here = sa.tuple_(Comment.urgency, Comment.awaits_since, Comment.id)
    there = sa.tuple_(
        sa.literal(place.urgency, Comment.urgency.type),
        sa.literal(place.since, Comment.awaits_since.type),
        sa.literal(place.comment_id),
    )
    return here > there
