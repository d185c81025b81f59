"""When somebody is away, by half days, and why an absence cannot be entered (A.1.5, A.5.4; DESIGN 7).

A school day has a morning and an afternoon.  Who is there for either of them is there that day: the policy asks for
somebody on the day, not for every hour of it, and looking at a queue takes minutes.  Only who misses both halves, by
one absence or by two, is away.  Why somebody is away is asked nowhere and kept nowhere.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from governance.domain.access import Actor, acts_as_head, is_ict_lead
from governance.domain.calendar import day_in_words
from governance.domain.refusals import Refusal

CLAUSE = "A.5.4"
LONGEST = timedelta(days=731)
"""The longest absence, and how far ahead one may begin: a year of a child's birth and the next is the longest leave."""
STILL_CHANGES = timedelta(days=28)
"""An absence may be entered, changed or called off so long after its last day; what is older was acted on."""


class Half(StrEnum):
    """Half of a school day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True)
class Absence:
    """A person is away on these days, both included.

    ``starts_midday``: they leave at midday of the first day.  ``ends_midday``: they are back at midday of the last.
    """

    person_id: int
    starts_on: date
    ends_on: date
    starts_midday: bool = False
    ends_midday: bool = False

    @property
    def first_half(self) -> int:
        """The first half day that is missed, counted in half days from the beginning of the calendar."""
        return self.starts_on.toordinal() * 2 + self.starts_midday

    @property
    def half_after(self) -> int:
        """The half day on which they are back, counted in the same way."""
        return self.ends_on.toordinal() * 2 + 2 - self.ends_midday

    def misses(self, day: date, half: Half) -> bool:
        """Whether the person is away on this half of this day."""
        return self.first_half <= day.toordinal() * 2 + (half is Half.AFTERNOON) < self.half_after

    def overlaps(self, other: Absence) -> bool:
        """Whether the two share half a day; leaving at midday after coming back at midday shares none."""
        return self.first_half < other.half_after and other.first_half < self.half_after


def halves_missed(absences: Iterable[Absence], day: date) -> dict[int, frozenset[Half]]:
    """Return for each person who misses something of the day the halves that they miss, by all their absences."""
    missed: dict[int, frozenset[Half]] = {}
    for absence in absences:
        halves = frozenset(half for half in Half if absence.misses(day, half))
        if halves:
            missed[absence.person_id] = missed.get(absence.person_id, frozenset()) | halves
    return missed


def away_all_day(absences: Iterable[Absence], day: date) -> frozenset[int]:
    """Return the persons who are there for no part of the day."""
    return frozenset(person for person, halves in halves_missed(absences, day).items() if len(halves) == len(Half))


def in_words(absence: Absence) -> str:
    """An absence as people say it: "from midday on Monday 2 November 2026 to Friday 6 November 2026"."""
    if absence.starts_on == absence.ends_on:
        part = "from midday on " if absence.starts_midday else "until midday on " if absence.ends_midday else "on "
        return part + day_in_words(absence.starts_on)
    first = "from midday on " if absence.starts_midday else "from "
    last = " until midday on " if absence.ends_midday else " to "
    return first + day_in_words(absence.starts_on) + last + day_in_words(absence.ends_on)


def may_see_absences_of(actor: Actor, person_id: int) -> bool:
    """The person themselves, the ICT lead, the head and who acts for the head see and change somebody's absences."""
    return actor.person_id == person_id or is_ict_lead(actor) or acts_as_head(actor)


def absence_refusals(
    actor: Actor,
    asked: Absence,
    others: Iterable[Absence],
    today: date,
    *,
    member_from: date,
    member_until: date | None,
) -> tuple[Refusal, ...]:
    """Return every reason against an absence.  ``others`` are the person's own that stand, without the one changed.

    ``member_from`` to ``member_until`` (None: with no end) are the days on which the person belongs to the school.
    """
    wrong_span = span_refusals(asked)
    found = [*_whose(actor, asked.person_id), *wrong_span, *_when(asked, today)]
    if asked.ends_on < member_from or (member_until is not None and asked.starts_on > member_until):
        sentence = "This person does not belong to the school on any of these days. Choose other days."
        found.append(Refusal("absence_not_here_then", sentence, CLAUSE, "starts_on"))
    for other in sorted(others, key=lambda one: one.first_half):
        if not wrong_span and asked.overlaps(other):
            sentence = f"An absence {in_words(other)} is entered already. Change that one, or choose other days."
            found.append(Refusal("absence_overlaps", sentence, CLAUSE, "starts_on"))
            break
    return tuple(found)


def span_refusals(asked: Absence) -> tuple[Refusal, ...]:
    """Return why these days make no absence, whosever they are."""
    if asked.ends_on < asked.starts_on:
        sentence = "The last day is before the first. Change one of the two."
        return (Refusal("absence_ends_before_start", sentence, CLAUSE, "ends_on"),)
    if asked.first_half >= asked.half_after:
        sentence = "Leaving at midday and being back at midday of the same day misses nothing. Choose one of the two."
        return (Refusal("absence_misses_nothing", sentence, CLAUSE, "ends_on"),)
    if asked.ends_on - asked.starts_on > LONGEST:
        sentence = "An absence is entered for two years at most. Choose an earlier last day."
        return (Refusal("absence_too_long", sentence, CLAUSE, "ends_on"),)
    return ()


def cancelling_refusals(actor: Actor, absence: Absence, today: date) -> tuple[Refusal, ...]:
    """Return every reason against calling an absence off."""
    return (*_whose(actor, absence.person_id), *_long_over(absence, today))


def changing_refusals(actor: Actor, absence: Absence, today: date, *, is_cancelled: bool) -> tuple[Refusal, ...]:
    """Return every reason against changing what an absence was; what it is to be has reasons of its own."""
    found = cancelling_refusals(actor, absence, today)
    if is_cancelled:
        sentence = "This absence was called off. Enter a new one."
        found += (Refusal("absence_called_off", sentence, CLAUSE),)
    return found


def _whose(actor: Actor, person_id: int) -> list[Refusal]:
    if may_see_absences_of(actor, person_id):
        return []
    sentence = "You enter your own absences. The ICT lead and the head can enter them for others."
    return [Refusal("absence_not_yours", sentence, CLAUSE)]


def _when(asked: Absence, today: date) -> list[Refusal]:
    if asked.starts_on - today > LONGEST:
        sentence = "This begins more than two years from now. Check the year."
        return [Refusal("absence_too_far_ahead", sentence, CLAUSE, "starts_on")]
    return _long_over(asked, today)


def _long_over(absence: Absence, today: date) -> list[Refusal]:
    if today - absence.ends_on <= STILL_CHANGES:
        return []
    sentence = (
        f"This was over on {day_in_words(absence.ends_on)}, more than four weeks ago. "
        "What happened because of it has been recorded, so it stays as it is."
    )
    return [Refusal("absence_long_over", sentence, CLAUSE, "ends_on")]
