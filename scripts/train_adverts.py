"""Learns the weights of governance/triage/adverts.py from examples and writes them beside the code: ``make triage``.

The line is set on examples that the weights were not learned from, so that the false alarms on talk of money and on
friendly comments, short and long, stay under their limits.
"""

from __future__ import annotations

import hashlib
import random

import numpy as np

from governance.triage import adverts
from governance.triage.normalise import views
from governance.triage.signs import signs, signs_in
from governance.triage.word_table import Floats
from scripts.triage_examples import EXAMPLES, joined, lines

FOLDS = 5
ROUNDS, KEEP, RATE = 200, 1e-3, 0.05
MEANING = 1.5
"""How much a direction of meaning may weigh beside a sign: the larger, the less its weight is kept small."""
LIMITS = {"trade_talk": 0.07, "friendly": 0.006}
LONG_LIMITS = {"long": 0.01}
"""The most false alarms on comments that were not learned from, short ones and those of several stretches."""
WEIGHTS = {"adverts": 2.0, "trade_talk": 1.0, "friendly": 1.0, "long": 0.5, "others": 0.5}
JOINED = 400
"""Long comments made of friendly ones and talk of money, which comes together there by chance."""


def digest() -> str:
    """What the examples of adverts amount to, by which shipped weights are known to be learned from these."""
    together = "\n".join(line for name in ("adverts", "trade_talk") for line in lines(EXAMPLES / f"{name}.txt"))
    return hashlib.sha256(together.encode()).hexdigest()


def comments(chance: random.Random) -> list[tuple[str, int, str]]:
    """Every comment with what it is and its fold; a joined one is made of its own fold's friendly comments."""
    ordinary, hard = (lines(EXAMPLES / f"friendly_{name}.txt") for name in ("ordinary", "hard"))
    made = [(what, line) for what in ("adverts", "trade_talk") for line in lines(EXAMPLES / f"{what}.txt")]
    made += [("friendly", line) for line in (*ordinary, *hard)]
    made += [
        ("others", line) for name in ("grooming", "distress", "threat") for line in lines(EXAMPLES / f"{name}.txt")
    ]
    found = [(what, chance.randrange(FOLDS), line) for what, line in made]
    fold_of = {line: fold for _, fold, line in found}
    trade = lines(EXAMPLES / "trade_talk.txt")
    for number in range(JOINED):
        fold = number % FOLDS
        friendly, money = ([line for line in group if fold_of[line] == fold] for group in ((*ordinary, *hard), trade))
        parts = (joined(friendly, money, chance) for _ in range(2))
        found.append(("long", fold, " ".join(parts)))
    return found


def evidence(text: str) -> Floats:
    """What is weighed of each stretch of a comment: its signs and its meaning, (stretches, signs + width)."""
    seen = views(text)
    spans = adverts.stretches(len(seen.words))
    counted = adverts.counts(list(signs_in(seen)), spans, len(seen.words))
    return np.hstack([counted, MEANING * adverts.meaning_of(seen, spans)])


def learned(rows: Floats, aims: Floats, shares: Floats) -> Floats:
    """The weights of signs, meaning and start, by steps of Adam on all rows at once."""
    rows = np.hstack([rows, np.ones((len(rows), 1), dtype=np.float32)])
    weights, near, far = (np.zeros(rows.shape[1]) for _ in range(3))
    for step in range(1, ROUNDS + 1):
        wrong = (1 / (1 + np.exp(-(rows @ weights))) - aims) * shares / shares.sum()
        slope = rows.T @ wrong + KEEP * weights
        near += 0.1 * (slope - near)
        far += 0.01 * (slope * slope - far)
        rate = RATE * (1 - (step - 1) / ROUNDS)
        weights -= rate * (near / (1 - 0.9**step)) / (np.sqrt(far / (1 - 0.99**step)) + 1e-8)
    return weights


def line_for(highest: Floats, kinds: list[str], limits: dict[str, float]) -> float:
    """The lowest line that keeps every limit; prints what is over it."""
    told = list(zip(highest, kinds, strict=True))
    groups = {what: np.sort([score for score, kind in told if kind == what]) for what in WEIGHTS}
    line = max(float(groups[what][-1 - int(limit * len(groups[what]))]) for what, limit in limits.items()) + 1e-3
    print("  " + ", ".join(f"{what} {np.mean(found >= line):.3f}" for what, found in groups.items()))
    return line


def main() -> None:
    """Learns the weights, says what they find in what they were not learned from, and writes them."""
    made = comments(random.Random(7))
    seen = [evidence(text) for _, _, text in made]
    kinds = [what for what, _, _ in made]
    owner = np.repeat(np.arange(len(made)), [len(rows) for rows in seen])
    rows = np.vstack(seen)
    folds = np.array([fold for _, fold, _ in made])[owner]
    aims = np.array([float(what == "adverts") for what in kinds])[owner]
    shares = np.array([WEIGHTS[what] / len(rows) for what, rows in zip(kinds, seen, strict=True)])[owner]
    unseen = np.zeros(len(rows))
    for fold in range(FOLDS):
        rest = folds != fold
        weights = learned(rows[rest], aims[rest], shares[rest])
        unseen[~rest] = rows[~rest] @ weights[:-1] + weights[-1]
    print("adverts, share over the line")
    highest = np.maximum.reduceat(unseen, np.flatnonzero(np.diff(owner, prepend=-1)))
    line = line_for(highest, kinds, LIMITS)
    long_line = max(line, line_for(highest, kinds, LONG_LIMITS))
    weights = learned(rows, aims, shares)
    count = len(signs().names)
    np.savez_compressed(
        adverts.DATA,
        names=np.array(signs().names),
        signs=weights[:count].astype(np.float32),
        meaning=(MEANING * weights[count:-1]).astype(np.float32),
        start=np.float32(weights[-1]),
        line=np.float32(line),
        long_line=np.float32(long_line),
        examples=np.array(digest()),
    )


if __name__ == "__main__":
    main()
