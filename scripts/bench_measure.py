"""How one ratio is measured: the piece and the least that could do the same, in alternating rounds, medians."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROUNDS = 50


@dataclass(frozen=True)
class Budget:
    """One ratio: ``piece`` may cost at most ``at_most`` times what ``least`` costs.

    ``elsewhere`` says that other processes do the work, so that this one's processor time says nothing.
    """

    what: str
    at_most: float
    piece: Callable[[], object]
    least: Callable[[], object]
    rounds: int = ROUNDS
    elsewhere: bool = False


@dataclass(frozen=True)
class Number:
    """Something counted, such as the queries of a page, of which there may be ``at_most`` so many."""

    what: str
    at_most: int
    counted: int


@dataclass(frozen=True)
class Alone:
    """One piece of work by itself, that may take ``at_most`` so many milliseconds of the processor."""

    what: str
    at_most: float
    work: Callable[[], object]
    rounds: int = ROUNDS


@dataclass(frozen=True)
class Spent:
    """What one call, or the median of many, takes: by the clock and of this process's processor, in milliseconds."""

    clock: float
    processor: float


def spent_on(work: Callable[[], object]) -> Spent:
    """Time one call."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Spent((time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000)


def measured(budget: Budget) -> tuple[Spent, Spent]:
    """The medians of the piece and of the least over alternating rounds."""
    pairs = [(spent_on(budget.piece), spent_on(budget.least)) for _ in range(budget.rounds)]
    piece, least = zip(*pairs[budget.rounds // 10 :], strict=True)
    return _median(piece), _median(least)


def report(budget: Budget | Number | Alone) -> bool:
    """Measure one budget, print its line, and say whether it is kept: by the clock, as whoever waits for it does.

    Waiting for a busy machine's disk or turn is in both sides and moves the ratio, so that of processor time stands
    beside it.
    """
    if isinstance(budget, Number):
        kept, figure, detail = budget.counted <= budget.at_most, str(budget.counted), ""
    elif isinstance(budget, Alone):
        spent = _median([spent_on(budget.work) for _ in range(budget.rounds)])
        kept, figure = spent.processor <= budget.at_most, f"{spent.processor:,.0f} ms of processor time"
        detail = f" ({spent.clock:,.0f} ms by the clock)"
    else:
        piece, least = measured(budget)
        kept, figure = piece.clock / least.clock <= budget.at_most, _ratio(piece.clock, least.clock, budget)
        detail = f" ({piece.clock:.2f} / {least.clock:.2f} ms"
        if not budget.elsewhere:
            of_processor = _ratio(piece.processor, least.processor, budget)
            detail += f"; of processor time {of_processor}, {piece.processor:.2f} / {least.processor:.2f} ms"
        detail += ")"
    print(f"{budget.what}: {figure}, at most {budget.at_most:g}: {'kept' if kept else 'missed'}{detail}", flush=True)
    return kept


def _median(spent: Sequence[Spent]) -> Spent:
    return Spent(statistics.median(one.clock for one in spent), statistics.median(one.processor for one in spent))


def _ratio(piece: float, least: float, budget: Budget) -> str:
    return f"{piece / least:.2f}" if budget.at_most >= 1 else f"{piece / least:.3f}"
