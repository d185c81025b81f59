"""Whether somebody's duties can be handed to a stand-in for some days, and what is needed before it counts (A.5.4).

A stand-in is appointed like anybody else: they say yes, and the head approves.  Who holds the duty already on all of
these days is there anyway, and nothing is needed.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.domain.absences import Absence, away_all_day
from governance.domain.appointing import NAMERS
from governance.domain.calendar import SchoolCalendar, day_in_words, is_school_day
from governance.domain.cover_ahead import weekdays_ahead
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation

CLAUSE = "A.5.4"


class Step(StrEnum):
    """What has to happen before the stand-in counts."""

    NOTHING = "nothing"
    APPROVAL = "approval"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class HeldDuty:
    """A duty that somebody holds or is named for; ``ends_on`` None has no end."""

    starts_on: date
    ends_on: date | None
    confirmed: bool
    approved: bool

    def holds_all(self, first: date, last: date) -> bool:
        """Whether it runs on every day from first to last."""
        return self.starts_on <= first and (self.ends_on is None or self.ends_on >= last)

    def overlaps(self, first: date, last: date) -> bool:
        """Whether it shares a day with the days from first to last."""
        return self.starts_on <= last and (self.ends_on is None or self.ends_on >= first)

    @property
    def step(self) -> Step:
        """What it still waits for."""
        if not self.confirmed:
            return Step.ANSWER
        return Step.NOTHING if self.approved else Step.APPROVAL


def handing_over_refusals(
    *,
    person_id: int,
    stand_in_id: int,
    starts_on: date,
    ends_on: date,
    stand_in_until: date | None,
    stand_in_away: Sequence[date],
    chosen: int,
) -> tuple[Refusal, ...]:
    """Return what stands against these two people, days and number of duties, whatever the sites are."""
    found: list[Refusal] = []
    if not chosen:
        found.append(Refusal("nothing_chosen", "Choose at least one duty to hand over."))
    if stand_in_id == person_id:
        found.append(Refusal("stand_in_is_same", "Choose somebody else: these are this person’s own duties.", CLAUSE))
    if stand_in_until is not None and starts_on <= stand_in_until < ends_on:
        sentence = f"This person leaves the school after {day_in_words(stand_in_until)}. Choose an earlier last day."
        found.append(Refusal("stand_in_leaves", sentence, CLAUSE))
    if stand_in_away:
        days = "on " + day_in_words(stand_in_away[0])
        if len(stand_in_away) > 1:
            days += f" and {len(stand_in_away) - 1} more school day{'s' if len(stand_in_away) > 2 else ''}"
        sentence = f"This person is away {days} in this time. Choose somebody else, or hand over the days apart."
        found.append(Refusal("stand_in_away", sentence, CLAUSE))
    return tuple(found)


def duty_refusals(situation: Situation, person_id: int, *, is_held: bool, label: str) -> tuple[Refusal, ...]:
    """Return why this actor cannot hand this duty of this person over; ``label`` is the name of the site."""
    found: list[Refusal] = []
    if situation.actor != person_id and not situation.capacities & NAMERS:
        sentence = "Only the person, the proposer, the resourcing owner, the ICT lead or the head can hand this over."
        found.append(Refusal("not_yours_to_do", sentence))
    if not is_held:
        sentence = f"This person does not hold that duty on {label} in this time."
        found.append(Refusal("duty_not_held", sentence, CLAUSE))
    return tuple(found)


def days_away(
    calendar: SchoolCalendar, absences: Iterable[Absence], person_id: int, first: date, last: date
) -> tuple[date, ...]:
    """Return the school days from first to last on which a person is away; every weekday where no terms are known."""
    theirs = [absence for absence in absences if absence.person_id == person_id]
    return tuple(
        day
        for day in weekdays_ahead(first, last)
        if (not calendar.terms or is_school_day(calendar, day)) and person_id in away_all_day(theirs, day)
    )
