"""A trust of more schools than a page asks at each opening."""

from __future__ import annotations

from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import Person, School
from tests.factories import make_person, make_school

FURTHER = 20
"""Further schools: with the first they are 21, one more than are asked at each opening."""


def further_schools(session: Session, lead: Person | None = None, count: int = FURTHER) -> list[School]:
    """So many schools with nothing in them, of which ``lead`` is the ICT lead."""
    schools = [make_school(session, f"school{k}", name=f"School {k:02}") for k in range(1, count + 1)]
    for school in schools if lead else ():
        make_person(session, school, Role.ICT_LEAD, person=lead)
    return schools
