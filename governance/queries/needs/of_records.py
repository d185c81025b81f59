"""Lines for the data protection officer: copies and answers that are due by law, and records that are due to go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from governance.queries.needs.need import Need


@dataclass(frozen=True, slots=True)
class RecordsWaiting:
    """How many copies and answers are open with the first day on which one is due, and how many records are due."""

    copies: int
    copy_due: dt.date | None
    answers: int
    answer_due: dt.date | None
    records: int


def needs_of_records(waiting: RecordsWaiting | None) -> Iterator[Need]:
    """Yield what waits of them; nothing where it is nobody's to see."""
    if waiting is None:
        return
    if waiting.copies:
        yield Need("copy_due", due=waiting.copy_due, count=waiting.copies)
    if waiting.answers:
        yield Need("information_due", due=waiting.answer_due, count=waiting.answers)
    if waiting.records:
        yield Need("records_due", count=waiting.records)
