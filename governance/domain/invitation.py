"""What has to be known of somebody before they are invited, and that one mail address is one person.

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from governance.domain.refusals import Refusal
from governance.domain.words import PersonKind, Role

LONGEST_NAME = 200
LONGEST_POSITION = 120
LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^\s@<>(),;:\"\\]{1,64}@[^\s@.<>(),;:\"\\]+(\.[^\s@.<>(),;:\"\\]+)+")

KIND_OF_PERSON = {
    PersonKind.EMPLOYEE: "Employee",
    PersonKind.CONTRACTOR: "Contractor",
    PersonKind.VOLUNTEER: "Volunteer",
    PersonKind.GOVERNOR: "Governor",
    PersonKind.OUTSIDE: "From outside the school",
}


@dataclass(frozen=True, slots=True)
class RoleAsked:
    """A role with its days, both inclusive; None is open."""

    role: Role
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonAsked:
    """Somebody as they were typed into the form or stand in a staff list."""

    name: str
    email: str
    kind: PersonKind
    position: str
    roles: tuple[RoleAsked, ...]
    starts_on: date
    ends_on: date | None = None


def plain_email(typed: str) -> str:
    """Return an address as it is stored and compared: one person does not become two by a capital letter."""
    return typed.strip().lower()


def person_refusals(asked: PersonAsked) -> tuple[Refusal, ...]:
    """Every reason against what was typed, whoever typed it."""
    found = list(details_refusals(asked.name, asked.position))
    if not is_email(asked.email):
        sentence = "Enter a whole e-mail address, such as name@school.example."
        found.append(Refusal("email_not_one", sentence, None, "email"))
    if asked.kind is PersonKind.EMPLOYEE and not asked.roles:
        sentence = "Choose at least one role. Without a role an employee cannot open anything."
        found.append(Refusal("role_missing", sentence, None, "roles"))
    if len({role.role for role in asked.roles}) < len(asked.roles):
        found.append(Refusal("role_twice", "The same role stands here twice. Keep one of them.", None, "roles"))
    if asked.ends_on is not None and asked.ends_on < asked.starts_on:
        sentence = "The last day is before the first. Change one of the two."
        found.append(Refusal("person_ends_before_start", sentence, None, "ends_on"))
    return tuple(found)


def details_refusals(name: str, position: str) -> tuple[Refusal, ...]:
    """Every reason against somebody's name and position at the school."""
    found: list[Refusal] = []
    if not any(character.isalpha() for character in name):
        found.append(Refusal("name_missing", "Enter the person’s name.", None, "name"))
    if len(name) > LONGEST_NAME:
        found.append(Refusal("name_too_long", f"Shorten the name to {LONGEST_NAME} characters.", None, "name"))
    if len(position) > LONGEST_POSITION:
        sentence = f"Shorten the position to {LONGEST_POSITION} characters."
        found.append(Refusal("position_too_long", sentence, "A.4.8", "position"))
    return tuple(found)


def is_email(typed: str) -> bool:
    """Return whether a text has the shape of one e-mail address."""
    return len(typed) <= LONGEST_EMAIL and _EMAIL.fullmatch(typed) is not None
