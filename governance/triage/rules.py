"""Which rules read a comment, by the name that a moderator is told, and how reasons are ordered (A.5).

Each check takes the comment's views and the school, and returns reasons; none of them decides anything (A.5).
May import the standard library and its neighbours only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from governance.triage.contacts import handles, links, mail_addresses
from governance.triage.names import full_names, names_with_places, pupils_names
from governance.triage.normalise import Views
from governance.triage.numbers import phone_numbers
from governance.triage.places import addresses, birth_dates, number_plates, postcodes
from governance.triage.reading import URGENCIES, Kind, Reason, School, Source
from governance.triage.whereabouts import whereabouts
from governance.triage.words import bare_insults, listed_words, said_phrases, school_words

Check = Callable[[Views, School], Iterable[Reason]]

CHECKS: tuple[tuple[str, Check], ...] = (
    ("words", listed_words),
    ("phrases", said_phrases),
    ("bare insults", bare_insults),
    ("your school's words", school_words),
    ("telephone numbers", phone_numbers),
    ("e-mail addresses", mail_addresses),
    ("postcodes", postcodes),
    ("addresses", addresses),
    ("dates of birth", birth_dates),
    ("whereabouts", whereabouts),
    ("number plates", number_plates),
    ("names on networks", handles),
    ("first and last names", full_names),
    ("names with a school or class", names_with_places),
    ("pupils' names", pupils_names),
    ("links", links),
)
"""The checks, each with its name in plain words."""


def in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons, the most urgent first and then in the comment's own order; of one kind the widest in each place."""
    kept: list[Reason] = []
    reached: dict[tuple[Kind, Source], int] = {}
    for reason in sorted(set(reasons), key=_by_place):
        if reason.end > reached.get((reason.kind, reason.source), 0):
            reached[reason.kind, reason.source] = reason.end
            kept.append(reason)
    return tuple(sorted(kept, key=lambda reason: (URGENCIES.index(reason.urgency), reason.start, reason.end)))


def _by_place(reason: Reason) -> tuple[int, int, Kind, Source, str]:
    return reason.start, -reason.end, reason.kind, reason.source, reason.words
