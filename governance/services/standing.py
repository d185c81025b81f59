"""Authorising people who are no employees (A.3.1) and recording training (A.1.5).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.refusals import Refusal
from governance.domain.standing import authorisation_refusals, training_refusals
from governance.models import Authorisation, Membership, Person, Training
from governance.services.actors import school_today
from governance.services.permitted import refuse_without
from governance.services.refused import refuse_if
from governance.services.seen import locked
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of, people_locked, school_of


def authorise_person(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    membership_id: int,
    starts_on: dt.date,
    ends_on: dt.date,
    reason: str,
) -> int:
    """Let somebody who is no employee hold duties on sites on these days; return the authorisation's id."""
    refuse_without(actor, Permission.AUTHORISE)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        membership = membership_of(record, membership_id)
        found = list(authorisation_refusals(actor, membership.person_id, membership.kind, starts_on, ends_on, reason))
        if membership.ends_on is not None and ends_on > membership.ends_on:
            sentence = "It goes on after the person’s last day at the school. End it on that day or before."
            found.append(Refusal("authorisation_beyond_last_day", sentence, "A.3.1", "ends_on"))
        found += _overlap(session, school.id, membership.person_id, starts_on, ends_on)
        refuse_if(found)
        row = Authorisation(
            school_id=school.id,
            person_id=membership.person_id,
            granted_by=actor.person_id or 0,
            granted_at=now,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason.strip(),
        )
        session.add(row)
        session.flush()
        texts = {"label": membership.person.name, "reason": row.reason}
        record.act("person.authorised", "membership", membership.id, texts=texts, ends_on=ends_on)
        return row.id


def end_authorisation(
    session: Session, actor: Actor, now: dt.datetime, *, authorisation_id: int, last_day: dt.date
) -> None:
    """Let an authorisation end with ``last_day``, which is earlier than it would have been."""
    refuse_without(actor, Permission.AUTHORISE)
    with use_case(session, actor, now) as record:
        row = locked(session, Authorisation, actor.school_id or 0, authorisation_id)
        if row.ends_on == last_day:
            record.repeat()
            return
        found: list[Refusal] = []
        if row.ends_on is not None and last_day > row.ends_on:
            sentence = "It would end later than it does. Authorise the person anew instead."
            found.append(Refusal("authorisation_prolonged", sentence, "A.3.1", "last_day"))
        if last_day < row.starts_on:
            sentence = "The last day is before the first. Choose a later one."
            found.append(Refusal("authorisation_ends_before_start", sentence, "A.3.1", "last_day"))
        refuse_if(found)
        row.ends_on = last_day
        name = session.get_one(Person, row.person_id).name
        record.act("authorisation.ended", "authorisation", row.id, texts={"label": name}, ends_on=last_day)


def record_training(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    membership_id: int,
    topic: str,
    trained_on: dt.date,
    expires_on: dt.date | None,
    given_by: str = "",
) -> int:
    """Record what somebody was trained in and by whom; return the record's id.  The same again changes nothing."""
    refuse_without(actor, Permission.LOOK_AFTER_PEOPLE)
    with use_case(session, actor, now) as record:
        school = school_of(record)
        membership = membership_of(record, membership_id)
        refuse_if(training_refusals(topic, trained_on, expires_on, school_today(school, now)))
        known = training_of(session, membership, topic, trained_on, expires_on)
        if known is not None:
            record.repeat()
            return known.id
        return trained(record, membership, topic, trained_on, expires_on, given_by).id


def training_of(
    session: Session, membership: Membership, topic: str, trained_on: dt.date, expires_on: dt.date | None
) -> Training | None:
    """Return the record that says the same already."""
    return session.scalar(
        sa.select(Training).where(
            Training.school_id == membership.school_id,
            Training.person_id == membership.person_id,
            Training.topic == topic,
            Training.trained_on == trained_on,
            Training.expires_on.is_(None) if expires_on is None else Training.expires_on == expires_on,
        )
    )


def trained(
    record: Record,
    membership: Membership,
    topic: str,
    trained_on: dt.date,
    expires_on: dt.date | None,
    given_by: str,
) -> Training:
    """Record a training that was judged before."""
    row = Training(
        school_id=membership.school_id,
        person_id=membership.person_id,
        topic=topic,
        given_by=given_by.strip()[:200],
        trained_on=trained_on,
        expires_on=expires_on,
        recorded_by=record.actor.person_id or 0,
        recorded_at=record.now,
    )
    record.session.add(row)
    record.session.flush()
    name = {"label": membership.person.name}
    record.act("training.recorded", "membership", membership.id, texts=name, topic=topic, trained_on=trained_on)
    return row


def _overlap(
    session: Session, school_id: int, person_id: int, starts_on: dt.date, ends_on: dt.date
) -> tuple[Refusal, ...]:
    other = sa.select(Authorisation.id).where(
        Authorisation.school_id == school_id,
        Authorisation.person_id == person_id,
        Authorisation.starts_on <= ends_on,
        sa.or_(Authorisation.ends_on.is_(None), Authorisation.ends_on >= starts_on),
    )
    if session.scalar(sa.select(other.exists())) is not True:
        return ()
    sentence = "This person is authorised on some of these days already. Choose days after that."
    return (Refusal("authorisation_overlaps", sentence, "A.3.1", "starts_on"),)
