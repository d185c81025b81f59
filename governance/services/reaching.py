"""Whom a reminder can reach at a school today: who belongs to it, is there, and gets the mails that are sent to them.

Who is away the whole day is not written to: nobody has to answer from a sick-bed.  Who is there for half of it is.  An
address that fails is tried again once a week, and counts as reached by nobody until a mail to it is accepted.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.absences import away_all_day
from governance.domain.ladder import People
from governance.domain.reminders import Owed, Rung
from governance.domain.words import Role
from governance.models import Membership, Person, School
from governance.services.absent import absences_of
from governance.services.actors import heads_today, holders_of
from governance.services.failing_addresses import failing
from governance.services.notices import addresses_of

TRIED_AGAIN_AFTER = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom each rung is, and who of them can be reached.

    ``names`` and ``addresses`` are of everybody who is there today; ``failing`` are those whose address fails, and
    ``tried_again`` those of them who are written to nevertheless.
    """

    ict_leads: frozenset[int]
    heads: frozenset[int]
    names: Mapping[int, str]
    addresses: Mapping[int, str]
    failing: frozenset[int]
    tried_again: frozenset[int]

    def people_of(self, owed: Owed) -> People:
        """Return who can be told at each rung; where no address works at all, everybody who has one is tried."""
        working = self._at_rungs(owed, self.addresses.keys() - self.failing)
        return working if any(working.values()) else self._at_rungs(owed, self.addresses.keys())

    def written_to(self, owed: Owed) -> People:
        """Return who is written to at each rung when it is told: those, and whose failing address is tried again."""
        reached, retried = self.people_of(owed), self._at_rungs(owed, self.tried_again)
        return {rung: reached[rung] | retried[rung] for rung in Rung}

    def _at_rungs(self, owed: Owed, among: Collection[int]) -> People:
        at: dict[Rung, Iterable[int]] = {
            Rung.AUTHOR: owed.authors,
            Rung.RESOURCING_OWNER: () if owed.owner is None else (owed.owner,),
            Rung.ICT_LEAD: self.ict_leads,
            Rung.HEAD: self.heads,
        }
        return {
            rung: frozenset(people if rung >= owed.starts_at else ()) & frozenset(among) for rung, people in at.items()
        }


def reach_of(session: Session, school: School, owed: Collection[Owed], today: dt.date, now: dt.datetime) -> Reach:
    """Return whom the reminders of everything that is owed can reach today."""
    leads = frozenset(holders_of(session, school.id, Role.ICT_LEAD, today))
    heads = frozenset(heads_today(session, school.id, today))
    named = {person for one in owed for person in (*one.authors, one.owner) if person is not None}
    away = away_all_day(absences_of(session, school.id, today, today), today)
    names = _names(session, school.id, (named | leads | heads) - away, today)
    addresses = addresses_of(session, names.keys())
    failed = failing(session, set(addresses.values()))
    fails = {person: failed[address] for person, address in addresses.items() if address in failed}
    again = {person for person, since in fails.items() if now - since >= TRIED_AGAIN_AFTER}
    return Reach(leads, heads, names, addresses, frozenset(fails), frozenset(again))


def _names(session: Session, school_id: int, people: Collection[int], today: dt.date) -> dict[int, str]:
    """Return the names of those of these persons who belong to the school today."""
    rows = session.execute(
        sa.select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.school_id == school_id,
            Person.id.in_(people),
            Membership.starts_on <= today,
            sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
        )
    )
    return dict(rows.all())
