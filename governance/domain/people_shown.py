"""What makes somebody on the list of who can be shown: a name, told apart from others of that name (DOMAIN 7.7).

Also how a list of them is read from a sheet.  They are never confused with people who sign in: a name that is the same
says nothing.  May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from governance.domain.refusals import Refusal
from governance.domain.sheet_days import read_day
from governance.domain.sheets import Column, SheetRow
from governance.domain.shown_words import SHOWN_WORDS, ShownKind

LONGEST_NAME = 200
LONGEST_GROUP = 60
LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class PersonAsked:
    """Somebody as they were typed or stand on one line; ``left_on`` is the last day at the school."""

    kind: ShownKind
    name: str
    group_name: str = ""
    told_apart: str = ""
    left_on: date | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells this person from every other."""
        return same_person(self.name, self.told_apart)


def same_person(name: str, told_apart: str) -> tuple[str, str]:
    """Return what two rows of one person have in common, however the name was spaced or capitalised."""
    return " ".join(name.casefold().split()), " ".join(told_apart.casefold().split())


def person_refusals(asked: PersonAsked, others: Collection[tuple[str, str]]) -> tuple[Refusal, ...]:
    """Return why somebody cannot stand on the list so; ``others`` are the keys of everybody else on it."""
    found: list[Refusal] = []
    if not asked.name:
        found.append(Refusal("name_missing", "Enter the name.", None, "name"))
    elif any(name == asked.key[0] for name, _ in others) and (not asked.told_apart or asked.key in others):
        found.append(
            Refusal(
                "name_not_told_apart",
                "Somebody on the list has this name already. Say what tells the two apart: “the older sister”.",
                None,
                "told_apart",
            )
        )
    for field, text, longest, words in (
        ("name", asked.name, LONGEST_NAME, "the name"),
        ("group_name", asked.group_name, LONGEST_GROUP, "the class or year"),
        ("told_apart", asked.told_apart, LONGEST_NOTE, "what tells them apart"),
    ):
        if len(text) > longest:
            found.append(Refusal(f"{field}_too_long", f"Keep {words} to {longest} characters.", None, field))
    return tuple(found)


COLUMNS = (
    Column("name", ("Name", "Full name", "Pupil", "Pupil name"), required=True),
    Column("kind", ("Kind", "Who", "Pupil or grown-up")),
    Column("group", ("Class", "Year", "Class or year", "Year group", "Form")),
    Column("told_apart", ("Told apart by", "Note", "Told apart")),
    Column("left", ("Left on", "Leaving date", "Last day")),
)
HEADINGS = ("Name", "Kind", "Class", "Told apart by", "Left on")
EXAMPLE = (
    HEADINGS,
    ("Jo Example", "Pupil", "Year 4", "", ""),
    ("Sam Example", "Pupil", "Year 3", "the older brother", ""),
    ("Sam Example", "Pupil", "Reception", "the younger brother", ""),
    ("Pat Example", "Visitor", "", "author, spring term", ""),
)

_KINDS = {
    **{kind.value.replace("_", " "): kind for kind in ShownKind},
    **{words: kind for kind, words in SHOWN_WORDS.items()},
    "child": ShownKind.PUPIL,
    "student": ShownKind.PUPIL,
    "staff": ShownKind.EMPLOYEE,
    "adult": ShownKind.OTHER_ADULT,
    "parent": ShownKind.OTHER_ADULT,
}


def read_person_shown(row: SheetRow) -> PersonAsked | tuple[Refusal, ...]:
    """Return one line of a sheet as somebody who can be shown, or every reason why it cannot be read."""
    cell = {column.key: row.cells.get(column.key, "") for column in COLUMNS}
    kind = _KINDS.get(" ".join(cell["kind"].casefold().split())) if cell["kind"] else ShownKind.PUPIL
    left_on, fault = read_day(cell["left"], "left")
    wrong = [fault] if fault else []
    if kind is None:
        known = ", ".join(SHOWN_WORDS.values())
        wrong.append(Refusal("kind_unknown", f"“{cell['kind'][:40]}” is none of these: {known}.", None, "kind"))
    if wrong or kind is None:
        return tuple(wrong)
    return PersonAsked(kind, cell["name"], cell["group"], cell["told_apart"], left_on)
