"""Where the product may connect to: public addresses on the two ports of the web, and places that the school names.

Decides on every single connection, after the name was resolved and before anything is dialled, so that a name which
leads into the school's own network, or does so only the second time it is asked, leads nowhere (a page on the network
that trusts its neighbours must not be readable through a "blog address").  The address that was checked is the one
that is dialled; the name is kept for the certificate.  May import the standard library and what it dials with.
"""

from __future__ import annotations

import contextvars
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import httpcore2

from governance.domain.comments.trouble import Trouble
from governance.hosts.protocol import HostFailed

Place = tuple[str, int]
"""A host as it is written in an address, in small letters, and a port."""

Resolve = Callable[[str, int], Sequence[str]]
"""Return every address that a name stands for; raise OSError where there is none."""

PORTS = frozenset({80, 443})

# Seconds that an address may take before the name's next one is tried.
FIRST_TRY = 5.0

# Ranges that Python 3.11 calls global and that still lead to this machine, to a neighbour or to nobody in particular:
# protocol assignments, the old 6to4 relays, carriers of IPv4 addresses inside IPv6 ones, and test ranges.
DENIED = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4"),
        *("64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")

# When the call that is under way in this thread must have ended, by the monotonic clock.
ends_at: contextvars.ContextVar[float] = contextvars.ContextVar("ends_at")


def is_public(text: str) -> bool:
    """Say whether an IP address is one of the open internet's.  Anything that cannot be read as one is not."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if address.scope_id is not None or address not in GLOBAL_UNICAST:
            return False
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    return not any(address in network for network in DENIED if network.version == address.version)


def remaining() -> float:
    """Return the seconds that are left of the call under way; raise the trouble "too_slow" when none are."""
    left = ends_at.get() - time.monotonic()
    if left <= 0:
        raise HostFailed(Trouble("too_slow"))
    return left


def _no_longer_than(timeout: float | None) -> float:
    return remaining() if timeout is None else min(timeout, remaining())


def resolve_name(host: str, port: int) -> list[str]:
    """Ask the system for every address of a name, for no longer than the call may still take."""
    found: list[str] = []
    failed: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            found.extend(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    # The system's resolver cannot be told when to stop, so a thread that nobody waits for asks it.
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(remaining())
    if failed or asking.is_alive():
        raise OSError("The name is not known.")
    return found


class Guard(httpcore2.NetworkBackend):
    """Opens connections for a pool, each one only to an address that was checked a moment ago."""

    def __init__(self, allowed: Collection[Place] = (), resolve: Resolve = resolve_name) -> None:
        self._allowed = frozenset(allowed)
        self._resolve = resolve
        self._dialler = httpcore2.SyncBackend()

    def is_named(self, host: str, port: int) -> bool:
        """Say whether the installation names this very place as one that may be reached."""
        return (host.lower().strip("[]"), port) in self._allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Resolve once, check every answer, dial the first that answers."""
        addresses = self._addresses(host, port)
        for number, address in enumerate(addresses, 1):
            share = _no_longer_than(timeout if number == len(addresses) else FIRST_TRY)
            try:
                stream = self._dialler.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
            return _UntilTheEnd(stream)
        remaining()
        raise HostFailed(Trouble("not_reachable"))

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        named = self.is_named(host, port)
        if port not in PORTS and not named:
            raise HostFailed(Trouble("address_not_allowed"))
        try:
            addresses = self._resolve(host, port)
        except OSError:
            remaining()
            addresses = ()
        if not addresses:
            raise HostFailed(Trouble("not_reachable"))
        # One private answer among public ones is enough to refuse: a name must not choose which of them is dialled.
        if not named and not all(is_public(address) for address in addresses):
            raise HostFailed(Trouble("address_not_allowed"))
        return list(dict.fromkeys(addresses))


class _UntilTheEnd(httpcore2.NetworkStream):
    """A connection on which nothing waits beyond the end of the call, however slowly the other side drips."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _no_longer_than(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _no_longer_than(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _UntilTheEnd(self._stream.start_tls(ssl_context, server_hostname, _no_longer_than(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
