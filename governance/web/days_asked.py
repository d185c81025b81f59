"""Reads a day from an address, as the product writes it there ("2026-11-27"); anything else is no day.

May not import services, queries or models.
"""

from __future__ import annotations

import datetime as dt

from flask import request

LENGTH = len("2026-11-27")


def day_asked(name: str) -> dt.date | None:
    """Return the day that the address of this request gives under a name, or None."""
    typed = request.args.get(name, "")
    if len(typed) != LENGTH or not typed.isascii():
        return None
    try:
        return dt.date.fromisoformat(typed)
    except ValueError:
        return None
