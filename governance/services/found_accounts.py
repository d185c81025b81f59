"""Today's reality on the register: existing accounts become found sites, one by one or from a sheet (7.1; DESIGN 5).

A sheet is kept between its preview and its confirmation, and nothing of it counts until then.  What is on the register
already is left as it is.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.addresses import Canonical, canonicalise
from governance.domain.found_accounts import COLUMNS, FoundAccount, ReadRow, found_account, read_rows
from governance.domain.lifecycle import outcome, refusals
from governance.domain.refusals import Refusal
from governance.domain.sheets import Sheet, SheetRow, read_sheet
from governance.domain.situation import Situation
from governance.domain.words import Action, SiteState
from governance.models import FormerAddress, FoundNote, Import, Membership, Person, Site
from governance.services.actors import capacities, school_today
from governance.services.called import is_called
from governance.services.permitted import refuse_without
from governance.services.refused import Refused, refuse_if
from governance.services.seen import locked
from governance.services.transaction import Record, use_case
from governance.services.within import people_locked, school_of


def registering_refusals(actor: Actor, existing: SiteState | None = None) -> tuple[Refusal, ...]:
    """Return why ``actor`` cannot put an existing account on the register; empty means that they can."""
    return refusals(Action.REGISTER_FOUND, _situation(actor, existing))


def register_found(session: Session, actor: Actor, now: dt.datetime, *, cells: Mapping[str, str]) -> int:
    """Put one existing account on the register, with whatever is unknown of it; returns its site.

    ``cells`` are the answers by the keys of ``found_accounts.COLUMNS``.  Raises Refused with every reason.
    """
    account = found_account(cells)
    if not isinstance(account, FoundAccount):
        raise Refused((*registering_refusals(actor), *account))
    with use_case(session, actor, now) as record:
        people_locked(record)
        existing = _same(session, actor.school_id or 0, account)
        refuse_if(registering_refusals(actor, existing.state if existing else None))
        return _add(record, account, None)


def keep_sheet(session: Session, actor: Actor, now: dt.datetime, *, name: str, data: bytes) -> int:
    """Read an uploaded sheet and keep it for its preview; returns the import.  Nothing is on the register yet.

    Only the columns that are understood are kept.  Raises Refused where the file as a whole cannot be read.
    """
    refuse_without(actor, Permission.LOOK_AFTER_SITES)
    sheet = read_sheet(data, COLUMNS)
    with use_case(session, actor, now) as record:
        refuse_if((*registering_refusals(actor), *(sheet.refusals if not sheet.rows else ())))
        kept = Import(
            school_id=actor.school_id,
            kind="found",
            name=name[:200],
            text=_kept(sheet),
            uploaded_by=actor.person_id,
            uploaded_at=now,
        )
        session.add(kept)
        session.flush()
        record.act("found.uploaded", "import", kept.id, count=len(sheet.rows))
        return kept.id


def import_found(session: Session, actor: Actor, now: dt.datetime, *, import_id: int) -> int:
    """Put every account of a kept sheet that is new on the register; returns how many those were.

    A sheet that brings nothing new, and one that was confirmed before, is a repeat.
    """
    with use_case(session, actor, now) as record:
        people_locked(record)
        kept = locked(session, Import, actor.school_id or 0, import_id)
        if kept.kind != "found":
            raise Refused((Refusal("not_a_list_of_accounts", "This file is not a list of accounts."),))
        refuse_if(registering_refusals(actor))
        rows = () if kept.confirmed_at is not None else preview_of(session, kept)[0]
        new = [row.account for row in rows if row.account is not None and not row.already]
        if not new:
            record.repeat()
            return 0
        for account in new:
            _add(record, account, kept.id)
        kept.confirmed_at = now
        record.act("found.imported", "import", kept.id, count=len(new))
        return len(new)


def preview_of(session: Session, kept: Import) -> tuple[tuple[ReadRow, ...], tuple[Refusal, ...], tuple[str, ...]]:
    """Return what a kept sheet would do now: its rows, the lines that could not be read, and headings left out."""
    held = json.loads(kept.text)
    rows = [SheetRow(line, cells) for line, cells in held["rows"]]
    faults = tuple(Refusal(code, sentence) for code, sentence in held["faults"])
    return read_rows(rows, _on_register(session, kept.school_id)), faults, tuple(held["left_out"])


def _kept(sheet: Sheet) -> str:
    return json.dumps(
        {
            "rows": [(row.line, dict(row.cells)) for row in sheet.rows],
            "faults": [(fault.code, fault.sentence) for fault in sheet.refusals],
            "left_out": sheet.unknown_headings,
        },
        ensure_ascii=False,
    )


def _situation(actor: Actor, existing: SiteState | None) -> Situation:
    return Situation(
        capacities=capacities(actor, None, None, frozenset()), actor=actor.person_id, site=existing, version=None
    )


def _on_register(session: Session, school_id: int) -> Callable[[FoundAccount], str]:
    """Return what says as what an account is on the register; the register is read once for a whole sheet."""
    known = _register(session, school_id)
    return lambda account: known[account.same_as].name if account.same_as in known else ""


def _same(session: Session, school_id: int, account: FoundAccount) -> Site | None:
    return _register(session, school_id).get(account.same_as)


def _register(session: Session, school_id: int) -> dict[str, Site]:
    """Every site by what a line of a sheet could call it: an address that it has or had, or its name and service."""
    sites = {site.id: site for site in session.scalars(sa.select(Site).where(Site.school_id == school_id))}
    former = session.scalars(sa.select(FormerAddress).where(FormerAddress.school_id == school_id))
    by_former = {row.canonical: sites[row.site_id] for row in former}
    return by_former | {_key(site): site for site in sites.values()}


def _key(site: Site) -> str:
    if site.canonical:
        return site.canonical
    address = canonicalise(site.address, site.platform or None) if site.address else None
    if isinstance(address, Canonical):
        return address.key
    return f"name:{site.platform.casefold()}:{' '.join(site.name.casefold().split())}"


def _add(record: Record, account: FoundAccount, import_id: int | None) -> int:
    session, actor = record.session, record.actor
    owner = _person_named(record, account.owner)
    site = Site(
        school_id=actor.school_id,
        name=account.name,
        kind=account.kind,
        state=outcome(Action.REGISTER_FOUND, _situation(actor, None)).site,
        platform=account.platform,
        third_party=None if not account.platform else account.platform != "own_site",
        address=account.address,
        canonical=account.canonical,
        unknowns=list(account.unknowns),
        resourcing_owner_id=owner,
        created_at=record.now,
    )
    session.add(site)
    session.flush()
    session.add(
        FoundNote(
            school_id=site.school_id,
            site_id=site.id,
            owner=account.owner,
            since=account.since,
            notes=account.notes,
            import_id=import_id,
            noted_by=actor.person_id,
            noted_at=record.now,
        )
    )
    record.act("site.registered_as_found", "site", site.id, to_state=site.state, texts={"label": site.name})
    return site.id


def _person_named(record: Record, words: str) -> int | None:
    """The one person of the school today who is called exactly that; a name that two people bear is nobody's."""
    if not words:
        return None
    today = school_today(school_of(record), record.now)
    found = record.session.scalars(
        sa.select(Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.school_id == record.actor.school_id,
            is_called(Person.name, words),
            Membership.starts_on <= today,
            sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
        )
    ).all()
    return found[0] if len(found) == 1 else None
