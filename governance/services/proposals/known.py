"""Loads what the rules judge a proposal by: the people of the school, its policy, its platforms' ages and its day."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.proposal.facts import PersonFacts, ProposalFacts
from governance.domain.year_groups import Nation
from governance.models import Authorisation, Membership, School
from governance.services.platform_ages import platform_rows_of
from governance.services.policy import policy_of
from governance.services.registers.retired_platforms import retired_platforms


def proposal_facts(session: Session, school: School, today: dt.date) -> ProposalFacts:
    """Return what is known at a school on a day; people who left are in it, so that their names can be said."""
    return ProposalFacts(
        today=today,
        people=people_of_school(session, school.id, today),
        nation=Nation(school.nation),
        platform_ages=platform_rows_of(session, school.id),
        policy=policy_of(session, school.id),
        retired=retired_platforms(session, school.id),
    )


def people_of_school(session: Session, school_id: int, today: dt.date) -> dict[int, PersonFacts]:
    """Return everybody who belongs or belonged to the school, by person."""
    authorised = _authorised_until(session, school_id, today)
    memberships = session.scalars(sa.select(Membership).where(Membership.school_id == school_id))
    return {
        membership.person_id: PersonFacts(
            name=membership.person.name,
            kind=membership.kind.value,
            position=membership.position,
            member_until=membership.ends_on,
            authorised=membership.person_id in authorised,
            authorised_until=authorised.get(membership.person_id),
        )
        for membership in memberships
        if membership.starts_on <= today
    }


def _authorised_until(session: Session, school_id: int, today: dt.date) -> dict[int, dt.date | None]:
    """The last day of each authorisation that runs today; of several the latest, and one without an end before all."""
    found: dict[int, dt.date | None] = {}
    rows = session.execute(
        sa.select(Authorisation.person_id, Authorisation.ends_on).where(
            Authorisation.school_id == school_id,
            Authorisation.starts_on <= today,
            sa.or_(Authorisation.ends_on.is_(None), Authorisation.ends_on >= today),
        )
    )
    for person_id, ends_on in rows:
        earlier = found.get(person_id, dt.date.min)
        found[person_id] = None if earlier is None or ends_on is None else max(earlier, ends_on)
    return found
