"""A school with one live site on Wednesday 18 November 2026, and what is owed there as short lines."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from governance.domain.reminders import Matter, Owed
from governance.models import Person, School, Site
from governance.services.owed import owed_at
from tests.factories import start_writing
from tests.services.cast import Cast, live_site, make_cast

LONDON = ZoneInfo("Europe/London")


def scene(session: Session, **answers: Any) -> tuple[Cast, Site]:
    """The whole cast, and Year 3's blog, launched today."""
    cast = make_cast(session)
    site = live_site(session, cast, **answers)
    session.rollback()
    return cast, site


def on_day(text: str) -> dt.datetime:
    """Eight in the morning at the school, on a day written as in "2026-11-20"."""
    return dt.datetime.combine(dt.date.fromisoformat(text), dt.time(8), LONDON)


def owed(session: Session, cast: Cast, day: str, *matters: Matter) -> list[Owed]:
    """What is owed at the school on a day, of these matters only."""
    found = [
        one for one in owed_at(session, session.get_one(School, cast.school.id), on_day(day)) if one.matter in matters
    ]
    session.rollback()
    return found


def names(session: Session, people: tuple[int, ...]) -> list[str]:
    """The names of people, in their order."""
    found = [session.get_one(Person, person).name for person in people]
    session.rollback()
    return found


def change(session: Session, row: Any, **columns: Any) -> None:
    """Set columns of a row, as time or another use case would."""
    start_writing(session)
    session.refresh(row)
    for key, value in columns.items():
        setattr(row, key, value)
    session.commit()


def add(session: Session, *rows: Any) -> None:
    """Add rows."""
    start_writing(session)
    session.add_all(rows)
    session.commit()
