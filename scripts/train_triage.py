"""Learns the heads of governance/triage from the examples and writes them beside the code: ``make triage``.

The heads of the first look need numpy alone; those of the second are learned where its packages are installed, and left
as they are elsewhere.  The line of each is set on comments that the heads were not learned from, so that the false
alarms on ordinary, hard and long friendly comments stay under their limits.
"""

from __future__ import annotations

import time

import numpy as np

from governance.triage import likeness, second_look, word_table
from governance.triage.heads import DATA, over_friendly
from governance.triage.word_table import FEW, Floats, Numbers
from scripts.triage_comments import FOLDS, Comment, Stretches, all_stretches, comments
from scripts.triage_examples import FRIENDLY, digest, examples
from scripts.triage_learning import COLUMNS, Alarms, Parts, learn, line_of, scores_of, turns

FIRST = {"rounds": 60, "keep": 1e-4, "keep_turns": 3e-5}
SECOND = {"rounds": 70, "keep": 2e-4, "keep_turns": 0.0}
"""How hard weights are kept small, chosen on what the folds were not learned from."""
FIRST_LIMITS = {"few": 0.01, "ordinary": 0.03, "hard": 0.09, "long": 0.11}
SECOND_LIMITS = {"few": 0.01, "ordinary": 0.04, "hard": 0.11, "long": 0.23}
"""The most false alarms on comments that were not learned from; they are harder than most that families write."""


def meanings(seen: Stretches, *, second: bool) -> Floats:
    """What the table, or the encoder, makes of every stretch."""
    pairs = zip((one.read for one in seen.comments), seen.spans, strict=True)
    if second:
        return np.concatenate([second_look.meanings(read, spans, np.zeros(len(spans))) for read, spans in pairs])
    return np.concatenate([word_table.meanings(read, spans) for read, spans in pairs])


def learned(dense: Floats, seen: Stretches, rows: Numbers, how: dict[str, float]) -> Parts:
    """Heads learned from some of the stretches."""
    phrases = turns([seen.words[row] for row in rows]) if how["keep_turns"] else None
    return learn(dense[rows], phrases, seen.columns[rows], seen.weights[rows], **how)


def unseen_scores(dense: Floats, seen: Stretches, how: dict[str, float]) -> Floats:
    """How every stretch reads to heads that were learned from the other folds."""
    found = np.zeros((len(dense), COLUMNS), dtype=np.float32)
    for fold in range(FOLDS):
        parts = learned(dense, seen, np.flatnonzero((seen.folds != fold) & (seen.weights > 0)), how)
        rows = np.flatnonzero(seen.folds == fold)
        phrases = turns([seen.words[row] for row in rows]) if how["keep_turns"] else None
        found[rows] = scores_of(parts, dense[rows], phrases)
    return found


def group_of(one: Comment) -> str:
    """By which group of comments a comment sets a line, or is told."""
    if len(one.read.words) < FEW:
        return "few" if one.column == FRIENDLY else "few alone"
    return f"{one.what} friendly" if one.what == "misspelt" and one.column == FRIENDLY else one.what


def line_for(scores: Floats, seen: Stretches, limits: dict[str, float]) -> tuple[float, float, float]:
    """The line that the limits allow, its rise, and the line of few words; prints what is found over it."""
    leans = np.maximum.reduceat(over_friendly(scores), seen.begins)
    sizes = np.log(np.array([len(spans) for spans in seen.spans], dtype=np.float32))
    named = np.array([group_of(one) for one in seen.comments])
    groups = {what: Alarms(leans[named == what], sizes[named == what]) for what in dict.fromkeys(named.tolist())}
    line, rise, few = line_of(groups, limits)
    over = {what: found.over(*((few, 0.0) if "few" in what else (line, rise))) for what, found in groups.items()}
    print("  " + ", ".join(f"{what} {share:.3f}" for what, share in over.items()))
    return line, rise, few


def write(name: str, parts: Parts, line: tuple[float, float, float]) -> None:
    """Writes heads as plain arrays."""
    meaning, phrases, start = parts
    np.savez_compressed(
        DATA / name,
        meaning=meaning,
        turns=phrases.astype(np.float16),
        start=start,
        line=np.float32(line[0]),
        rise=np.float32(line[1]),
        few=np.float32(line[2]),
        examples=np.array(digest()),
    )


def main() -> None:
    """Learns what can be learned here and says what it finds in what it was not learned from."""
    began = time.perf_counter()
    seen = all_stretches(comments(examples()))
    rows = np.flatnonzero(seen.weights > 0)
    dense = meanings(seen, second=False)
    first = unseen_scores(dense, seen, FIRST)
    print(f"first look, share over the line ({time.perf_counter() - began:.0f} s)")
    write(likeness.HEADS, learned(dense, seen, rows, FIRST), line_for(first, seen, FIRST_LIMITS))
    if not second_look.is_installed():
        print("The second look is not installed: its heads are as they were.")
        return
    dense = meanings(seen, second=True)
    both = unseen_scores(dense, seen, SECOND) + np.float32(second_look.FIRST_LOOK) * first
    print(f"both looks, share over the line ({time.perf_counter() - began:.0f} s)")
    write(second_look.HEADS, learned(dense, seen, rows, SECOND), line_for(both, seen, SECOND_LIMITS))


if __name__ == "__main__":
    main()
