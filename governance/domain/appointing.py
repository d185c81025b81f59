"""Who may be named for a duty on a site, who says yes to it, and when it may end (A.3.1, A.5).

May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt

from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.words import Capacity, SiteState

NAMERS = frozenset({Capacity.RESOURCING_OWNER, Capacity.PROPOSER, Capacity.ICT_LEAD, Capacity.HEAD})


def naming_refusals(
    situation: Situation,
    *,
    today: dt.date,
    starts_on: dt.date,
    ends_on: dt.date | None,
    member_until: dt.date | None,
    is_member: bool,
    is_authorised: bool,
    holds_already: bool,
) -> tuple[Refusal, ...]:
    """Return why this person cannot be named for this duty by this actor."""
    found: list[Refusal] = []
    if not situation.capacities & NAMERS:
        found.append(
            Refusal(
                "not_yours_to_do", "Only the proposer, the resourcing owner, the ICT lead or the head can name people."
            )
        )
    about_person = person_refusals(
        situation.site,
        today=today,
        starts_on=starts_on,
        ends_on=ends_on,
        member_until=member_until,
        is_member=is_member,
        is_authorised=is_authorised,
        holds_already=holds_already,
    )
    return (*found, *about_person)


def person_refusals(
    site: SiteState | None,
    *,
    today: dt.date,
    starts_on: dt.date,
    ends_on: dt.date | None,
    member_until: dt.date | None,
    is_member: bool,
    is_authorised: bool,
    holds_already: bool,
) -> tuple[Refusal, ...]:
    """Return why this person cannot be named for this duty on these days, whoever names them."""
    found: list[Refusal] = []
    if site is SiteState.CLOSED:
        found.append(Refusal("not_in_this_state", "The site is closed; nobody runs it any more."))
    if not is_member or (member_until is not None and member_until < starts_on):
        found.append(Refusal("not_member", "This person does not belong to the school on the first day.", "A.3.1"))
    elif not is_authorised:
        found.append(
            Refusal(
                "not_authorised",
                "This person is no employee and the head has not authorised them. The head can do that under People.",
                "A.3.1",
            )
        )
    if holds_already:
        found.append(Refusal("holds_already", "This person holds this duty on the site already.", "A.5"))
    if starts_on < today:
        found.append(Refusal("starts_in_past", "Choose today or a later day for the start."))
    if ends_on is not None and ends_on < starts_on:
        found.append(Refusal("ends_before_start", "The last day has to be on or after the first day."))
    return tuple(found)


def answer_refusals(actor: int | None, person_id: int, is_over: bool) -> tuple[Refusal, ...]:
    """Return why this actor cannot answer for this appointment."""
    found: list[Refusal] = []
    if actor != person_id:
        found.append(Refusal("not_yours_to_do", "Only the person who is named can answer this."))
    if is_over:
        found.append(Refusal("not_in_this_state", "This appointment was ended or declined in the meantime."))
    return tuple(found)


def approval_refusals(
    situation: Situation, *, person_id: int, named_by: int, is_confirmed: bool, is_decided: bool, is_yes: bool
) -> tuple[Refusal, ...]:
    """Return why this actor cannot give the small approval, or decline it."""
    found: list[Refusal] = []
    if Capacity.HEAD not in situation.capacities:
        found.append(Refusal("not_yours_to_do", "Only the head, or who acts for the head, can decide this."))
    if situation.actor == person_id:
        found.append(
            Refusal("own_appointment", "This is your own duty, so somebody who acts for the head decides it.", "A.3")
        )
    elif situation.actor == named_by:
        found.append(
            Refusal("own_naming", "You named this person, so somebody who acts for the head decides it.", "A.3")
        )
    if is_decided:
        found.append(Refusal("not_in_this_state", "This appointment has been decided or ended already."))
    if is_yes and not is_confirmed:
        found.append(Refusal("not_confirmed", "The person has not said yet that they take the duty.", "A.5"))
    if not is_yes:
        found.extend(reason_refusals(situation.reason, "your reason"))
    return tuple(found)


def end_refusals(
    situation: Situation, *, person_id: int, today: dt.date, starts_on: dt.date, ends_on: dt.date, is_over: bool
) -> tuple[Refusal, ...]:
    """Return why this actor cannot end this duty on that day; the person themselves always may."""
    found: list[Refusal] = []
    if not situation.capacities & NAMERS and situation.actor != person_id:
        found.append(
            Refusal(
                "not_yours_to_do",
                "Only the person, the proposer, the resourcing owner, the ICT lead or the head can end this.",
            )
        )
    if is_over:
        found.append(Refusal("not_in_this_state", "This duty is over already."))
    if ends_on < today:
        found.append(Refusal("ends_in_past", "Choose today or a later day as the last day."))
    elif ends_on < starts_on:
        found.append(Refusal("ends_before_start", "The last day has to be on or after the first day."))
    return tuple(found)
