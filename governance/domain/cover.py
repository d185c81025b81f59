"""Who of the appointed is there on a day, and which school days nobody covers (A.1.5, A.3.1, A.5.4; DESIGN 5 and 7).

An appointment counts on a day only when it runs, is approved and confirmed, and its person belongs to the school, may
act for it, is trained and has acknowledged the policy.  One person counts once, however often they are appointed.
An absence empties a day's cover, but takes nobody off the list of approved people: one of two on leave is still two.
Who is there for half of a day is there that day (``absences``).
Cover is counted on the school days that the caller passes in (see ``calendar.is_school_day``).
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from governance.domain.absences import Absence, Half, halves_missed
from governance.domain.calendar import day_in_words
from governance.domain.refusals import Refusal
from governance.domain.words import Duty


@dataclass(frozen=True, slots=True)
class Appointment:
    """One duty of one person on one site, with everything that decides whether it counts.

    Every date is inclusive, and None means open.  ``authorised`` is true for employees; for others it says that an
    authorisation was given, which lasts until ``authorised_until``.
    """

    person_id: int
    duty: Duty
    starts_on: date
    ends_on: date | None = None
    approved: bool = True
    confirmed: bool = True
    authorised: bool = True
    authorised_until: date | None = None
    trained: bool = True
    trained_until: date | None = None
    acknowledged: bool = True
    membership_starts_on: date | None = None
    membership_ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class CountingRules:
    """What the school's policy asks of an appointed person, beyond approval and dates."""

    training_required: bool = True
    acknowledgement_required: bool = True


@dataclass(frozen=True, slots=True)
class DayCover:
    """One school day.  Every tuple holds persons who count that day, each once, lowest id first.

    ``there`` and ``away`` are moderators, and they alone decide ``covered``; the administrators stand beside them.
    ``half_there`` are those of either duty who are there, but for half of the day only.
    """

    day: date
    there: tuple[int, ...]
    away: tuple[int, ...]
    covered: bool
    administrators_there: tuple[int, ...] = ()
    administrators_away: tuple[int, ...] = ()
    half_there: tuple[int, ...] = ()

    @property
    def is_nobody_there(self) -> bool:
        """Whether no moderator is there at all, which is less than a day on which too few are."""
        return not self.there


def why_not_counted(appointment: Appointment, day: date, rules: CountingRules | None = None) -> tuple[Refusal, ...]:
    """Every reason why an appointment does not count on a day; empty means that it counts."""
    asked = rules or CountingRules()
    return (*_dates(appointment, day), *_standing(appointment, day, asked))


def counts_on(appointment: Appointment, day: date, rules: CountingRules | None = None) -> bool:
    """Whether the appointment counts on the day."""
    return not why_not_counted(appointment, day, rules)


def distinct_people(
    appointments: Iterable[Appointment], day: date, duty: Duty | None = None, rules: CountingRules | None = None
) -> frozenset[int]:
    """The persons whose appointment counts on the day, each once, for one duty or for any.  Absences play no part."""
    return frozenset(
        appointment.person_id
        for appointment in appointments
        if (duty is None or appointment.duty is duty) and counts_on(appointment, day, rules)
    )


def cover_of(
    days: Iterable[date],
    appointments: Sequence[Appointment],
    minimum_moderators: int,
    absences: Sequence[Absence] = (),
    rules: CountingRules | None = None,
) -> tuple[DayCover, ...]:
    """Who is there on each of the days, and whether enough moderators are.

    At least one is always asked for, whatever the number passed in: nobody there is never cover.
    """
    least = max(1, minimum_moderators)
    found = []
    for day in days:
        moderators = distinct_people(appointments, day, Duty.MODERATOR, rules)
        administrators = distinct_people(appointments, day, Duty.ADMINISTRATOR, rules)
        missed = halves_missed(absences, day)
        gone = {person for person, halves in missed.items() if len(halves) == len(Half)}
        there = moderators - gone
        found.append(
            DayCover(
                day,
                there=tuple(sorted(there)),
                away=tuple(sorted(moderators & gone)),
                covered=len(there) >= least,
                administrators_there=tuple(sorted(administrators - gone)),
                administrators_away=tuple(sorted(administrators & gone)),
                half_there=tuple(sorted((moderators | administrators) & (missed.keys() - gone))),
            )
        )
    return tuple(found)


def longest_uncovered_run(cover: Iterable[DayCover]) -> tuple[date, ...]:
    """The longest run of uncovered school days; the earliest where two are as long.  The days must be in order."""
    longest: list[date] = []
    current: list[date] = []
    for day_cover in cover:
        current = [] if day_cover.covered else [*current, day_cover.day]
        if len(current) > len(longest):
            longest = current
    return tuple(longest)


def _dates(appointment: Appointment, day: date) -> list[Refusal]:
    found = []
    if day < appointment.starts_on:
        sentence = f"The appointment starts on {day_in_words(appointment.starts_on)}."
        found.append(Refusal("appointment_not_started", sentence, "A.5.4"))
    if appointment.ends_on is not None and day > appointment.ends_on:
        sentence = f"The appointment ended on {day_in_words(appointment.ends_on)}."
        found.append(Refusal("appointment_ended", sentence, "A.5.4"))
    if appointment.membership_starts_on is not None and day < appointment.membership_starts_on:
        sentence = f"This person starts at the school on {day_in_words(appointment.membership_starts_on)}."
        found.append(Refusal("person_not_started", sentence, "A.3.1"))
    if appointment.membership_ends_on is not None and day > appointment.membership_ends_on:
        sentence = f"This person's last day at the school was {day_in_words(appointment.membership_ends_on)}."
        found.append(Refusal("person_left", sentence, "A.3.1"))
    return found


def _standing(appointment: Appointment, day: date, rules: CountingRules) -> list[Refusal]:
    found = []
    if not appointment.approved:
        found.append(Refusal("appointment_not_approved", "The appointment is not approved yet.", "A.5.4"))
    if not appointment.confirmed:
        sentence = "This person has not yet said that they will do it."
        found.append(Refusal("appointment_not_confirmed", sentence, "A.5.4"))
    if not appointment.authorised:
        sentence = "This person is not employed by the school and has no authorisation to act for it."
        found.append(Refusal("person_not_authorised", sentence, "A.3.1"))
    elif appointment.authorised_until is not None and day > appointment.authorised_until:
        sentence = f"The authorisation ran out on {day_in_words(appointment.authorised_until)}."
        found.append(Refusal("authorisation_lapsed", sentence, "A.3.1"))
    if rules.training_required and not appointment.trained:
        found.append(Refusal("person_not_trained", "No training is recorded for this person.", "A.1.5"))
    elif rules.training_required and appointment.trained_until is not None and day > appointment.trained_until:
        sentence = f"The training ran out on {day_in_words(appointment.trained_until)}."
        found.append(Refusal("training_lapsed", sentence, "A.1.5"))
    if rules.acknowledgement_required and not appointment.acknowledged:
        sentence = "This person has not acknowledged the current policy."
        found.append(Refusal("policy_not_acknowledged", sentence, "8.2"))
    return found
