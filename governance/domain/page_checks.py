"""Whether a live site's page is what the school approved: it answers, is ours, shows its rules (7.1, A.4.1, A.4.7).

A page is looked at once a week.  One bad look says nothing yet: servers restart and pages are repaired, so a fault is
said when three looks in a row have seen it, which takes half a day.  A look that could not tell (the site turned us
away, the network asks for sign-in, the trouble was ours) is never a fault and takes none back.  What a person looked at
and found fine stays unsaid until a look sees that it holds by itself again, or the page changes once more.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from governance.domain.addresses import AddressKind, Canonical, canonicalise
from governance.domain.page_marks import is_same_owner
from governance.domain.recognition import covers

SAID_AFTER = 3
"""Looks in a row that have to see a fault before anybody hears of it."""
LASTS = timedelta(hours=6)
"""How long it has to be in doubt as well: somebody may ask for looks as fast as they can press a button."""


class PageFault(StrEnum):
    """What can be wrong with a page, as far as a look can tell."""

    DOES_NOT_ANSWER = "does_not_answer"
    LEADS_ELSEWHERE = "leads_elsewhere"
    ANOTHER_OWNER = "another_owner"
    RULES_NOT_LINKED = "rules_not_linked"
    RULES_DO_NOT_ANSWER = "rules_do_not_answer"
    NO_WAY_TO_SCHOOL = "no_way_to_school"


class NotTold(StrEnum):
    """Why a look could not tell."""

    SIGNED_IN_ONLY = "signed_in_only"
    NO_PAGE = "no_page"
    TURNED_AWAY = "turned_away"
    ASKED_TO_WAIT = "asked_to_wait"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    PRIVATE = "private"
    NOT_READABLE = "not_readable"
    FAILED_HERE = "failed_here"


FOR_GOOD = frozenset({NotTold.SIGNED_IN_ONLY, NotTold.NO_PAGE, NotTold.PRIVATE})
"""What does not change by asking again soon."""

SIGN_IN_NETWORKS = frozenset({"x", "facebook", "instagram", "threads", "linkedin", "tiktok", "snapchat"})
"""Networks that show accounts only to people who are signed in: asking them as a machine tells nothing."""

_FAULTS = frozenset({"not_reachable", "server_error", "moved", "page_gone"})
_NOT_TOLD = {
    "blocked": NotTold.TURNED_AWAY,
    "rate_limited": NotTold.ASKED_TO_WAIT,
    "too_slow": NotTold.TOO_SLOW,
    "too_large": NotTold.TOO_LARGE,
    "address_not_allowed": NotTold.PRIVATE,
    "answer_not_understood": NotTold.NOT_READABLE,
}


@dataclass(frozen=True, slots=True)
class Claimed:
    """What was approved and evidenced of a page: its address, whose it is, where its rules are, the school's website.

    ``owner_mark`` is "" before the first look; the links are "" where nobody recorded them.
    """

    address: str
    platform: str = ""
    owner_mark: str = ""
    rules_link: str = ""
    school_link: str = ""


@dataclass(frozen=True, slots=True)
class PageSeen:
    """What stood at an address.  ``led_to`` is where it led in the end, ``mark`` what tells whose page that is.

    ``rules_answer`` and ``school_links_here`` are None where nobody asked or nobody could tell.
    """

    led_to: str
    mark: str = ""
    links: frozenset[str] = frozenset()
    rules_answer: bool | None = None
    school_links_here: bool | None = None


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is known against a page: in how many looks in a row, since when, what is said of it, and what is settled."""

    looks: Mapping[str, int] = field(default_factory=dict)
    since: datetime | None = None
    said: tuple[str, ...] = ()
    said_since: datetime | None = None
    settled: tuple[str, ...] = ()


def cannot_be_looked_at(address: str, platform: str) -> NotTold | None:
    """Return why it makes no sense to ask for a site's page at all, None where it does."""
    found = canonicalise(address, platform or None)
    network = found.platform if isinstance(found, Canonical) else ""
    if SIGN_IN_NETWORKS & {platform, network}:
        return NotTold.SIGNED_IN_ONLY
    return None if address.lower().startswith(("http://", "https://")) else NotTold.NO_PAGE


def of_trouble(code: str) -> PageFault | NotTold:
    """Return what a look says that met a trouble of ``comments/trouble.py``."""
    return PageFault.DOES_NOT_ANSWER if code in _FAULTS else _NOT_TOLD.get(code, NotTold.FAILED_HERE)


