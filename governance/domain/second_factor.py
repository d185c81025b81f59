"""Who has to sign in with a second step at a school, and who may take somebody's off when a phone is lost.

A school names roles (policy setting ``roles_with_second_factor``); who acts for the head counts as the head for as long
as they do.

Taking a second step off leaves a password alone between a stranger and what the person may do.  So nobody does it for
themselves, the ICT lead does it only for people whose roles open no more than their own, and no school does it alone
for a sign-in that opens another school too.  Where nobody else acts as the head, the ICT lead does it for everybody,
as with roles (``domain/roles.py``), because somebody has to help the head.
May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from governance.domain.access import Actor, acts_as_head
from governance.domain.refusals import Refusal
from governance.domain.roles import GIVEN_BY_THE_HEAD
from governance.domain.words import Role


def is_demanded_of(actor: Actor, roles: Collection[str]) -> bool:
    """The school asks this person for a second step; ``roles`` are the words of the roles that it names."""
    held = {role.value for role in actor.roles}
    if acts_as_head(actor):
        held.add(Role.HEAD.value)
    return not held.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class LockedOut:
    """Somebody who lost their phone.

    ``roles`` are those of today and of days to come.  ``belongs_elsewhere`` says that another school counts on the same
    sign-in, ``somebody_else_heads`` that a person other than this one is the head or acts for the head today.
    """

    person_id: int
    roles: frozenset[Role]
    acts_for_head: bool = False
    has_left: bool = False
    belongs_elsewhere: bool = False
    somebody_else_heads: bool = True


def decides_for_the_school(person: LockedOut) -> bool:
    """The person's roles open more than the ICT lead's own."""
    return person.acts_for_head or not person.roles.isdisjoint(GIVEN_BY_THE_HEAD)


def taking_off_refusals(actor: Actor, person: LockedOut) -> tuple[Refusal, ...]:
    """Every reason why ``actor``, who looks after people, may not take this person's second step off."""
    found: list[Refusal] = []
    if person.person_id == actor.person_id:
        sentence = "Nobody takes their own second step off here. Change it under your account, or ask a colleague."
        found.append(Refusal("second_step_of_oneself", sentence))
    if person.has_left:
        found.append(
            Refusal("has_left", "This person has left the school, so the school no longer changes their sign-in.")
        )
    if person.belongs_elsewhere:
        sentence = "They sign in to another school with it too, so whoever runs the server takes it off."
        found.append(Refusal("belongs_elsewhere", sentence))
    if decides_for_the_school(person) and person.somebody_else_heads and not acts_as_head(actor):
        sentence = "Their roles decide for the school, so the head, or who acts for the head, takes it off."
        found.append(Refusal("second_step_taken_off_by_the_head", sentence))
    return tuple(found)
