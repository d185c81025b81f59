"""The school of the simulated year: its calendar from September to August, its people, and six live blogs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.words import Role
from governance.models import (
    Acknowledgement,
    Appointment,
    AuditRow,
    ClosedSpan,
    Evidence,
    LiveSpell,
    Notice,
    Person,
    PolicyText,
    School,
    Site,
    Term,
    Training,
)
from governance.services.actors import load_actor
from tests.factories import make_person, start_writing
from tests.jobs.year.blogs import Blog, Blogs
from tests.services.cast import Cast, live_site, make_cast

FIRST_DAY, LAST_DAY = dt.date(2026, 9, 1), dt.date(2027, 8, 31)
OPENING = dt.date(2026, 9, 3)
START = dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC)
TERMS = (
    ("Autumn", dt.date(2026, 9, 3), dt.date(2026, 12, 18)),
    ("Spring", dt.date(2027, 1, 4), dt.date(2027, 3, 25)),
    ("Summer", dt.date(2027, 4, 12), dt.date(2027, 7, 21)),
)
CLOSED = (
    ("half_term", dt.date(2026, 10, 26), dt.date(2026, 10, 30)),
    ("half_term", dt.date(2027, 2, 15), dt.date(2027, 2, 19)),
    ("half_term", dt.date(2027, 5, 31), dt.date(2027, 6, 4)),
    ("inset", dt.date(2027, 6, 7), dt.date(2027, 6, 7)),
)
LATER = "2028-07-21"
"""A planned end and an evaluation that lie beyond the year."""


@dataclass
class TheSchool:
    """Who and what there is; every person and site under the name by which the year's diary knows them."""

    school_id: int
    slug: str
    people: dict[str, int] = field(default_factory=dict)
    sites: dict[str, int] = field(default_factory=dict)
    first_row: int = 0

    def actor(self, session: Session, name: str, now: dt.datetime) -> Actor:
        """The person as who acts at a moment."""
        found = load_actor(session, session.get_one(School, self.school_id), self.people[name], now, "year")
        assert found is not None, name
        session.rollback()
        return found


def found_the_school(session: Session, blogs: Blogs) -> TheSchool:
    """Make the school, launch its sites by the use cases, and date everything back to the start of the year."""
    cast = make_cast(session)
    school = TheSchool(cast.school.id, cast.school.slug)
    named = {
        "head": cast.head,
        "assistant": cast.assistant,
        "ICT lead": cast.ict,
        "DSL": cast.dsl,
        "chair": cast.chair,
    }
    school.people = {name: person.id for name, person in named.items()}
    _acknowledge(session, cast, cast.chair.id, "chair")
    for name in ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse"):
        school.people[name] = _teacher(session, cast, name)
    for key, name, who, days, broken, changed in _blogs(school):
        address = blogs.add(key, Blog(name, days, broken))
        school.sites[name] = _launched(session, cast, school, name, address, who, changed)
    _date_back(session, school)
    return school


Planned = tuple[str, str, tuple[str, ...], list[dt.date], tuple[tuple[dt.date, dt.date], ...], dict[str, Any]]


def _blogs(school: TheSchool) -> list[Planned]:
    """Key, name, administrators and moderators (the first writes), days of posts, broken spans, answers."""
    all_year = thursdays(OPENING, LAST_DAY)
    april = dt.date(2027, 4, 26)
    return [
        ("y3", "Year 3 blog", ("Ash", "Birch"), all_year, (), {"measures": _measured("2027-03-26")}),
        ("y4", "Year 4 blog", ("Birch", "Ash"), _without(all_year, dt.date(2027, 1, 18), dt.date(2027, 3, 7)), (), {}),
        ("y5", "Year 5 blog", ("Cedar", "Dogwood"), all_year, ((april, dt.date(2027, 5, 9)),), {}),
        ("y6", "Year 6 blog", ("Dogwood", "Elm"), all_year, (), {}),
        ("club", "Football club", ("Fir", "Ash"), all_year, (), {"ends_on": "2027-03-25"}),
        ("choir", "Choir", ("Gorse", "Fir"), all_year, (), {}),
    ]


