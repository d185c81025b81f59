"""When a site for pupils that takes comments shows no moderation for too long, so that somebody says it (A.5).

Where comments reach us by themselves and none waits, silence is no neglect: nothing came.  Where one waits, silence
begins with it.  Where nobody but a person can know what came, silence is that nobody wrote anything down: no comment,
no decision, and not the sentence "I looked, there was nothing to moderate".  Days are calendar days, and those of a
week without a school day do not count, so that nobody is told after the holidays what the holidays were.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from governance.domain.calendar import SchoolCalendar, Week, is_pupil_day, week_of
from governance.domain.proposal.answers import contributor_groups, pupils_see_or_contribute
from governance.domain.refusals import Refusal
from governance.domain.words import SiteState


@dataclass(frozen=True, slots=True)
class Moderation:
    """What is known of one site's moderation, in days of the school.

    ``is_told`` says that its comments reach us by themselves.  ``last_said`` is when somebody last said that there was
    nothing to moderate, ``waits_since`` since when the oldest comment waits.  ``known_since`` is the first day about
    which all this is known.
    """

    live_since: date
    known_since: date
    is_told: bool
    last_arrived: date | None = None
    last_decided: date | None = None
    last_said: date | None = None
    waits_since: date | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """That a site shows no moderation ``since`` a day; it has to be said from ``said_from`` on.

    ``waits`` says that a comment waits all the while.
    """

    since: date
    said_from: date
    waits: bool


def takes_comments(answers: Mapping[str, Any]) -> bool:
    """Return whether an approved text is of a site for pupils to which others than staff may add something (A.5)."""
    return pupils_see_or_contribute(answers) and any(group != "staff" for group in contributor_groups(answers))


def silence_of(calendar: SchoolCalendar, known: Moderation, today: date, silent_after: int) -> Silence | None:
    """Return the silence of a site that is open to comments, None where it has none; ``silent_after`` is in days."""
    if known.waits_since is not None:
        since = max(known.waits_since, known.last_decided or known.waits_since)
    elif known.is_told:
        return None
    else:
        days = (known.live_since, known.known_since, known.last_arrived, known.last_decided, known.last_said)
        since = max(day for day in days if day is not None)
    said_from = _after(calendar, since, today, silent_after)
    return None if said_from is None else Silence(since, said_from, known.waits_since is not None)


def _after(calendar: SchoolCalendar, since: date, today: date, count: int) -> date | None:
    """Return the day that is so many counted days after another, None where it is still to come."""
    if (today - since).days < count:
        return None
    week, counts, left, day = None, False, count, since
    while left:
        day += timedelta(days=1)
        if day > today:
            return None
        if week is None or not week.holds(day):
            week = week_of(day)
            counts = _has_school(calendar, week)
        left -= counts
    return day


def _has_school(calendar: SchoolCalendar, week: Week) -> bool:
    return any(is_pupil_day(calendar, week.monday + timedelta(days=number)) for number in range(5))


def saying_refusals(site: SiteState, *, is_moderator: bool, waits: bool) -> tuple[Refusal, ...]:
    """Return why somebody cannot say that there was nothing to moderate on a site."""
    found = []
    if not is_moderator:
        sentence = "Only those who moderate this site, the ICT lead or the head can say this."
        found.append(Refusal("not_yours_to_do", sentence, "A.5"))
    if site is not SiteState.LIVE:
        found.append(Refusal("not_in_this_state", "Only a live site is moderated every week.", "A.5"))
    if waits:
        found.append(Refusal("comments_wait", "A comment waits on this site. Decide it in the queue first.", "A.5"))
    return tuple(found)
