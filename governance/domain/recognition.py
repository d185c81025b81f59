"""Whether a pasted address is the school's: official, was official, somebody else's where it takes part, or not known.

Yes (7.1) comes only from a positive match of canonical addresses.  Whatever merely resembles one of our sites is not
known, and the answer says what it resembles.  Nothing is looked up and no redirect is followed.

A site on the web covers its own page and the pages below it: "/year4" covers "/year4/rivers", never "/year4evil".  A
school's address typed with http is still its address, and the answer says that the school's own begins with https.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from governance.domain.address_forms import AddressKind, Canonical
from governance.domain.addresses import canonicalise
from governance.domain.hostnames import skeleton
from governance.domain.refusals import Refusal

_PROGRAM_PAGE = re.compile(r"\.(php|aspx?|jsp|cgi|pl)\Z", re.IGNORECASE)


class Standing(StrEnum):
    """What the register says of an address now; a moved site had it once."""

    OFFICIAL = "official"
    PAUSED = "paused"
    MOVED = "moved"
    CLOSED = "closed"


BEING_CHECKED = (
    "We are checking this page at the moment. If something on it looks wrong to you, do not write there, and tell us."
)
"""What is said in public of an official site whose page failed a check, whichever it was."""


TAKES_PART = (
    "No, this is not one of the school's own sites. It is somebody else's, and our school takes part there with the "
    "head's approval. The school does not decide what others write there."
)
"""What is said of a site of somebody else's on which the school takes part (A.3.3)."""


class Verdict(StrEnum):
    """The four answers."""

    OFFICIAL = "official"
    WAS_OFFICIAL = "was_official"
    TAKES_PART = "takes_part"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One site of the register, as far as it is public.  ``being_checked`` says that its page failed a check."""

    site_id: int
    name: str
    address: Canonical
    standing: Standing
    being_checked: bool = False


@dataclass(frozen=True, slots=True)
class RegisterAnswer:
    """The answer in words, with the matched site, what else to say, and the site that the address only resembles.

    ``refusal`` says why the address could not be read; the verdict is then NOT_KNOWN.
    """

    verdict: Verdict
    sentence: str
    entry: RegisterEntry | None = None
    notes: tuple[str, ...] = ()
    resembles: RegisterEntry | None = None
    refusal: Refusal | None = None


def answer(
    pasted: str,
    register: Sequence[RegisterEntry],
    platform: str | None = None,
    takes_part_at: Sequence[Canonical] = (),
) -> RegisterAnswer:
    """Whether the pasted address or handle is one of the register's.  ``platform`` is the network chosen.

    ``takes_part_at`` are sites of others on which the school takes part with the head's approval: never its own.
    """
    address = canonicalise(pasted, platform)
    if isinstance(address, Refusal):
        return RegisterAnswer(Verdict.NOT_KNOWN, address.sentence, refusal=address)
    matches = [entry for entry in register if covers(entry.address, address)]
    if matches:
        return _yes(max(matches, key=_how_well), address)
    if any(covers(other, address) for other in takes_part_at):
        return RegisterAnswer(Verdict.TAKES_PART, TAKES_PART)
    return _not_known(address, register)


def covers(site: Canonical, pasted: Canonical) -> bool:
    """Whether a pasted address is the site's own or, on the web, a page below it."""
    if site.kind is AddressKind.HANDLE:
        return bool(site.platform) and site == pasted
    if not pasted.host or (site.host, site.port) != (pasted.host, pasted.port):
        return False
    if site.query or _PROGRAM_PAGE.search(site.path):
        # A page made by a program shows somebody else's content for other parameters.
        return (site.path, site.query) == (pasted.path, pasted.query)
    return pasted.path == site.path or pasted.path.startswith(f"{site.path}/")


def _how_well(entry: RegisterEntry) -> tuple[int, bool]:
    """The site that names most of the path decides; of two equal ones, the one that is still open."""
    return len(entry.address.path), entry.standing not in (Standing.MOVED, Standing.CLOSED)


def _yes(entry: RegisterEntry, address: Canonical) -> RegisterAnswer:
    if entry.standing is Standing.MOVED:
        sentence = (
            f"This was the address of one of the school's official sites: {entry.name}. The site is no longer here. "
            "What appears here now does not come from the school."
        )
        return RegisterAnswer(Verdict.WAS_OFFICIAL, sentence, entry)
    if entry.standing is Standing.CLOSED:
        sentence = (
            f"This was an official site of the school: {entry.name}. It is closed. What appears there now does not "
            "come from the school."
        )
        return RegisterAnswer(Verdict.WAS_OFFICIAL, sentence, entry)
    sentence = f"Yes. This is an official site of the school: {entry.name}."
    if entry.standing is Standing.PAUSED:
        sentence += " It is paused at the moment."
    if entry.being_checked:
        sentence += f" {BEING_CHECKED}"
    notes: tuple[str, ...] = ()
    if address.secure is False and entry.address.secure is not False:
        notes = (f"The school's own address begins with https: https://{entry.address.shown}",)
        if entry.address.kind is AddressKind.HANDLE:
            notes = ("The address that you pasted begins with http. The safe one begins with https.",)
    return RegisterAnswer(Verdict.OFFICIAL, sentence, entry, notes)


def _not_known(address: Canonical, register: Iterable[RegisterEntry]) -> RegisterAnswer:
    sentence = "No. This address is not known to the school. Do not take it for one of the school's."
    if address.kind is AddressKind.HANDLE and not address.platform:
        same = next((entry for entry in register if entry.address.handle == address.handle), None)
        sentence = "A name alone can belong to different people on different networks. Choose the network, or paste"
        sentence += " the address of the account."
        notes = (f"The school has {same.address.shown}. Elsewhere the same name is not the school's.",) if same else ()
        return RegisterAnswer(Verdict.NOT_KNOWN, sentence, notes=notes, resembles=same)
    like = next((entry for entry in register if _resembles(entry.address, address)), None)
    notes = (f"It resembles {like.address.shown}, which is the school's, but it is not the same.",) if like else ()
    return RegisterAnswer(Verdict.NOT_KNOWN, sentence, notes=notes, resembles=like)


def _resembles(site: Canonical, pasted: Canonical) -> bool:
    if site.kind is AddressKind.HANDLE:
        if pasted.kind is AddressKind.HANDLE:
            return _handle_skeleton(site.handle) == _handle_skeleton(pasted.handle)
        return False
    if not pasted.host:
        return False
    if site.host == pasted.host:
        return pasted.path.lower().startswith(site.path.lower()) or site.port != pasted.port
    own, other = skeleton(site.host), skeleton(pasted.host)
    return own == other or own in other or other.split(".")[0] == own.split(".")[0]


def _handle_skeleton(handle: str) -> str:
    return skeleton(handle.replace("_", "").replace(".", ""))