def thursdays(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every Thursday of the span; teachers post before the weekend, holidays or not."""
    days = (first + dt.timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() == 3]


def _without(days: list[dt.date], first: dt.date, last: dt.date) -> list[dt.date]:
    return [day for day in days if not first <= day <= last]


def _measured(on: str) -> list[dict[str, str]]:
    return [{"measure": "Children who wrote", "target": "Every child", "review_on": on}]


def _acknowledge(session: Session, cast: Cast, person_id: int, name: str) -> None:
    school_id = cast.school.id
    start_writing(session)
    session.add(
        Acknowledgement(
            school_id=school_id,
            policy_text_id=session.scalars(sa.select(PolicyText.id)).one(),
            person_id=person_id,
            name=name,
            job_title="Teacher",
            acknowledged_on=FIRST_DAY,
            at=START,
        )
    )
    session.commit()


def _teacher(session: Session, cast: Cast, name: str) -> int:
    school_id, ict = cast.school.id, cast.ict.id
    person: Person = make_person(session, cast.school, Role.TEACHER, name=name)
    person_id = person.id
    _acknowledge(session, cast, person_id, name)
    start_writing(session)
    session.add_all(
        Training(
            school_id=school_id,
            person_id=person_id,
            topic=topic,
            trained_on=FIRST_DAY,
            expires_on=dt.date(2027, 6, 30) if name == "Cedar" else None,
            recorded_by=ict,
            recorded_at=START,
        )
        for topic in ("moderating", "safeguarding_online")
    )
    session.commit()
    return person_id


def _launched(
    session: Session,
    cast: Cast,
    school: TheSchool,
    name: str,
    address: str,
    who: tuple[str, ...],
    changed: dict[str, Any],
) -> int:
    ids = [school.people[person] for person in who]
    # Staff alone write there, so that nobody is asked what became of comments.
    alone = {"contributors": {"staff": ["text", "images"]}}
    asked = {"ends_on": LATER, "measures": _measured(LATER), **alone, **changed}
    site = live_site(
        session,
        cast,
        name=name,
        address=address,
        administrators=ids[:1],
        moderators=ids,
        updaters=ids[:1],
        hours=[{"person": person, "hours": 1} for person in ids],
        shown_people=[{"person": ids[0], "shown_as": name, "position": "Class teacher"}],
        **asked,
    )
    site_id = site.id
    session.rollback()
    return site_id


def _date_back(session: Session, school: TheSchool) -> None:
    """Let all that was made for the tests' today have been so when the year began."""
    start_writing(session)
    session.execute(sa.delete(Term))
    session.execute(sa.delete(Notice))
    for name, first, last in TERMS:
        session.add(Term(school_id=school.school_id, name=name, starts_on=first, ends_on=last))
    for kind, first, last in CLOSED:
        session.add(ClosedSpan(school_id=school.school_id, kind=kind, starts_on=first, ends_on=last))
    session.execute(sa.update(PolicyText).values(published_at=START))
    session.execute(sa.update(Acknowledgement).values(acknowledged_on=FIRST_DAY, at=START))
    session.execute(sa.update(Training).values(trained_on=FIRST_DAY))
    session.execute(
        sa.update(Appointment).values(starts_on=FIRST_DAY, named_at=START, confirmed_at=START, approved_at=START)
    )
    session.execute(sa.update(Evidence).values(seen_on=FIRST_DAY, recorded_at=START, valid_until=dt.date(2027, 12, 31)))
    session.execute(sa.update(Site).values(launched_at=dt.datetime(2026, 9, 3, 8, tzinfo=dt.UTC)))
    session.execute(sa.update(LiveSpell).values(starts_on=OPENING))
    session.commit()
    school.first_row = session.scalar(sa.select(sa.func.max(AuditRow.id))) or 0
    session.rollback()
