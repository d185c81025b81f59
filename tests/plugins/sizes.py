"""How large the long tests are: small in ``make test``, in full in ``make soak``."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

MARKERS = {
    "journey": "goes through pages in a real browser",
    "race": "lets several writers at the same thing at once",
    "kill": "kills a process and looks at what is left",
    "peer": "works with somebody else's server, started for the tests",
    "soak": "runs long; in full only under make soak",
}


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers."""
    for name, meaning in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


def runs_in_full() -> bool:
    """Say whether this run is ``make soak``."""
    return os.environ.get("GOVERNANCE_TEST_SIZE", "small") == "full"


def examples(full: int) -> int:
    """How many examples a property is tried with: all of them in a soak, else a fifth, and other ones in every run."""
    return full if runs_in_full() else full // 5


# How long a test takes on a busy machine says nothing about the product.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=examples(100)
)
settings.load_profile("any machine")


class Sized:
    """Answers with the first number on every day and with the second in a soak."""

    def __init__(self, in_full: bool) -> None:
        self.in_full = in_full

    def __call__(self, small: int, full: int) -> int:
        return full if self.in_full else small


@pytest.fixture(scope="session")
def sized() -> Sized:
    """Choose between a small number for every day and the full number of the soak: ``sized(50, 1000)``."""
    return Sized(runs_in_full())
