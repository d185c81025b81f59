"""Reads the audit of one school as sentences: filtered, newest first, a page at a time by its number in the chain.

A page begins below the number that the one before ended with, so that acts that come in meanwhile move nothing.
A text that was disposed of reads "(no longer kept)".  These functions never write.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.acts import ACTS, sentence
from governance.domain.acts.breaches import BREACH_SUBJECT
from governance.domain.acts.concerns import CONCERN_SUBJECT
from governance.domain.disclosures import Source
from governance.domain.notices import KINDS_FEW_READ
from governance.domain.registers.declarations import SUBJECT as DECLARATION_SUBJECT
from governance.models import AuditRow, AuditText, Breach, Concern, Declaration, Membership, Person, Site
from governance.services.breaches.readers import readable as reads_breach
from governance.services.concern_readers import readable
from governance.services.declaration_readers import readable as declarations_readable

PAGE = 50
BATCH = 1000
GONE = "(no longer kept)"


@dataclass(frozen=True, slots=True)
class Sought:
    """Which acts are sought; what is None or empty does not matter.

    ``person_id`` finds what somebody did and what was done about them.  ``since`` is a moment, and ``before`` the first
    moment that is too late.
    """

    person_id: int | None = None
    site_id: int | None = None
    code: str = ""
    since: dt.datetime | None = None
    before: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One act.  ``notes`` are the texts that its sentence does not say, by what they are.

    ``number`` counts only what its reader may see: a gap would tell that something stands in it (DESIGN 9).  For the
    same reason the row's hash is not here: each is made of the one before, so that two that do not follow one another
    would tell of what stands between.  ``flask audit-verify`` checks the chain, at the server, where it is whole.
    """

    number: int
    at: dt.datetime
    actor: str
    role: str
    code: str
    sentence: str
    reason: str
    notes: dict[str, str]
    from_state: str | None
    to_state: str | None
    request_id: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The acts of one page; ``older`` is the number below which the next page begins, None on the last."""

    rows: tuple[HistoryRow, ...]
    older: int | None


def history_page(
    session: Session, chain: int, sought: Sought, below: int | None = None, *, reader: Actor
) -> HistoryPage:
    """Return one page, the newest act first; acts on what few read only where ``reader`` reads it."""
    hidden = _hidden(session, chain, reader)
    rows = _read(session, _found(chain, sought, _counted_from(below, hidden), reader).limit(PAGE + 1), hidden)
    return HistoryPage(tuple(rows[:PAGE]), rows[PAGE - 1].number if len(rows) > PAGE else None)


def every_row(session: Session, chain: int, sought: Sought, *, reader: Actor) -> Iterator[HistoryRow]:
    """Yield every act that is sought and that ``reader`` may see, the newest first, reading a batch at a time."""
    hidden = _hidden(session, chain, reader)
    below: int | None = None
    while rows := _read(session, _found(chain, sought, _counted_from(below, hidden), reader).limit(BATCH), hidden):
        yield from rows
        below = rows[-1].number


def acts_on_record(session: Session, chain: int, *, reader: Actor) -> list[str]:
    """Return the codes that occur in a chain among what ``reader`` may see, in the vocabulary's order."""
    found = set(session.scalars(sa.select(AuditRow.code).where(AuditRow.chain == chain, _visible(reader)).distinct()))
    return [code for code in ACTS if code in found]


