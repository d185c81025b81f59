"""The batches of labelled comments that are held back: nobody who builds the triage reads them (A.5).

A batch is a file of ``held_back``: one comment a line, ``\\n`` for a line break within one.  A line such as
``# class: severe``, ``# kind: threat`` or ``# voice: teen`` speaks for the comments under it.

A comment that happens to stand word for word among the examples that the heads learn from measures nothing and is left
out by itself; nobody needs to compare the two by eye, which would spoil both.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

import governance.triage
from governance.triage import Urgency

HELD_BACK = Path(__file__).parent / "held_back"
EXAMPLES = Path(governance.triage.__file__).parent / "examples"
VOCABULARY = Path(__file__).parent / "vocabulary.txt"

URGENCY_OF = {
    "severe": Urgency.CHILD_RISK,
    "distress": Urgency.CHILD_RISK,
    "personal": Urgency.NAMES_CHILD,
    "abusive": Urgency.ABUSIVE,
    "spam": Urgency.LINK_OR_ADVERT,
    "harmless": Urgency.NEW,
}
"""Which urgency a reason has that names the right class."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One comment of a batch and what a person said of it; ``kind`` is empty where the batch does not say."""

    batch: str
    label: str
    kind: str
    voice: str
    text: str

    @property
    def urgency(self) -> Urgency:
        """The urgency that is expected of a reading."""
        return URGENCY_OF[self.label]


@functools.cache
def batch(name: str) -> tuple[Labelled, ...]:
    """Every comment of the batch ``name`` that is not among the examples, in the order of its file."""
    return tuple(comment for comment in written(name) if _letters(comment.text) not in _learned_from())


@functools.cache
def _learned_from() -> frozenset[str]:
    """The letters of every line of the examples, and of every part of a line that is set off by a tab."""
    lines = (line for file in EXAMPLES.rglob("*.*") for line in file.read_text(encoding="utf-8").splitlines())
    return frozenset(_letters(part) for line in lines for part in (line, *line.split("\t"))) - {""}


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def written(name: str) -> tuple[Labelled, ...]:
    """Every comment of the batch ``name`` as it was written."""
    said = {"class": "", "kind": "", "voice": ""}
    comments: list[Labelled] = []
    for line in (HELD_BACK / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            key, _, value = line.removeprefix("#").partition(":")
            if key.strip() == "class":
                said = {"class": "", "kind": "", "voice": said["voice"]}
            if key.strip() in said:
                said[key.strip()] = value.strip()
        elif line.strip():
            text = line.replace("\\n", "\n")
            comments.append(Labelled(name, said["class"], said["kind"], said["voice"], text))
    return tuple(comments)


def vocabulary() -> tuple[str, ...]:
    """Words of lessons and names of places, each of which is harmless by itself."""
    lines = VOCABULARY.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
