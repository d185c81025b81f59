"""Lives through days of the simulated year, as a worker that wakes at some moments of each day would.

Real looks at real pages over the loopback interface, the real list of what the clock does, and the real outbox.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from governance.config import read_settings
from governance.hosts.outside import Outside
from governance.jobs.clock import run_periodic
from governance.jobs.mail import FolderPost
from governance.jobs.outbox import Outbox
from governance.jobs.periodic import PERIODIC
from governance.jobs.watching import Watching
from governance.services import update_watches
from tests.jobs.year.blogs import Blogs
from tests.jobs.year.people import WHAT_PEOPLE_DO
from tests.jobs.year.school import TheSchool

LONDON = ZoneInfo("Europe/London")
NIGHT, PEOPLE_AT, MORNING, AFTERNOON = dt.time(0, 40), dt.time(7, 40), dt.time(8, 20), dt.time(15, 20)
WAKES = (NIGHT, MORNING, AFTERNOON)
"""When the worker wakes: after midnight, when mails may go out, and when the children have gone."""

Sessions = Callable[[], Session]


def at(day: dt.date, time: dt.time) -> dt.datetime:
    """A moment of the school's day."""
    return dt.datetime.combine(day, time, LONDON).astimezone(dt.UTC)


def days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Every day of a span, both included."""
    return (first + dt.timedelta(days=number) for number in range((last - first).days + 1))


def wake(sessions: Sessions, folder: Path, now: dt.datetime, outside: Outside) -> None:
    """Do what is due at one moment: in the afternoon look at the blogs, then run the clock and send what waits."""
    if now.astimezone(LONDON).time() >= AFTERNOON:
        looks = Watching(sessions, outside, lambda: now)
        with sessions() as session:
            due = update_watches.due_now(session, now)
        for one in due:
            looks.look_at(one.id)
    run_periodic(sessions, now, PERIODIC)
    settings = read_settings(
        {"GOVERNANCE_DATA_FOLDER": str(folder), "GOVERNANCE_SECRET_KEY": "a-secret-for-the-simulated-year-only-1234"}
    )
    Outbox(sessions, FolderPost(folder), settings, lambda: now).send_due()


def live_day(
    session: Session, school: TheSchool, blogs: Blogs, day: dt.date, wake_at: Callable[[dt.datetime], None]
) -> None:
    """Live through one day: the worker wakes, and before the morning's wake people do what they do that day."""
    for time in WAKES:
        if time == MORNING:
            for do in WHAT_PEOPLE_DO.get(day.isoformat(), ()):
                do(session, school, at(day, PEOPLE_AT))
        blogs.now = at(day, time)
        wake_at(blogs.now)
