"""How many days and sessions pupils are taught in a school year, beside what the year asks for (DOMAIN 3.3).

A session is a morning or an afternoon, so a day has two.  A day that a closure took away is counted as lost and not as
taught: whether it has to be made up is for the school to say.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from governance.domain.calendar import ClosedKind, SchoolCalendar, is_pupil_day, is_staff_day, pupil_days
from governance.domain.calendar_year import FIRST_MONTH

SESSIONS_A_DAY = 2


@dataclass(frozen=True, slots=True)
class YearCount:
    """Days of one school year: taught, for staff only, and taken away by closures."""

    pupil_days: int
    staff_only_days: int
    lost_days: int

    @property
    def sessions(self) -> int:
        """Mornings and afternoons of the pupil days."""
        return self.pupil_days * SESSIONS_A_DAY


def count_of_year(calendar: SchoolCalendar, first_year: int) -> YearCount:
    """Count the school year from 1 August of ``first_year`` on; the calendar must hold its bank holidays."""
    first = date(first_year, FIRST_MONTH, 1)
    last = date(first_year + 1, FIRST_MONTH, 1) - timedelta(days=1)
    taught = len(pupil_days(calendar, first, last))
    never_closed = replace(
        calendar, closed=tuple(span for span in calendar.closed if span.kind is not ClosedKind.CLOSURE)
    )
    days = [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
    staff_only = sum(is_staff_day(calendar, day) and not is_pupil_day(calendar, day) for day in days)
    return YearCount(taught, staff_only, len(pupil_days(never_closed, first, last)) - taught)


def count_in_words(count: YearCount, asked: int) -> tuple[str, ...]:
    """Say a year's count in sentences, beside the ``asked`` number of pupil days."""
    said = [f"{_days(count.pupil_days, 'pupil day')}, which is {count.sessions} sessions (mornings and afternoons)."]
    year_asks = f"the {asked} days ({asked * SESSIONS_A_DAY} sessions) that a school year asks for"
    difference = count.pupil_days - asked
    if difference < 0:
        said.append(f"That is {_days(-difference, 'day')} fewer than {year_asks}.")
    elif difference:
        said.append(f"That is {_days(difference, 'day')} more than {year_asks}.")
    else:
        said.append(f"That is exactly {year_asks}.")
    if count.staff_only_days:
        said.append(f"{_days(count.staff_only_days, 'INSET day')} more for staff only.")
    if count.lost_days:
        said.append(f"{_days(count.lost_days, 'day')} lost to closures, and not counted.")
    return tuple(said)


def _days(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
