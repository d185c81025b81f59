"""What is owed about people: training, authorisation and acting for the head that end, a policy to read (A.1.5, A.3.1).

Training and authorisation are asked only of who holds a duty on a site, and stay owed once they have run out: the duty
does not count until they are renewed.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.policy_text import acknowledge_by
from governance.domain.reminders import Matter, Owed, Rung
from governance.domain.words import PersonKind, SiteState
from governance.models import (
    Acknowledgement,
    Appointment,
    Authorisation,
    Delegation,
    Membership,
    Person,
    School,
    Site,
    Training,
)
from governance.services.actors import heads_today, school_today
from governance.services.owed.people_here import members_here
from governance.services.policy import policy_of
from governance.services.policy_texts import asked_to_acknowledge, current_policy_text


def owed_by_people(session: Session, school: School, now: dt.datetime) -> Iterator[Owed]:
    """Yield what ends soon or has run out for the people of a school, and who has still to read its policy."""
    today, policy = school_today(school, now), policy_of(session, school.id)
    ahead = dt.timedelta(days=policy.warn_days_before)
    topics = policy.training_topics if policy.training_required else ()
    yield from _ends(school, Matter.TRAINING_ENDS, session.execute(_trainings(school.id, topics, today)), today, ahead)
    authorised = session.execute(_authorisations(school.id, today))
    yield from _ends(school, Matter.AUTHORISATION_ENDS, authorised, today, ahead)
    yield from _delegations(session, school, today, ahead)
    if policy.acknowledgement_required:
        yield from _to_acknowledge(session, school, today, policy.days_to_acknowledge)


def _ends(school: School, matter: Matter, rows: Iterable[Any], today: dt.date, ahead: dt.timedelta) -> Iterator[Owed]:
    """One for each person and last day that is near or past."""
    ends: dict[tuple[int, dt.date], Owed] = {}
    for membership_id, person_id, name, day in rows:
        if day - ahead > today or (person_id, day) in ends:
            continue
        # The home page of each reader has the line about it, with the page that is theirs.
        path = f"/s/{school.slug}/"
        ends[person_id, day] = Owed(
            matter,
            "membership",
            membership_id,
            day.isoformat(),
            day - ahead,
            name,
            path,
            by=day,
            authors=(person_id,),
        )
    yield from ends.values()


def _trainings(school_id: int, topics: tuple[str, ...], today: dt.date) -> sa.Select[Any]:
    """The last day of each topic of training that ends, for who holds a duty."""
    return _lasts(school_id, Training, Training.expires_on, today, Training.topic).where(
        Training.topic.in_(topics), Training.trained_on <= today
    )


def _authorisations(school_id: int, today: dt.date) -> sa.Select[Any]:
    """The last day of the authorisation of who holds a duty; employees need none."""
    return _lasts(school_id, Authorisation, Authorisation.ends_on, today).where(
        Membership.kind != PersonKind.EMPLOYEE, Authorisation.starts_on <= today
    )


def _lasts(school_id: int, table: Any, ends: Any, today: dt.date, *by: Any) -> sa.Select[Any]:
    """The latest end of what was given to each member who holds a duty, where none of it is without an end."""
    duty = sa.exists().where(
        Appointment.school_id == Membership.school_id,
        Appointment.person_id == Membership.person_id,
        Appointment.refused_at.is_(None),
        Appointment.declined_at.is_(None),
        Appointment.ended_at.is_(None),
        sa.or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
        Site.school_id == Appointment.school_id,
        Site.id == Appointment.site_id,
        Site.state != SiteState.CLOSED,
    )
    return (
        sa.select(Membership.id, Membership.person_id, Person.name, sa.func.max(ends))
        .join(Person, Person.id == Membership.person_id)
        .join(table, sa.and_(table.school_id == Membership.school_id, table.person_id == Membership.person_id))
        .where(
            Membership.school_id == school_id,
            Membership.starts_on <= today,
            sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
            duty,
        )
        .group_by(Membership.id, Membership.person_id, Person.name, *by)
        .having(sa.func.sum(sa.case((ends.is_(None), 1), else_=0)) == 0)
        .order_by(Person.name, Membership.id)
    )


def _delegations(session: Session, school: School, today: dt.date, ahead: dt.timedelta) -> Iterator[Owed]:
    """Who acts for the head for longer than the warning is told ahead; a few days' stand-in needs no reminder.

    One that has run out is owed only while nobody decides: otherwise the head does so again, as was agreed.
    """
    rows = session.execute(
        sa.select(Delegation, Person.name)
        .join(Person, Person.id == Delegation.person_id)
        .where(Delegation.school_id == school.id, Delegation.ended_at.is_(None), Delegation.starts_on <= today)
        .order_by(Delegation.ends_on, Delegation.id)
    ).all()
    here = members_here(session, school.id, today)
    last = rows[-1] if rows and not heads_today(session, school.id, today) else None
    for row in rows:
        delegation, name = row
        is_near = delegation.ends_on >= today and delegation.ends_on - delegation.starts_on > ahead
        if row is not last and (not is_near or delegation.ends_on - ahead > today):
            continue
        since = max(delegation.starts_on, delegation.ends_on - ahead)
        authors = tuple(one for one in dict.fromkeys((delegation.person_id, delegation.granted_by)) if one in here)
        yield Owed(
            Matter.DELEGATION_ENDS,
            "delegation",
            delegation.id,
            delegation.ends_on.isoformat(),
            since,
            name,
            f"/s/{school.slug}/acting-head",
            by=delegation.ends_on,
            authors=authors,
            starts_at=Rung.AUTHOR if authors else Rung.ICT_LEAD,
        )


def _to_acknowledge(session: Session, school: School, today: dt.date, days: int) -> Iterator[Owed]:
    """Everybody who is asked to and has not yet said that they know the current text (8.2)."""
    text = current_policy_text(session, school.id)
    if text is None:
        return
    published = school_today(school, text.published_at)
    read = sa.select(Acknowledgement.person_id).where(
        Acknowledgement.school_id == school.id, Acknowledgement.policy_text_id == text.id
    )
    rows = session.execute(
        sa.select(Membership.id, Membership.person_id, Person.name, Membership.starts_on)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.school_id == school.id,
            Membership.person_id.in_(asked_to_acknowledge(school.id, today)),
            Membership.person_id.not_in(read),
        )
        .order_by(Person.name, Membership.id)
    )
    for membership_id, person_id, name, starts_on in rows:
        yield Owed(
            Matter.TO_ACKNOWLEDGE,
            "membership",
            membership_id,
            f"version {text.number}",
            max(published, starts_on),
            name,
            f"/s/{school.slug}/policy",
            by=acknowledge_by(published, starts_on, days),
            authors=(person_id,),
        )
