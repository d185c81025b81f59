"""The first look's likeness: whether a comment, or some words of it, reads like the examples of what needs a person.

Runs where a comment arrives, with numpy alone.  Rules find what they were written for; this finds the same in other
words (A.5.6, A.5.4).  It reads nothing until it is first asked.  May import numpy and its neighbours only.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from governance.triage.heads import Heads, load, reasons_of, turns_scores
from governance.triage.pieces import Cut, cut, is_strange
from governance.triage.reading import CannotTell, Reason
from governance.triage.stretches import stretches
from governance.triage.word_table import Floats, Numbers, meanings

HEADS = "heads.npz"


@cache
def shipped() -> Heads:
    """The heads that are shipped."""
    return load(HEADS)


def scores(read: Cut, spans: Numbers, heads: Heads) -> Floats:
    """How each stretch reads to the static heads: (stretches, 6)."""
    return np.asarray(heads.by_meaning(meanings(read, spans)) + turns_scores(read, spans, heads), dtype=np.float32)


def likeness(comment: str) -> tuple[Reason, ...]:
    """The places of a comment that read like distress, harm, grooming, a threat or unkindness; possibly none.

    Raises ``CannotTell`` where most of its many words are none.
    """
    if is_strange(comment):
        raise CannotTell("most of its words are in no dictionary")
    read = cut(comment)
    spans = stretches(len(read.words), read.begins)
    if not len(spans):
        return ()
    heads = shipped()
    return reasons_of(read.spans, spans, scores(read, spans, heads), heads.line_over(len(read.words), len(spans)))
