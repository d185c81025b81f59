"""How a comment's words are laid out for reading: markup taken away, marks in their places, what hides made visible.

The words are kept as received and every mark points into them as received, so the layout walks through them once and
remembers where each piece came from.  It makes text and nothing else: whoever prints it still has to escape it (A.5).
May import the standard library only.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

FOLD_AT = 700
"""Characters that a card shows; the rest is one press away."""

A_LINE = 60
"""What a line's end counts as, so that a column of single letters is folded too."""


class Kind(StrEnum):
    """What a piece is: words, an address behind words, or a character that nobody would see."""

    WORDS = "words"
    LINK = "link"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the words as received, ``end`` not included, and the number of the reason that points at it."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one kind under the same marks."""

    text: str
    kind: Kind = Kind.WORDS
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """A comment's words laid out: what is shown at once, and the rest."""

    shown: tuple[Piece, ...]
    rest: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """A piece before its marks; ``plain`` says that each of its characters stands for one of the words as received."""

    text: str
    start: int
    end: int
    kind: Kind = Kind.WORDS
    plain: bool = False


# Only what is markup is taken for markup: a child who writes "<please read>" wrote just that.
_TAG_NAMES = (
    "a abbr b big blockquote br center cite code dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i iframe img ins li "
    "mark ol p pre q s script small span strike strong style sub sup svg table tbody td th thead tr tt u ul var"
)
_TAGS = frozenset(_TAG_NAMES.split())
_ENDS_A_LINE = frozenset({"br", "p", "div", "li", "blockquote", "tr", "h2", "h3", "hr", "ul", "ol", "table", "pre"})
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
_PART = re.compile(
    r"(?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9]{0,10})(?P<inside>(?:[\s/][^<>]*)?)>)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    "|(?P<flag>\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)"
    f"|(?P<unseen>[{_UNSEEN}]+|(?<=[ -~])[\u200c\u200d]+|[\u200c\u200d]+(?=[ -~]))"
    "|(?P<stacked>[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4,})"
    r"|(?P<line>\r\n?|[\u0085\u2028\u2029])"
)
_ADDRESS = re.compile(r"""\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_ONLY_UNSEEN = re.compile(f"[{_UNSEEN}]+")


def lay_out(words: str, marks: Sequence[Mark] = (), fold_at: int | None = FOLD_AT) -> Laid:
    """Lay a comment's words out under its marks; None as ``fold_at`` shows all of them."""
    if fold_at is None:
        return Laid(tuple(_pieces(words, marks)))
    shown: list[Piece] = []
    rest: list[Piece] = []
    budget = fold_at
    for piece in _pieces(words, marks):
        if budget <= 0:
            rest.append(piece)
            continue
        cut = _cut(piece, budget)
        shown.append(Piece(piece.text[:cut], piece.kind, piece.marks))
        if cut < len(piece.text):
            rest.append(Piece(piece.text[cut:], piece.kind, piece.marks))
            budget = 0
        budget -= cut + piece.text.count("\n", 0, cut) * A_LINE
    return Laid(tuple(shown), tuple(rest))


def as_plain(words: str, longest: int = 200) -> str:
    """Return the words as one line of plain text without what hides in them, for a list or a sentence."""
    text = " ".join("".join(run.text for run in _runs(words) if run.kind is not Kind.UNSEEN).split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def quoted(words: str, mark: Mark, longest: int = 60) -> str:
    """Return what stands under a mark, as one line."""
    return as_plain(words[mark.start : mark.end], longest)


def _cut(piece: Piece, budget: int) -> int:
    """How many characters of a piece are shown: to the end of the word in which the budget is used up."""
    if piece.kind is not Kind.WORDS or len(piece.text) + piece.text.count("\n") * A_LINE <= budget:
        return len(piece.text)
    lines, cut = 0, 0
    for cut, letter in enumerate(piece.text):
        lines += letter == "\n"
        if cut + lines * A_LINE >= budget and (letter.isspace() or cut + lines * A_LINE >= budget + 40):
            return cut
    return cut + 1


def _pieces(words: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    ends = sorted({place for mark in marks for place in (mark.start, mark.end)})
    for run in _runs(words):
        if not run.plain:
            yield Piece(run.text, run.kind, _under(marks, run.start, run.end))
            continue
        start = run.start
        for end in [*(place for place in ends if run.start < place < run.end), run.end]:
            text = run.text[start - run.start : end - run.start]
            yield Piece(text, run.kind, _under(marks, start, end))
            start = end


def _under(marks: Iterable[Mark], start: int, end: int) -> tuple[int, ...]:
    return tuple(mark.number for mark in marks if mark.start < end and start < mark.end)


def _runs(words: str) -> Iterator[_Run]:
    """Walk through the words once; what is no markup and hides nothing comes out as it is."""
    at = look_from = 0
    while found := _PART.search(words, look_from):
        made = _made(found)
        if made is None:
            # It only looks like markup: what hides inside it is shown like everything else that hides.
            look_from = found.start() + 1 if found["tag"] else found.end()
            continue
        look_from = found.end()
        if at < found.start():
            yield _Run(words[at : found.start()], at, found.start(), plain=True)
        at = found.end()
        for text, kind in made:
            yield _Run(text, found.start(), found.end(), kind)
    if at < len(words):
        yield _Run(words[at:], at, len(words), plain=True)


def _made(found: re.Match[str]) -> list[tuple[str, Kind]] | None:
    """What stands instead of a part; None where it is left as it is."""
    if found["tag"]:
        name = found["name"].lower()
        if name not in _TAGS:
            return None
        made = [("\n", Kind.WORDS)] if name in _ENDS_A_LINE and (name in ("br", "hr") or found["tag"][1] == "/") else []
        address = _ADDRESS.search(found["inside"])
        if address:
            target = html.unescape(address[1] or address[2] or address[3] or "")[:300]
            made.append((("a picture: " if name == "img" else "leads to ") + as_plain(target, 300), Kind.LINK))
        return made
    if found["entity"]:
        letter = html.unescape(found["entity"])
        return [(_name_unseen(letter), Kind.UNSEEN)] if _ONLY_UNSEEN.fullmatch(letter) else [(letter, Kind.WORDS)]
    if found["unseen"]:
        return [(_name_unseen(found["unseen"]), Kind.UNSEEN)]
    if found["stacked"]:
        return [(f"{len(found['stacked'])} stacked marks", Kind.UNSEEN)]
    return [("\n", Kind.WORDS)] if found["line"] else None


def _name_unseen(letters: str) -> str:
    what = "turns the reading direction" if _TURNS.search(letters) else "hidden character"
    return what if len(letters) == 1 else f"{len(letters)} hidden characters"
