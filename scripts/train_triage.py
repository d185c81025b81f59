"""Learns the heads of governance/triage from the examples and writes them beside the code: ``make triage``.

The heads of the first look need numpy alone; those of the second are learned where its packages are installed, and left
as they are elsewhere.  The line of each is set on comments that the heads were not learned from, so that the false
alarms on ordinary, hard and long friendly comments stay under their limits.
"""

from __future__ import annotations

import random
import time

import numpy as np

from governance.triage import likeness, second_look, word_table
from governance.triage.heads import DATA, over_friendly
from governance.triage.word_table import Floats, Numbers
from scripts.triage_comments import FOLDS, Stretches, all_stretches, comments
from scripts.triage_examples import digest, examples
from scripts.triage_learning import COLUMNS, LIMITS, Parts, learn, line_of, scores_of, turns

FIRST = {"rounds": 60, "keep": 1e-4, "keep_turns": 3e-5}
SECOND = {"rounds": 70, "keep": 2e-4, "keep_turns": 0.0}
"""How hard weights are kept small, chosen on what the folds were not learned from."""


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


def line_for(scores: Floats, seen: Stretches) -> float:
    """The line that the limits allow; prints what is found over it."""
    leans = np.maximum.reduceat(over_friendly(scores), seen.begins)
    groups = {what: [] for what in ("ordinary", "hard", "long", "alone", "misspelt", "buried")}
    for one, lean in zip(seen.comments, leans, strict=True):
        if one.what != "misspelt" or one.column != COLUMNS - 1:
            groups[one.what].append(float(lean))
    line = line_of({what: groups[what] for what in LIMITS}, LIMITS)
    print("  " + ", ".join(f"{what} {np.mean(np.array(found) >= line):.3f}" for what, found in groups.items()))
    return line


def write(name: str, parts: Parts, line: float) -> None:
    """Writes heads as plain arrays."""
    meaning, phrases, start = parts
    np.savez_compressed(
        DATA / name,
        meaning=meaning,
        turns=phrases.astype(np.float16),
        start=start,
        line=np.float32(line),
        examples=np.array(digest()),
    )


def main() -> None:
    """Learns what can be learned here and says what it finds in what it was not learned from."""
    began = time.perf_counter()
    seen = all_stretches(comments(examples(), random.Random(7)))
    rows = np.flatnonzero(seen.weights > 0)
    dense = meanings(seen, second=False)
    first = unseen_scores(dense, seen, FIRST)
    print(f"first look, share over the line ({time.perf_counter() - began:.0f} s)")
    write(likeness.HEADS, learned(dense, seen, rows, FIRST), line_for(first, seen))
    if not second_look.is_installed():
        print("The second look is not installed: its heads are as they were.")
        return
    dense = meanings(seen, second=True)
    both = unseen_scores(dense, seen, SECOND) + np.float32(second_look.FIRST_LOOK) * first
    print(f"both looks, share over the line ({time.perf_counter() - began:.0f} s)")
    write(second_look.HEADS, learned(dense, seen, rows, SECOND), line_for(both, seen))


if __name__ == "__main__":
    main()
