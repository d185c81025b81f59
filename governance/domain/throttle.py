"""How long somebody waits after tries that failed: at signing in, at the second step, at asking for a new password.

Tries are counted by the typed name at one address, by the typed name anywhere, and by address.  An address counts
*names*, not tries, so that a class behind one address is not shut out by one person who mistypes a password, while
somebody who walks through a list of names is slowed.  A wait grows, has an end, and is never lengthened by trying again
while it runs: nobody can lock somebody else out for good.  Known and unknown names are counted alike.
May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import dataclass

from governance.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Limit:
    """``free`` tries without a wait; then ``first``, doubled with each further try, up to ``longest``."""

    free: int
    first: dt.timedelta
    longest: dt.timedelta


@dataclass(frozen=True, slots=True)
class Failures:
    """How many failures count, and the moment of the last one; None where there is none."""

    count: int
    last: dt.datetime | None


NAME_AT_ADDRESS = Limit(5, dt.timedelta(seconds=30), dt.timedelta(minutes=15))
NAME_ANYWHERE = Limit(20, dt.timedelta(seconds=30), dt.timedelta(minutes=15))
NAMES_AT_ADDRESS = Limit(30, dt.timedelta(seconds=5), dt.timedelta(minutes=1))

NAME_REMEMBERED = dt.timedelta(hours=24)
"""For how long a failure counts against a name; a success clears it before."""
ADDRESS_REMEMBERED = dt.timedelta(hours=1)
"""For how long a failure counts against an address."""


def wait_left(failures: Failures, limit: Limit, now: dt.datetime) -> dt.timedelta:
    """Return how long to wait before the next try, zero when it may be made now."""
    if failures.last is None or failures.count < limit.free:
        return dt.timedelta(0)
    # Thirty doublings are longer than any limit, and keep the number small however often somebody tried.
    wait: dt.timedelta = min(limit.first * 2 ** min(failures.count - limit.free, 30), limit.longest)
    return min(max(failures.last + wait - now, dt.timedelta(0)), wait)


def longest_wait(at_address: Failures, anywhere: Failures, names: Failures, now: dt.datetime) -> dt.timedelta:
    """Return the longest of the three waits: this name at this address, this name anywhere, and this address."""
    return max(
        wait_left(at_address, NAME_AT_ADDRESS, now),
        wait_left(anywhere, NAME_ANYWHERE, now),
        wait_left(names, NAMES_AT_ADDRESS, now),
    )


def too_many_tries(wait: dt.timedelta) -> Refusal:
    """Return the refusal that says how long to wait, the same for every name."""
    seconds = max(1, -(-wait // dt.timedelta(seconds=1)))
    minutes = -(-seconds // 60)
    said = "1 minute" if seconds == 60 else f"{minutes} minutes" if seconds > 60 else _counted(seconds, "second")
    return Refusal("too_many_tries", f"There were too many tries. Wait {said}, then try again.")


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def network_of(address: str | None) -> str:
    """Return what counts as one address: an IPv4 address, or the /64 that one household or school has of IPv6."""
    try:
        found = ipaddress.ip_address((address or "").split("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
