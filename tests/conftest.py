"""What every test may ask for.  The plumbing of services and browsers stands in ``tests/plugins``."""

from __future__ import annotations

pytest_plugins = [
    "pytester",
    "tests.plugins.did_not_run",
    "tests.plugins.sizes",
    "tests.plugins.postgres",
    "tests.plugins.browser",
    "tests.plugins.databases",
    "tests.plugins.wordpress",
]
