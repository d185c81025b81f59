"""Writes ``docs/clock.md`` from what runs by itself: ``python -m scripts.clock_page``.

The page is generated so that it cannot say something else than the code; a test fails when it is out of date.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from governance.jobs.clock import Daily, DailyAtSchools, Periodic
from governance.jobs.clock_words import TASK_WORDS
from governance.jobs.periodic import PERIODIC

PAGE = Path(__file__).resolve().parent.parent / "docs" / "clock.md"

HEAD = """# What runs by itself

<!-- Written by `python -m scripts.clock_page` from `governance/jobs/periodic.py`: change that, run it again. -->

A worker wakes every minute and does what is due: exactly once for each school and day, however many workers run,
because the unique key of task and period lets one of them take it. What a killed worker left is taken up again after
half an hour. A time that was missed is made up for later that day. Each step is one transaction with its row in the
history.

"""

TAIL = """
Between these times the worker looks at feeds, pages and connected blogs, brings decisions to them, and sends the mails
that wait.

## From amber to suspended

What a live site stops keeping turns it amber with a last day (ten school days on, by the policy's default). The head
can move that day once, with a reason. The day counts whole; the night after it the gate is asked once more: what holds
again turns green, and what still does not hold suspends the site, with a reason that names each check. Commenting
closes on the host in the same step. Where all that was missing holds and something else does not, that has a
day of its own. A planned end that has come suspends and closes nothing: it is said to the head and the resourcing owner
once, they are reminded of it, and the head decides.

## Looking at a moment

```
flask --app app clock --at 2027-02-15T09:00 --dry-run
```

shows what would be done at that moment and why: the acts, the states that would change, the mails and to whom. The
time is the school's own, for several schools each in its own zone, unless it carries an offset. It is worked out by
doing it, as things stand now, on SQLite on a copy and on PostgreSQL in a transaction that is rolled back: nothing is
changed, sent or fetched. On PostgreSQL others may wait for it while it runs, and it gives up where it would have to
wait for more than five seconds. `--school oak` narrows it to one school, `--json` says the same for programs. Without
`--at` and `--dry-run` the command does what is due now, as the worker would; the worker sends the mails.
"""


def page() -> str:
    """Return the whole page as Markdown."""
    rows = [f"| {_when(task)} | {TASK_WORDS[task.name].title} | {TASK_WORDS[task.name].why} |" for task in PERIODIC]
    return "\n".join([HEAD + "| when | what | why |", "|---|---|---|", *rows]) + "\n" + TAIL


def _when(task: Periodic) -> str:
    if isinstance(task, DailyAtSchools):
        words = TASK_WORDS[task.name].when
        return words or f"each day from {_time(task.after)}, school time"
    if isinstance(task, Daily):
        return f"each day from {_time(task.after)} UTC"
    return "at every look"


def _time(after: object) -> str:
    return f"{after:%H:%M}" if isinstance(after, dt.time) else "the hour that the policy says"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
