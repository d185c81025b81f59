"""Joins a school to the machine's reading: its words, its switches, its own contacts, its rule about pupils' names.

May not import Flask, hosts or queries.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.comments.words import FlagSource, Urgency
from governance.models import Comment, CommentFlag, CommentRevision, PupilName, ReadingSettings, ReadingWord, Site
from governance.models import School as SchoolRow
from governance.services.policy import policy_of
from governance.services.sealing import pupil_name_keys
from governance.services.transaction import Record
from governance.triage import Contacts, Kind, NotChecked, Reading, School, SchoolWord, read
from governance.triage import Urgency as Read
from governance.triage.pupil_names import pupil_test

SHARED_HOSTS = frozenset(
    {"facebook.com", "www.facebook.com", "instagram.com", "www.instagram.com", "x.com", "twitter.com", "youtube.com"}
    | {"www.youtube.com", "tiktok.com", "www.tiktok.com", "threads.net", "bsky.app", "linkedin.com", "wa.me"}
)
"""Hosts of many people's accounts: that one of them is the school's makes the others no place of the school."""

Look = Callable[[str, School], Reading]
Reader = Callable[[str], Reading]
"""Reads one comment's words as one school does."""


def reader_of(session: Session, school_id: int, keys: Sequence[str] = (), look: Look = read) -> Reader:
    """Return what reads comments for this school today, with the first look or with both (``read_again``).

    ``keys`` open the pupils' names (``Settings.sealing_keys``); they are not in the database.  Where names are kept and
    no key is handed in, every comment says that it could not be checked for them.
    """
    return reader_for(session, school_id, keys, school_of_reading(session, school_id), look)


def reader_for(session: Session, school_id: int, keys: Sequence[str], school: School, look: Look = read) -> Reader:
    """Return what reads comments as ``school`` says, with the pupils' names that are kept."""
    digests = session.scalars(sa.select(PupilName.digest).where(PupilName.school_id == school_id)).all()
    if not digests:
        return lambda words: look(words, school)
    if not keys:
        missing = NotChecked("pupils’ names", "their key is not at hand")
        return lambda words: _with(look(words, school), missing)
    tests = [pupil_test(digests, key) for key in pupil_name_keys(keys, school_id)]
    knowing = replace(school, is_pupil=lambda name: any(test(name) for test in tests))
    return lambda words: look(words, knowing)


def _with(reading: Reading, missing: NotChecked) -> Reading:
    return replace(reading, not_checked=(*reading.not_checked, missing))


def school_of_reading(session: Session, school_id: int) -> School:
    """Return what the reading is told of a school; its website and its sites are its own places."""
    settings = session.scalar(sa.select(ReadingSettings).where(ReadingSettings.school_id == school_id))
    words = session.scalars(sa.select(ReadingWord).where(ReadingWord.school_id == school_id).order_by(ReadingWord.id))
    contacts = {key: tuple(value) for key, value in (settings.contacts if settings else {}).items()}
    own = session.scalars(
        sa.select(SchoolRow.website)
        .where(SchoolRow.id == school_id)
        .union_all(sa.select(Site.address).where(Site.school_id == school_id))
    )
    hosts = {urlsplit(address).hostname or "" for address in own if "//" in address}
    return School(
        identity_rule=policy_of(session, school_id).identity_rule,
        words=tuple(SchoolWord(one.text, one.match, Read(one.urgency.value), tuple(one.exceptions)) for one in words),
        switches=frozenset(Kind(one) for one in (settings.switched_off if settings else ())),
        contacts=Contacts(
            phones=contacts.get("phones", ()),
            domains=(*contacts.get("domains", ()), *sorted(hosts - {""} - SHARED_HOSTS)),
            postcodes=contacts.get("postcodes", ()),
            names=contacts.get("names", ()),
        ),
    )


def write_reading(
    record: Record, comment: Comment, revision: CommentRevision, reading: Reading, known: Collection[object] = ()
) -> list[CommentFlag]:
    """Keep what the machine saw in a revision, as flags that mark its place, and what it could not check.

    ``known`` holds the (kind, start, end) of what was seen before and is not written again.
    """
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
        if (reason.kind.value, reason.start, reason.end) not in known
    ]
    record.session.add_all(flags)
    return flags
