"""Which passwords are too easy to guess.

Length is what counts, so there is no rule about capitals or marks.  A password is refused when nothing much is left of
it after taking out what everybody tries first: the usual words, the person's own names, runs of the keyboard, repeats
and numbers.  May import the standard library and the domain only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from governance.domain.refusals import Refusal
from governance.domain.usual_words import USUAL_WORDS

SHORTEST = 12
LONGEST = 200
LEFT_AT_LEAST = 4
"""Letters that must be left when everything that is easily guessed has been taken out."""
OWN_WORD_FROM = 3
"""Letters from which a part of a name counts as the person's own."""

_SPELT = str.maketrans("0134578@$!|", "oleastbasil")
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qazwsxedcrfvtgbyhnujmikolp")
_SHORTEST_RUN = 4


def password_refusals(password: str, own_words: Iterable[str] = ()) -> tuple[Refusal, ...]:
    """Return every reason against a new password.

    ``own_words`` are what others know of the person: names, the e-mail address, the names of their schools.
    """
    if len(password) < SHORTEST:
        return (
            Refusal(
                "password_short",
                f"Use at least {SHORTEST} characters. Three words that do not belong together are easy to remember.",
            ),
        )
    if len(password) > LONGEST:
        return (Refusal("password_long", f"Use at most {LONGEST} characters."),)
    own = {part for word in own_words for part in _letters(word) if len(part) >= OWN_WORD_FROM}
    if _left_of(password, own) >= LEFT_AT_LEAST:
        return ()
    if _left_of(password, set()) >= LEFT_AT_LEAST:
        return (
            Refusal(
                "password_own_name",
                "This password is mostly your own name or your school’s, which others would try. Choose other words.",
            ),
        )
    return (
        Refusal(
            "password_common",
            "This password is one of those that are tried first. Choose words that do not belong together.",
        ),
    )


def _letters(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _left_of(password: str, own: set[str]) -> int:
    """Return how many different letters are left of a password, as typed or as its digits are read, the fewer."""
    typed = password.casefold()
    return min(_different_left(spelling, own) for spelling in (typed, typed.translate(_SPELT)))


def _different_left(text: str, own: set[str]) -> int:
    for word in sorted({*USUAL_WORDS, *own}, key=lambda word: (-len(word), word)):
        if len(word) >= OWN_WORD_FROM or word in own:
            text = text.replace(word, " ")
    return len({letter for letter in _without_runs(text) if letter.isalpha()})


def _without_runs(text: str) -> str:
    kept, at = [], 0
    while at < len(text):
        length = _run_at(text, at)
        if length < _SHORTEST_RUN:
            kept.append(text[at])
            length = 1
        at += length
    return "".join(kept)


def _run_at(text: str, at: int) -> int:
    """Return how many characters from ``at`` on follow one of the runs, forwards or backwards."""
    best = 1
    for run in (one for row in _RUNS for one in (row, row[::-1])):
        start = run.find(text[at])
        length = 0
        while start >= 0 and at + length < len(text) and start + length < len(run):
            if text[at + length] != run[start + length]:
                break
            length += 1
        best = max(best, length)
    return best
