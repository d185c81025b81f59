"""What an address is once it has its one spelling, and the refusals that several readers of addresses share (7.1).

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from governance.domain.hostnames import host_in_letters
from governance.domain.networks import NETWORK_NAMES
from governance.domain.refusals import Refusal


class AddressKind(StrEnum):
    """A page on the web, or an account on a network."""

    WEB = "web"
    HANDLE = "handle"


@dataclass(frozen=True, slots=True)
class Canonical:
    """An address in its one spelling.

    ``path`` is "" or begins with a slash and does not end with one.  ``platform`` is a network's key, "" on the web and
    for a handle whose network was not said.  ``secure`` says how it was typed (https, http, or neither) and plays no
    part in equality.
    """

    kind: AddressKind
    platform: str = ""
    host: str = ""
    port: int | None = None
    path: str = ""
    query: str = ""
    handle: str = ""
    secure: bool | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """Equal for equal addresses, different for others: for a unique column."""
        if self.kind is AddressKind.HANDLE:
            return f"handle:{self.platform}:{self.host}:{self.handle}"
        return f"web:{self.host}:{self.port or ''}{self.path}{'?' if self.query else ''}{self.query}"

    @property
    def shown(self) -> str:
        """The address as people read it."""
        if self.kind is AddressKind.HANDLE:
            where = f"@{self.host}" if self.host else ""
            network = NETWORK_NAMES.get(self.platform, "")
            return f"@{self.handle}{where}{f' on {network}' if network else ''}"
        port = f":{self.port}" if self.port else ""
        return f"{host_in_letters(self.host)}{port}{self.path}{'?' if self.query else ''}{self.query}"


def address_refusal(code: str, sentence: str) -> Refusal:
    """A refusal of a typed address."""
    return Refusal(code, sentence, "7.1", "address")


UNCLEAR = address_refusal(
    "address_unclear",
    "This address is written so that programs read it in different ways. Do not trust it. Copy it again from the "
    "address bar of the browser.",
)
ONE_POST = address_refusal(
    "address_not_an_account",
    "This is the address of one post or of a page of the service, not of an account. Open it, choose the name of the "
    "account, and paste the address of the account.",
)


SHORT_LINK = address_refusal(
    "address_is_short_link",
    "This is a short link that only sends people on. Open it, wait for the page, and paste the address you end up at.",
)
WHOLE_NETWORK = address_refusal(
    "address_whole_network",
    "This is the address of a whole service and not of one account or site on it. Paste the account's own address.",
)
