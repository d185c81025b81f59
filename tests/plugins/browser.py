"""Finds the machine's own Chromium for the journeys, and says which journeys cannot run without one.

``GOVERNANCE_TEST_CHROMIUM`` names a browser that stands somewhere else; a name that is not there counts as no browser.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.did_not_run import did_not_run

ON_THE_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str | None:
    """Return the browser's path, or None where there is none."""
    named = os.environ.get("GOVERNANCE_TEST_CHROMIUM")
    if named is not None:
        return shutil.which(named)
    found = (shutil.which(name) for name in ON_THE_PATH)
    return next(filter(None, found), None) or next((path for path in ON_MACOS if Path(path).exists()), None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Stop a journey before its fixtures when there is no browser for it."""
    if item.get_closest_marker("journey") and chromium_path() is None:
        did_not_run("no Chromium was found. Install one, or name it in GOVERNANCE_TEST_CHROMIUM.")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the machine's own Chromium instead of one that is downloaded."""
    path = chromium_path()
    if path is None:
        did_not_run("no Chromium was found. Install one, or name it in GOVERNANCE_TEST_CHROMIUM.")
    return {**browser_type_launch_args, "executable_path": path, "args": [*FLAGS]}
