"""Fills a database with a trust of schools as the clock finds them: calendars, live sites, and what those published.

One school with ten sites is taken through proposal, decision and gate by the product's own use cases; every other one
is a copy of its rows, each number moved on by the same step, in one INSERT for each table.  Three school years of
weekly updates follow, set-based as well.  What is free text in the answers is the same everywhere; audit and mails are
left out, because nothing measured here reads them.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from governance.db import Base
from governance.domain.chain import FIRST_HASH
from governance.models import ClosedSpan, LiveSpell, PolicyText, Site, Term, Training
from governance.services.update_watches import watch_live_sites
from scripts.bench_clause_rows import fill_clauses, match_posts
from scripts.bench_rows import SPELLINGS
from tests.factories import NOW, start_writing
from tests.services.cast import live_site, make_cast

SITES_OF_A_SCHOOL = 10
STEP = 10_000
"""How far the numbers of one school's rows are from those of the next."""
# Sites and their versions point at each other, so that neither can come first.
LATE_CHECKS = {"sqlite": "PRAGMA defer_foreign_keys=ON", "postgresql": "SET LOCAL session_replication_role = replica"}
LEFT_OUT = frozenset(
    {"audit_heads", "audit_rows", "audit_texts", "notices", "accounts", "clock_periods", "house_rules"}
)
LAUNCHED = dt.date(2023, 9, 4)
FIRST_YEAR, YEARS = 2023, 4
WEEKS = 167
"""From the launch to the week of ``NOW``, which is not over."""


def fill_trust(engine: Engine, schools: int) -> None:
    """Make so many schools of ten live sites each; the schema has to be there, and nothing else."""
    # Every transaction writes, so that a row may be looked at between two use cases.
    with Session(engine.execution_options(writes=True)) as session:
        _make_first(session)
    with engine.begin() as connection:
        connection.exec_driver_sql(LATE_CHECKS[connection.dialect.name])
        for table in Base.metadata.sorted_tables:
            if table.name not in LEFT_OUT:
                _copy(connection, table, schools)
        heads = Base.metadata.tables["audit_heads"]
        rows = [{"chain": 1 + STEP * k, "sequence": 0, "hash": FIRST_HASH} for k in range(1, schools)]
        if rows:
            connection.execute(sa.insert(heads), rows)
        _publish(connection)
        match_posts(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if connection.dialect.name == "sqlite" else "VACUUM ANALYZE")


def _make_first(session: Session) -> None:
    """The school that every other is a copy of, with three years behind it."""
    cast = make_cast(session)
    for number in range(1, SITES_OF_A_SCHOOL + 1):
        live_site(session, cast, name=f"Class {number} blog")
    watch_live_sites(session, NOW)
    fill_clauses(session, cast)
    start_writing(session)
    school_id = cast.school.id
    launched = dt.datetime.combine(LAUNCHED, dt.time(9), dt.UTC)
    session.execute(sa.update(LiveSpell).values(starts_on=LAUNCHED))
    session.execute(sa.update(Site).values(launched_at=launched))
    session.execute(sa.update(Training).values(trained_on=LAUNCHED))
    session.execute(sa.update(PolicyText).values(published_at=launched))
    session.execute(sa.delete(Term))
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        for name, first, last in (
            ("Autumn", dt.date(year, 9, 3), dt.date(year, 12, 18)),
            ("Spring", dt.date(year + 1, 1, 4), dt.date(year + 1, 3, 25)),
            ("Summer", dt.date(year + 1, 4, 12), dt.date(year + 1, 7, 21)),
        ):
            session.add(Term(school_id=school_id, name=name, starts_on=first, ends_on=last))
        for kind, first, last in (
            ("inset", dt.date(year, 9, 3), dt.date(year, 9, 4)),
            ("half_term", dt.date(year, 10, 26), dt.date(year, 10, 30)),
            ("half_term", dt.date(year + 1, 2, 15), dt.date(year + 1, 2, 19)),
            ("half_term", dt.date(year + 1, 5, 31), dt.date(year + 1, 6, 4)),
        ):
            session.add(ClosedSpan(school_id=school_id, kind=kind, starts_on=first, ends_on=last))
    session.commit()


def _copy(connection: Connection, table: sa.Table, schools: int) -> None:
    """Copy the first school's rows of a table to every other one."""
    numbers = SPELLINGS[connection.dialect.name].numbers.format(most=schools - 1)
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    values = ", ".join(_moved(column) for column in table.columns)
    if schools > 1 and connection.scalar(sa.select(sa.exists().select_from(table))):
        connection.exec_driver_sql(
            f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM {table.name} AS row, {numbers}"
        )
        if connection.dialect.name == "postgresql" and "id" in table.columns:
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"
            )


def _moved(column: sa.Column[object]) -> str:
    name = f'"row"."{column.name}"'
    if column.name == "slug":
        return f"{name} || '-' || n.i"
    is_number = isinstance(column.type, sa.Integer) and (column.name == "id" or bool(column.foreign_keys))
    return f"{name} + {STEP} * n.i" if is_number else name


def _publish(connection: Connection) -> None:
    """Let every site have published in about nine weeks of ten; three in a hundred have fallen silent since summer."""
    spelling = SPELLINGS[connection.dialect.name]
    if connection.dialect.name == "sqlite":
        day = f"date('{LAUNCHED}', '+' || (7 * n.i - 7 + site.id % 5) || ' days')"
        key = "printf('%064d', n.i)"
    else:
        day = f"(DATE '{LAUNCHED}' + CAST(7 * n.i - 7 + site.id % 5 AS integer))"
        key = "lpad(CAST(n.i AS text), 64, '0')"
    connection.execute(
        sa.text(
            "INSERT INTO site_updates (school_id, site_id, source, item_key, address, title, said_at, first_seen_at, "
            f"counts_on, why) SELECT site.school_id, site.id, 'feed', {key}, "
            "'https://blog.example/week-' || n.i || '/', "
            f"'What we did in week ' || n.i, {spelling.moment.format(int(NOW.timestamp()))}, "
            f"{spelling.moment.format(int(NOW.timestamp()))}, {day}, 'its_date' "
            f"FROM sites AS site, {spelling.numbers.format(most=WEEKS + 1)} "
            "WHERE (site.id * 31 + n.i * 7) % 10 <> 0 AND (site.id % 33 <> 0 OR n.i < 150) "
            f"AND (n.i <= {WEEKS} OR site.id % 5 < 3)"
        )
    )
