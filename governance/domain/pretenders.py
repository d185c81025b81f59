"""A report of a site that pretends to be the school's: what may be reported, how often, and how it can end (7.1).

The limit counts reports from one address on the network.  A whole class can stand behind one address, so it is wide
enough for a class in a lesson and narrow for a program.  May import the standard library and the domain only.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network

from governance.domain.refusals import Refusal

LONGEST_ADDRESS = 2000
LONGEST_WORDS = 2000
MOST_FROM_ONE_ADDRESS = 40
WITHIN = timedelta(hours=1)
DIGEST_KEPT_FOR = timedelta(days=1)
"""After this a report no longer says, even as a digest, from where it came."""
_HOME_NETWORK = 64
"""Bits of an IPv6 address that one home or one school shares."""


class PretenderOutcome(StrEnum):
    """How a report ends."""

    REMOVED = "removed"
    REPORTED_ON = "reported_on"
    HARMLESS = "harmless"
    OURS = "ours"


OUTCOME_WORDS = {
    PretenderOutcome.REMOVED: "It is gone: the service took it down",
    PretenderOutcome.REPORTED_ON: "We reported it to the service or to the police",
    PretenderOutcome.HARMLESS: "It does not pretend to be the school’s",
    PretenderOutcome.OURS: "It is the school’s own",
}


def report_refusals(address: str, words: str, lately: int) -> tuple[Refusal, ...]:
    """Why a report cannot be taken; ``lately`` is how many came from the same address within ``WITHIN``."""
    found = []
    if not address.strip():
        found.append(Refusal("address_blank", "Paste the address that pretends to be the school’s.", "7.1", "address"))
    if len(address) > LONGEST_ADDRESS:
        sentence = f"An address has at most {LONGEST_ADDRESS:,} characters. Paste only the address."
        found.append(Refusal("address_too_long", sentence, "7.1", "address"))
    if len(words) > LONGEST_WORDS:
        sentence = f"Keep what you saw to {LONGEST_WORDS:,} characters. It has {len(words):,}."
        found.append(Refusal("words_too_long", sentence, "7.1", "words"))
    if lately >= MOST_FROM_ONE_ADDRESS:
        sentence = "Many reports came from where you are in the last hour. Tell the school office, or try again later."
        found.append(Refusal("too_many_reports", sentence, "7.1"))
    return tuple(found)


def address_digest(remote: str, salt: str, day: date) -> str:
    """A keyed digest of a network address that is another one every day, so that nobody is followed over days."""
    try:
        address = ip_address(remote)
        if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
            remote = str(ip_network((address, _HOME_NETWORK), strict=False))
    except ValueError:
        remote = "unknown"
    return hmac.new(salt.encode(), f"{day.isoformat()}:{remote}".encode(), hashlib.sha256).hexdigest()
