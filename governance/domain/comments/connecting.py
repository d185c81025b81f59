"""When a site may be connected to its host, how often the host is asked, and when people are told that it fails (A.5).

New comments are asked for at least every two minutes on a site that runs.  A host that fails is asked less and less
often, one that refuses the password seldom from the start, because security plug-ins shut out who knocks again.
May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlsplit

from governance.domain.refusals import Refusal
from governance.domain.words import SiteState

WORDPRESS, FEED = "wordpress", "feed"
KIND_NAMES = {WORDPRESS: "WordPress", FEED: "a comment feed"}
PUSHING = frozenset({WORDPRESS})
"""The kinds that take our decisions; a feed can only be read."""

RUNNING = frozenset({SiteState.LIVE, SiteState.SUSPENDED, SiteState.CLOSING})
EVERY = dt.timedelta(seconds=80)
SPREAD = 25
"""Seconds over which sites are spread; the longest pause, 104 seconds, leaves time to wait for a turn."""
SELDOM = dt.timedelta(minutes=10)
"""How often the host of a site that does not run yet, or was only found, is asked."""

WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15))
LONGEST_WAIT = dt.timedelta(hours=12)
"""The longest that a host's own word about when to come back is followed."""

LOST = frozenset(
    {
        "signed_out",
        "too_little_power",
        "too_much_power",
        "passwords_switched_off",
        "secret_cannot_be_opened",
        "password_thrown_away",
    }
)
"""What only a person can put right: the account has not the power that it should have, or its password is gone."""
REFUSED_POWER = "too_much_power"
"""A warning of the host that we do not go on with: a stolen password of an administrator is the whole blog."""
TELL_AFTER = 5
"""Failures in a row after which people are told; that is a quarter of an hour."""

LONGEST_ADDRESS = 500
LONGEST_ACCOUNT = 200
LONGEST_PASSWORD = 200


def clean_address(address: str) -> str:
    """Return the address of a blog's front page from what people copy: its interface or its editing pages."""
    cut = address.strip()
    for inside in ("/wp-json", "/wp-admin", "/wp-login.php"):
        cut = cut.split(inside, 1)[0]
    return cut.rstrip("/")


def opening_refusals(
    site: SiteState, kind: str, *, address: str, account: str, password: str, is_connected: bool
) -> tuple[Refusal, ...]:
    """Return why this site cannot be connected like this."""
    return tuple(_opening(site, kind, address, account, password, is_connected))


def _opening(
    site: SiteState, kind: str, address: str, account: str, password: str, is_connected: bool
) -> Iterator[Refusal]:
    if site is SiteState.CLOSED:
        yield Refusal("not_in_this_state", "The site is closed. Its comments are no longer fetched.")
    if is_connected:
        yield Refusal("connected_already", "This site is connected. Close its connection before you make another one.")
    if kind not in KIND_NAMES:
        yield Refusal("kind_unknown", "Choose WordPress or a comment feed.")
    if not _is_address(address):
        yield Refusal("bad_address", "Enter a whole address, such as https://blogs.example.org/year-4")
    if kind == WORDPRESS:
        yield from password_refusals(account, password)


def password_refusals(account: str, password: str) -> Iterator[Refusal]:
    """Yield what is wrong with the account and the password as they were typed."""
    if not account.strip():
        yield Refusal("no_account", "Enter the name with which the account signs in on the blog.")
    elif len(account) > LONGEST_ACCOUNT or ":" in account:
        yield Refusal("bad_account", "Enter the name as it stands on the blog, without a colon.")
    if not password.strip():
        yield Refusal("no_password", "Enter the application password that the blog showed.")
    elif len(password) > LONGEST_PASSWORD:
        yield Refusal("bad_password", "This is too long. An application password has 24 letters and digits.")


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    named = parts.scheme in {"http", "https"} and bool(parts.hostname)
    # A password in an address would be shown wherever the address is.
    return named and parts.username is None and len(address) <= LONGEST_ADDRESS


def host_name(address: str) -> str:
    """Return the name of the machine that an address leads to; sites on one machine are not asked all at once."""
    return (urlsplit(address).hostname or "").lower()


def next_look(site: SiteState, connection_id: int, started: dt.datetime) -> dt.datetime:
    """Return when a host that answered is asked again; ``started`` is when it was asked last."""
    if site not in RUNNING:
        return started + SELDOM
    return started + EVERY + dt.timedelta(seconds=connection_id * 7 % SPREAD)


def next_try(trouble: str, tries: int, now: dt.datetime, retry_after: dt.timedelta | None) -> dt.datetime:
    """Return when a host is asked again that failed ``tries`` times in a row, this one counted."""
    wait = WAITS[-1] if trouble in LOST else WAITS[min(max(tries, 1), len(WAITS)) - 1]
    if retry_after is not None:
        wait = max(wait, min(retry_after, LONGEST_WAIT))
    return now + wait


def is_told(trouble: str, tries: int) -> bool:
    """Return whether people have been told of a failure: of a lost password at once, of the rest when it lasts."""
    return bool(trouble) and (trouble in LOST or tries >= TELL_AFTER)
