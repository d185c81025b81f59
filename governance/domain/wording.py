"""What changed between two texts, word by word, and between two sets of answers (A.3.2: a decision is on a version).

Nothing is lost: the same and the added pieces joined give the new text, the same and the removed ones the old text.
The work is bounded.  Long texts are compared by paragraph, then by sentence, then by word, and a stretch that would
still cost too much is shown as taken out and put in whole, which is true, only less fine.
Also the digest that freezes a version.  May import the standard library only.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"

# The work that one comparison may cost: difflib looks at every pair of equal pieces, at worst once for each piece.
MOST_WORK = 10_000_000
_BY_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+\Z")
_BY_SENTENCE = re.compile(r".*?[.!?;:]\s+|.+\Z", re.DOTALL)
_BY_WORD = re.compile(r"\s+|\w+(?:['’\-]\w+)*|[^\w\s]")
_GRAINS = (_BY_PARAGRAPH, _BY_SENTENCE, _BY_WORD)


class Change(StrEnum):
    """What became of a piece of text, or of an answer."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text and what became of it.  Neighbours differ in kind, and what went comes before what came."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One answer that is not as it was.  ``change`` is SAME when both versions answer and the wording differs."""

    key: str
    change: Change
    segments: tuple[Segment, ...]


def word_difference(old: str, new: str) -> tuple[Segment, ...]:
    """The difference of two texts in reading order; empty for two empty texts."""
    return _joined(_compared(old, new, 0))


def answer_differences(old: Mapping[str, Json], new: Mapping[str, Json]) -> tuple[AnswerChange, ...]:
    """Every answer that was added, removed or changed: in the new version's order, then what is gone."""
    found = []
    for key in (*new, *(key for key in old if key not in new)):
        if key not in old:
            found.append(AnswerChange(key, Change.ADDED, word_difference("", answer_text(new[key]))))
        elif key not in new:
            found.append(AnswerChange(key, Change.REMOVED, word_difference(answer_text(old[key]), "")))
        elif canonical_json(old[key]) != canonical_json(new[key]):
            found.append(AnswerChange(key, Change.SAME, word_difference(answer_text(old[key]), answer_text(new[key]))))
    return tuple(found)


def answer_text(answer: Json) -> str:
    """An answer as text to compare: yes and no in words, a list one item a line, a group one named part a line."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "Yes" if answer else "No"
    if isinstance(answer, str):
        return answer
    if isinstance(answer, Mapping):
        return "\n".join(f"{name}: {answer_text(part)}" for name, part in answer.items())
    if isinstance(answer, Sequence):
        return "\n".join(answer_text(item) for item in answer)
    return str(answer)


def canonical_json(value: Json) -> str:
    """One spelling for equal values: keys in order, no spaces, ASCII only, so that any text can be hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def content_hash(answers: Mapping[str, Json]) -> str:
    """The SHA-256 of the answers as 64 hexadecimal digits; the order of keys plays no part, the order of lists does."""
    return hashlib.sha256(canonical_json(answers).encode("ascii")).hexdigest()


def _compared(old: str, new: str, grain: int) -> Iterator[Segment]:
    if old == new:
        yield Segment(Change.SAME, old)
        return
    if not old or not new or grain == len(_GRAINS):
        yield Segment(Change.REMOVED, old)
        yield Segment(Change.ADDED, new)
        return
    pieces_old, pieces_new = _GRAINS[grain].findall(old), _GRAINS[grain].findall(new)
    start, end = _shared_ends(pieces_old, pieces_new)
    yield Segment(Change.SAME, "".join(pieces_old[:start]))
    yield from _middle(pieces_old[start : len(pieces_old) - end], pieces_new[start : len(pieces_new) - end], grain)
    yield Segment(Change.SAME, "".join(pieces_old[len(pieces_old) - end :]))


def _middle(old: list[str], new: list[str], grain: int) -> Iterator[Segment]:
    if _work(old, new) > MOST_WORK:
        # Too much to align: the next finer grain would only have more.
        yield Segment(Change.REMOVED, "".join(old))
        yield Segment(Change.ADDED, "".join(new))
        return
    # Spaces never anchor a match of their own, or unlike sentences would be matched gap by gap.
    matcher = SequenceMatcher(lambda piece: not piece.strip(), old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            yield Segment(Change.SAME, "".join(old[old_from:old_to]))
        else:
            yield from _compared("".join(old[old_from:old_to]), "".join(new[new_from:new_to]), grain + 1)


def _shared_ends(old: list[str], new: list[str]) -> tuple[int, int]:
    shortest = min(len(old), len(new))
    start = next((place for place in range(shortest) if old[place] != new[place]), shortest)
    left = shortest - start
    end = next((back for back in range(left) if old[-1 - back] != new[-1 - back]), left)
    return start, end


def _work(old: list[str], new: list[str]) -> int:
    times_new = Counter(new)
    pairs = sum(times * times_new[piece] for piece, times in Counter(old).items() if piece.strip())
    return (pairs + max(len(old), len(new))) * min(len(old), len(new))


def _joined(segments: Iterator[Segment]) -> tuple[Segment, ...]:
    """Neighbours of one kind as one, and between two same stretches everything removed before everything added."""
    found: list[Segment] = []
    gone: list[str] = []
    came: list[str] = []

    def settle() -> None:
        found.extend(
            Segment(change, "".join(texts))
            for change, texts in ((Change.REMOVED, gone), (Change.ADDED, came))
            if any(texts)
        )
        gone.clear()
        came.clear()

    for segment in segments:
        if not segment.text:
            continue
        if segment.change is Change.REMOVED:
            gone.append(segment.text)
        elif segment.change is Change.ADDED:
            came.append(segment.text)
        else:
            settle()
            if found and found[-1].change is Change.SAME:
                found[-1] = Segment(Change.SAME, found[-1].text + segment.text)
            else:
                found.append(segment)
    settle()
    return tuple(found)
