"""What is the school's own and may be written in public, and what a machine marks in a text besides (A.4.9, A.5.2).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from governance.domain.personal_details import SchoolContacts
from governance.services.comments.reading import school_of_reading
from governance.triage import Kind, read

MARKED = frozenset(
    {Kind.MAIL, Kind.PHONE, Kind.POSTCODE, Kind.ADDRESS, Kind.HANDLE, Kind.STAFF_HOME, Kind.FULL_NAME, Kind.BIRTH_DATE}
)
"""What is worth a second look in a text that is to be published."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One place that the machine marks, as it is written; a person says whether it matters."""

    words: str
    text: str
    clause: str


def own_contacts(session: Session, school_id: int) -> SchoolContacts:
    """Return the school's own hosts, numbers and postcodes, as its settings, website and sites say."""
    own = school_of_reading(session, school_id).contacts
    return SchoolContacts(
        hosts=frozenset(domain.removeprefix("www.") for domain in own.domains),
        phones=frozenset(own.phones),
        postcodes=frozenset(own.postcodes),
    )


def marks_in(session: Session, school_id: int, text: str) -> tuple[Mark, ...]:
    """Return what the machine marks in a text, each once, in the order in which it stands there."""
    reading = read(text, school_of_reading(session, school_id))
    found = sorted((one for one in reading.reasons if one.kind in MARKED), key=lambda one: one.start)
    marks = (Mark(one.words, text[one.start : one.end].strip(), one.clause) for one in found)
    return tuple(dict.fromkeys(marks))