def people_and_sites(session: Session, school_id: int) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return everybody who ever belonged to a school and every site of it, by name, closed ones too."""
    people = session.execute(
        sa.select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.school_id == school_id)
        .order_by(Person.name, Person.id)
    )
    sites = session.execute(
        sa.select(Site.id, Site.name).where(Site.school_id == school_id).order_by(Site.name, Site.id)
    )
    return [(row.id, row.name) for row in people], [(row.id, row.name) for row in sites]


def _visible(reader: Actor) -> sa.ColumnElement[bool]:
    """Which acts somebody may see: of what few read, only its readers learn here that there is any."""
    mail_few_read = AuditRow.details["kind"].as_string().in_(sorted(KINDS_FEW_READ))
    return sa.and_(
        sa.or_(
            AuditRow.subject_kind != CONCERN_SUBJECT,
            sa.and_(
                AuditRow.subject_id.in_(sa.select(Concern.id).where(readable(reader))),
                # Who recorded it is the colleague who told; that name is for whoever has the concern (001-8).
                sa.or_(
                    AuditRow.code.not_in(("concern.opened", "concern.first_words")),
                    AuditRow.subject_id.not_in(
                        sa.select(Concern.id).where(
                            Concern.school_id == (reader.school_id or 0),
                            Concern.source == Source.STAFF.value,
                            sa.func.coalesce(Concern.taken_by, 0) != (reader.person_id or 0),
                        )
                    ),
                ),
            ),
        ),
        sa.or_(
            AuditRow.subject_kind != BREACH_SUBJECT,
            AuditRow.subject_id.in_(sa.select(Breach.id).where(reads_breach(reader))),
        ),
        sa.or_(
            AuditRow.subject_kind != DECLARATION_SUBJECT,
            AuditRow.subject_id.in_(sa.select(Declaration.id).where(declarations_readable(reader))),
        ),
        # That somebody uploaded declarations says that there are some: it is for whoever uploaded them.
        sa.or_(
            AuditRow.subject_kind != "register_sheet",
            AuditRow.details["register"].as_string() != "declarations",
            AuditRow.actor_id == (reader.person_id or 0),
        ),
        sa.or_(AuditRow.subject_kind != "notice", sa.not_(sa.func.coalesce(mail_few_read, sa.false()))),
    )


def _hidden(session: Session, chain: int, reader: Actor) -> list[int]:
    """Return the places in the chain of the acts that the reader may not see, in order; they are few."""
    kinds = (CONCERN_SUBJECT, BREACH_SUBJECT, DECLARATION_SUBJECT, "register_sheet", "notice")
    return list(
        session.scalars(
            sa.select(AuditRow.sequence)
            .where(AuditRow.chain == chain, AuditRow.subject_kind.in_(kinds), sa.not_(_visible(reader)))
            .order_by(AuditRow.sequence)
        )
    )


def _counted_from(number: int | None, hidden: list[int]) -> int | None:
    """Return the place in the chain of the act that the reader knows by this number."""
    if number is None:
        return None
    for place in hidden:
        if place > number:
            break
        number += 1
    return number


def _found(chain: int, sought: Sought, below: int | None, reader: Actor) -> sa.Select[Any]:
    query = sa.select(AuditRow).where(AuditRow.chain == chain, _visible(reader))
    if sought.person_id is not None:
        member = sa.select(Membership.id).where(Membership.school_id == chain, Membership.person_id == sought.person_id)
        query = query.where(
            sa.or_(
                AuditRow.actor_id == sought.person_id,
                sa.and_(AuditRow.subject_kind == "membership", AuditRow.subject_id.in_(member)),
                AuditRow.details["person_id"].as_integer() == sought.person_id,
            )
        )
    if sought.site_id is not None:
        query = query.where(AuditRow.site_id == sought.site_id)
    if sought.code:
        query = query.where(AuditRow.code == sought.code)
    if sought.since is not None:
        query = query.where(AuditRow.at >= sought.since)
    if sought.before is not None:
        query = query.where(AuditRow.at < sought.before)
    if below is not None:
        query = query.where(AuditRow.sequence < below)
    return query.order_by(AuditRow.sequence.desc())


def _read(session: Session, query: sa.Select[Any], hidden: list[int]) -> list[HistoryRow]:
    rows: list[AuditRow] = list(session.scalars(query))
    texts: dict[int, dict[str, str]] = {}
    kept = session.execute(
        sa.select(AuditText.row_id, AuditText.key, AuditText.text).where(AuditText.row_id.in_([row.id for row in rows]))
    )
    for row_id, key, text in kept:
        texts.setdefault(row_id, {})[key] = text
    found = [_row(row, texts.get(row.id, {}), hidden) for row in rows]
    for row in rows:
        # A long export reads each row once; keeping them all would hold the whole chain in memory.
        session.expunge(row)
    return found


def _row(row: AuditRow, texts: dict[str, str], hidden: list[int]) -> HistoryRow:
    act = ACTS.get(row.code)
    said = act.sentence if act else ""
    kept = {key: texts.get(key, GONE) for key in row.digests}
    notes = {key: text for key, text in kept.items() if text and f"{{{key}}}" not in said}
    return HistoryRow(
        number=row.sequence - bisect_left(hidden, row.sequence),
        at=row.at,
        actor=row.actor_name,
        role=row.actor_role,
        code=row.code,
        sentence=sentence(row.code, row.actor_name, row.details, texts),
        reason=kept.get("reason", ""),
        notes=notes,
        from_state=row.from_state,
        to_state=row.to_state,
        request_id=row.request_id,
    )
