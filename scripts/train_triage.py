"""Learns the heads of governance/triage from the examples and writes them beside the code: ``make triage``.

The heads of the first look need numpy alone; those of the second are learned where its packages are installed, and left
as they are elsewhere.  The line of each is set on comments that the heads were not learned from, so that the false
alarms on ordinary, hard and long friendly comments stay under their limits.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from governance.triage import likeness, second_look, word_table
from governance.triage.heads import DATA, over_friendly
from governance.triage.word_table import FEW, Floats, Numbers
from scripts.triage_comments import FOLDS, Comment, Stretches, all_stretches, comments
from scripts.triage_examples import FRIENDLY, digest, examples
from scripts.triage_learning import COLUMNS, Alarms, Parts, learn, line_of, scores_of, turns
from scripts.triage_units import learn_units, scores_of_units

Scores = Callable[[Floats, Stretches, Numbers, Numbers], Floats]
"""From what is made of the stretches, how some read to heads that were learned from others."""
FIRST = {"rounds": 60, "keep": 1e-4, "keep_turns": 3e-5}
"""How hard weights are kept small, chosen on what the folds were not learned from."""
FIRST_LIMITS = {"few": 0.01, "ordinary": 0.03, "hard": 0.09, "long": 0.09}
SECOND_LIMITS = {"few": 0.01, "ordinary": 0.03, "hard": 0.11, "long": 0.20}
"""The most false alarms on comments that were not learned from; they are harder than most that families write."""


def meanings(seen: Stretches, *, second: bool) -> Floats:
    """What the table, or the encoder, makes of every stretch."""
    pairs = zip((one.read for one in seen.comments), seen.spans, strict=True)
    if second:
        return np.concatenate([second_look.meanings(read, spans, np.zeros(len(spans))) for read, spans in pairs])
    return np.concatenate([word_table.meanings(read, spans) for read, spans in pairs])


def first_learned(dense: Floats, seen: Stretches, rows: Numbers) -> Parts:
    """Heads of the first look learned from some of the stretches."""
    phrases = turns([seen.words[row] for row in rows])
    return learn(dense[rows], phrases, seen.columns[rows], seen.weights[rows], **FIRST)


def first_scores(dense: Floats, seen: Stretches, rows: Numbers, told: Numbers) -> Floats:
    """How the stretches ``told`` read to heads of the first look that were learned from ``rows``."""
    parts = first_learned(dense, seen, rows)
    return scores_of(parts, dense[told], turns([seen.words[row] for row in told]))


def second_scores(dense: Floats, seen: Stretches, rows: Numbers, told: Numbers) -> Floats:
    """As ``first_scores``, by what the encoder makes of the stretches."""
    return scores_of_units(learn_units(dense[rows], seen.columns[rows], seen.weights[rows]), dense[told])


def unseen_scores(dense: Floats, seen: Stretches, scores: Scores) -> Floats:
    """How every stretch reads to heads that were learned from the other folds."""
    found = np.zeros((len(dense), COLUMNS), dtype=np.float32)
    for fold in range(FOLDS):
        told = np.flatnonzero(seen.folds == fold)
        found[told] = scores(dense, seen, np.flatnonzero((seen.folds != fold) & (seen.weights > 0)), told)
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


def write(name: str, line: tuple[float, float, float], **parts: Floats) -> None:
    """Writes heads as plain arrays."""
    np.savez_compressed(
        DATA / name,
        line=np.float32(line[0]),
        rise=np.float32(line[1]),
        few=np.float32(line[2]),
        examples=np.array(digest()),
        **parts,
    )


def main() -> None:
    """Learns what can be learned here and says what it finds in what it was not learned from."""
    began = time.perf_counter()
    seen = all_stretches(comments(examples()))
    rows = np.flatnonzero(seen.weights > 0)
    dense = meanings(seen, second=False)
    first = unseen_scores(dense, seen, first_scores)
    print(f"first look, share over the line ({time.perf_counter() - began:.0f} s)")
    meaning, phrases, start = first_learned(dense, seen, rows)
    line = line_for(first, seen, FIRST_LIMITS)
    write(likeness.HEADS, line, meaning=meaning, turns=phrases.astype(np.float16), start=start)
    if not second_look.is_installed():
        print("The second look is not installed: its heads are as they were.")
        return
    dense = meanings(seen, second=True)
    both = unseen_scores(dense, seen, second_scores) + np.float32(second_look.FIRST_LOOK) * first
    print(f"both looks, share over the line ({time.perf_counter() - began:.0f} s)")
    learned = learn_units(dense[rows], seen.columns[rows], seen.weights[rows])
    units = np.vstack([learned.hidden, learned.hidden_start])
    no_turns = np.zeros((0, COLUMNS), dtype=np.float16)
    line = line_for(both, seen, SECOND_LIMITS)
    write(second_look.HEADS, line, units=units, meaning=learned.meaning, turns=no_turns, start=learned.start)


if __name__ == "__main__":
    main()
