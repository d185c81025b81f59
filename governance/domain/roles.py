"""Who may give a role at a school and who may end it; and that no school is left without a head or an ICT lead.

The rule: nobody gives themselves anything, and the ICT lead gives only roles that open no more than their own.  Until a
school has a head the ICT lead may give every role, because somebody has to begin.  The last head and the last ICT lead
stay until somebody takes over.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from governance.domain.access import Actor, acts_as_head
from governance.domain.refusals import Refusal
from governance.domain.words import ROLE_WORDS, Role

GIVEN_BY_THE_HEAD = frozenset({Role.HEAD, Role.LEADERSHIP, Role.DSL, Role.CHAIR_OF_GOVERNORS})
"""Roles that decide about sites, about children or about who decides: the ICT lead's own opens less."""

NEVER_EMPTY = (Role.HEAD, Role.ICT_LEAD)
"""Without one of these the school could no longer run the product by itself."""


def giving_refusals(actor: Actor, person_id: int | None, role: Role, *, has_head: bool) -> tuple[Refusal, ...]:
    """Every reason why ``actor`` may not give ``role`` to a person (None: somebody who is not here yet).

    ``has_head`` says whether the school has a head, from today or from a day to come.
    """
    found: list[Refusal] = []
    if person_id is not None and person_id == actor.person_id:
        sentence = "Nobody gives themselves a role. Ask the head or another ICT lead to do it."
        found.append(Refusal("role_for_oneself", sentence, None, "role"))
    if role in GIVEN_BY_THE_HEAD and has_head and not acts_as_head(actor):
        sentence = f"The role {ROLE_WORDS[role]} is given by the head. Ask the head to add it."
        found.append(Refusal("role_given_by_the_head", sentence, None, "role"))
    return tuple(found)


def ending_refusals(actor: Actor, role: Role, *, has_head: bool) -> tuple[Refusal, ...]:
    """Every reason why ``actor`` may not end a role that somebody holds; everybody may give their own back."""
    if role in GIVEN_BY_THE_HEAD and has_head and not acts_as_head(actor):
        sentence = f"The role {ROLE_WORDS[role]} is ended by the head. Ask the head to do it."
        return (Refusal("role_ended_by_the_head", sentence, None, "role"),)
    return ()


def last_holder_refusals(role: Role, has_successor: bool) -> tuple[Refusal, ...]:
    """Why a role may not end when nobody else holds it on the day after (``has_successor``)."""
    if role not in NEVER_EMPTY or has_successor:
        return ()
    instead = (
        "Give somebody else the role from the next day on, or let somebody act for the head."
        if role is Role.HEAD
        else "Give somebody else the role from the next day on."
    )
    sentence = f"Nobody else would be the school’s {ROLE_WORDS[role]} after that day. {instead}"
    return (Refusal(f"last_{role.value}", sentence, None, "ends_on"),)


def role_date_refusals(starts_on: date, ends_on: date | None, member_from: date) -> tuple[Refusal, ...]:
    """Every reason against the dates of a role; days are inclusive."""
    found: list[Refusal] = []
    if ends_on is not None and ends_on < starts_on:
        found.append(
            Refusal("role_ends_before_start", "The last day is before the first. Change one.", None, "ends_on")
        )
    if starts_on < member_from:
        sentence = "The role starts before the person belongs to the school. Choose a later day."
        found.append(Refusal("role_before_membership", sentence, None, "starts_on"))
    return tuple(found)


def overlap_refusals(
    role: Role, starts_on: date, ends_on: date | None, held: Iterable[tuple[Role, date, date | None]]
) -> tuple[Refusal, ...]:
    """Why a role may not be given for these days: the person holds it on some of them (role, first and last day)."""
    for other, first, last in held:
        if other is role and (last is None or last >= starts_on) and (ends_on is None or first <= ends_on):
            sentence = f"They are {ROLE_WORDS[role]} on some of these days already. Choose days after that, or end it."
            return (Refusal("role_already_held", sentence, None, "starts_on"),)
    return ()
