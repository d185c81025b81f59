"""The registers of consents, photo passes and written permissions as the lines of a file (A.4.4, A.4.6, 001-3, 001-4).

Under the columns by which each is brought in again.  They never write.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import zip_longest

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.cells import Cell
from governance.domain.consents import USE_NAMES
from governance.domain.photo_passes import PASS_WORDS, PassState
from governance.domain.shown_words import COVERS_WORDS, GIVEN_BY_WORDS, MATTER_NAMES, PARTY_WORDS, Matter, Party
from governance.domain.written_permissions import OUTSIDE_PARTIES
from governance.models import (
    Consent,
    ConsentWithdrawal,
    PermissionGiven,
    PersonShown,
    PhotoEvent,
    PhotoPass,
    PhotoPassHolder,
    Site,
)
from governance.queries.written_permissions import PermissionLine, UseLine, permissions_of

Line = tuple[Cell, ...]


def consent_rows(session: Session, school_id: int, only: Collection[int] | None = None) -> Iterator[Line]:
    """Every consent of these people, or of everybody, as it was given and withdrawn; then who objected without one."""
    rows = session.execute(
        sa.select(Consent, PersonShown.name, PersonShown.told_apart, ConsentWithdrawal)
        .join(PersonShown, sa.and_(PersonShown.school_id == Consent.school_id, PersonShown.id == Consent.shown_id))
        .outerjoin(
            ConsentWithdrawal,
            sa.and_(ConsentWithdrawal.school_id == Consent.school_id, ConsentWithdrawal.id == Consent.withdrawal_id),
        )
        .where(Consent.school_id == school_id, PersonShown.name != "")
        .order_by(PersonShown.name, PersonShown.told_apart, Consent.given_on, Consent.use, Consent.covers, Consent.id)
    )
    for consent, name, told_apart, withdrawal in rows:
        if only is not None and consent.shown_id not in only:
            continue
        yield (
            name,
            told_apart,
            USE_NAMES.get(consent.use, consent.use),
            COVERS_WORDS[consent.covers],
            GIVEN_BY_WORDS[consent.given_by_kind],
            consent.given_by,
            consent.given_on,
            consent.until,
            consent.kept_at,
            withdrawal.withdrawn_on if withdrawal else None,
            withdrawal.withdrawn_by if withdrawal else "",
        )
    yield from _objections(session, school_id, only)


def _objections(session: Session, school_id: int, only: Collection[int] | None) -> Iterator[Line]:
    """What was withdrawn without anything agreed to: a line without a consent, with the uses that were objected to."""
    taken_back: dict[int | None, set[str]] = defaultdict(set)
    for number, use in session.execute(
        sa.select(Consent.withdrawal_id, Consent.use).where(
            Consent.school_id == school_id, Consent.withdrawal_id.is_not(None)
        )
    ):
        taken_back[number].add(use)
    rows = session.execute(
        sa.select(ConsentWithdrawal, PersonShown.name, PersonShown.told_apart)
        .join(
            PersonShown,
            sa.and_(PersonShown.school_id == ConsentWithdrawal.school_id, PersonShown.id == ConsentWithdrawal.shown_id),
        )
        .where(ConsentWithdrawal.school_id == school_id, PersonShown.name != "")
        .order_by(PersonShown.name, PersonShown.told_apart, ConsentWithdrawal.withdrawn_on, ConsentWithdrawal.id)
    )
    for row, name, told_apart in rows:
        uses = [use for use in USE_NAMES if use in row.uses and use not in taken_back[row.id]]
        if uses and (only is None or row.shown_id in only):
            said = "; ".join(USE_NAMES[use] for use in uses)
            yield name, told_apart, said, "", "", "", None, None, "", row.withdrawn_on, row.withdrawn_by


def pass_rows(session: Session, school_id: int) -> Iterator[Line]:
    """Every event with its passes; one for which nobody has a pass is a line without a holder."""
    rows = session.execute(
        sa.select(PhotoEvent, PhotoPass, PhotoPassHolder)
        .outerjoin(PhotoPass, sa.and_(PhotoPass.school_id == PhotoEvent.school_id, PhotoPass.event_id == PhotoEvent.id))
        .outerjoin(
            PhotoPassHolder,
            sa.and_(PhotoPassHolder.school_id == PhotoPass.school_id, PhotoPassHolder.id == PhotoPass.holder_id),
        )
        .where(PhotoEvent.school_id == school_id)
        .order_by(PhotoEvent.held_on, PhotoEvent.name, PhotoPassHolder.name, PhotoPassHolder.told_apart, PhotoPass.id)
    )
    for event, issued, holder in rows:
        if holder is None:
            yield event.name, event.held_on, "", "", "", ""
        elif holder.name:
            state = PASS_WORDS[_state(issued, holder)]
            yield event.name, event.held_on, holder.name, holder.told_apart, state, issued.reason


def permission_rows(session: Session, school_id: int, today: dt.date) -> Iterator[Line]:
    """Every written permission, with one yes and one use to a line."""
    people = _people(session, school_id)
    sites = dict(session.execute(sa.select(Site.id, Site.name).where(Site.school_id == school_id)).all())
    for line in sorted(permissions_of(session, school_id, today), key=lambda line: line.row.id):
        uses = sorted(line.uses, key=lambda one: (one.use.used_on, one.use.id))
        for yes, use in zip_longest(line.given, uses) if line.given or uses else [(None, None)]:
            yield (*_asked(line, people), *_yes(yes), *_use(use, sites))


def _asked(line: PermissionLine, people: dict[int, tuple[str, str]]) -> Line:
    row = line.row
    outside = next((PARTY_WORDS[party] for party in line.parties if party in OUTSIDE_PARTIES), "")
    name, told_apart = people.get(row.shown_id or 0, ("", ""))
    whose = outside if row.matter is Matter.OTHERS_WORK else ""
    return row.what, MATTER_NAMES[row.matter], row.scope, whose, name, told_apart


def _yes(yes: PermissionGiven | None) -> Line:
    if yes is None:
        return "", "", None, None, None, None, ""
    starts_on = None if yes.starts_on == yes.given_on else yes.starts_on
    who = PARTY_WORDS[Party(yes.party)]
    return who, yes.given_by, yes.given_on, starts_on, yes.until, yes.ended_on, yes.kept_at


def _use(line: UseLine | None, sites: dict[int, str]) -> Line:
    if line is None:
        return "", None, ""
    return line.use.place, line.use.used_on, sites.get(line.use.site_id or 0, "")


def _people(session: Session, school_id: int) -> dict[int, tuple[str, str]]:
    rows = session.execute(
        sa.select(PersonShown.id, PersonShown.name, PersonShown.told_apart).where(PersonShown.school_id == school_id)
    )
    return {number: (name, told_apart) for number, name, told_apart in rows}


def _state(issued: PhotoPass, holder: PhotoPassHolder) -> PassState:
    if issued.revoked_at is None:
        return PassState.VALID
    is_gone = holder.revoked_at is not None and holder.restored_at is None
    return PassState.TAKEN if is_gone else PassState.GIVEN_BACK
