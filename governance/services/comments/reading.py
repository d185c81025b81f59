"""Joins a school to the machine's reading: its words, its switches, its own contacts, its rule about pupils' names.

May not import Flask, hosts or queries.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.words import FlagSource, Urgency
from governance.models import Comment, CommentFlag, CommentRevision, ReadingSettings, ReadingWord
from governance.services.policy import policy_of
from governance.services.transaction import Record
from governance.triage import Contacts, Kind, Reading, School, SchoolWord, read
from governance.triage import Urgency as Read

Reader = Callable[[str], Reading]
"""Reads one comment's words as one school does."""


def reader_of(session: Session, school_id: int, is_pupil: Callable[[str], bool] | None = None) -> Reader:
    """Return what reads comments for this school today.

    ``is_pupil`` tells whether a name is a pupil's; its key is not in the database, so the caller hands it in.
    """
    school = school_of_reading(session, school_id, is_pupil)
    return lambda words: read(words, school)


def school_of_reading(session: Session, school_id: int, is_pupil: Callable[[str], bool] | None) -> School:
    """Return what the reading is told of a school."""
    settings = session.scalar(sa.select(ReadingSettings).where(ReadingSettings.school_id == school_id))
    words = session.scalars(sa.select(ReadingWord).where(ReadingWord.school_id == school_id).order_by(ReadingWord.id))
    contacts = settings.contacts if settings else {}
    return School(
        identity_rule=policy_of(session, school_id).identity_rule,
        words=tuple(SchoolWord(one.text, one.match, Read(one.urgency.value), tuple(one.exceptions)) for one in words),
        switches=frozenset(Kind(one) for one in (settings.switched_off if settings else ())),
        contacts=Contacts(**{key: tuple(value) for key, value in contacts.items()}),
        is_pupil=is_pupil,
    )


def write_reading(record: Record, comment: Comment, revision: CommentRevision, reading: Reading) -> list[CommentFlag]:
    """Keep what the machine saw in a revision, as flags that mark its place, and what it could not check."""
    revision.not_checked = {one.check: one.why for one in reading.not_checked}
    flags = [
        CommentFlag(
            school_id=comment.school_id,
            comment_id=comment.id,
            on_revision=revision.number,
            source=FlagSource.MACHINE,
            kind=reason.kind.value,
            urgency=Urgency(reason.urgency.value),
            words=reason.words[:300],
            clause=reason.clause,
            start=reason.start,
            end=reason.end,
            opened_at=record.now,
        )
        for reason in reading.reasons
    ]
    record.session.add_all(flags)
    return flags
