"""Runs a small project of its own under the tests' plugins, in a process of its own, as ``make test`` would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NestedRun = Callable[..., pytest.RunResult]
PLUGINS = ("did_not_run", "sizes", "postgres", "browser", "wordpress")


@pytest.fixture
def nested_run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> NestedRun:
    """Answer a function that runs the tests made with ``pytester``; it takes pytest's arguments."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT), prepend=":")
    # The nested run may itself be started from a test process, and must not take itself for one.
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_XDIST_TESTRUNUID", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
    # Other plugins would only make the nested run slower.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeconftest(f"pytest_plugins = {[f'tests.plugins.{name}' for name in PLUGINS]}")
    return lambda *arguments: pytester.runpytest_subprocess("-p", "xdist", "-p", "no:cacheprovider", *arguments)
