"""What a change of the school's lists would have done to the last month's comments, said before it is saved (A.5.4).

Only the words that were hit leave this module, never a whole comment.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.reading_lists import WordTyped
from governance.models import Comment, CommentRevision, Site
from governance.services.comments.reading import reader_for, school_of_reading
from governance.triage import URGENCIES, Contacts, Kind, Reading, School, SchoolWord
from governance.triage import Urgency as Read

DAYS = 30
MOST = 400
"""Comments that a trial reads at most, the newest: about a second's work."""
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """One comment that would be sorted otherwise: where, when, the words that were hit, and what it says of them."""

    site: str
    on: dt.datetime
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What the change would have done.  ``looked_at`` of ``existing`` comments were read again."""

    looked_at: int
    existing: int
    sooner: int
    later: int
    hits: tuple[Hit, ...]


def try_reading(session: Session, school_id: int, now: dt.datetime, keys: Sequence[str], changed: School) -> Trial:
    """Read the last month's comments as they are read today and as they would be, and return the difference."""
    before = reader_for(session, school_id, keys, school_of_reading(session, school_id))
    after = reader_for(session, school_id, keys, changed)
    since = (Comment.school_id == school_id, Comment.arrived_at >= now - dt.timedelta(days=DAYS))
    existing = session.scalar(sa.select(sa.func.count()).select_from(Comment).where(*since)) or 0
    rows = session.execute(
        sa.select(CommentRevision.body, Comment.arrived_at, Site.name)
        .join(
            Comment,
            sa.and_(
                Comment.school_id == CommentRevision.school_id,
                Comment.id == CommentRevision.comment_id,
                Comment.shown == CommentRevision.number,
            ),
        )
        .outerjoin(Site, sa.and_(Site.school_id == Comment.school_id, Site.id == Comment.site_id))
        .where(*since)
        .order_by(Comment.arrived_at.desc(), Comment.id.desc())
        .limit(MOST)
    ).all()
    sooner = later = 0
    hits: list[Hit] = []
    for body, arrived_at, site in rows:
        was, would = before(body), after(body)
        step = URGENCIES.index(would.urgency) - URGENCIES.index(was.urgency)
        sooner, later = sooner + (step < 0), later + (step > 0)
        if step:
            hits.append(_hit(was if step > 0 else would, body, arrived_at, site or "another address"))
    return Trial(len(rows), existing, sooner, later, tuple(hits[:SHOWN]))


def _hit(reading: Reading, body: str, arrived_at: dt.datetime, site: str) -> Hit:
    reason = reading.reasons[0]
    return Hit(site, arrived_at, body[reason.start : reason.end][:60], reason.words)


def with_word(session: Session, school_id: int, word: WordTyped) -> School:
    """Return what the reading would be told with one more entry on the school's list."""
    school = school_of_reading(session, school_id)
    entry = SchoolWord(" ".join(word.text.split()), word.match, Read(word.urgency.value), word.exceptions)
    return replace(school, words=(*school.words, entry))


def with_settings(
    session: Session, school_id: int, switched_off: Sequence[str], contacts: Mapping[str, Sequence[str]]
) -> School:
    """Return what the reading would be told with these switches and contacts."""
    school = school_of_reading(session, school_id)
    typed = {key: tuple(values) for key, values in contacts.items()}
    known = set(school.contacts.domains) | set(typed.get("domains", ()))
    return replace(
        school,
        switches=frozenset(Kind(one) for one in switched_off),
        contacts=Contacts(
            phones=typed.get("phones", ()),
            domains=tuple(sorted(known)),
            postcodes=typed.get("postcodes", ()),
            names=typed.get("names", ()),
        ),
    )
