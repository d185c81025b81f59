"""How a word is heard: children's spellings, digits and marks for letters, long drawn letters, masked letters.

A word is changed only where what is heard is a word that the reading looks for; everything else stays as it was typed.
May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from functools import lru_cache

from governance.triage.vocabulary import KNOWN, LISTED, MASKED, ORDINARY, SPELLINGS, SQUEEZED, STRONG, squeezed

_MARKS = "@4310!|$57+89(<{£6"
_AS_LETTERS = (str.maketrans(_MARKS, "aaeioiissttbgccclg"), str.maketrans(_MARKS, "aaelollssttbgcccee"))
_DRAWN = re.compile(r"(.)\1")
_LONG_DRAWN = re.compile(r"(.)\1{2,}")
_LETTER = re.compile(r"[a-z]")
_MASK = re.compile(r"[*#%&^_@!$+.-]+")
SURE = frozenset({*STRONG, *LISTED.whole, *LISTED.inside})
"""Words that are looked for by themselves, so that a doubtful spelling of one is worth hearing."""
_LETTERS_OF = frozenset(map(frozenset, SQUEEZED))
"""The letters of each word that is looked for: most of what is typed has other letters, which is quickly seen."""
_WITH_L = SURE | {"ugly", "loser", "kill", "smelly"}
LONGEST = 40


@lru_cache(maxsize=8_000)
def heard(typed: str) -> str:
    """What a reader hears in one small word without spaces: a word that the reading looks for, or the word itself."""
    plain = typed.replace("'", "")
    if plain in KNOWN or len(plain) > LONGEST:
        return SPELLINGS.get(plain, plain)
    meant = SPELLINGS.get(plain)
    if not meant and not typed.isalpha() and _LETTER.search(typed):
        meant = _as_letters(typed) or _masked(typed)
    return meant or _drawn(plain) or _with_l(plain) or plain


def _drawn(word: str) -> str:
    """A word whose letters are said too often, such as "fuuuck": what it is, where that is a word looked for."""
    if not _DRAWN.search(word) or word in ORDINARY:
        return ""
    long_drawn = _LONG_DRAWN.search(word) is not None
    twice = _LONG_DRAWN.sub(r"\1\1", word) if long_drawn else word
    meant = twice if twice in KNOWN or twice in SPELLINGS else SQUEEZED.get(squeezed(word), "")
    if not meant or not (long_drawn or (len(meant) > 3 and meant in SURE)):
        return ""
    return SPELLINGS.get(meant, meant)


def _as_letters(typed: str) -> str:
    """A word written with digits or marks for letters, such as "$tup1d", where that is a word looked for."""
    bare = typed.rstrip("!+'_-*")
    for start in (typed,) if bare == typed else (bare, typed):
        for table in _AS_LETTERS:
            word = start.translate(table)
            word = word if word.isalpha() else "".join(filter(str.isalpha, word))
            if word == typed or len(word) < 3 or frozenset(word) not in _LETTERS_OF or squeezed(word) not in SQUEEZED:
                continue
            meant = word if word in KNOWN else SPELLINGS.get(word) or _drawn(word)
            if meant and (len(start) == len(word) or meant in SURE):
                return SPELLINGS.get(meant, meant)
    return ""


def _masked(typed: str) -> str:
    """A word with letters hidden behind stars or the like, such as "f**k"."""
    hidden = _MASK.findall(typed)
    if not hidden:
        return ""
    if typed[0] in "*_" and typed[-1] == typed[0]:
        return ""
    meant, letters = MASKED.get(_MASK.sub("*", typed), ("", 0))
    marks = sum(map(len, hidden))
    if not meant or (abs(marks - letters) > 1 and not (len(hidden) == 1 and marks == 1 and typed[-1].isalpha())):
        return ""
    return meant if marks > 1 or len(meant) > 3 else ""


def _with_l(word: str) -> str:
    """A word with a capital I for a small l, which look the same ("ugIy")."""
    if "i" not in word or word in ORDINARY:
        return ""
    meant = word.replace("i", "l")
    return meant if meant in _WITH_L else ""
