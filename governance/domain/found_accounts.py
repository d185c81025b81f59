"""Today's reality: accounts that exist and that nobody ever approved, as a school's own sheet names them (7.1).

A line with gaps is taken, and what is unknown is listed; a line that cannot be understood is refused with a sentence.
To be on the list is an amnesty and no approval.  What stands on the register already is left as it is, so a sheet that
is read twice changes nothing the second time.  May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from governance.domain.addresses import Canonical, canonicalise, refusals_to_register
from governance.domain.networks import NETWORK_NAMES
from governance.domain.platforms import PLATFORM_NAMES
from governance.domain.refusals import Refusal
from governance.domain.sheets import Column, SheetRow
from governance.domain.words import KIND_WORDS, SiteKind

LONGEST_NAME = 200
LONGEST_ADDRESS = 500
LONGEST_NOTES = 2000
LONGEST_LINE = 200

COLUMNS: tuple[Column, ...] = (
    Column("name", ("Name", "Account", "Site", "Title", "Account name", "Name of account"), required=True),
    Column("kind", ("Kind", "Type", "What it is")),
    Column("platform", ("Platform", "Network", "Service", "Hosted by")),
    Column("address", ("Address", "Web address", "URL", "Link", "Handle", "Username")),
    Column("owner", ("Owner", "Who runs it", "Person", "Contact", "Run by", "Member of staff")),
    Column("since", ("Since", "Started", "Date", "Set up", "Created")),
    Column("notes", ("Notes", "Note", "Comments", "Remarks")),
)

UNKNOWN_WORDS = {
    "kind": "what kind of site it is",
    "platform": "which service it is on",
    "address": "its address",
    "owner": "who runs it",
    "since": "since when it exists",
}
"""What can be unknown of a found account, by the code that its site keeps, and how it is said."""

_NETWORK_KINDS = ("account", "network", "social media", "page", "profile", "feed")
_KINDS: dict[str, SiteKind] = {
    **{word.casefold(): kind for kind, word in KIND_WORDS.items()},
    "class blog": SiteKind.YEAR_GROUP_BLOG,
    "year group blog": SiteKind.YEAR_GROUP_BLOG,
    "year blog": SiteKind.YEAR_GROUP_BLOG,
    "club": SiteKind.CLUB_BLOG,
    **dict.fromkeys(_NETWORK_KINDS, SiteKind.NETWORK_ACCOUNT),
    "other": SiteKind.OTHER,
    "website": SiteKind.OTHER,
    "blog": SiteKind.OTHER,
}
_GAPS = frozenset({"?", "??", "???", "-", "–", "n/a", "na", "none", "unknown", "not known", "tbc", "don't know"})
PLATFORMS = PLATFORM_NAMES | {key: name for key, name in NETWORK_NAMES.items() if key not in PLATFORM_NAMES}
_PLATFORM_KEYS = {
    **{name.casefold(): key for key, name in PLATFORMS.items()},
    **{key: key for key in PLATFORMS},
    "twitter": "x",
    "twitter/x": "x",
    "x/twitter": "x",
    "x (twitter)": "x",
    "wordpress": "wordpress_com",
    "fb": "facebook",
    "insta": "instagram",
    "school website": "own_site",
    "own website": "own_site",
}


@dataclass(frozen=True, slots=True)
class FoundAccount:
    """One account as it goes onto the register.

    ``canonical`` is "" where the address is unknown; ``platform`` is a key where the service is known and else the word
    as typed; ``unknowns`` are codes of ``UNKNOWN_WORDS``.
    """

    name: str
    kind: SiteKind
    platform: str
    address: str
    canonical: str
    owner: str
    since: str
    notes: str
    unknowns: tuple[str, ...]

    @property
    def same_as(self) -> str:
        """What tells this account from others: its canonical address, or else its name and service."""
        return self.canonical or f"name:{self.platform.casefold()}:{' '.join(self.name.casefold().split())}"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One line of the sheet: the account, or why there is none, or what it repeats."""

    line: int
    account: FoundAccount | None
    refusals: tuple[Refusal, ...] = ()
    already: str = ""


