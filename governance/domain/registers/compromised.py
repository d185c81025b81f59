"""Accounts that somebody else got into: the gap between noticing it and telling the manager (000-2).

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from governance.domain.access import Actor, acts_as_head, is_ict_lead
from governance.domain.refusals import Refusal
from governance.domain.registers.typed import password_refusals, too_long

SUBJECT = "compromised_account"
CLAUSE = "000-2"
AT_ONCE_MINUTES = 60
"""Told within the hour passes for at once; the gap itself is always shown."""


@dataclass(frozen=True, slots=True)
class CompromisedTyped:
    """A report as typed; without ``told_at`` the manager is told by this very report."""

    account: str
    noticed_at: datetime
    told_at: datetime | None
    done: str
    site_id: int | None = None


def compromised_refusals(typed: CompromisedTyped, now: datetime) -> tuple[Refusal, ...]:
    """Return every reason against a report as typed."""
    found = [*too_long(typed.account, 300, "account"), *too_long(typed.done, 2000, "done")]
    found += [*password_refusals(typed.account, "account"), *password_refusals(typed.done, "done")]
    if not typed.account.strip():
        sentence = "Say which account it is, such as “my Instagram”."
        found.append(Refusal("compromised_without_account", sentence, CLAUSE, "account"))
    if typed.noticed_at > now:
        found.append(Refusal("compromised_in_future", "This moment is still to come.", CLAUSE, "noticed_on"))
    if typed.told_at is not None and not typed.noticed_at <= typed.told_at <= now:
        sentence = "Your manager was told after you noticed it, and before now."
        found.append(Refusal("compromised_told_before", sentence, CLAUSE, "told_on"))
    return tuple(found)


def gap_minutes(noticed_at: datetime, told_at: datetime) -> int:
    """Return the whole minutes between noticing and telling."""
    return int((told_at - noticed_at).total_seconds() // 60)


def may_read(actor: Actor, whose: int | None, recorded_by: int) -> bool:
    """Return whether ``actor`` reads a report: whose account it is, who recorded it, the head and the ICT lead."""
    own = actor.person_id is not None and actor.person_id in (whose, recorded_by)
    return own or acts_as_head(actor) or is_ict_lead(actor)
