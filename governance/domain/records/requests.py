"""By when a request by law is answered: a copy of somebody's data, and information (DOMAIN 3.6, 3.8).

A request for information has two last days: so many school days, and so many working days; the earlier one holds.
Where the school's terms end before the school days are over, that is said and the working days hold.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from governance.domain.calendar import SchoolCalendar, day_in_words, school_days_after
from governance.domain.reasons import reason_refusals
from governance.domain.records.keeping import months_after
from governance.domain.refusals import Refusal

_SATURDAY = 5
LONGEST_NAME = 200
LONGEST_CONTACT = 300


@dataclass(frozen=True, slots=True)
class InformationDue:
    """The two last days of a request for information.

    ``by_school_days`` is None where the term dates that are known end before; ``due`` is the day that holds.
    """

    by_school_days: date | None
    by_working_days: date
    school_days: int
    working_days: int

    @property
    def due(self) -> date:
        """The earlier of the two."""
        return min(self.by_school_days or self.by_working_days, self.by_working_days)

    @property
    def said(self) -> str:
        """Both days in a sentence each, and which one holds."""
        working = f"{self.working_days} working days end on {day_in_words(self.by_working_days)}"
        if self.by_school_days is None:
            return (
                f"The school’s term dates are not known far enough ahead to count {self.school_days} school days. "
                f"{working}; that day holds until the terms are typed."
            )
        school = f"{self.school_days} school days end on {day_in_words(self.by_school_days)}"
        which = "second" if self.by_working_days < self.by_school_days else "first"
        return f"{school}. {working}. The {which} day comes sooner and holds."


def information_due(
    calendar: SchoolCalendar, received_on: date, *, school_days: int, working_days: int
) -> InformationDue:
    """When a request for information has to be answered; the day on which it came does not count.

    ``calendar`` has to hold the bank holidays of the year of ``received_on`` and of the one after it.
    """
    return InformationDue(
        school_days_after(calendar, received_on, school_days),
        working_days_after(calendar.bank_holidays, received_on, working_days),
        school_days,
        working_days,
    )


def working_days_after(bank_holidays: frozenset[date], day: date, count: int) -> date:
    """The date so many working days after a day: no Saturday, no Sunday, no bank holiday."""
    while count > 0 and day < date.max:
        day += timedelta(days=1)
        count -= is_working_day(bank_holidays, day)
    return day


def is_working_day(bank_holidays: frozenset[date], day: date) -> bool:
    """Whether offices are open on a day."""
    return day.weekday() < _SATURDAY and day not in bank_holidays


def copy_due_on(bank_holidays: frozenset[date], received_on: date, months: int) -> date:
    """When a copy of somebody's data has to be sent: the same day of a later month, or its last day.

    Where that is no working day, the next one holds.
    """
    day = months_after(received_on, months)
    while not is_working_day(bank_holidays, day) and day < date.max:
        day += timedelta(days=1)
    return day


def information_request_refusals(
    asked: str, asked_by: str, contact: str, received_on: date, today: date
) -> tuple[Refusal, ...]:
    """Every reason against keeping a request for information; a name can be missing, and is then asked for."""
    found = list(reason_refusals(asked, "what is asked for", page="asked"))
    if len(asked_by) > LONGEST_NAME:
        found.append(Refusal("name_too_long", f"Shorten the name to {LONGEST_NAME} characters.", None, "asked_by"))
    if len(contact) > LONGEST_CONTACT:
        found.append(Refusal("contact_too_long", f"Shorten this to {LONGEST_CONTACT} characters.", None, "contact"))
    return (*found, *not_in_future(received_on, today, "received_on"))


def subject_request_refusals(about_name: str, received_on: date, today: date) -> tuple[Refusal, ...]:
    """Every reason against keeping a request for a copy."""
    found: list[Refusal] = []
    if not any(character.isalpha() for character in about_name):
        found.append(Refusal("name_missing", "Say whose data is asked for.", None, "about_name"))
    elif len(about_name) > LONGEST_NAME:
        found.append(Refusal("name_too_long", f"Shorten the name to {LONGEST_NAME} characters.", None, "about_name"))
    return (*found, *not_in_future(received_on, today, "received_on"))


def answered_refusals(on: date, since: date, today: date, page: str) -> tuple[Refusal, ...]:
    """Every reason against a day on which something was answered, sent or given."""
    found = list(not_in_future(on, today, page))
    if on < since:
        sentence = f"This was asked for on {day_in_words(since)}. Enter that day or a later one."
        found.append(Refusal("day_before_it_was_asked", sentence, None, page))
    return tuple(found)


def not_in_future(day: date, today: date, page: str) -> tuple[Refusal, ...]:
    """The refusal of a day that has not come."""
    if day <= today:
        return ()
    sentence = f"{day_in_words(day)} is in the future. Enter today or an earlier day."
    return (Refusal("day_in_future", sentence, None, page),)
