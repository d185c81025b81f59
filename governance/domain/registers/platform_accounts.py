"""Accounts on platforms and platforms that the school retired: what refuses a line, and what is red (DOMAIN 4.5, 6).

No password is ever asked for, and a text that seems to hold one is refused.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from governance.domain.records.keeping import months_after
from governance.domain.refusals import Refusal
from governance.domain.registers.typed import password_refusals, too_long
from governance.domain.registers.words import Access

SUBJECT = "platform_account"
CLAUSE = "A.5.4"
_FIELDS = {"permanent_id": 200, "handle": 200, "recovery_address": 254, "notes": 2000}
# Mail services that give an address to one person: a shared mailbox of the school's is none of theirs.
_PERSONAL = (
    "gmail.",
    "googlemail.",
    "hotmail.",
    "outlook.",
    "live.",
    "yahoo.",
    "icloud.",
    "me.com",
    "aol.",
    "btinternet.",
)


@dataclass(frozen=True, slots=True)
class AccountTyped:
    """An account as typed; ``second_factor`` is None where nobody knows."""

    platform: str
    permanent_id: str = ""
    handle: str = ""
    recovery_address: str = ""
    second_factor: bool | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """One person's access to an account; ``is_here`` says that they belong to the school today."""

    access: Access
    is_here: bool


@dataclass(frozen=True, slots=True)
class AccountKnown:
    """What is known of one account on a day."""

    recovery_address: str
    second_factor: bool | None
    checked_on: date | None
    holders: tuple[Held, ...]


def account_refusals(typed: AccountTyped) -> tuple[Refusal, ...]:
    """Return every reason against an account as typed."""
    found: list[Refusal] = []
    for field, most in _FIELDS.items():
        text = getattr(typed, field)
        found += [*too_long(text, most, field), *password_refusals(text, field)]
    if not typed.platform:
        found.append(Refusal("account_without_platform", "Choose the platform.", CLAUSE, "platform"))
    if not (typed.permanent_id.strip() or typed.handle.strip()):
        sentence = "Give its name there, or the platform’s own number of it."
        found.append(Refusal("account_without_name", sentence, CLAUSE, "handle"))
    return tuple(found)


def is_personal(address: str) -> bool:
    """Return whether a recovery address is one that a mail service gives to one person."""
    return any(f"@{service}" in address.casefold() for service in _PERSONAL)


def due_again(checked_on: date | None, months: int) -> date | None:
    """Return the day by which an account is looked at again; None means at once."""
    return None if checked_on is None else months_after(checked_on, months)


def wrong_with(known: AccountKnown, at_least: int, months: int, today: date) -> tuple[str, ...]:
    """Return everything that is not as it should be with an account, in plain words, the most pressing first."""
    return tuple(_wrong(known, at_least, months, today))


def _wrong(known: AccountKnown, at_least: int, months: int, today: date) -> Iterator[str]:
    gone = sum(not held.is_here for held in known.holders)
    if gone:
        yield "Somebody who left still holds access." if gone == 1 else f"{gone} people who left still hold access."
    full = full_holders(known.holders)
    if full < at_least:
        yield f"{full} of at least {at_least} people here hold full access."
    if not known.recovery_address:
        yield "No recovery address is known."
    elif is_personal(known.recovery_address):
        yield "The recovery address is one person’s own. Use a shared mailbox of the school’s."
    if not known.second_factor:
        yield "The second step is off, or nobody knows." if known.second_factor is None else "The second step is off."
    due = due_again(known.checked_on, months)
    if due is None or due < today:
        yield "Nobody has checked it yet." if due is None else "It is due to be checked again."


def full_holders(holders: Iterable[Held]) -> int:
    """Return how many people of today hold full access."""
    return sum(held.is_here and held.access is Access.FULL for held in holders)


def retiring_refusals(close_by: date, today: date) -> tuple[Refusal, ...]:
    """Return the reason against the day by which sites on a retired platform close."""
    if close_by >= today:
        return ()
    sentence = "That day has passed. Choose the day by which its sites close."
    return (Refusal("retired_in_past", sentence, "7.3", "close_by"),)
