"""How one ratio is measured: the piece and the least that could do the same, in alternating rounds, medians."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 50


@dataclass(frozen=True)
class Budget:
    """One ratio: ``piece`` may cost at most ``at_most`` times what ``least`` costs."""

    what: str
    at_most: float
    piece: Callable[[], object]
    least: Callable[[], object]
    rounds: int = ROUNDS


@dataclass(frozen=True)
class Number:
    """Something counted, such as the queries of a page, of which there may be ``at_most`` so many."""

    what: str
    at_most: int
    counted: int


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def measured(budget: Budget) -> tuple[float, float]:
    """The medians of the piece and of the least, in milliseconds, over alternating rounds."""
    pairs = [(milliseconds(budget.piece), milliseconds(budget.least)) for _ in range(budget.rounds)]
    piece, least = zip(*pairs[budget.rounds // 10 :], strict=True)
    return statistics.median(piece), statistics.median(least)


def report(budget: Budget | Number) -> bool:
    """Measure one budget, print its line, and say whether it is kept."""
    if isinstance(budget, Number):
        kept, figure, detail = budget.counted <= budget.at_most, str(budget.counted), ""
    else:
        piece, least = measured(budget)
        ratio = piece / least
        kept, detail = ratio <= budget.at_most, f" ({piece:.2f} / {least:.2f} ms)"
        figure = f"{ratio:.2f}" if budget.at_most >= 1 else f"{ratio:.3f}"
    print(f"{budget.what}: {figure}, at most {budget.at_most:g}: {'kept' if kept else 'missed'}{detail}", flush=True)
    return kept
