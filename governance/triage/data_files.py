"""Reads the lists that stand beside the code: lines without their comments, words without their lines.

May import the standard library only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


def lines(name: str) -> Iterator[str]:
    """The lines of a list that say something."""
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def words(name: str) -> frozenset[str]:
    """All words of a list."""
    return frozenset(word for line in lines(name) for word in line.split())