def found_account(cells: Mapping[str, str]) -> FoundAccount | tuple[Refusal, ...]:
    """The account that typed answers name, or every reason why they name none.  Missing keys are gaps."""
    given = {column.key: _filled(cells.get(column.key, "")) for column in COLUMNS}
    refusals = _too_long(given)
    if not given["name"]:
        refusals.append(Refusal("name_missing", "Say what the account is called.", "7.1", "name"))
    platform = _PLATFORM_KEYS.get(given["platform"].casefold(), given["platform"])
    kind, kind_known = _kind_of(given["kind"], platform)
    if given["kind"] and not kind_known:
        words = ", ".join(KIND_WORDS.values())
        sentence = f"“{given['kind'][:60]}” is no kind of site. Use one of: {words}. Or leave it empty."
        refusals.append(Refusal("kind_unknown", sentence, "7.1", "kind"))
    address = canonicalise(given["address"], platform or None) if given["address"] else None
    if isinstance(address, Refusal):
        refusals.append(address)
    elif address is not None:
        refusals.extend(refusals_to_register(address))
        platform = platform or address.platform
    if refusals:
        return tuple(refusals)
    known = {**given, "platform": platform, "kind": given["kind"] or ("account" if platform in NETWORK_NAMES else "")}
    canonical = address.key if isinstance(address, Canonical) else ""
    unknowns = tuple(code for code in UNKNOWN_WORDS if not known[code])
    return FoundAccount(
        given["name"],
        kind,
        platform,
        given["address"],
        canonical,
        given["owner"],
        given["since"],
        given["notes"],
        unknowns,
    )


def read_rows(rows: Iterable[SheetRow], on_register: Callable[[FoundAccount], str]) -> tuple[ReadRow, ...]:
    """Every line of a sheet as an account, a refusal or a repeat.

    ``on_register`` says as what an account stands on the register already ("Year 4 blog"), or "".
    """
    found: list[ReadRow] = []
    seen: dict[str, int] = {}
    for row in rows:
        account = found_account(row.cells)
        if isinstance(account, tuple):
            found.append(ReadRow(row.line, None, account))
            continue
        already = on_register(account)
        if not already and account.same_as in seen:
            already = f"line {seen[account.same_as]} of this file"
        seen.setdefault(account.same_as, row.line)
        found.append(ReadRow(row.line, account, (), already))
    return tuple(found)


def unknowns_in_words(codes: Sequence[str]) -> tuple[str, ...]:
    """What is unknown of an account, as it is said; a code that is not known here is left out."""
    return tuple(UNKNOWN_WORDS[code] for code in codes if code in UNKNOWN_WORDS)


def _filled(cell: str) -> str:
    text = " ".join(cell.split())
    return "" if text.casefold() in _GAPS else text


def _too_long(given: Mapping[str, str]) -> list[Refusal]:
    limits = {"name": LONGEST_NAME, "address": LONGEST_ADDRESS, "notes": LONGEST_NOTES, "platform": 60}
    return [
        Refusal("cell_too_long", f"The {key} has {len(text):,} characters. Keep it to {most:,}.", "7.1", key)
        for key, text in given.items()
        if len(text) > (most := limits.get(key, LONGEST_LINE))
    ]


def _kind_of(typed: str, platform: str) -> tuple[SiteKind, bool]:
    """The kind of an account and whether it is known; on a network it is an account there."""
    if not typed:
        return (SiteKind.NETWORK_ACCOUNT if platform in NETWORK_NAMES else SiteKind.OTHER), False
    kind = _KINDS.get(typed.casefold()) or (SiteKind(typed) if typed in set(SiteKind) else None)
    return (kind or SiteKind.OTHER), kind is not None
