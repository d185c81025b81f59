"""What a school may add to the machine's reading: its own words, switches and contacts, and the names of its pupils.

Decides what an entry must be; what protects children cannot be switched off (A.5.2, A.5.4).
May import the standard library and the domain only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from governance.domain.comments.words import Urgency
from governance.domain.refusals import Refusal
from governance.domain.sheets import Column, Sheet

LONGEST_WORD = 120
MOST_EXCEPTIONS = 20
MOST_CONTACTS = 50
MATCH_WORDS = {
    "word": "This word alone",
    "stem": "Every word that begins so",
    "phrase": "These words one after the other",
}
SWITCHES = {
    "swearing": "Swearing",
    "insult": "Insults",
    "unkindness": "Unkindness",
    "link": "Links",
    "advert": "Adverts",
}
"""The kinds that a school may switch off.  Nothing that protects a child stands here."""

NAME_COLUMNS = (
    Column("first", ("first name", "forename", "first names", "given name", "legal forename", "preferred name")),
    Column("last", ("last name", "surname", "family name", "legal surname")),
    Column("name", ("name", "full name", "pupil", "pupil name", "student")),
)


@dataclass(frozen=True, slots=True)
class WordTyped:
    """An entry of the school's own list, as somebody typed it."""

    text: str
    match: str
    urgency: Urgency
    exceptions: tuple[str, ...] = ()


def word_refusals(word: WordTyped, known: Sequence[str]) -> tuple[Refusal, ...]:
    """Return every reason why this entry cannot stand; ``known`` are the texts that are on the list already."""
    found = []
    text = " ".join(word.text.split())
    if len(text) < 2 or not any(letter.isalnum() for letter in text):
        found.append(Refusal("word_too_short", "Write a word of at least two letters.", page="text"))
    if len(text) > LONGEST_WORD:
        found.append(Refusal("word_too_long", f"Write at most {LONGEST_WORD} letters.", page="text"))
    if word.match != "phrase" and " " in text:
        found.append(Refusal("word_has_spaces", "Several words are a phrase: choose that.", page="match"))
    if word.match not in MATCH_WORDS:
        found.append(Refusal("match_unknown", "Choose how the word is looked for.", page="match"))
    if text.casefold() in {one.casefold() for one in known}:
        found.append(Refusal("word_known", "This word is on the list already.", page="text"))
    if len(word.exceptions) > MOST_EXCEPTIONS:
        found.append(Refusal("too_many_exceptions", f"Write at most {MOST_EXCEPTIONS} exceptions.", page="exceptions"))
    return tuple(found)


def switch_refusals(switched_off: Sequence[str]) -> tuple[Refusal, ...]:
    """Return a refusal where something would be switched off that protects a child."""
    if set(switched_off) <= set(SWITCHES):
        return ()
    return (Refusal("not_a_switch", "What protects a child cannot be switched off.", "A.5.2", "switched_off"),)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a typed list, each once, without empty ones."""
    return tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


_PARTS = re.compile(r"[\s,]+")


def names_in(sheet: Sheet) -> frozenset[str]:
    """Return every part of every pupil's name in an uploaded sheet, each as a word of its own."""
    found: set[str] = set()
    for row in sheet.rows:
        typed = " ".join(row.cells.get(key, "") for key in ("first", "last", "name"))
        found.update(part for part in _PARTS.split(typed) if len(part) > 1)
    return frozenset(found)


def sheet_refusals(sheet: Sheet, names: frozenset[str]) -> tuple[Refusal, ...]:
    """Return why a sheet of names cannot be taken: unreadable, or nothing in it that is a name."""
    if sheet.refusals:
        return sheet.refusals
    if not names:
        return (
            Refusal(
                "no_names",
                "There is no name in this file. Its first line has to say “first name” and “last name”.",
                page="file",
            ),
        )
    return ()
