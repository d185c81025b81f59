"""Where a soak writes down what it counted: one line per test, in the file that GOVERNANCE_SOAK_FIGURES names."""

from __future__ import annotations

import os
from pathlib import Path

FILE = "GOVERNANCE_SOAK_FIGURES"


def write_down(what: str, **figures: int) -> None:
    """Add one line, such as "races on sqlite: 1000 rounds, 1000 losers"; without the variable nothing is kept."""
    name = os.environ.get(FILE)
    if name:
        counted = ", ".join(f"{number} {of.replace('_', ' ')}" for of, number in figures.items())
        with Path(name).open("a", encoding="utf-8") as kept:
            kept.write(f"{what}: {counted}\n")
