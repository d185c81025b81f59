"""Whether a typed reason is one: not blank, not one word, not the same word again and again (7.2; DESIGN 3.5).

It judges the shape alone and never the sense: whether a reason is good enough is for the person who decides.
It works in any script.  Scripts written without spaces are counted two letters to a word.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from governance.domain.refusals import Refusal

LONGEST_REASON = 4000
_JOINERS = frozenset("-'’‐‑")
# These scripts put no space between words, by the first word of the letters' Unicode names.
_WITHOUT_SPACES = frozenset({"CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"})


def reason_refusals(
    text: str | None,
    what: str,
    *,
    clause: str | None = None,
    page: str | None = None,
    longest: int = LONGEST_REASON,
) -> tuple[Refusal, ...]:
    """Why a typed text is not a reason; empty means that it will do.

    ``what`` names the thing asked for as it reads in a sentence ("the reason for returning it").  ``longest`` is in
    characters.  Over-long text is refused as well as what else is wrong with it.
    """
    typed = text or ""
    found = []
    if len(typed) > longest:
        sentence = f"Keep {what} to {longest:,} characters. It has {len(typed):,}."
        found.append(Refusal("reason_too_long", sentence, clause, page))
    fault = _fault(typed[:longest])
    if fault is not None:
        code, sentence = fault
        found.append(Refusal(code, sentence.format(what=what, What=what[:1].upper() + what[1:]), clause, page))
    return tuple(found)


def _fault(typed: str) -> tuple[str, str] | None:
    if not any(_is_seen(character) for character in typed):
        return "reason_blank", "Type {what}."
    words = tuple(_words(typed))
    if not any(unicodedata.category(character)[0] == "L" for character in typed):
        return (
            "reason_without_words",
            "{What} has no words in it. Write a short sentence that somebody else understands.",
        )
    pieces = {piece for word in words for piece in _pieces(word)}
    if len(pieces) == 1 and (len(words) > 1 or sum(1 for _ in _pieces(words[0])) > 1):
        return "reason_repeats_one_word", "{What} says one word again and again. Write a short sentence."
    if len(words) == 1:
        return "reason_one_word", "One word is not enough for {what}. Write a short sentence."
    return None


def _is_seen(character: str) -> bool:
    # Spaces, controls, zero-width and unassigned characters leave the line empty to the eye.
    return unicodedata.category(character)[0] not in "ZC" and character not in "\u115f\u1160\u3164\uffa0\u2800"


def _words(typed: str) -> Iterator[str]:
    """Words, casefolded; a hyphen or an apostrophe inside a word belongs to it."""
    word = ""
    for character in unicodedata.normalize("NFKC", typed).casefold() + " ":
        if unicodedata.category(character)[0] in "LMN" or (word and character in _JOINERS):
            word += character
        elif unicodedata.category(character) != "Cf":
            yield from _split_unspaced(word.rstrip("".join(_JOINERS)))
            word = ""


def _split_unspaced(word: str) -> Iterator[str]:
    if word and unicodedata.name(word[0], "").split(" ")[0].split("-")[0] in _WITHOUT_SPACES:
        yield from (word[start : start + 2] for start in range(0, len(word), 2))
    elif word:
        yield word


def _pieces(word: str) -> Iterator[str]:
    plain = word
    for joiner in _JOINERS:
        plain = plain.replace(joiner, " ")
    yield from plain.split()
