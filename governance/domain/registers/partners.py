"""Partner schools and organisations: what refuses a line about one (002-4; DOMAIN 4.2).

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from governance.domain.refusals import Refusal
from governance.domain.registers.typed import password_refusals, too_long
from governance.domain.registers.words import PartnerKind

SUBJECT = "partner_school"
CLAUSE = "002-4"


@dataclass(frozen=True, slots=True)
class PartnerTyped:
    """A partner as typed.  ``vetted_by`` and ``vetted_on`` stand together; ``sites`` are ours, by number."""

    kind: PartnerKind
    name: str
    contact: str
    starts_on: date
    ends_on: date | None = None
    vetted_by: int | None = None
    vetted_on: date | None = None
    vetted_how: str = ""
    sites: frozenset[int] = frozenset()


def partner_refusals(typed: PartnerTyped, today: date) -> tuple[Refusal, ...]:
    """Return every reason against a partner as typed."""
    found = [*too_long(typed.name, 200, "name"), *too_long(typed.contact, 300, "contact")]
    found += [*too_long(typed.vetted_how, 500, "vetted_how"), *password_refusals(typed.contact, "contact")]
    if not typed.name.strip():
        found.append(Refusal("partner_without_name", "Say what the partner is called.", CLAUSE, "name"))
    if typed.ends_on is not None and typed.ends_on < typed.starts_on:
        sentence = "The last day is before the first. Change one of the two."
        found.append(Refusal("partner_ends_before_start", sentence, CLAUSE, "ends_on"))
    if (typed.vetted_by is None) != (typed.vetted_on is None):
        sentence = "Say both who made sure of them and on which day, or neither."
        found.append(Refusal("partner_vetted_by_nobody", sentence, CLAUSE, "vetted_on"))
    if typed.vetted_on is not None and typed.vetted_on > today:
        found.append(Refusal("partner_vetted_in_future", "This day is still to come.", CLAUSE, "vetted_on"))
    if typed.sites and typed.vetted_by is None:
        sentence = "Nobody has made sure of them yet, so they take part on none of our sites."
        found.append(Refusal("partner_not_vetted", sentence, CLAUSE, "sites"))
    return tuple(found)
