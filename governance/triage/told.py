"""Whether a phrase in a long comment is told of somebody in a book, in a lesson, of long ago or of an animal (A.5.6).

Long comments retell: what a tiger felt, what the officer explained, how cold the winter of 1947 was.  There a loose
phrase is no reason where its own sentence says whom it is told of.  In a short comment it always is one, and so it is
in a long one when nothing in its sentence speaks against it.
May import the standard library and its neighbours only.
"""

from __future__ import annotations

import re
from collections import defaultdict

from governance.triage.data_files import lines
from governance.triage.normalise import Views
from governance.triage.reading import Kind

LONG = 30
"""A comment of more words than these retells; they are as many as ``phrases.SHORT``."""
BEFORE, AFTER = 14, 10
"""How many words of its sentence are looked at before a phrase and after it."""
_OWN = frozenset(("i", "im", "i'm", "ive", "i've", "me", "my", "myself", "we", "us", "our"))
_OF_OTHERS = frozenset((Kind.DISTRESS, Kind.HARM_AT_HOME))
_BOOKS = frozenset(
    ("book", "novel", "film", "chapter", "author", "museum", "victorian", "victorians", "tudor", "tudors", "evacuees")
)
"""Where one of these stands anywhere, what is said in no word of one's own is told."""
_STOP = re.compile(r"[.!?\n]")
_LONG_AGO = re.compile(r"1[0-9]\d\ds?")


def _words_of_kinds() -> dict[Kind, frozenset[str]]:
    found: defaultdict[Kind, set[str]] = defaultdict(set)
    for line in lines("told_of.txt"):
        kinds, _, words = line.partition("|")
        for kind in kinds.split():
            found[Kind(kind)].update(words.split())
    return {kind: frozenset(words) for kind, words in found.items()}


TOLD_OF = _words_of_kinds()
"""By kind, the words of a sentence that say that it is told."""


def is_told(seen: Views, kind: Kind, first: int, last: int) -> bool:
    """Whether what is said from word ``first`` to word ``last`` of a long comment is told of somebody else."""
    if len(seen.words) <= LONG or kind not in TOLD_OF:
        return False
    starts, ends, typed = seen.words.starts, seen.words.ends, seen.words.folded
    start, end = first, last
    while start > max(0, first - BEFORE) and not _STOP.search(seen.folded, ends[start - 1], starts[start]):
        start -= 1
    most = min(len(typed) - 1, last + AFTER)
    while end < most and not _STOP.search(seen.folded, ends[end], starts[end + 1]):
        end += 1
    # "His mum hits him" may stand sentences after the book was named; "she hits me" is never a book's.
    of_others = kind in _OF_OTHERS and _OWN.isdisjoint(typed[first : last + 1])
    if of_others and not _BOOKS.isdisjoint(seen.places):
        return True
    said = set(typed[start : end + 1])
    return not said.isdisjoint(TOLD_OF[kind]) or any(map(_LONG_AGO.fullmatch, said))
