"""Whether a contributor from outside is vetted on a day, and what refuses a vetting or a place on a site (A.2.6).

An unvetted contributor contributes nowhere, and one whose vetting has run out drops out on the day after its last.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.domain.calendar import day_in_words
from governance.domain.records.keeping import months_after
from governance.domain.refusals import Refusal
from governance.domain.registers.typed import too_long
from governance.domain.registers.words import ContributorKind
from governance.domain.words import SiteState

CLAUSE = "A.2.6"
OVER = frozenset({SiteState.CLOSED})


class VettingStanding(StrEnum):
    """How a contributor stands on a day."""

    VETTED = "vetted"
    ENDS_SOON = "ends_soon"
    LAPSED = "lapsed"
    NOT_VETTED = "not_vetted"
    ENDED = "ended"


STANDING_WORDS = {
    VettingStanding.VETTED: "Vetted",
    VettingStanding.ENDS_SOON: "Vetting ends soon",
    VettingStanding.LAPSED: "Vetting ran out",
    VettingStanding.NOT_VETTED: "Not vetted",
    VettingStanding.ENDED: "No longer contributes",
}


@dataclass(frozen=True, slots=True)
class Vetted:
    """One vetting; both days count whole."""

    vetted_on: date
    expires_on: date
    withdrawn: bool = False

    def counts_on(self, day: date) -> bool:
        """Return whether it counts on ``day``."""
        return not self.withdrawn and self.vetted_on <= day <= self.expires_on


@dataclass(frozen=True, slots=True)
class ContributorTyped:
    """A contributor as somebody typed them; ``partner_id`` is the partner school that they come from, if one."""

    kind: ContributorKind
    name: str
    belongs_to: str = ""
    partner_id: int | None = None


@dataclass(frozen=True, slots=True)
class VettingTyped:
    """A vetting as somebody typed it; a missing last day is the policy's."""

    vetted_on: date
    expires_on: date | None
    reference: str = ""


def is_vetted(vettings: Iterable[Vetted], day: date) -> bool:
    """Return whether any vetting counts on ``day``."""
    return any(one.counts_on(day) for one in vettings)


def last_day_of(vettings: Iterable[Vetted], day: date) -> date | None:
    """Return the last day of what counts on ``day`` or counted before it; None where nothing ever did."""
    return max((one.expires_on for one in vettings if not one.withdrawn and one.vetted_on <= day), default=None)


def standing_on(vettings: Sequence[Vetted], ended_on: date | None, day: date, warn_days: int) -> VettingStanding:
    """Return how a contributor stands on ``day``; ``warn_days`` is how long ahead an end is said."""
    if ended_on is not None and ended_on < day:
        return VettingStanding.ENDED
    last = last_day_of(vettings, day)
    if not is_vetted(vettings, day):
        return VettingStanding.NOT_VETTED if last is None else VettingStanding.LAPSED
    near = last is not None and (last - day).days <= warn_days
    return VettingStanding.ENDS_SOON if near else VettingStanding.VETTED


def last_day_by_policy(vetted_on: date, months: int) -> date:
    """Return the last day on which a vetting may count: so many months (policy) after its day."""
    return months_after(vetted_on, months)


def contributor_refusals(typed: ContributorTyped) -> tuple[Refusal, ...]:
    """Return every reason against a contributor as typed."""
    found = [*too_long(typed.name, 200, "name"), *too_long(typed.belongs_to, 200, "belongs_to")]
    if not typed.name.strip():
        found.append(Refusal("contributor_without_name", "Say who contributes.", CLAUSE, "name"))
    return tuple(found)


def vetting_refusals(typed: VettingTyped, today: date, months: int) -> tuple[Refusal, ...]:
    """Return every reason against a vetting: nobody is vetted in advance, and none counts longer than the policy's."""
    found = list(too_long(typed.reference, 200, "reference"))
    if typed.vetted_on > today:
        sentence = "The day of the vetting is still to come. Enter it once it is done."
        found.append(Refusal("vetting_in_future", sentence, CLAUSE, "vetted_on"))
    if typed.expires_on is None:
        return tuple(found)
    latest = last_day_by_policy(typed.vetted_on, months)
    if typed.expires_on < typed.vetted_on:
        sentence = "The last day is before the day of the vetting. Change one of the two."
        found.append(Refusal("vetting_dates_reversed", sentence, CLAUSE, "expires_on"))
    elif typed.expires_on > latest:
        sentence = f"The policy lets it count for {months} months, until {day_in_words(latest)} at the latest."
        found.append(Refusal("vetting_too_long", sentence, CLAUSE, "expires_on"))
    return tuple(found)


def letting_refusals(
    vettings: Iterable[Vetted], ended_on: date | None, site: SiteState, today: date
) -> tuple[Refusal, ...]:
    """Return every reason against letting a contributor onto a site today."""
    found: list[Refusal] = []
    if ended_on is not None and ended_on < today:
        sentence = "They no longer contribute. Add them anew if they come back."
        found.append(Refusal("contributor_ended", sentence, CLAUSE))
    if not is_vetted(vettings, today):
        sentence = "Nobody has vetted them, or it has run out. Record how they were vetted first."
        found.append(Refusal("contributor_not_vetted", sentence, CLAUSE))
    if site in OVER:
        found.append(Refusal("contributor_site_closed", "This site is closed.", CLAUSE, "site"))
    return tuple(found)


def outside_stands(vetted: int, lapsed: int) -> tuple[bool | None, str, str]:
    """Return whether those who contribute to a site from outside are vetted, what was found, and what to do.

    ``lapsed`` counts those who were let onto it and whose vetting does not count today.  Readers at large cannot be
    vetted one by one; their comments are held until somebody looked (A.5).
    """
    if lapsed:
        who = "one contributor" if lapsed == 1 else f"{lapsed} contributors"
        to_do = "Vet them again in the register of contributors, or take them off."
        return False, f"The vetting of {who} does not count.", to_do
    if not vetted:
        found = "Other schools or organisations are to write, and nobody of them is on the register."
        return None, found, "Add them to the register of contributors, vet them, and let them onto the site."
    return True, "The one contributor is vetted." if vetted == 1 else f"All {vetted} contributors are vetted.", ""
