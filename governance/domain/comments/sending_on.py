"""To whom what nobody opened is sent on, step by step, at any hour, until one person confirms (A.2.3, DESIGN 6).

May import the standard library only.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum


class Told(StrEnum):
    """Who is told at a step.  Deputies hold the same role as the safeguarding lead, so they are told with them."""

    MODERATORS = "moderators"
    DSL = "dsl"
    HEAD = "head"


STEPS: tuple[Told, ...] = (Told.MODERATORS, Told.DSL, Told.HEAD)

NEXT_STEP_AFTER = dt.timedelta(minutes=5)
"""Between two steps, while the circle still grows."""

AGAIN_AFTER = dt.timedelta(minutes=15)
"""Between two mails to everybody, once everybody was told and still nobody has confirmed."""


def told_at(step: int) -> tuple[Told, ...]:
    """Return who is told at a step, counted from 0: each step tells one circle more, and who was told stays told."""
    return STEPS[: min(step + 1, len(STEPS))]


def next_after(step: int, now: dt.datetime) -> dt.datetime:
    """Return when the next step is due after this one."""
    return now + (NEXT_STEP_AFTER if step + 1 < len(STEPS) else AGAIN_AFTER)
