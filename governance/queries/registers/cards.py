"""Reads everybody who runs a site of the school, and the card by which readers see them (A.4.8); it never writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.cells import Cell
from governance.domain.identity_cards import CARD_WORDS, CardState
from governance.domain.words import SiteState
from governance.models import Appointment, IdentityCard, Membership, Person, Site

RUNNING = (SiteState.LIVE, SiteState.SUSPENDED, SiteState.CLOSING)
"""The states of a site that readers find, or will find again."""


@dataclass(frozen=True, slots=True)
class CardLine:
    """One person on one site: what they are at the school, the card that stands there, and how that is."""

    site_id: int
    site: str
    person_id: int
    name: str
    position: str
    card: IdentityCard | None
    state: CardState


def cards_of_school(session: Session, school_id: int, today: dt.date) -> tuple[CardLine, ...]:
    """Return everybody on a site that runs, and every card there, by site and name; three reads."""
    running = _runs(school_id, today)
    of_school = (IdentityCard.school_id == school_id, _is_shown(today))
    cards = {(one.site_id, one.person_id): one for one in session.scalars(sa.select(IdentityCard).where(*of_school))}
    runs = {(pair[0], pair[1]) for query in running for pair in session.execute(query)}
    shown = sa.select(IdentityCard.site_id, IdentityCard.person_id).where(*of_school)
    pairs = sa.union(*running, shown).subquery()
    member = sa.and_(Membership.school_id == school_id, Membership.person_id == pairs.c.person_id)
    rows = session.execute(
        sa.select(Site.id, Site.name, Person.id, Person.name, Membership.position)
        .join(pairs, pairs.c.site_id == Site.id)
        .join(Membership, member)
        .join(Person, Person.id == Membership.person_id)
        .where(Site.school_id == school_id, Site.state.in_(RUNNING))
        .order_by(sa.func.lower(Site.name), Site.id, sa.func.lower(Person.name), Person.id)
    )
    found = []
    for site_id, site, person_id, name, position in rows:
        card = cards.get((site_id, person_id))
        kept = CardState.SHOWN if (site_id, person_id) in runs else CardState.LEFT_OVER
        state = CardState.MISSING if card is None else kept
        found.append(CardLine(site_id, site, person_id, name, position, card, state))
    return tuple(found)


def card_rows(session: Session, school_id: int, today: dt.date) -> Iterator[tuple[Cell, ...]]:
    """Return them as the lines of a file, under the columns by which cards are brought in."""
    for line in cards_of_school(session, school_id, today):
        card = line.card
        shown = (card.display_name, card.position) if card else ("", "")
        yield (line.site, line.name, *shown, CARD_WORDS[line.state])


def _runs(school_id: int, today: dt.date) -> tuple[sa.Select[int, int], sa.Select[int, int | None]]:
    """Return who has a duty that has not ended, or resources the site, as pairs of site and person."""
    appointed = sa.select(Appointment.site_id, Appointment.person_id).where(
        Appointment.school_id == school_id,
        Appointment.refused_at.is_(None),
        Appointment.declined_at.is_(None),
        sa.or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
    )
    owners = sa.select(Site.id.label("site_id"), Site.resourcing_owner_id.label("person_id")).where(
        Site.school_id == school_id, Site.resourcing_owner_id.is_not(None)
    )
    return appointed, owners


def _is_shown(today: dt.date) -> sa.ColumnElement[bool]:
    return sa.or_(IdentityCard.ends_on.is_(None), IdentityCard.ends_on > today)
