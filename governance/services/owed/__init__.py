"""What is owed at one school at a moment: one module for each area, all of them asked in a row.

A collector reads and never writes; whether and whom a reminder tells is decided elsewhere.  To add a matter: write a
collector ``(session, school, now) -> Iterable[Owed]`` and name it in ``COLLECTORS``.  May not import Flask or hosts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from sqlalchemy.orm import Session

from governance.domain.reminders import Owed
from governance.models import School
from governance.services.comments.summaries import comments_owed
from governance.services.owed.of_approvals import owed_on_participation
from governance.services.owed.of_content import owed_content
from governance.services.owed.of_cover import owed_cover
from governance.services.owed.of_moderation import owed_moderation
from governance.services.owed.of_pages import owed_page_checks
from governance.services.owed.of_people import owed_by_people
from governance.services.owed.of_registers import owed_by_registers
from governance.services.owed.of_school import owed_by_school
from governance.services.owed.of_sites import owed_on_sites
from governance.services.owed.of_take_downs import owed_take_downs
from governance.services.owed.of_updates import owed_updates

Collector = Callable[[Session, School, dt.datetime], Iterable[Owed]]

COLLECTORS: tuple[Collector, ...] = (
    owed_take_downs,
    owed_on_sites,
    owed_cover,
    comments_owed,
    owed_updates,
    owed_page_checks,
    owed_moderation,
    owed_content,
    owed_by_people,
    owed_by_registers,
    owed_by_school,
    owed_on_participation,
)


def owed_at(session: Session, school: School, now: dt.datetime) -> tuple[Owed, ...]:
    """Return everything that is open at the school now, in the order of the collectors."""
    return tuple(owed for collect in COLLECTORS for owed in collect(session, school, now))
