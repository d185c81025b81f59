"""Measures the daily question of the gate at every live site of a trust, one school after the other as the clock does.

Every site here holds what the gate asks, so that the question ends without writing: that is what almost every site
answers on almost every day.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.models import School
from governance.services.rechecks import recheck_sites
from scripts.bench_measure import Alone
from scripts.bench_trust import SITES_OF_A_SCHOOL
from tests.factories import NOW

MOST_MILLISECONDS = 120_000
"""Two minutes of one core once a day, for three thousand sites (our own)."""


def gate_budget(engine: Engine, schools: int) -> Alone:
    """The gate asked again at every site, once."""
    most = max(1, MOST_MILLISECONDS * schools // 300)
    what = f"the gate at {schools * SITES_OF_A_SCHOOL:,} sites (our own)"
    return Alone(what, most, lambda: recheck_all(engine), rounds=1)


def recheck_all(engine: Engine) -> None:
    """Ask the gate again at every live site of every school."""
    with Session(engine) as session:
        schools = session.scalars(sa.select(School.id).order_by(School.id)).all()
    for school_id in schools:
        with Session(engine) as session:
            recheck_sites(session, the_clock(school_id), NOW)
