"""Who agreed that somebody is shown or named, for which use and on which days (A.4.4, A.5, 000-4, 001-3; DOMAIN 3.6).

A consent is for one use and one thing.  What was withdrawn stays on record and holds no longer from the day of the
withdrawal on.  May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.domain.refusals import Refusal
from governance.domain.shown_words import Covers, GivenBy, ShownKind
from governance.domain.words import SiteKind


@dataclass(frozen=True, slots=True)
class Use:
    """One use for which consent is asked by itself; ``site_kinds`` are the official sites that belong to it."""

    key: str
    name: str
    site_kinds: frozenset[SiteKind] = frozenset()


USES: tuple[Use, ...] = (
    Use("school_site", "the school’s own website", frozenset({SiteKind.OTHER})),
    Use("class_blog", "a class blog", frozenset({SiteKind.YEAR_GROUP_BLOG})),
    Use("club_blog", "a club blog", frozenset({SiteKind.CLUB_BLOG})),
    Use("network_account", "an account on a network", frozenset({SiteKind.NETWORK_ACCOUNT})),
    Use("print", "print, such as the prospectus or a poster"),
    Use("press", "newspapers, radio and television"),
)

USE_NAMES: dict[str, str] = {use.key: use.name for use in USES}
_USE_OF_SITE = {kind: use.key for use in USES for kind in use.site_kinds}


def use_of_site(kind: SiteKind) -> str:
    """Return the use to which an official site of this kind belongs."""
    return _USE_OF_SITE[kind]


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """One consent as it was given; ``until`` is its last day, ``withdrawn_on`` the first day without it."""

    use: str
    covers: Covers
    given_on: date
    until: date | None = None
    withdrawn_on: date | None = None


class Standing(StrEnum):
    """How a consent stands on a day.  The order is what people are told first when several do not hold."""

    HOLDS = "holds"
    WITHDRAWN = "withdrawn"
    RUN_OUT = "run_out"
    NOT_YET = "not_yet"
    NEVER = "never"


def covers_it(consent: Covers, asked: Covers) -> bool:
    """Return whether a consent to one thing is a consent to another: picture with name holds for each of the two."""
    return consent is asked or (consent is Covers.NAME_WITH_IMAGE and asked in (Covers.NAME, Covers.IMAGE))


def is_in_force(consent: ConsentGiven, on: date) -> bool:
    """Return whether one consent holds on a day; the day of its withdrawal is the first on which it does not."""
    return _standing(consent, on) is Standing.HOLDS


def consent_on(consents: Iterable[ConsentGiven], use: str, asked: Covers, on: date) -> Standing:
    """Return how the consents of one person stand for a use and a thing on a day; one that holds is enough."""
    standings = {_standing(one, on) for one in consents if one.use == use and covers_it(one.covers, asked)}
    return next((standing for standing in Standing if standing in standings), Standing.NEVER)


def _standing(consent: ConsentGiven, on: date) -> Standing:
    if consent.withdrawn_on is not None and on >= consent.withdrawn_on:
        return Standing.WITHDRAWN
    if consent.until is not None and on > consent.until:
        return Standing.RUN_OUT
    return Standing.NOT_YET if on < consent.given_on else Standing.HOLDS


def consent_refusals(
    kind: ShownKind, given_by_kind: GivenBy, uses: Iterable[str], given_on: date, until: date | None, today: date
) -> tuple[Refusal, ...]:
    """Return why a consent cannot be recorded so; a grown-up answers for themself, and nothing is dated ahead."""
    chosen = tuple(uses)
    found: list[Refusal] = []
    if kind is not ShownKind.PUPIL and given_by_kind is GivenBy.PARENT:
        found.append(
            Refusal("adult_speaks_for_themself", "A grown-up gives consent themself.", "000-4", "given_by_kind")
        )
    if not chosen or set(chosen) - set(USE_NAMES):
        found.append(Refusal("uses_missing", "Choose for which uses consent was given.", "A.4.4", "uses"))
    if given_on > today:
        found.append(
            Refusal("given_in_the_future", "The day on which it was given is still to come.", None, "given_on")
        )
    if until is not None and until < given_on:
        found.append(Refusal("ends_before_it_was_given", "The last day is before the day it was given.", None, "until"))
    return tuple(found)


def withdrawal_refusals(uses: Iterable[str], withdrawn_on: date, today: date) -> tuple[Refusal, ...]:
    """Return why a withdrawal cannot be recorded so; no reason is ever asked of whoever withdraws."""
    chosen = tuple(uses)
    found: list[Refusal] = []
    if not chosen or set(chosen) - set(USE_NAMES):
        found.append(Refusal("uses_missing", "Choose what the consent is withdrawn for.", "A.4.4", "uses"))
    if withdrawn_on > today:
        found.append(
            Refusal("withdrawn_in_the_future", "The day of the withdrawal is still to come.", None, "withdrawn_on")
        )
    return tuple(found)
