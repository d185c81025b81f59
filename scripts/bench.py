"""Measures the budgets of speed as ratios on this machine, in one run, and says which are kept.

Each budget compares a piece of the product with the least that could do the same work here, in alternating rounds, so
that a slow or busy machine slows both.  Ends with status 1 when a budget is not kept.
"""

from __future__ import annotations

import hashlib
import itertools
import sys
import tempfile

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance import create_app
from governance.config import read_settings
from governance.db import begin_writing, db
from governance.domain.words import Role
from governance.migrations import upgrade
from governance.models import Account, Person, PolicySetting, ProposalVersion
from governance.services.policy import NOT_SET, change_setting
from scripts.bench_measure import Budget, report
from scripts.bench_pages import add_empty_page, empty_page, opens
from scripts.bench_queue import queue_budgets
from tests.factories import NOW, actor_of, make_person, make_school, sign_in

SETTING = "update_interval_weeks"


BARE = """
CREATE TABLE bare_things (id INTEGER PRIMARY KEY, value TEXT, revision INTEGER);
CREATE TABLE bare_heads (chain INTEGER PRIMARY KEY, sequence INTEGER, hash TEXT);
CREATE TABLE bare_acts (id INTEGER PRIMARY KEY, chain INTEGER, sequence INTEGER, at TEXT, actor INTEGER, name TEXT,
  role TEXT, code TEXT, details TEXT, previous TEXT, hash TEXT, UNIQUE (chain, sequence));
INSERT INTO bare_things VALUES (1, '2', 1);
INSERT INTO bare_heads VALUES (1, 0, '')
"""


def an_act_with_its_audit_row(_: Flask, session: Session) -> list[Budget]:
    """A use case that changes one row, against a guarded UPDATE with its chained audit row in plain SQL, same file."""
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
    for statement in BARE.strip().split(";\n"):
        session.execute(sa.text(statement))
    session.commit()
    update = sa.text("UPDATE bare_things SET value = :value, revision = revision + 1 WHERE id = 1 AND revision = :seen")
    head = sa.text("SELECT sequence, hash FROM bare_heads WHERE chain = 1")
    insert = sa.text(
        "INSERT INTO bare_acts (chain, sequence, at, actor, name, role, code, details, previous, hash) "
        "VALUES (1, :sequence, :at, 1, 'head', 'head', 'policy.setting_changed', :details, :previous, :hash)"
    )
    onward = sa.text("UPDATE bare_heads SET sequence = :sequence, hash = :hash WHERE chain = 1")
    bare_seen = itertools.count(1)

    def least() -> None:
        revision = next(bare_seen)
        begin_writing(session)
        session.execute(update, {"value": str(revision), "seen": revision})
        sequence, previous = session.execute(head).one()
        details = '{"before": 2, "after": 3}'
        link = hashlib.sha256(f"{sequence}{NOW.isoformat()}{details}{previous}".encode()).hexdigest()
        made = {"sequence": sequence + 1, "hash": link}
        session.execute(insert, {**made, "at": NOW.isoformat(), "details": details, "previous": previous})
        session.execute(onward, made)
        session.commit()

    return [Budget("an act with its audit row / a guarded update with its chained row", 2.0, piece, least)]


def pages_of_a_head(app: Flask, session: Session) -> list[Budget]:
    """The pages that a head opens most, against the emptiest signed-in page, in the demo's school."""
    person = session.scalars(sa.select(Account.person_id).where(Account.email == "head@millbrook.example")).one()
    client = sign_in(app.test_client(), session, session.get_one(Person, person))
    session.rollback()

    empty = opens(client, empty_page("millbrook"))
    waits = session.scalars(sa.select(ProposalVersion.id).where(ProposalVersion.state == "submitted")).one()
    session.rollback()
    return [
        Budget("home page / the emptiest signed-in page", 3.0, opens(client, "/s/millbrook/"), empty),
        Budget("decisions / the emptiest signed-in page", 3.0, opens(client, "/s/millbrook/decisions"), empty),
        Budget("one decision page / the emptiest", 8.0, opens(client, f"/s/millbrook/decisions/{waits}"), empty),
        Budget("sites / the emptiest signed-in page", 3.0, opens(client, "/s/millbrook/sites"), empty),
        Budget("public register / the emptiest signed-in page", 3.0, opens(client, "/s/millbrook/register"), empty),
    ]


def main() -> int:
    """Measure every budget and print a line for each."""
    with tempfile.TemporaryDirectory(prefix="governance-bench-") as folder:
        settings = read_settings({"GOVERNANCE_DEMO": "1", "GOVERNANCE_DATA_FOLDER": folder})
        upgrade(settings.database_url)
        app = create_app(settings)
        add_empty_page(app)
        kept = True
        app.test_cli_runner().invoke(args=["demo"])
        # Each part has a session of its own, so that what one has read does not stand in another's way.
        for part in (pages_of_a_head, an_act_with_its_audit_row):
            with app.app_context():
                for budget in part(app, db.session):
                    db.session.rollback()
                    kept = report(budget) and kept
        for budget in queue_budgets():
            kept = report(budget) and kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
