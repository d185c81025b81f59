"""How a concern ends, when its words go, and when an answer is awaited (A.2.3, A.5.6, 003-7)."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.domain.calendar import Closed, ClosedKind, SchoolCalendar, Term
from governance.domain.concern_ending import Ending, Leaving, closing_refusals, disposal_refusals
from governance.domain.concern_entries import Entry, entry_refusals
from governance.domain.concern_routes import ROUTES, Route, answer_awaited_on, routes_for
from governance.domain.concern_severity import Severity
from governance.domain.concerns import About
from governance.domain.disclosures import Disclosure, Source
from governance.domain.policy import read_policy

WHY = "It was a joke between friends, both said so."
TOLD = Entry.PARENTS_TOLD


def ending(
    *routes: Route,
    about: About = About.CHILD,
    severity: Severity | None = None,
    entries: tuple[Entry, ...] = (TOLD,),
    awaited: tuple[Route, ...] = (),
    source: Source | None = None,
) -> Ending:
    disclosure = Disclosure(source, frozenset(), reasoned_no=Entry.NOT_REFERRED in entries)
    return Ending(about, severity, routes, awaited, entries, disclosure)


@pytest.mark.parametrize(
    ("what", "reason", "codes"),
    [
        pytest.param(ending(), "", ["no_route_and_no_reason"], id="neither a route nor a reason"),
        pytest.param(ending(), "   ", ["no_route_and_no_reason"], id="blanks are no reason"),
        pytest.param(ending(), "Nothing", ["reason_one_word"], id="one word is no reason"),
        pytest.param(ending(), WHY, [], id="a reason without a route"),
        pytest.param(ending(Route.IN_SCHOOL), "", [], id="a route without a reason"),
        pytest.param(ending(Route.IN_SCHOOL), "ok", ["reason_one_word"], id="a reason that is given is one"),
        pytest.param(ending(entries=(TOLD, Entry.NOT_REFERRED)), "", [], id="it was decided before not to refer"),
        pytest.param(ending(Route.IN_SCHOOL, entries=()), "", ["parents_not_said"], id="parents told or why not"),
        pytest.param(ending(Route.IN_SCHOOL, entries=(Entry.PARENTS_NOT_TOLD,)), "", [], id="the parents, why not"),
        pytest.param(
            ending(Route.SOCIAL_CARE, awaited=(Route.SOCIAL_CARE,)), "", ["answer_awaited"], id="an answer is awaited"
        ),
        pytest.param(
            ending(Route.IN_SCHOOL, severity=Severity.ILLEGAL), "", ["grave_without_a_route"],
            id="illegal: looked after in school is not enough",
        ),
        pytest.param(
            ending(severity=Severity.ILLEGAL), "", ["no_route_and_no_reason", "grave_without_a_route"],
            id="illegal class cannot be closed without a route or a reasoned no",
        ),
        pytest.param(ending(severity=Severity.ILLEGAL), WHY, [], id="illegal: a reasoned no"),
        pytest.param(ending(Route.POLICE, severity=Severity.ILLEGAL), "", [], id="illegal: the police have it"),
        pytest.param(ending(severity=Severity.SEVERE), "", ["no_route_and_no_reason", "grave_without_a_route"],
                     id="severe: the same"),
        pytest.param(
            ending(Route.IN_SCHOOL, about=About.ADULT, source=Source.SEEN, entries=()), "", ["not_referred_yet"],
            id="an adult: cannot close without referral or reason",
        ),
        pytest.param(
            ending(about=About.ADULT, source=Source.SEEN, entries=()), WHY, [], id="an adult: the reason at the close"
        ),
        pytest.param(
            ending(about=About.ADULT, entries=()), WHY, ["source_not_said"], id="an adult: who told is not said"
        ),
    ],
)  # fmt: skip
def test_a_concern_is_closed_with_a_route_or_a_reason(what: Ending, reason: str, codes: list[str]) -> None:
    assert [refusal.code for refusal in closing_refusals(what, reason)] == codes


@pytest.mark.parametrize(
    ("what", "codes"),
    [
        pytest.param(Leaving(True, True, False), [], id="closed, arrived and free"),
        pytest.param(Leaving(False, True, False), ["concern_open"], id="while a case is open disposal is refused"),
        pytest.param(Leaving(True, False, False), ["pack_not_confirmed"], id="its pack has not arrived"),
        pytest.param(Leaving(True, True, True), ["legal_hold"], id="a legal hold stops it"),
        pytest.param(
            Leaving(False, False, True), ["concern_open", "pack_not_confirmed", "legal_hold"], id="all three at once"
        ),
        pytest.param(Leaving(True, True, False, is_gone=True), ["disposed_already"], id="it is gone already"),
    ],
)
def test_when_the_words_may_go(what: Leaving, codes: list[str]) -> None:
    assert [refusal.code for refusal in disposal_refusals(what)] == codes


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


# The autumn term of 2026 with half-term from 26 to 30 October, and Christmas and Boxing Day as bank holidays.
CALENDAR = SchoolCalendar(
    terms=(Term("Autumn", day("2026-09-02"), day("2026-12-18")), Term("Spring", day("2027-01-05"), day("2027-03-25"))),
    closed=(Closed(ClosedKind.HALF_TERM, day("2026-10-26"), day("2026-10-30")),),
    bank_holidays=frozenset({day("2026-12-25"), day("2026-12-28"), day("2027-01-01")}),
)


@pytest.mark.parametrize(
    ("route", "on", "awaited"),
    [
        pytest.param(Route.SOCIAL_CARE, "2026-11-18", "2026-11-19", id="social care: the next working day"),
        pytest.param(Route.SOCIAL_CARE, "2026-11-20", "2026-11-23", id="social care: over a weekend"),
        pytest.param(Route.SOCIAL_CARE, "2026-10-23", "2026-10-26", id="Friday 17:00 before half-term: they work on"),
        pytest.param(Route.LADO, "2026-12-24", "2026-12-29", id="reply overdue over two bank holidays and a weekend"),
        pytest.param(Route.PLATFORM, "2026-12-24", "2026-12-26", id="a platform: two days, whatever days they are"),
        pytest.param(
            Route.IN_SCHOOL, "2026-10-23", "2026-11-02", id="in school: the next school day is after half-term"
        ),
        pytest.param(Route.IN_SCHOOL, "2027-03-25", "2027-03-26", id="in school: a working day beyond the known terms"),
        pytest.param(Route.POLICE_NOW, "2026-11-18", None, id="999: nobody waits for an answer"),
        pytest.param(Route.IWF, "2026-11-18", None, id="the IWF: anonymous, so no answer"),
    ],
)
def test_when_an_answer_is_awaited(route: Route, on: str, awaited: str | None) -> None:
    policy = read_policy({}).policy
    assert answer_awaited_on(route, day(on), CALENDAR, policy) == (None if awaited is None else day(awaited))


def test_a_school_says_itself_how_long_a_route_may_take() -> None:
    policy = read_policy({"lado_answer_days": 3}).policy
    assert answer_awaited_on(Route.LADO, day("2026-11-18"), CALENDAR, policy) == day("2026-11-23")
    assert answer_awaited_on(Route.SOCIAL_CARE, day("2026-11-18"), CALENDAR, policy) == day("2026-11-19")


def test_danger_comes_first_and_every_route_says_what_it_is_for() -> None:
    assert next(iter(ROUTES)) is Route.POLICE_NOW
    assert set(ROUTES) == set(Route)
    assert "bullying" in ROUTES[Route.CEOP].not_for.lower()
    assert ROUTES[Route.POSH].not_for == "Parents and pupils."
    assert not any(character.isdigit() for route in (Route.LADO, Route.POSH) for character in ROUTES[route].meant_for)


def test_what_may_be_a_crime_offers_the_police_first() -> None:
    assert routes_for(Severity.ILLEGAL)[:5] == (
        Route.POLICE_NOW, Route.SOCIAL_CARE, Route.POLICE, Route.CEOP, Route.IWF,
    )  # fmt: skip
    assert routes_for(None) == tuple(Route)


def test_a_line_says_something_and_not_before_it_happened() -> None:
    now = dt.datetime(2026, 11, 18, 10, 30, tzinfo=dt.UTC)
    assert entry_refusals("Spoke with her mother at the gate.", now, now) == ()
    later = now + dt.timedelta(minutes=1)
    assert [one.code for one in entry_refusals("", later, now)] == ["reason_blank", "not_yet_happened"]
