"""What a letter looks like to a reader: other scripts, emoji letters, small capitals, digits of every script.

Used for the matching copy only, so that real Russian or Greek becomes rubbish there and stays itself everywhere else.
May import the standard library only.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PAIRS = (
    ("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїјѕһԁԛԝґєў", "abbrdexennknmhonpctyfxuywwbbbeoreiijshdqwrey"),
    ("αβγδεζηθικλμνξοπρσςτυφχψω", "abydeznoikluveonpostuoxyw"),
    ("ıłøđħŧþðŋƒɑɡɩʏəɐɔɟƃɥɾʞɯɹʇʌʍʎß", "ilodhtpdnfagiyeacfghjkmrtvwyb"),
    ("օսոհցքաեզէտԍɪʀɴʟ", "ounhgqaeqetgirnl"),
    ("¢€¥∂∆†®©ª¡µ§℮", "ceydatrcaiuse"),
)
_DASHES = "‐‑‒–—―−﹣－"
_QUOTES = "‘’‚‛ʼ′`´ʻ＇"
_MASKS = "•●∗✱✲＊⁎﹡█▪■◼⬛·"
_NOTHING = "ㅤᅟᅠﾠ⠀"
_TOGETHER = {"æ": "ae", "œ": "oe", "🖕": " fuck ", "…": "...", "🔞": " porn "}


def _table() -> dict[str, str]:
    table = dict(_TOGETHER)
    for seen, meant in _PAIRS:
        table.update(zip(seen, meant, strict=True))
    table |= dict.fromkeys(_DASHES, "-") | dict.fromkeys(_QUOTES, "'") | dict.fromkeys(_MASKS, "*")
    return table | dict.fromkeys(_NOTHING, "") | dict.fromkeys("“”„«»", '"')


_TABLE = _table()
_UNSEEN = frozenset({"Mn", "Me", "Mc", "Cf", "Cc", "Cs", "Cn", "Co"})
_LETTER_NAME = re.compile(
    r"(?:LATIN (?:LETTER |SMALL |CAPITAL |EPIGRAPHIC )*LETTER|LATIN LETTER(?: SMALL CAPITAL)?|LATIN SMALL LETTER"
    r"|NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER|REGIONAL INDICATOR SYMBOL LETTER"
    r"|SQUARED LATIN CAPITAL LETTER|TAG LATIN SMALL LETTER|MODIFIER LETTER (?:SMALL|CAPITAL))"
    r"(?: SMALL CAPITAL| TURNED| REVERSED| OPEN| SMALL| BARRED| CAPITAL)* ([A-Z])(?: WITH [A-Z ]+)?"
)
LONGEST_OF_ONE = 4
"""Some single characters stand for a whole sentence: they are read as its first letter, so that no text grows."""


@lru_cache(maxsize=20_000)
def folded(character: str) -> str:
    """What one character is read as: small plain letters, plain digits, a plain mark, itself, or nothing at all."""
    small = character.lower()
    if small in _TABLE:
        return _TABLE[small]
    if character.isspace():
        return "\n" if character in "\n\r\u2028\u2029" else " "
    if unicodedata.category(character) in _UNSEEN:
        return ""
    if "\u4e00" <= character <= "\u9fa5" or "\U00020000" <= character < "\U0002f800":
        # A Han character looks like no letter and cannot be taken apart: there are too many to ask each for its name.
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    named = _LETTER_NAME.fullmatch(unicodedata.name(character, ""))
    if named:
        return named[1].lower()
    return _taken_apart(small)


def _taken_apart(character: str) -> str:
    apart = unicodedata.normalize("NFKD", character)
    apart = apart.lower() if len(apart) <= LONGEST_OF_ONE else apart[0]
    plain = "".join(_TABLE.get(part, part) for part in apart if unicodedata.category(part) not in _UNSEEN)
    return plain.strip() if len(plain) > 1 else plain
