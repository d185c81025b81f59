"""What every test may ask for.  The plumbing of services and browsers stands in ``tests/plugins``."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# How long a test takes on a busy machine says nothing about the product.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

pytest_plugins = [
    "pytester",
    "tests.plugins.did_not_run",
    "tests.plugins.sizes",
    "tests.plugins.postgres",
    "tests.plugins.browser",
    "tests.plugins.databases",
    "tests.plugins.wordpress",
]
