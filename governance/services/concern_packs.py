"""The pack of a concern for the school's safeguarding system: made by a reader, told by its hash, confirmed (A.2.3).

What is in a pack is the record as it stands; a member of staff who told is never named in it (001-8).  Nothing of the
content is kept beside the record: it is put together again, and has to give the same hash.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.acts.concerns import CONCERN_SUBJECT
from governance.domain.concern_pack import MASKED, digest, moment, pack_bytes
from governance.domain.disclosures import Source, line_names_source
from governance.domain.refusals import Refusal
from governance.models import (
    AuditRow,
    Concern,
    ConcernEntry,
    ConcernPack,
    ConcernReader,
    ConcernStep,
    Person,
    School,
    Site,
)
from governance.services.concern_at_hand import concern_at_hand, refuse_if_changed
from governance.services.concern_readers import readable
from governance.services.refused import NotHere, Refused, refuse_if
from governance.services.transaction import use_case

CHANGED = Refusal("pack_out_of_date", "The record changed since this pack was made. Make a new one.")


def make_pack(session: Session, actor: Actor, now: dt.datetime, *, concern_id: int, seen: int) -> int:
    """Make a pack of the record as it stands, keep its hash, and return its number.  Raises Stale, NotHere."""
    with use_case(session, actor, now) as record:
        concern = concern_at_hand(record, concern_id)
        refuse_if_changed(record, concern, seen)
        last = session.scalar(sa.select(sa.func.max(ConcernPack.number)).where(*_of(concern)))
        number = (last or 0) + 1
        content = _content(session, concern, number, actor.name, now, None)
        pack = ConcernPack(
            school_id=concern.school_id,
            concern_id=concern.id,
            number=number,
            of_revision=concern.revision,
            pack_hash=digest(content),
            made_by=actor.person_id,
            made_at=now,
        )
        session.add(pack)
        record.act("concern.pack_made", "concern", concern.id, number=number, hash=pack.pack_hash)
        return number


def read_pack(session: Session, actor: Actor, now: dt.datetime, *, concern_id: int, number: int) -> bytes:
    """Return the file of a pack, byte for byte as it was made, and put on record that the concern was opened.

    Raises NotHere for who does not read the concern, and Refused where the record changed since.
    """
    with use_case(session, actor, now) as record:
        concern = concern_at_hand(record, concern_id)
        pack = _pack(session, concern, number)
        refuse_if((CHANGED,) if pack.of_revision != concern.revision else ())
        made_by = session.get_one(Person, pack.made_by).name
        content = _content(session, concern, number, made_by, pack.made_at, number)
        if digest(content) != pack.pack_hash:
            # Somebody's or a site's name reads otherwise than on the day of the pack.
            raise Refused((CHANGED,))
        record.act("concern.read", "concern", concern.id)
        return content


def confirm_pack(
    session: Session, actor: Actor, now: dt.datetime, *, concern_id: int, number: int, confirmed_in: str
) -> None:
    """Say that a pack has arrived, and in which system.  Raises Refused, NotHere; a repeat changes nothing."""
    with use_case(session, actor, now) as record:
        concern = concern_at_hand(record, concern_id)
        pack = _pack(session, concern, number)
        if pack.confirmed_at is not None:
            record.repeat()
            return
        where = confirmed_in.strip()[:200]
        missing = Refusal("where_not_said", "Say in which system or file the pack has arrived.", page="confirmed_in")
        refuse_if(() if where else (missing,))
        pack.confirmed_in, pack.confirmed_by, pack.confirmed_at = where, actor.person_id, now
        record.act("concern.pack_confirmed", "concern", concern.id, number=number)


def pack_arrived(session: Session, concern: Concern) -> bool:
    """Whether a pack of the record as it stands now has been confirmed."""
    arrived = (ConcernPack.of_revision == concern.revision, ConcernPack.confirmed_at.is_not(None))
    return bool(session.scalar(sa.select(sa.exists().where(*_of(concern), *arrived))))


def reads_concern(session: Session, actor: Actor, concern_id: int) -> bool:
    """Whether the actor reads the concern."""
    return bool(session.scalar(sa.select(sa.exists().where(readable(actor), Concern.id == concern_id))))


def _of(concern: Concern) -> tuple[sa.ColumnElement[bool], ...]:
    return ConcernPack.school_id == concern.school_id, ConcernPack.concern_id == concern.id


def _pack(session: Session, concern: Concern, number: int) -> ConcernPack:
    pack = session.scalar(sa.select(ConcernPack).where(*_of(concern), ConcernPack.number == number))
    if pack is None:
        raise NotHere("ConcernPack")
    return pack


def _content(
    session: Session, concern: Concern, number: int, made_by: str, made_at: dt.datetime, made: int | None
) -> bytes:
    """Return the file; ``made`` is the number of a pack that was made already, whose access log ends where it began."""
    steps = session.scalars(_lines(ConcernStep, concern)).all()
    entries = session.scalars(_lines(ConcernEntry, concern)).all()
    readers = session.scalars(_lines(ConcernReader, concern)).all()
    people = {concern.opened_by, concern.about_person, concern.taken_by, concern.closed_by}
    people |= {step.taken_by for step in steps} | {entry.written_by for entry in entries}
    people |= {reader.person_id for reader in readers}
    wanted = [person for person in people if person is not None]
    names = {
        row.id: row.name for row in session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(wanted)))
    }
    said = {
        "pack": {"number": number, "made_at": moment(made_at), "made_by": made_by, "school": _school(session, concern)},
        "record": _record(session, concern, names),
        "routes": [_route(step, names) for step in steps],
        "lines": [_entry(concern, entry, names) for entry in entries],
        "added_readers": [names[reader.person_id] for reader in readers],
        "opened": _openings(session, concern, made),
    }
    return pack_bytes(said)


def _lines(kind: Any, concern: Concern) -> sa.Select[Any]:
    return sa.select(kind).where(kind.school_id == concern.school_id, kind.concern_id == concern.id).order_by(kind.id)


def _school(session: Session, concern: Concern) -> str:
    return session.get_one(School, concern.school_id).name


def _record(session: Session, concern: Concern, names: dict[int, str]) -> dict[str, Any]:
    masked = concern.source == Source.STAFF
    site = session.get(Site, concern.site_id) if concern.site_id else None
    by = names.get(concern.opened_by or 0, "somebody without a sign-in")
    return {
        "reference": concern.reference,
        "about": concern.about,
        "about_person": names.get(concern.about_person or 0, ""),
        "recorded_at": moment(concern.opened_at),
        "recorded_by": MASKED if masked else by,
        "source": concern.source,
        "told_by": MASKED if masked else concern.told_by,
        "severity": concern.severity,
        "first_seen_at": moment(concern.seen_at),
        "hidden_at": moment(concern.hidden_at),
        "facts": concern.facts,
        "opinion": concern.opinion,
        "done_before": concern.done,
        "words": concern.words,
        "author_shown": concern.author_shown,
        "site": site.name if site else "",
        "address": concern.address,
        "in_hand_of": names.get(concern.taken_by or 0, ""),
        "in_hand_since": moment(concern.taken_at),
        "closed_at": moment(concern.closed_at),
        "closed_by": names.get(concern.closed_by or 0, ""),
        "closed_with": concern.close_reason,
    }


def _route(step: ConcernStep, names: dict[int, str]) -> dict[str, Any]:
    return {
        "route": step.route,
        "at": moment(step.taken_at),
        "by": names[step.taken_by],
        "with": step.contact,
        "reference": step.reference,
        "words": step.words,
        "answered_at": moment(step.answered_at),
    }


def _entry(concern: Concern, entry: ConcernEntry, names: dict[int, str]) -> dict[str, Any]:
    source = Source(concern.source) if concern.source else None
    told_by = (concern.told_by, names.get(concern.opened_by or 0, ""))
    return {
        "kind": entry.kind,
        "at": moment(entry.happened_at),
        "with": MASKED if line_names_source(source, entry.kind, entry.person, told_by) else entry.person,
        "words": entry.words,
        "written_at": moment(entry.written_at),
        "written_by": names[entry.written_by],
    }


def _openings(session: Session, concern: Concern, made: int | None) -> list[dict[str, Any]]:
    of_concern = (
        AuditRow.chain == concern.school_id,
        AuditRow.subject_kind == CONCERN_SUBJECT,
        AuditRow.subject_id == concern.id,
    )
    query = sa.select(AuditRow).where(*of_concern, AuditRow.code == "concern.read").order_by(AuditRow.sequence)
    if made is not None:
        acts = session.scalars(sa.select(AuditRow).where(*of_concern, AuditRow.code == "concern.pack_made"))
        last = next((act.sequence for act in acts if act.details.get("number") == made), 0)
        query = query.where(AuditRow.sequence < last)
    return [{"at": moment(row.at), "by": row.actor_name, "as": row.actor_role} for row in session.scalars(query)]
