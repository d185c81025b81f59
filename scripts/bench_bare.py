"""The least that could do what an act of the product does: four statements in plain SQL, in tables of their own.

A guarded UPDATE, the chain's head read, the audit row written with its link to the one before, the head moved on,
between the product's own beginning of a writing transaction and a commit.  There are neither roles nor texts in it.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from tests.factories import NOW

TABLES = (
    "CREATE TABLE bare_things (id INTEGER PRIMARY KEY, value TEXT, revision INTEGER)",
    "CREATE TABLE bare_heads (chain INTEGER PRIMARY KEY, sequence INTEGER, hash TEXT)",
    "CREATE TABLE bare_acts (chain INTEGER, sequence INTEGER, at TEXT, name TEXT, code TEXT, details TEXT, "
    "previous TEXT, hash TEXT, PRIMARY KEY (chain, sequence))",
    "INSERT INTO bare_things VALUES (1, '2', 1)",
    "INSERT INTO bare_heads VALUES (1, 0, '')",
)
UPDATE = sa.text("UPDATE bare_things SET value = :value, revision = revision + 1 WHERE id = 1 AND revision = :seen")
HEAD = sa.text("SELECT sequence, hash FROM bare_heads WHERE chain = 1")
INSERT = sa.text(
    "INSERT INTO bare_acts (chain, sequence, at, name, code, details, previous, hash) "
    "VALUES (1, :sequence, :at, 'head', 'policy.setting_changed', :details, :previous, :hash)"
)
ONWARD = sa.text("UPDATE bare_heads SET sequence = :sequence, hash = :hash WHERE chain = 1")


def plain_act(session: Session) -> Callable[[], object]:
    """Make the tables, and return one such act."""
    begin_writing(session)
    for statement in TABLES:
        session.execute(sa.text(statement))
    session.commit()
    seen = itertools.count(1)

    def act() -> None:
        revision = next(seen)
        begin_writing(session)
        session.execute(UPDATE, {"value": str(revision), "seen": revision})
        sequence, previous = session.execute(HEAD).one()
        details = '{"before": 2, "after": 3}'
        link = hashlib.sha256(f"{sequence}{NOW.isoformat()}{details}{previous}".encode()).hexdigest()
        made = {"sequence": sequence + 1, "hash": link}
        session.execute(INSERT, {**made, "at": NOW.isoformat(), "details": details, "previous": previous})
        session.execute(ONWARD, made)
        session.commit()

    return act
