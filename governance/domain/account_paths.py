"""Which account an address on a network, or a typed handle, names (7.1).

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from governance.domain.address_forms import ONE_POST, UNCLEAR, WHOLE_NETWORK, AddressKind, Canonical
from governance.domain.hostnames import LOOK_ALIKE, NOT_A_HOST, canonical_host
from governance.domain.networks import MASTODON, NETWORK_NAMES, NETWORKS, Network, Shape
from governance.domain.refusals import Refusal

_HANDLE = re.compile(r"[A-Za-z0-9._:-]{1,128}\Z")
_BLUESKY_ENDING = ".bsky.social"


def account_on(host: str, path: str, parameters: Mapping[str, str]) -> Canonical | Refusal | None:
    """The account that a canonical host and path name; None when the host is no network and the path no account's."""
    segments = path.split("/")[1:]
    network = next((network for network in NETWORKS if host in network.hosts), None)
    if network is None:
        return _on_a_server(host, path, segments)
    if not segments:
        return WHOLE_NETWORK
    if network.id_page is not None and segments == [network.id_page[0]]:
        number = parameters.get(network.id_page[1], "")
        if not (number.isascii() and number.isdigit()):
            return ONE_POST
        return Canonical(AddressKind.HANDLE, network.key, handle=f"id/{number}")
    for shape in network.shapes:
        handle = _handle_by(shape, segments, network)
        if handle is not None:
            return handle if isinstance(handle, Refusal) else Canonical(AddressKind.HANDLE, network.key, handle=handle)
    return ONE_POST


def handle_typed(text: str, platform: str) -> Canonical | Refusal:
    """The account that "@name", "name" or "@name@server" means, on the network with a key or on one not said."""
    name, _, server = text.removeprefix("@").partition("@")
    chosen = platform if platform in NETWORK_NAMES else ""
    if not name.isascii():
        return LOOK_ALIKE
    if not _HANDLE.match(name):
        return UNCLEAR
    if server:
        host = canonical_host(server)
        if isinstance(host, Refusal):
            return host
        if chosen not in {"", MASTODON.key}:
            return UNCLEAR
        return _account_of_server(host, name)
    if chosen == MASTODON.key:
        return NOT_A_HOST
    if not chosen and name.lower().endswith(_BLUESKY_ENDING):
        chosen = "bluesky"
    return Canonical(AddressKind.HANDLE, chosen, handle=name.casefold())


def _on_a_server(host: str, path: str, segments: list[str]) -> Canonical | Refusal | None:
    """An "/@name" page of any other host is an account of that server."""
    if not path.startswith("/@"):
        return None
    name = segments[0][1:]
    if "@" in name:
        # A server shows accounts of other servers under its own name, so the host says nothing about whose it is.
        return ONE_POST
    if not _HANDLE.match(name):
        return UNCLEAR
    if len(segments) > 1 and not (len(segments) == 2 and segments[1].lower() in MASTODON.tabs):
        return ONE_POST
    return _account_of_server(host, name)


def _account_of_server(host: str, name: str) -> Canonical:
    folded = name.casefold()
    return Canonical(AddressKind.HANDLE, MASTODON.key, host=host, path=f"/@{folded}", handle=folded)


def _handle_by(shape: Shape, segments: list[str], network: Network) -> str | Refusal | None:
    before = len(shape.before)
    if len(segments) <= before or not all(
        fixed in {"*", segment.lower()} for fixed, segment in zip(shape.before, segments, strict=False)
    ):
        return None
    name, tail = segments[before], segments[before + 1 :]
    if not before and name.lower() in network.reserved:
        return None
    if shape.at_sign != name.startswith("@"):
        return None
    if tail and not (len(tail) == 1 and tail[0].lower() in network.tabs):
        return ONE_POST
    name = name.removeprefix("@")
    if not _HANDLE.match(name):
        # Networks allow letters of other alphabets in some names, and those can be drawn to deceive.
        return LOOK_ALIKE
    return shape.space + (name if shape.case_kept else name.casefold())
