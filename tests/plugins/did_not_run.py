"""Names, in the last lines of a run, every test that did not run because this machine lacks something.

A test that lacks a browser or a database is skipped through ``did_not_run``; nothing else may skip quietly.  Under
``CI=true`` a run with such a test fails, because there the machine is meant to have everything.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NoReturn

import pytest

PREFIX = "did not run: "


def did_not_run(lacking: str) -> NoReturn:
    """Skip the running test because the machine lacks something, and have the run's last lines say so."""
    pytest.skip(PREFIX + lacking)


def under_ci() -> bool:
    """Say whether everything is meant to be there."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Speak after everything else has spoken, and only in the process that reports."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput"):
        return
    lacking: dict[str, list[str]] = {}
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if PREFIX in reason:
            lacking.setdefault(reason.partition(PREFIX)[2], []).append(report.nodeid)
    for what, nodes in lacking.items():
        reporter.write_line("")
        reporter.write_line(f"{len(nodes)} test{'s' if len(nodes) > 1 else ''} did not run: {what}", red=True)
        for node in sorted(nodes):
            reporter.write_line(f"  {node}")
    if lacking and under_ci():
        reporter.write_line("CI is set, so a test that does not run fails the run.", red=True)
        if session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
