"""The routes that a concern can be taken, what each is for and not for, and when its answer is awaited (A.2.3, A.5.6).

No name, number or address of anybody stands here: whom a school rings is the school's own setting (DESIGN 3, rule 9).
May import the standard library and the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from governance.domain.calendar import SchoolCalendar, school_days_after
from governance.domain.concern_severity import Severity
from governance.domain.policy import Policy


class Route(StrEnum):
    """Where a concern was taken; the routes that schools have, first the one that may not wait."""

    POLICE_NOW = "police_999"
    SOCIAL_CARE = "social_care"
    LADO = "lado"
    POLICE = "police_101"
    CEOP = "ceop"
    IWF = "iwf"
    PREVENT = "prevent"
    PLATFORM = "platform"
    HARMFUL_CONTENT = "harmful_content"
    POSH = "posh"
    GOVERNORS = "governors"
    DATA_PROTECTION = "data_protection"
    IN_SCHOOL = "in_school"


class Days(StrEnum):
    """Which days a route counts: any, those on which offices work, or those on which the school is open."""

    ANY = "any"
    WORKING = "working"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class RouteWords:
    """A route by its name, what it is for and not for, and what to keep in mind.

    ``setting`` is the key of the policy's setting that says within how many days of a kind an answer is awaited; empty
    where nobody answers.  What is for ``severity`` is offered first where a concern is as grave as that.
    """

    name: str
    meant_for: str
    mind: str = ""
    not_for: str = ""
    setting: str = ""
    counted: Days = Days.WORKING
    severity: frozenset[Severity] = frozenset()


_ILLEGAL = frozenset({Severity.ILLEGAL})
_GRAVE = frozenset({Severity.ILLEGAL, Severity.SEVERE})

ROUTES: dict[Route, RouteWords] = {
    Route.POLICE_NOW: RouteWords("Police, 999", "A child in danger now, or a crime that is going on.", severity=_GRAVE),
    Route.SOCIAL_CARE: RouteWords(
        "Children’s social care",
        "A child who is harmed or at risk of it.",
        "They decide within a day what happens next. Ring again if nobody has answered by the next working day.",
        "The conduct of a member of staff and nothing else.",
        setting="social_care_answer_days",
        severity=_GRAVE,
    ),
    Route.LADO: RouteWords(
        "The local authority’s designated officer",
        "An adult who works with children and has harmed one, may have, or may be a risk to them.",
        "Ring within one working day, and before anybody at the school looks into it.",
        "A complaint about somebody’s manner or their work.",
        setting="lado_answer_days",
    ),
    Route.POLICE: RouteWords(
        "Police, 101",
        "Grooming, blackmail, indecent images: a crime that a school reports.",
        "Never send or keep the images themselves.",
        "A child in danger now: that is 999.",
        setting="police_answer_days",
        severity=_ILLEGAL,
    ),
    Route.CEOP: RouteWords(
        "CEOP",
        "Sexual abuse or grooming online, told by the child or the parent themselves.",
        "A school rings the police, and helps the family to tell CEOP.",
        "Bullying or any other harm. It is not anonymous.",
        severity=_ILLEGAL,
    ),
    Route.IWF: RouteWords(
        "Internet Watch Foundation",
        "The address of images of child sexual abuse on the web.",
        "Give the address only, never a copy.",
        "Any other harm.",
        severity=_ILLEGAL,
    ),
    Route.PREVENT: RouteWords(
        "Local Prevent team", "Signs of radicalisation, or terrorist content.", setting="prevent_answer_days"
    ),
    Route.PLATFORM: RouteWords(
        "The platform",
        "Something that breaks the platform’s own rules.",
        "Write down its reference and the date.",
        "A crime: tell the police first, so that nothing is lost.",
        setting="platform_answer_days",
        counted=Days.ANY,
        severity=frozenset({Severity.SEVERE}),
    ),
    Route.HARMFUL_CONTENT: RouteWords(
        "Report Harmful Content",
        "Content that is legal and harmful, about people of 13 or over.",
        "After the platform was asked and did not act within two days.",
        "Crimes.",
        setting="harmful_content_answer_days",
    ),
    Route.POSH: RouteWords(
        "Professionals Online Safety Helpline",
        "Trouble online that staff have themselves, a page to be taken down, somebody posing as the school.",
        not_for="Parents and pupils.",
        setting="posh_answer_days",
    ),
    Route.GOVERNORS: RouteWords(
        "Governors",
        "Conduct or a complaint about staff, by the school’s own procedure.",
        not_for="Anything that a child may have been harmed by: that goes outside first.",
        setting="governors_answer_days",
        counted=Days.SCHOOL,
    ),
    Route.DATA_PROTECTION: RouteWords(
        "Data protection officer",
        "Somebody’s details published by mistake.",
        "The regulator is told within three days where it has to be told at all.",
        setting="data_protection_answer_days",
    ),
    Route.IN_SCHOOL: RouteWords(
        "Looked after in school",
        "Talked with the child, the family or the class.",
        not_for="A crime, or an adult who may have harmed a child.",
        setting="in_school_answer_days",
        counted=Days.SCHOOL,
    ),
}

REFERRALS = frozenset({Route.POLICE_NOW, Route.POLICE, Route.SOCIAL_CARE, Route.LADO})
"""The local authority and the police: one of them hears of a disclosure about an adult (001-7)."""

OUTSIDE = frozenset(Route) - {Route.IN_SCHOOL}


def routes_for(severity: Severity | None) -> tuple[Route, ...]:
    """Return every route, those that are for such a grave matter first."""
    return tuple(sorted(Route, key=lambda route: severity is None or severity not in ROUTES[route].severity))


def answer_awaited_on(route: Route, taken_on: date, calendar: SchoolCalendar, policy: Policy) -> date | None:
    """Return the day by which an answer is awaited by the school's policy; None where nobody answers on this route.

    A working day is a weekday that is no bank holiday, in term or not; a school day is one of the calendar's.  Where
    no terms are known a school day is reckoned as a working day, so that nothing waits for ever.
    """
    words = ROUTES[route]
    if not words.setting:
        return None
    days = int(getattr(policy, words.setting))
    if words.counted is Days.ANY:
        return taken_on + timedelta(days=days)
    if words.counted is Days.SCHOOL:
        found = school_days_after(calendar, taken_on, days)
        if found is not None:
            return found
    return working_days_after(calendar, taken_on, days)


def is_working_day(calendar: SchoolCalendar, day: date) -> bool:
    """Whether offices outside the school work on a day; half-terms and holidays of the school change nothing."""
    return day.weekday() < 5 and day not in calendar.bank_holidays


def working_days_after(calendar: SchoolCalendar, day: date, count: int) -> date:
    """Return the date ``count`` working days after a day, which itself does not count."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(calendar, day)
    return day