def faults_of(claimed: Claimed, seen: PageSeen) -> tuple[PageFault, ...] | NotTold:
    """Return what is wrong with a page that answered, or why that cannot be told."""
    place = _place(claimed, seen.led_to)
    if isinstance(place, NotTold):
        return place
    if place is not None:
        # What else is missing there is no news: it is another page.
        return (place,)
    return tuple(_on_the_page(claimed, seen))


def _place(claimed: Claimed, led_to: str) -> PageFault | NotTold | None:
    own, final = canonicalise(claimed.address, claimed.platform or None), canonicalise(led_to)
    if isinstance(own, Canonical) and own.kind is AddressKind.HANDLE:
        if not isinstance(final, Canonical) or final.kind is not AddressKind.HANDLE:
            # The network put a page of its own in front: a question about cookies, or a sign-in.
            return NotTold.SIGNED_IN_ONLY
        return None if own == final else PageFault.ANOTHER_OWNER
    if isinstance(own, Canonical) and isinstance(final, Canonical):
        # Many a server writes every path in small letters; that its page is somebody else's is not said for that.
        return None if covers(_in_small_letters(own), _in_small_letters(final)) else PageFault.LEADS_ELSEWHERE
    return None if _is_below(claimed.address, led_to) else PageFault.LEADS_ELSEWHERE


def _in_small_letters(address: Canonical) -> Canonical:
    return replace(address, path=address.path.lower())


def _on_the_page(claimed: Claimed, seen: PageSeen) -> Iterator[PageFault]:
    if is_same_owner(claimed.owner_mark, seen.mark) is False:
        yield PageFault.ANOTHER_OWNER
    rules, website = claimed.rules_link, claimed.school_link
    # Rules that stand on the page itself, and a logo of which only the place was recorded, need no link.
    if rules and not is_same_page(claimed.address, rules):
        if not any(is_same_page(rules, link) for link in seen.links):
            yield PageFault.RULES_NOT_LINKED
        if seen.rules_answer is False:
            yield PageFault.RULES_DO_NOT_ANSWER
    if (
        website
        and not is_within(claimed.address, website)
        and not links_to(website, seen.links)
        and seen.school_links_here is False
    ):
        yield PageFault.NO_WAY_TO_SCHOOL


def links_to(page: str, links: Iterable[str]) -> bool:
    """Return whether one of the links leads to a page or to one below it."""
    return any(is_within(page, link) for link in links)


def is_within(page: str, address: str) -> bool:
    """Return whether an address is a page's own or one below it."""
    own, other = canonicalise(page), canonicalise(address)
    if isinstance(own, Canonical) and isinstance(other, Canonical):
        return covers(own, other)
    return _is_below(page, address)


def is_same_page(one: str, other: str) -> bool:
    """Return whether two addresses are two spellings of one page."""
    first, second = canonicalise(one), canonicalise(other)
    if isinstance(first, Canonical) and isinstance(second, Canonical):
        return first == second
    return _plain(one) is not None and _plain(one) == _plain(other)


def _is_below(page: str, address: str) -> bool:
    own, other = _plain(page), _plain(address)
    return own is not None and other is not None and own[0] == other[0] and f"{other[1]}/".startswith(f"{own[1]}/")


def _plain(address: str) -> tuple[str, str] | None:
    """Return place and path of an address that has no spelling of its own, as one in numbers on a school's network."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return (parts.netloc.lower(), parts.path.rstrip("/")) if parts.netloc else None


def after_look(before: Doubts, faults: Collection[str], now: datetime, *, is_changed: bool = False) -> Doubts:
    """Return what is known after a look that could tell; ``is_changed`` says that the page is another since the last.

    A fault counts from the first of the looks that saw it without a gap.
    """
    looks = {fault: before.looks.get(fault, 0) + 1 for fault in sorted(faults)}
    since = (before.since or now) if looks else None
    settled = () if is_changed else tuple(fault for fault in before.settled if fault in looks)
    lasts = since is not None and now - since >= LASTS
    said = tuple(fault for fault, count in looks.items() if lasts and count >= SAID_AFTER and fault not in settled)
    return Doubts(looks, since, said, (before.said_since or since) if said else None, settled)


def after_settling(before: Doubts) -> Doubts:
    """Return what is known after a person looked and found fine what was said."""
    return replace(before, said=(), said_since=None, settled=tuple(sorted({*before.settled, *before.said})))
