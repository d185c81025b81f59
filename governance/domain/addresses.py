"""One spelling for every way in which people write the address of a site, or the reason why there is none (7.1).

Two texts that canonicalise to equal values name the same site.  What cannot be read in exactly one way is refused: an
address that different programs read differently is how people are led astray.  Nothing is looked up and no redirect
is followed.  Which site of the register an address is, says ``recognition.py``.

Folded: scheme, case of host and handle, "www.", default port, last slash, index page, fragment, tracking parameters,
percent signs that were not needed, dot segments.  Kept: case of the path, other ports, other parameters.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from governance.domain import account_paths
from governance.domain.address_forms import (
    SHORT_LINK,
    UNCLEAR,
    WHOLE_NETWORK,
    AddressKind,
    Canonical,
    address_refusal,
)
from governance.domain.address_paths import canonical_path
from governance.domain.hostnames import NOT_A_HOST, canonical_host
from governance.domain.networks import (
    SHARED_HOSTS,
    SHORT_LINK_HOSTS,
    TRACKING_PARAMETERS,
    TRACKING_PREFIXES,
)
from governance.domain.refusals import Refusal

LONGEST_ADDRESS = 2048
MOST_PARAMETERS = 50
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_PORT = re.compile(r"[0-9]{1,5}\Z")
_DEFAULT_PORTS = {"http": 80, "https": 443}

__all__ = ["AddressKind", "Canonical", "canonicalise", "refusals_to_register"]


def canonicalise(typed: str, platform: str | None = None) -> Canonical | Refusal:
    """The one spelling of an address, a bare host and path, or a handle ("@name", "@name@server").

    ``platform`` is the key of the network that was chosen beside the box; with it a bare name is a handle there.
    """
    if len(typed) > LONGEST_ADDRESS:
        return address_refusal("address_too_long", f"An address has at most {LONGEST_ADDRESS:,} characters.")
    text = typed.strip().strip("<>\"'“”‘’").strip()
    if not text:
        return address_refusal("address_blank", "Paste an address or the name of an account.")
    if any(unicodedata.category(letter)[0] in "ZC" for letter in text):
        # Spaces, control characters and marks that turn the direction of writing can hide where an address leads.
        sentence = "This address has spaces or characters in it that cannot be seen. Copy it again, only the address."
        return address_refusal("address_unseen_characters", sentence)
    if "\\" in text:
        return UNCLEAR
    if text.startswith("@") or (platform and not set(text) & set("./:@")):
        return account_paths.handle_typed(text, platform or "")
    split = _split(text)
    if isinstance(split, Refusal):
        return split
    scheme, authority, rest = split
    return _on_the_web(scheme, authority, rest)


def refusals_to_register(address: Canonical) -> tuple[Refusal, ...]:
    """Why a readable address cannot stand in the register: a handle is nobody's without its network."""
    if address.kind is AddressKind.HANDLE and not address.platform:
        return (address_refusal("address_without_network", "Choose the network on which this account is."),)
    return ()


def _split(text: str) -> tuple[str, str, str] | Refusal:
    """Scheme ("" when none was typed), authority, and everything after it."""
    found = _SCHEME.match(text)
    scheme = ""
    if found is not None and not ("." in found[1] and text[found.end() : found.end() + 1].isdigit()):
        scheme = found[1].lower()
        if scheme not in _DEFAULT_PORTS:
            return address_refusal("address_scheme", "Only addresses that begin with https or http can be looked up.")
        text = text[found.end() :]
        if not text.startswith("//") or text.startswith("///"):
            return UNCLEAR
    text = text.removeprefix("//")
    end = min((text.find(sign) for sign in "/?#" if sign in text), default=len(text))
    authority, rest = text[:end], text[end:]
    if "@" in authority:
        if not scheme and not rest:
            return address_refusal(
                "address_is_email", "This is an e-mail address. Paste the address of a page or an account."
            )
        sentence = "This address puts one name in front and leads to another. Do not trust it."
        return address_refusal("address_hides_its_host", sentence)
    if "%" in authority:
        return UNCLEAR
    return scheme, authority, rest


def _on_the_web(scheme: str, authority: str, rest: str) -> Canonical | Refusal:
    host_typed, _, port_typed = authority.partition(":") if not authority.startswith("[") else (authority, "", "")
    if authority.count(":") > 1:
        host_typed, port_typed = authority, ""
    host = canonical_host(host_typed)
    if isinstance(host, Refusal):
        return host
    if port_typed and not (_PORT.match(port_typed) and 0 < int(port_typed) < 65536):
        return NOT_A_HOST
    port = int(port_typed) if port_typed else None
    if host in SHORT_LINK_HOSTS:
        return SHORT_LINK
    path = canonical_path(rest.partition("#")[0].partition("?")[0])
    if isinstance(path, Refusal):
        return path
    parameters = _parameters(rest.partition("#")[0].partition("?")[2])
    if parameters is None:
        return UNCLEAR
    if port in (None, _DEFAULT_PORTS.get(scheme or "https")):
        account = account_paths.account_on(host, path, dict(parameters))
        if account is not None:
            return account if isinstance(account, Refusal) else replace(account, secure=_secure(scheme))
        port = None
    if path.count("/") < SHARED_HOSTS.get(host, 0):
        return WHOLE_NETWORK
    query = urlencode(sorted(parameters))
    return Canonical(AddressKind.WEB, "", host, port, path, query, secure=_secure(scheme))


def _secure(scheme: str) -> bool | None:
    return None if not scheme else scheme == "https"


def _parameters(query: str) -> list[tuple[str, str]] | None:
    """The parameters that say what is shown; None when they cannot be read."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return None
    return [
        (name, value)
        for name, value in pairs
        if name.lower() not in TRACKING_PARAMETERS and not name.lower().startswith(TRACKING_PREFIXES)
    ]
