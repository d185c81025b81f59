"""What the public register says of a site: official, paused, closed, or nothing at all (7.1; DESIGN 5).

Proposed, approved and found sites are never listed.  A site that was live once stays listed for ever.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from governance.domain.addresses import AddressKind, Canonical, canonicalise
from governance.domain.recognition import Standing
from governance.domain.words import SiteState

_OPEN = {SiteState.LIVE: Standing.OFFICIAL, SiteState.SUSPENDED: Standing.PAUSED}


def public_standing(state: SiteState, closing_from: SiteState | None, was_live: bool) -> Standing | None:
    """What the register says of a site, or None for one that it never lists.

    A site that is being closed is the school's until it is closed.  One that was closed, and one that is proposed
    again after it was closed, was official; an account that was found and closed never was.
    """
    if not was_live:
        return None
    if state is SiteState.CLOSING:
        return _OPEN.get(closing_from) if closing_from else None
    if state is SiteState.FOUND:
        return None
    return _OPEN.get(state, Standing.CLOSED)


def link_to(address: str, platform: str) -> str:
    """The https address of an official site for a link, or "" where only a handle is known."""
    typed = address.strip()
    if typed.lower().startswith(("https://", "http://")):
        return typed
    found = canonicalise(typed, platform or None) if typed else None
    if isinstance(found, Canonical) and found.kind is AddressKind.WEB:
        return f"https://{found.shown}"
    return ""
