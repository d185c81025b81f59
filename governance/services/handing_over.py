"""Handing somebody's duties to a stand-in for some days, in one transaction (A.1.5, A.5.4).

Each duty becomes an appointment with a first and a last day, named like any other: the stand-in says yes, the head
approves, and nobody approves their own.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.appointing import person_refusals
from governance.domain.calendar import day_in_words
from governance.domain.handing_over import HeldDuty, Step, days_away, duty_refusals, handing_over_refusals
from governance.domain.refusals import Refusal
from governance.domain.words import Duty, PersonKind, listed
from governance.models import Appointment, Membership
from governance.services.absent import absences_of
from governance.services.actors import heads_today, is_authorised
from governance.services.at_hand import AtHand, take_site
from governance.services.duties import add_named, standing
from governance.services.notices import notify
from governance.services.refused import refuse_if
from governance.services.school_days import calendar_of
from governance.services.transaction import Record, use_case
from governance.services.within import membership_of_person, school_of

MOST_NAMED = 3
"""Sites that a mail names; more are counted."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What became of one duty; ``step`` is what still has to happen before the stand-in counts."""

    site_id: int
    site: str
    duty: Duty
    step: Step


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose duties go to whom, from when to when."""

    person_id: int
    stand_in: Membership
    starts_on: dt.date
    ends_on: dt.date
    is_authorised: bool


def hand_over_duties(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    person_id: int,
    stand_in_id: int,
    starts_on: dt.date,
    ends_on: dt.date,
    duties: Collection[tuple[int, Duty]],
) -> tuple[HandedOver, ...]:
    """Name a stand-in for these duties (site and duty) of a person; both days count.

    What the stand-in holds already on all of these days is left as it is; where that is so of every duty, it is a
    repeat.  Raises Refused with every reason, and NotHere for a person or a site of another school.
    """
    with use_case(session, actor, now) as record:
        membership_of_person(record, person_id)
        stand_in = membership_of_person(record, stand_in_id)
        authorised = stand_in.kind is PersonKind.EMPLOYEE or is_authorised(
            session, stand_in.school_id, stand_in_id, starts_on
        )
        asked = _Asked(person_id, stand_in, starts_on, ends_on, authorised)
        found = list(_refusals(record, asked, len(duties)))
        sites = {site_id: take_site(record, site_id) for site_id in sorted({site_id for site_id, _ in duties})}
        chosen = sorted(set(duties))
        for site_id, duty in chosen:
            found += _refusals_on(sites[site_id], duty, asked)
        refuse_if(tuple(dict.fromkeys(found)))
        outcome, named = [], []
        for site_id, duty in chosen:
            at_hand = sites[site_id]
            held = _held(at_hand, stand_in_id, duty, asked)
            if held is None:
                row = add_named(record, at_hand.site, stand_in_id, duty, starts_on, ends_on, None)
                named.append(at_hand)
                held = _as_held(row)
            outcome.append(HandedOver(site_id, at_hand.site.name, duty, held.step))
        if named:
            _tell(named, asked)
        else:
            record.repeat()
        return tuple(outcome)


def _refusals(record: Record, asked: _Asked, chosen: int) -> tuple[Refusal, ...]:
    calendar = calendar_of(record.session, school_of(record))
    stand_in = asked.stand_in
    away = absences_of(record.session, stand_in.school_id, asked.starts_on, asked.ends_on)
    return handing_over_refusals(
        person_id=asked.person_id,
        stand_in_id=stand_in.person_id,
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        stand_in_until=stand_in.ends_on,
        stand_in_away=days_away(calendar, away, stand_in.person_id, asked.starts_on, asked.ends_on),
        chosen=chosen,
    )


def _refusals_on(at_hand: AtHand, duty: Duty, asked: _Asked) -> list[Refusal]:
    first, last, stand_in = asked.starts_on, asked.ends_on, asked.stand_in
    theirs = _duties_of(at_hand, asked.person_id, duty)
    is_held = any(held.overlaps(first, last) for held in theirs)
    already = _held(at_hand, stand_in.person_id, duty, asked)
    others = _duties_of(at_hand, stand_in.person_id, duty)
    return [
        *duty_refusals(at_hand.situation(), asked.person_id, is_held=is_held, label=at_hand.site.name),
        *person_refusals(
            at_hand.site.state,
            today=at_hand.today,
            starts_on=first,
            ends_on=last,
            member_until=stand_in.ends_on,
            is_member=stand_in.starts_on <= first,
            is_authorised=asked.is_authorised,
            holds_already=already is None and any(held.overlaps(first, last) for held in others),
        ),
    ]


def _held(at_hand: AtHand, person_id: int, duty: Duty, asked: _Asked) -> HeldDuty | None:
    """Return what the stand-in holds of this duty on all of the days; the one that waits for the least, if several."""
    found = [held for held in _duties_of(at_hand, person_id, duty) if held.holds_all(asked.starts_on, asked.ends_on)]
    return min(found, key=lambda held: list(Step).index(held.step), default=None)


def _duties_of(at_hand: AtHand, person_id: int, duty: Duty) -> list[HeldDuty]:
    rows = standing(at_hand.record.session, at_hand.site, at_hand.today)
    return [_as_held(row) for row in rows if (row.person_id, row.duty) == (person_id, duty)]


def _as_held(row: Appointment) -> HeldDuty:
    return HeldDuty(row.starts_on, row.ends_on, row.confirmed_at is not None, row.approved_at is not None)


def _tell(named: list[AtHand], asked: _Asked) -> None:
    """Leave one mail for who has to act now: the stand-in, or the head where the stand-in named themselves."""
    first = named[0]
    record = first.record
    names = list(dict.fromkeys(at_hand.site.name for at_hand in named))
    label = listed(names) if len(names) <= MOST_NAMED else f"{len(names)} sites"
    link = first.link if len(names) == 1 else f"/s/{first.school.slug}/"
    if asked.stand_in.person_id == record.actor.person_id:
        heads = heads_today(record.session, first.school_id, first.today)
        notify(record, "appointment_to_approve", heads, link, label=label)
        return
    on = day_in_words(asked.ends_on)
    notify(record, "duties_to_take", [asked.stand_in.person_id], link, label=label, on=on)
