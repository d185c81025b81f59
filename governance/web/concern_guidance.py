"""What the page of a concern offers: the steps that are open, and what has to be done by when (001-8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from governance.db import db
from governance.domain.access import Actor, acts_as_head
from governance.domain.calendar import local_day
from governance.domain.concern_ending import Ending
from governance.domain.concern_routes import Route, working_days_after
from governance.domain.concerns import About
from governance.domain.disclosures import STEP_WORDS, STEPS, step_refusals
from governance.models import School
from governance.queries.concerns import ConcernPage
from governance.services.concern_at_hand import ending_from
from governance.services.school_days import calendar_with


@dataclass(frozen=True, slots=True)
class Guidance:
    """One step of a disclosure as the page shows it: done, open, or locked and why."""

    words: str
    status: str
    tone: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class GuidanceOfAdult:
    """What has to be done about an adult: the designated officer by a day, and the steps in their order."""

    officer_by: dt.date
    officer_told: bool
    is_late: bool
    steps: tuple[Guidance, ...]


def ending_of_page(page: ConcernPage) -> Ending:
    """Return what stands in the record, by which the page tells what is missing."""
    return ending_from(page.concern, list(page.steps), [entry.kind for entry in page.entries])


def guidance_of(page: ConcernPage, school: School, today: dt.date) -> GuidanceOfAdult | None:
    """Return what has to be done about an adult; None of a concern about a child."""
    if page.concern.about == About.CHILD:
        return None
    ending = ending_of_page(page)
    calendar = calendar_with(db.session, school, (today.year, today.year + 1))
    by = working_days_after(calendar, local_day(page.concern.opened_at, ZoneInfo(school.time_zone)), 1)
    told = Route.LADO in ending.routes
    source = ending.disclosure.source
    steps = []
    for rule in STEPS[source] if source else ():
        locked = step_refusals(rule.step, ending.disclosure)
        if rule.step in ending.disclosure.fulfilled:
            steps.append(Guidance(STEP_WORDS[rule.step], "Done", "good"))
        elif locked:
            why = " ".join(refusal.sentence for refusal in locked)
            steps.append(Guidance(STEP_WORDS[rule.step], "Locked", "stop", why))
        else:
            steps.append(Guidance(STEP_WORDS[rule.step], "To do" if rule.must else "Open", "wait"))
    return GuidanceOfAdult(by, told, not told and today > by, tuple(steps))


def steps_open(page: ConcernPage, who: Actor) -> tuple[str, ...]:
    """Return the steps that can be taken on the record now, by the words of their addresses."""
    hold = ("hold",) if page.hold is None and page.disposal is None else ()
    if page.concern.closed_at is not None:
        return hold
    about_adult = page.concern.about != About.CHILD
    adds = acts_as_head(who) and page.concern.about == About.ADULT
    return (
        "route",
        "line",
        *(("source",) if about_adult else ()),
        "severity",
        "about",
        *(("reader",) if adds else ()),
        *hold,
        "close",
    )
