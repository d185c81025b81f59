"""Fills a database with a trust of schools and the comments of three years, for the benchmarks.

300 schools, 3,000 sites, a million comments of which 20,000 wait, five million audit rows; or the same moderator's
three sites alone, with the same thousand comments.  The measured school is made by the product's own use cases, the
others as rows, and the comments by the set-based statements of ``bench_rows.py``.

While it loads, indexes that are no constraints are away and made again at the end, foreign keys are not asked, and
nothing is made safe against a power cut.  The hash chain of these audit rows has the right shape and does not verify.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from governance.db import Base
from scripts.bench_rows import SPELLINGS, statements
from scripts.bench_schools import NUMBERED_SCHOOLS, Place, add_schools, add_sites
from tests.factories import NOW
from tests.services.comments.cast import make_blog

SITES_OF_A_SCHOOL = 10
SITES_OF_MODERATOR = 3
NUMBERED = ("comments", "comment_revisions", "comment_decisions")
LOADED = (*NUMBERED, "comments_on_hosts", "comment_flags", "comment_openings", "audit_rows")
LOADING = {
    "sqlite": (
        "PRAGMA foreign_keys=OFF",
        "PRAGMA journal_mode=OFF",
        "PRAGMA ignore_check_constraints=ON",
        "PRAGMA cache_size=-1000000",
        "PRAGMA threads=2",
    ),
    "postgresql": (
        "SET session_replication_role = replica",
        "SET work_mem = '256MB'",
        "SET maintenance_work_mem = '512MB'",
    ),
}


@dataclass(frozen=True)
class Size:
    """How much there is in all; each comment leaves five audit rows."""

    schools: int
    comments: int

    @property
    def sites(self) -> int:
        return self.schools * SITES_OF_A_SCHOOL if self.schools > 1 else SITES_OF_MODERATOR


FULL = Size(schools=300, comments=1_000_000)
TRIED = Size(schools=30, comments=10_000)
SMALL = Size(schools=1, comments=1_000)


def fill(engine: Engine, size: Size) -> None:
    """Make the schools with their people and sites, and then what came in three years; the schema has to be there."""
    with Session(engine) as session:
        blog = make_blog(session)
        cast = blog.cast
        oak = Place(cast.school.id, blog.site.id, cast.teacher.id, cast.second.id, cast.head.id)
        others = oak._replace(first_id=cast.assistant.id)
    with engine.connect() as connection, _loading(connection):
        sites = min(size.sites, SITES_OF_A_SCHOOL)
        places = [oak]
        places += add_sites(connection, [oak], SITES_OF_MODERATOR - 1)
        places += add_sites(connection, [others], sites - SITES_OF_MODERATOR)
        places += add_sites(connection, add_schools(connection, size.schools - 1), SITES_OF_A_SCHOOL)
        _fill_comments(connection, places, size.comments)
    if engine.dialect.name == "postgresql":
        # It does this by itself while it runs.
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()


@contextmanager
def _loading(connection: Connection) -> Iterator[None]:
    """Commit what is done inside, as fast as the database can take it."""
    # Past SQLAlchemy, because SQLite takes these outside a transaction only.
    raw = connection.connection
    for setting in LOADING[connection.dialect.name]:
        raw.cursor().execute(setting)
    raw.commit()
    indexes = [index for name in LOADED for index in Base.metadata.tables[name].indexes]
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)
    connection.commit()
    # The settings go with the connection: nobody is lent it again.
    connection.invalidate()


def _fill_comments(connection: Connection, places: list[Place], comments: int) -> None:
    connection.exec_driver_sql(
        "CREATE TEMPORARY TABLE bench_sites (school_id INTEGER, site_id INTEGER, first_id INTEGER, second_id INTEGER, "
        "number INTEGER PRIMARY KEY)"
    )
    connection.execute(
        sa.text("INSERT INTO bench_sites VALUES (:school_id, :site_id, :first_id, :second_id, :number)"),
        [place._asdict() | {"number": number} for number, place in enumerate(places)],
    )
    spelling = SPELLINGS[connection.dialect.name]
    first = {name: connection.scalar(sa.text(f"SELECT max(id) FROM {name}")) or 0 for name in NUMBERED}
    for statement in statements(spelling, comments, int(NOW.timestamp()), first):
        # psycopg takes a single % for the place of a value.
        connection.exec_driver_sql(statement.replace("%", "%%") if spelling is SPELLINGS["postgresql"] else statement)
    if connection.dialect.name == "postgresql":
        for name in (*NUMBERED, *NUMBERED_SCHOOLS):
            connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}")
