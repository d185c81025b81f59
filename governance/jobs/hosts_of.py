"""Makes the host of a connection: which kind it is, and its password opened for as long as it is used.

The one place where a password is ever opened.  May not import Flask's request, queries or web.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from governance.config import Settings
from governance.domain.comments.connecting import FEED, WORDPRESS
from governance.domain.comments.trouble import Trouble
from governance.hosts.feed import Feed
from governance.hosts.outside import Outside
from governance.hosts.protocol import Host, HostFailed
from governance.hosts.wordpress import WordPress
from governance.services.sealing import CannotOpen, unseal


class Joined(Protocol):
    """How a site's host is reached: what a look and a push know of a connection.  ``secret`` is sealed."""

    @property
    def kind(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def account(self) -> str: ...
    @property
    def secret(self) -> bytes: ...


HostOf = Callable[[Joined], Host]


def hosts_of(settings: Settings, outside: Outside | None = None) -> HostOf:
    """Return what makes hosts for this installation; one door to the outside serves them all.

    What it returns raises HostFailed where the password is gone or can no longer be opened.
    """
    door = outside or Outside(settings.hosts_allowed)

    def host_of(joined: Joined) -> Host:
        if joined.kind == FEED:
            return Feed(door, joined.address)
        if joined.kind != WORDPRESS:
            raise HostFailed(Trouble("failed_here"))
        return WordPress(door, joined.address, joined.account, _opened(settings, joined.secret))

    return host_of


def _opened(settings: Settings, secret: bytes) -> str:
    if not secret:
        raise HostFailed(Trouble("password_thrown_away"))
    try:
        return unseal(settings.sealing_keys, secret)
    except CannotOpen:
        raise HostFailed(Trouble("secret_cannot_be_opened")) from None
