"""Measures the budgets of speed as ratios on this machine, in one run, and says which are kept.

Each budget compares a piece of the product with the least that could do the same work here, in alternating rounds, so
that a slow or busy machine slows both.  Ends with status 1 when a budget is not kept.
"""

from __future__ import annotations

import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance import create_app
from governance.config import read_settings
from governance.db import begin_writing, db
from governance.domain.words import Role
from governance.migrations import upgrade
from governance.models import PolicySetting
from governance.services.policy import NOT_SET, change_setting
from tests.factories import NOW, actor_of, make_person, make_school

ROUNDS = 200
SETTING = "update_interval_weeks"


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


def an_act_with_its_audit_row(session: Session) -> Budget:
    """A use case that changes one row, against a bare guarded UPDATE with one inserted row in the same database."""
    school = make_school(session)
    actor = actor_of(session, school, make_person(session, school, Role.HEAD))
    values = itertools.cycle((2, 3))
    change_setting(session, actor, NOW, key=SETTING, value=next(values), seen=NOT_SET)
    row = session.scalar(sa.select(PolicySetting))
    assert row is not None
    seen = itertools.count(row.revision)
    session.rollback()

    def piece() -> None:
        change_setting(session, actor, NOW, key=SETTING, value=next(values), seen=next(seen))

    begin_writing(session)
    session.execute(sa.text("CREATE TABLE bare_things (id INTEGER PRIMARY KEY, value TEXT, revision INTEGER)"))
    session.execute(sa.text("CREATE TABLE bare_acts (id INTEGER PRIMARY KEY, at TEXT, code TEXT, details TEXT)"))
    session.execute(sa.text("INSERT INTO bare_things VALUES (1, '2', 1)"))
    session.commit()
    update = sa.text("UPDATE bare_things SET value = :value, revision = revision + 1 WHERE id = 1 AND revision = :seen")
    insert = sa.text("INSERT INTO bare_acts (at, code, details) VALUES (:at, :code, :details)")
    bare_seen = itertools.count(1)

    def least() -> None:
        revision = next(bare_seen)
        begin_writing(session)
        session.execute(update, {"value": str(revision), "seen": revision})
        details = '{"before": 2, "after": 3}'
        session.execute(insert, {"at": NOW.isoformat(), "code": "policy.setting_changed", "details": details})
        session.commit()

    return Budget("an act with its audit row / a bare guarded update with one", 2.0, piece, least)


def main() -> int:
    """Measure every budget and print a line for each."""
    with tempfile.TemporaryDirectory(prefix="governance-bench-") as folder:
        settings = read_settings({"GOVERNANCE_DEMO": "1", "GOVERNANCE_DATA_FOLDER": folder})
        upgrade(settings.database_url)
        app = create_app(settings)
        kept = True
        with app.app_context():
            for budget in (an_act_with_its_audit_row(db.session),):
                piece, least = measured(budget)
                ratio = piece / least
                word = "kept" if ratio <= budget.at_most else "NOT KEPT"
                kept = kept and ratio <= budget.at_most
                print(f"{budget.what}: {ratio:.2f}, at most {budget.at_most:g}: {word} ({piece:.2f} / {least:.2f} ms)")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
