"""A school's own words, switches, contacts and pupils' names for the machine's reading (A.5.2, A.5.4).

A pupil's name is kept as a keyed digest whose key is not in the database, and is never shown again; a new list replaces
the old one.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.reading_lists import (
    NAME_COLUMNS,
    WordTyped,
    names_in,
    sheet_refusals,
    switch_refusals,
    word_refusals,
)
from governance.domain.refusals import Refusal
from governance.domain.sheets import read_sheet
from governance.models import PupilName, ReadingSettings, ReadingWord
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, Stale, refuse_if
from governance.services.sealing import pupil_name_key
from governance.services.transaction import Record, use_case
from governance.triage.pupil_names import digest_of


def add_word(session: Session, actor: Actor, now: dt.datetime, *, word: WordTyped) -> None:
    """Put one entry on the school's own list.  Raises Refused."""
    refuse_without(actor, Permission.LOOK_AFTER_READING)
    with use_case(session, actor, now) as record:
        school_id = _school_of(actor)
        known = session.scalars(sa.select(ReadingWord.text).where(ReadingWord.school_id == school_id)).all()
        refuse_if(word_refusals(word, known))
        text = " ".join(word.text.split())
        row = ReadingWord(
            school_id=school_id,
            text=text,
            match=word.match,
            urgency=word.urgency,
            exceptions=list(word.exceptions),
            added_by=actor.person_id,
            added_at=now,
        )
        session.add(row)
        session.flush()
        record.act("reading.word_added", "reading_word", row.id, urgency=word.urgency.value, texts={"word": text})


def remove_word(session: Session, actor: Actor, now: dt.datetime, *, word_id: int) -> None:
    """Take one entry off the school's own list.  Raises Refused or NotHere."""
    refuse_without(actor, Permission.LOOK_AFTER_READING)
    with use_case(session, actor, now) as record:
        row = session.scalar(
            sa.select(ReadingWord).where(ReadingWord.school_id == actor.school_id, ReadingWord.id == word_id)
        )
        if row is None:
            raise NotHere("ReadingWord")
        session.delete(row)
        record.act("reading.word_removed", "reading_word", word_id, texts={"word": row.text})


def change_reading_settings(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    switched_off: Sequence[str],
    contacts: Mapping[str, Sequence[str]],
    seen: int,
) -> None:
    """Change the switches and the school's own contacts.  ``seen`` is the settings' revision, 0 for none yet."""
    refuse_without(actor, Permission.LOOK_AFTER_READING)
    with use_case(session, actor, now) as record:
        refuse_if(switch_refusals(switched_off))
        row = _settings(record)
        if (row.revision or 0) != seen:
            raise Stale((Refusal("stale", "Somebody changed this since you opened it. Look at it again."),))
        kept = {key: list(values) for key, values in contacts.items()}
        changed = []
        if sorted(row.switched_off or []) != sorted(switched_off):
            changed.append("what is switched off")
        if (row.contacts or {}) != kept:
            changed.append("the school's own contacts")
        if not changed:
            record.repeat()
            return
        row.switched_off, row.contacts = sorted(switched_off), kept
        record.act("reading.settings_changed", "school", actor.school_id, changed=changed, texts={})


def replace_names(session: Session, actor: Actor, now: dt.datetime, *, data: bytes, keys: Sequence[str]) -> int:
    """Replace the pupils' names by those of an uploaded sheet, and return how many there are.  Raises Refused."""
    refuse_without(actor, Permission.LOOK_AFTER_READING)
    sheet = read_sheet(data, NAME_COLUMNS)
    names = names_in(sheet)
    refuse_if(sheet_refusals(sheet, names))
    with use_case(session, actor, now) as record:
        school_id = _school_of(actor)
        key = pupil_name_key(keys, school_id)
        digests = sorted({digest_of(name, key) for name in names})
        session.execute(sa.delete(PupilName).where(PupilName.school_id == school_id))
        session.add_all(PupilName(school_id=school_id, digest=digest) for digest in digests)
        row = _settings(record)
        row.names_set_by, row.names_set_at = actor.person_id, now
        record.act("reading.names_replaced", "school", school_id, count=len(digests), texts={})
    return len(digests)


def remove_names(session: Session, actor: Actor, now: dt.datetime) -> None:
    """Take the pupils' names out; a repeat is harmless."""
    refuse_without(actor, Permission.LOOK_AFTER_READING)
    with use_case(session, actor, now) as record:
        school_id = _school_of(actor)
        row = _settings(record)
        if row.names_set_at is None:
            record.repeat()
            return
        session.execute(sa.delete(PupilName).where(PupilName.school_id == school_id))
        row.names_set_by = row.names_set_at = None
        record.act("reading.names_removed", "school", school_id, texts={})


def _school_of(actor: Actor) -> int:
    if actor.school_id is None:
        raise NotHere("School")
    return actor.school_id


def _settings(record: Record) -> ReadingSettings:
    """Return the school's row, locked; made where there is none yet."""
    school_id = _school_of(record.actor)
    row = record.session.scalar(
        sa.select(ReadingSettings).where(ReadingSettings.school_id == school_id).with_for_update()
    )
    if row is None:
        row = ReadingSettings(school_id=school_id, switched_off=[], contacts={})
        record.session.add(row)
    return row
