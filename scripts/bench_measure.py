"""How one ratio is measured: the piece and the least that could do the same, in alternating rounds, medians."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 100


@dataclass(frozen=True)
class Budget:
    """One ratio: ``piece`` may cost at most ``at_most`` times what ``least`` costs."""

    what: str
    at_most: float
    piece: Callable[[], object]
    least: Callable[[], object]


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def measured(budget: Budget) -> tuple[float, float]:
    """The medians of the piece and of the least, in milliseconds, over alternating rounds."""
    pairs = [(milliseconds(budget.piece), milliseconds(budget.least)) for _ in range(ROUNDS)]
    piece, least = zip(*pairs[ROUNDS // 10 :], strict=True)
    return statistics.median(piece), statistics.median(least)


def report(budget: Budget) -> bool:
    """Measure one budget, print its line, and say whether it is kept."""
    piece, least = measured(budget)
    ratio = piece / least
    word = "kept" if ratio <= budget.at_most else "NOT KEPT"
    print(f"{budget.what}: {ratio:.2f}, at most {budget.at_most:g}: {word} ({piece:.2f} / {least:.2f} ms)")
    return ratio <= budget.at_most
