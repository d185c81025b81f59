"""One thing that the database itself refuses, before it is written for SQLite and for PostgreSQL (``triggers.py``).

May not import the domain or the models.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger: before ``event`` on ``table``, the database says ``sentence`` where ``when`` holds (OLD and NEW)."""

    name: str
    table: str
    event: str
    sentence: str
    when: str = ""


def never(table: str, events: tuple[str, ...], sentence: str) -> tuple[Guard, ...]:
    """Return the guards that refuse these events on a table whatever is in the row."""
    return tuple(Guard(f"{table}_no_{event.lower()}", table, event, sentence) for event in events)
