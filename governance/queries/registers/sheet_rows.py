"""The registers as the lines of a file, under the columns by which each is brought in again.

What goes out here and comes in at a school whose register is empty gives the same lines there.  They never write.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.cells import Cell
from governance.domain.found_accounts import PLATFORMS
from governance.domain.registers.words import (
    CONTRIBUTOR_KIND_WORDS,
    DECLARATION_KIND_WORDS,
    PARTNER_KIND_WORDS,
    VETTING_METHOD_WORDS,
    Access,
    VettingMethod,
)
from governance.domain.standing import TRAINING_TOPICS
from governance.queries.records.training import trainings
from governance.queries.registers.declarations import compromised_for, declarations_for
from governance.queries.registers.partners import partners_of
from governance.queries.registers.platform_accounts import AccountLine, accounts_of, retired_of
from governance.queries.registers.vetting import contributors_at

Line = tuple[Cell, ...]
_YES_OR_NO = {True: "yes", False: "no", None: ""}


def contributor_rows(session: Session, school_id: int, today: dt.date) -> Iterator[Line]:
    """Who contributes from outside, each with the vetting that counts longest, and those that were withdrawn."""
    for line in contributors_at(session, school_id, today, 0):
        last, row = line.last, line.row
        yield (
            row.name,
            CONTRIBUTOR_KIND_WORDS[row.kind],
            row.belongs_to or line.partner,
            VETTING_METHOD_WORDS[VettingMethod(last.method)] if last else "",
            last.by if last else "",
            last.vetted_on if last else None,
            last.expires_on if last else None,
            last.reference if last else "",
            "; ".join(name for _, name in line.sites),
            row.ended_on,
            "",
        )
        for one in sorted(line.vettings, key=lambda one: (one.vetted_on, one.id)):
            if one.withdrawn_because:
                yield (
                    row.name,
                    CONTRIBUTOR_KIND_WORDS[row.kind],
                    row.belongs_to or line.partner,
                    VETTING_METHOD_WORDS[VettingMethod(one.method)],
                    one.by,
                    one.vetted_on,
                    one.expires_on,
                    one.reference,
                    "",
                    row.ended_on,
                    one.withdrawn_because,
                )


def partner_rows(session: Session, school_id: int) -> Iterator[Line]:
    """Partner schools and organisations, those of before too."""
    for line in partners_of(session, school_id):
        row = line.row
        yield (
            row.name,
            PARTNER_KIND_WORDS[row.kind],
            row.contact,
            row.starts_on,
            row.ends_on,
            line.vetter,
            row.vetted_on,
            row.vetted_how,
            "; ".join(name for _, name in line.sites),
        )


def account_rows(session: Session, school_id: int, today: dt.date) -> Iterator[Line]:
    """Accounts on platforms with who holds access; there is no column for a password."""
    for line in accounts_of(session, school_id, today):
        row = line.row
        yield (
            line.site,
            PLATFORMS.get(row.platform, row.platform),
            row.handle,
            row.permanent_id,
            row.recovery_address,
            {True: "on", False: "off", None: "not known"}[row.second_factor],
            _holding(line, Access.FULL),
            _holding(line, Access.PUBLISH),
            row.checked_on,
            row.ended_on,
            row.notes,
        )


def retired_rows(session: Session, school_id: int) -> Iterator[Line]:
    """Platforms that the school has given up."""
    for line in retired_of(session, school_id):
        yield PLATFORMS.get(line.row.platform, line.row.platform), line.row.close_by, line.row.reason


def declaration_rows(session: Session, actor: Actor, zone: ZoneInfo) -> Iterator[Line]:
    """The declarations that the actor reads, and no others; ``zone`` is the school's."""
    for line in declarations_for(session, actor):
        row = line.row
        yield (
            DECLARATION_KIND_WORDS[row.kind],
            line.person,
            row.words,
            row.happened_on,
            row.declared_at.astimezone(zone).date(),
            row.address,
            _YES_OR_NO[row.disclaimer_seen],
            _YES_OR_NO[row.seen_by is not None],
            row.committee_on,
            _YES_OR_NO[row.agreed],
            row.answer,
            row.review_on,
            _YES_OR_NO[row.ended_at is not None],
            row.ended_because,
        )


def compromised_rows(session: Session, actor: Actor, zone: ZoneInfo) -> Iterator[Line]:
    """The accounts that somebody got into of which the actor reads, and no others; ``zone`` is the school's."""
    for line in compromised_for(session, actor):
        row, is_site = line.row, line.row.site_id is not None
        yield (
            row.account,
            "" if is_site else line.whose,
            line.whose if is_site else "",
            _moment(row.noticed_at, zone),
            _moment(row.told_at, zone),
            row.done,
            _moment(row.secured_at, zone),
        )


def training_rows(session: Session, school_id: int, today: dt.date) -> Iterator[Line]:
    """Who was trained in what, of everybody who belongs to the school today."""
    for one in trainings(session, school_id, today):
        yield one.name, TRAINING_TOPICS.get(one.topic, one.topic), one.given_by, one.trained_on, one.expires_on


def _holding(line: AccountLine, access: Access) -> str:
    return "; ".join(one.name for one in line.holders if one.access is access)


def _moment(at: dt.datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
