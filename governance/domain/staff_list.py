"""A school's staff list as a sheet: which columns it has, and what each line says of a person.

Lines never take anything away: who is missing from the file stays, and a role that is not named goes on.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from governance.domain.invitation import KIND_OF_PERSON, details_refusals, is_email, plain_email
from governance.domain.refusals import Refusal
from governance.domain.sheet_days import read_day
from governance.domain.sheets import Column, SheetRow
from governance.domain.words import ROLE_WORDS, PersonKind, Role

COLUMNS = (
    Column("name", ("Name", "Full name"), required=True),
    Column("email", ("E-mail", "Email address", "Mail"), required=True),
    Column("position", ("Position", "Job title", "Post")),
    Column("kind", ("Kind", "Kind of person")),
    Column("roles", ("Roles", "Role"), required=True),
    Column("starts", ("Starts", "First day", "Start date")),
    Column("ends", ("Ends", "Last day", "End date")),
)

EXAMPLE = (
    ("Name", "E-mail", "Position", "Kind", "Roles", "Starts", "Ends"),
    ("Jo Example", "jo@school.example", "Year 4 teacher", "Employee", "Teacher", "2026-09-01", ""),
    ("Sam Example", "sam@school.example", "Assistant head", "Employee", "Leadership team; Teacher", "", ""),
    ("Pat Example", "pat@school.example", "Chess club helper", "Volunteer", "", "2026-09-14", "2027-07-21"),
)


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """One line as it was understood; None and empty say nothing.  Days are inclusive."""

    line: int
    name: str
    email: str
    position: str
    kind: PersonKind | None
    roles: tuple[Role, ...]
    starts_on: date | None
    ends_on: date | None


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


_ROLE_NAMES: dict[str, Role] = {
    **{_plain(role.value): role for role in Role},
    **{_plain(word): role for role, word in ROLE_WORDS.items()},
    "headteacher": Role.HEAD,
    "principal": Role.HEAD,
    "slt": Role.LEADERSHIP,
    "assistanthead": Role.LEADERSHIP,
    "deputyhead": Role.LEADERSHIP,
    "ictleader": Role.ICT_LEAD,
    "computinglead": Role.ICT_LEAD,
    "safeguardinglead": Role.DSL,
    "chair": Role.CHAIR_OF_GOVERNORS,
}
_KIND_NAMES: dict[str, PersonKind] = {
    **{_plain(kind.value): kind for kind in PersonKind},
    **{_plain(word): kind for kind, word in KIND_OF_PERSON.items()},
    "staff": PersonKind.EMPLOYEE,
}


def read_person(row: SheetRow) -> ReadPerson | tuple[Refusal, ...]:
    """Return what a line says, or every reason why it cannot be understood."""
    cell = {column.key: row.cells.get(column.key, "").strip() for column in COLUMNS}
    found = list(details_refusals(cell["name"], cell["position"]))
    if not is_email(cell["email"]):
        found.append(Refusal("email_not_one", f"“{cell['email'][:60]}” is no whole e-mail address.", None, "email"))
    kind = _KIND_NAMES.get(_plain(cell["kind"])) if cell["kind"] else None
    if cell["kind"] and kind is None:
        known = ", ".join(KIND_OF_PERSON.values())
        found.append(Refusal("kind_unknown", f"“{cell['kind'][:40]}” is none of these: {known}.", None, "kind"))
    roles, wrong = _roles(cell["roles"])
    found += wrong
    days: dict[str, date | None] = {}
    for key in ("starts", "ends"):
        days[key], fault = read_day(cell[key], "starts")
        found += [fault] if fault else []
    if days["starts"] and days["ends"] and days["ends"] < days["starts"]:
        sentence = "The last day is before the first."
        found.append(Refusal("person_ends_before_start", sentence, None, "ends"))
    if found:
        return tuple(found)
    return ReadPerson(
        row.line, cell["name"], plain_email(cell["email"]), cell["position"], kind, roles, days["starts"], days["ends"]
    )


def _roles(text: str) -> tuple[tuple[Role, ...], list[Refusal]]:
    named = [part.strip() for part in re.split(r"[;,/|+\n]", text) if part.strip()]
    roles = [_ROLE_NAMES.get(_plain(name)) for name in named]
    wrong = [name for name, role in zip(named, roles, strict=True) if role is None]
    if wrong:
        known = ", ".join(ROLE_WORDS.values())
        return (), [Refusal("role_unknown", f"“{wrong[0][:40]}” is no role here. Roles are: {known}.", None, "roles")]
    return tuple(dict.fromkeys(role for role in roles if role is not None)), []
