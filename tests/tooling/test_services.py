"""The tests' PostgreSQL and Chromium are the real ones, and nothing of them is left when a run has ended."""

from __future__ import annotations

import os
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.plugins.browser import chromium_path
from tests.plugins.postgres import Postgres
from tests.tooling.conftest import NestedRun


def test_every_test_process_has_a_database_of_its_own(postgres: Postgres, postgres_url: str) -> None:
    database = postgres_url.split("@/")[1].split("?")[0]
    with postgres.connect(database) as connection:
        row = connection.execute("SELECT current_database(), current_setting('server_version_num')::int").fetchone()
    assert row is not None
    assert row[0] == "test_" + os.environ.get("PYTEST_XDIST_WORKER", "alone")
    assert row[1] >= 160000


def test_a_fresh_database_is_empty_again(postgres: Postgres) -> None:
    name = f"fresh_{os.getpid()}"
    postgres.fresh_database(name)
    with postgres.connect(name) as connection:
        connection.execute("CREATE TABLE kept (id int)")
    postgres.fresh_database(name)
    with postgres.connect(name) as connection, pytest.raises(psycopg.errors.UndefinedTable):
        connection.execute("SELECT * FROM kept")


def is_server_in(folder: Path, process: psutil.Process) -> bool:
    return process.info["name"] == "postgres" and any(str(folder) in word for word in process.info["cmdline"] or [])


def test_two_test_processes_share_one_server_that_ends_with_the_run(
    pytester: pytest.Pytester, nested_run: NestedRun
) -> None:
    body = """
        import os, pathlib
        def test_{name}(postgres, postgres_url):
            with postgres.connect() as connection:
                pid = connection.execute("SELECT pg_backend_pid()").fetchone()[0]
                start = connection.execute("SELECT pg_postmaster_start_time()::text").fetchone()[0]
                data = connection.execute("SELECT current_setting('data_directory')").fetchone()[0]
            pathlib.Path({out!r}, "{name}").write_text(f"{{start}}\\n{{data}}\\n{{postgres_url}}")
    """
    out = str(pytester.mkdir("out"))
    pytester.makepyfile(
        test_one=body.format(name="one", out=out),
        test_two=body.format(name="two", out=out),
    )
    result = nested_run("-n", "2", "--dist", "loadfile")
    result.assert_outcomes(passed=2)
    one, two = (Path(out, name).read_text().splitlines() for name in ("one", "two"))
    assert one[:2] == two[:2]
    assert one[2] != two[2]
    folder = Path(one[1]).parent
    assert not folder.exists()
    assert [process for process in psutil.process_iter(["name", "cmdline"]) if is_server_in(folder, process)] == []


def test_the_named_browser_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "my-browser"
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o755)
    monkeypatch.setenv("GOVERNANCE_TEST_CHROMIUM", str(browser))
    assert chromium_path() == str(browser)
    monkeypatch.setenv("GOVERNANCE_TEST_CHROMIUM", str(tmp_path / "elsewhere"))
    assert chromium_path() is None


@pytest.mark.journey
def test_the_browser_shows_a_page(page) -> None:
    page.set_content("<title>Here</title><h1>Here</h1>")
    assert page.title() == "Here"
