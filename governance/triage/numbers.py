"""Finds telephone numbers, however they are written: digits of any script, words, "oh", "double" (A.4.9).

Numbers reserved for drama count as numbers, so that what is tested with safe numbers shows something.  The school's own
numbers and the helplines for children pass.  May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from governance.triage.nearby import starting
from governance.triage.normalise import Views
from governance.triage.reading import Kind, Reason, School, Source, reason_of

_WORDS = {
    **{
        word: str(number)
        for number, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
    },
    "oh": "0",
    "o": "0",
    "nought": "0",
    "naught": "0",
    "zeero": "0",
    "nil": "0",
    "won": "1",
    "too": "2",
    "tree": "3",
    "fore": "4",
    "for": "4",
    "to": "2",
    "fife": "5",
    "sevn": "7",
    "sevan": "7",
    "ate": "8",
    "nin": "9",
    "nien": "9",
    "wun": "1",
    "tu": "2",
    "thre": "3",
    "foar": "4",
    "fiv": "5",
    "sicks": "6",
    "svn": "7",
    "ait": "8",
    "hundred": "00",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "twenty": "2",
    "thirty": "3",
    "forty": "4",
    "fifty": "5",
    "sixty": "6",
    "seventy": "7",
    "eighty": "8",
    "ninety": "9",
    "thousand": "000",
}
_WEAK = frozenset(["o", "won", "too", "tree", "fore", "for", "to", "ate"])
"""Words that are a digit only between digits."""
_REPEATS = {"double": 2, "dubble": 2, "doubl": 2, "triple": 3, "treble": 3}
_ITEM = re.compile(r"\+|\d+|[a-z]+")
_MIXED = re.compile(r"[0-9oils](?<![a-z0-9].)(?:(?<=[0-9])|(?=[a-z]*\d))[0-9oils|]{3,13}(?![a-z0-9])", re.DOTALL)
"""The looks to both sides come after the first letter: an expression that begins with one is tried at every letter."""
_AS_DIGITS = str.maketrans("oils|", "01151")
_BETWEEN = re.compile(r"[\s().\-_*~,#]{0,6}(?:/[\s]?)?")
_FILLERS = frozenset(["and", "then", "dash", "dot", "space", "plus", "star", "its", "is", "hyphen"])
_CUE = re.compile(r"(?:call|ring|phone|text|tel|mob|mobile|number|whatsapp|dial|landline)\b")
_HELPLINES = frozenset(
    ("08001111", "08088005000", "116123", "116000", "999", "101", "111", "08001111111", "0800555111")
)
_AMOUNT = re.compile(
    r"\d{1,3}\.\d+|\d{1,3}(?:,\d{3})+|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|(?:1\d|20)\d\d ?[-/] ?(?:1\d|20)\d\d"
)
_FIRST_ITEM = rf"{'|'.join(rf'{digit}[0-9]*+' for digit in range(10))}|\+|{starting((*_WORDS, *_REPEATS))}"
_NEXT_ITEM = rf"[0-9]++|\+|(?<![a-z])(?:{'|'.join((*_WORDS, *_REPEATS, *sorted(_FILLERS)))})(?![a-z])"
_ROW = re.compile(rf"(?:{_FIRST_ITEM})(?:{_BETWEEN.pattern}(?:{_NEXT_ITEM}))*+")
"""Everything that a telephone number may be written with, as far as it stands together."""
LEAST, LONGEST = 6, 15
"""Digits of the shortest and the longest number."""
_MOST_ITEMS = 40


def phone_numbers(seen: Views, school: School) -> Iterator[Reason]:
    """Every telephone number that is neither the school's own nor a helpline."""
    own = {_national(digits_of(phone)) for phone in school.contacts.phones} | _HELPLINES
    for start, end, digits, plus in _runs(_with_plain_digits(seen.folded)):
        text = seen.folded[start:end]
        if _is_number(digits, plus, text, seen.folded[max(0, start - 40) : start]) and _national(digits) not in own:
            yield reason_of(Kind.PHONE, *seen.span(start, end), Source.PATTERN)


def digits_of(typed: str) -> str:
    """The digits of a number as typed."""
    return "".join(letter for letter in typed if letter.isdigit())


def _with_plain_digits(text: str) -> str:
    """The text with letters that stand for digits inside numbers ("O77OO") made digits, letter for letter."""

    def plain(found: re.Match[str]) -> str:
        mixed = found[0]
        enough = sum(map(str.isdigit, mixed)) * 2 >= len(mixed) - 1
        return mixed.translate(_AS_DIGITS) if enough else mixed

    return _MIXED.sub(plain, text)


def _runs(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Rows of digits and number words that stand together: where, which digits, and whether a plus leads them."""
    for row in _ROW.finditer(text):
        if row.end() - row.start() >= LEAST:
            yield from _runs_in(text, *row.span())


def _runs_in(text: str, first: int, last: int) -> Iterator[tuple[int, int, str, bool]]:
    digits, start, end, plus, repeat, items = "", -1, -1, False, 1, 0
    for found in _ITEM.finditer(text, first, last):
        item = found[0]
        begins = found.start()
        near = start >= 0 and (begins == end or _BETWEEN.fullmatch(text, end, begins) is not None)
        value = item if item.isdigit() else _WORDS.get(item, "")
        if item in _WEAK and not near:
            value = ""
        if start >= 0 and (not near or items > _MOST_ITEMS or len(digits) > 2 * LONGEST):
            yield start, end, digits, plus
            digits, start, plus, repeat, items = "", -1, False, 1, 0
        if value:
            start = begins if start < 0 else start
            digits, end, repeat, items = digits + value * repeat, found.end(), 1, items + 1
        elif item in _REPEATS or item == "+":
            start = begins if start < 0 else start
            plus, repeat, end = plus or (item == "+" and not digits), _REPEATS.get(item, 1), found.end()
        elif near and item in _FILLERS:
            end = found.end() if items < _MOST_ITEMS else end
        elif start >= 0:
            yield start, end, digits, plus
            digits, start, plus, repeat, items = "", -1, False, 1, 0
    if start >= 0:
        yield start, end, digits, plus


def _is_number(digits: str, plus: bool, text: str, before: str) -> bool:
    if len(digits) < LEAST or _is_counting(digits) or _is_amount(text):
        return False
    if plus:
        return 8 <= len(digits) <= LONGEST
    cued = _CUE.search(before) is not None
    if digits.startswith(("0044", "44")):
        return 11 <= len(digits) <= LONGEST and (cued or len(digits.removeprefix("00")) in (12, 13))
    if digits.startswith("0"):
        return (10 <= len(digits) <= 12 and digits[1] != "0") or (
            digits.startswith("00") and 11 <= len(digits) <= LONGEST
        )
    if digits.startswith("7") and len(digits) == 10:
        return True
    return cued and len(digits) <= 11


def _is_counting(digits: str) -> bool:
    return digits in "0123456789101112131415" or digits in "10987654321098765" or len(set(digits)) == 1


def _is_amount(text: str) -> bool:
    """A decimal such as 0.3333333333, thousands such as 7,000,000,000, a date, or two years."""
    return _AMOUNT.fullmatch(text) is not None


def _national(digits: str) -> str:
    bare = digits.removeprefix("00")
    return f"0{bare[2:].lstrip('0')}" if bare.startswith("44") and len(bare) > 10 else digits
