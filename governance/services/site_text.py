"""Copies from an approved text what the register and the pages show of a site, and who is shown as running it.

A site runs on one approved version; its row holds what has to be looked up without reading the answers again.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from governance.domain.addresses import Canonical, canonicalise
from governance.domain.proposal.answers import is_third_party, keys_of, person_of, rows_of, text_of
from governance.domain.words import SiteKind, SiteState
from governance.models import FormerAddress, IdentityCard, Person, ProposalVersion, Site
from governance.services.actors import school_today
from governance.services.situations import frees_suspended, planned_end_of
from governance.services.transaction import Record
from governance.services.update_settings import watch_at_new_address
from governance.services.within import school_of


def run_on(record: Record, site: Site, version: ProposalVersion) -> None:
    """Let ``site`` run on the approved ``version``: its name, address, purpose, owner and cards are what it says.

    An earlier end counts at once; a later one of a live site waits until the head decides that it continues (A.1.6).
    """
    site.current_version_id = version.id
    describe(record, site, version)
    end = planned_end_of(version)
    if _counts_at_once(site, end, school_today(school_of(record), record.now)):
        site.planned_end = end
    _show_cards(record, site, version)


def _counts_at_once(site: Site, end: dt.date | None, today: dt.date) -> bool:
    """Whether a newly approved end is the site's from now on.

    An earlier one is, and one that frees a suspended site whose end has passed.
    """
    if site.state not in (SiteState.LIVE, SiteState.SUSPENDED):
        return True
    if end is None or site.planned_end is None:
        return False
    return end < site.planned_end or frees_suspended(site.state, site.planned_end, end, today)


def describe(record: Record, site: Site, version: ProposalVersion) -> None:
    """Copy what people look for, and when something new is due: the site's name, kind, address, owner and the like."""
    answers = version.answers
    site.name = text_of(answers, "name") or site.name
    kind = text_of(answers, "kind")
    site.kind = SiteKind(kind) if kind in set(SiteKind) else site.kind
    site.platform = text_of(answers, "platform")
    site.third_party = is_third_party(answers)
    site.year_groups = list(keys_of(answers, "year_groups"))
    every = text_of(answers, "update_every")
    site.update_every_weeks = int(every) if every else None
    site.update_weekday = text_of(answers, "update_on") or None
    site.purpose = text_of(answers, "reason") or text_of(answers, "intended_outcome")
    site.resourcing_owner_id = person_of(answers.get("resourcing_owner")) or site.resourcing_owner_id
    _move_to(record, site, text_of(answers, "address"))


def _move_to(record: Record, site: Site, address: str) -> None:
    """Give the site its address; the one that it had stays known as a former one, for ever."""
    canonical = canonical_text(address, site.platform)
    if canonical == site.canonical:
        site.address = address or site.address
        return
    if site.canonical and site.launched_at is not None:
        record.session.add(
            FormerAddress(
                school_id=site.school_id,
                site_id=site.id,
                address=site.address,
                canonical=site.canonical,
                until=record.now,
            )
        )
    watch_at_new_address(record.session, site, site.address, record.now)
    site.address, site.canonical = address, canonical


def canonical_text(address: str, platform: str) -> str:
    """Return what the register matches, or nothing for an address that cannot be one."""
    found = canonicalise(address, platform or None) if address else None
    return found.key if isinstance(found, Canonical) else ""


def _show_cards(record: Record, site: Site, version: ProposalVersion) -> None:
    """Show who the approved text says is shown, by position; who is no longer in it is shown no more (A.4.8)."""
    today = school_today(school_of(record), record.now)
    wanted = {
        person: row for row in rows_of(version.answers, "shown_people") if (person := person_of(row.get("person")))
    }
    running = record.session.scalars(
        sa.select(IdentityCard).where(
            IdentityCard.school_id == site.school_id,
            IdentityCard.site_id == site.id,
            sa.or_(IdentityCard.ends_on.is_(None), IdentityCard.ends_on >= today),
        )
    )
    for card in running:
        row = wanted.pop(card.person_id, None)
        if row is None:
            card.ends_on = today
        else:
            card.display_name = text_of(row, "shown_as") or card.display_name
            card.position = text_of(row, "position") or card.position
    for person, row in wanted.items():
        position = text_of(row, "position")
        shown = record.session.get(Person, person)
        if position and shown is not None:
            record.session.add(
                IdentityCard(
                    school_id=site.school_id,
                    site_id=site.id,
                    person_id=person,
                    display_name=text_of(row, "shown_as") or shown.name,
                    position=position,
                    starts_on=today,
                )
            )
