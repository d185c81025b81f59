"""References that people say on the telephone and that do not count (DESIGN 9).

A number would tell who reads one record how many others there are.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
import secrets

_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
"""Signs that nobody mistakes for each other on the telephone, without vowels, so that they spell nothing."""


def new_reference(kind: str, now: dt.datetime) -> str:
    """Return a new reference that begins with the letter of its kind and the year."""
    return f"{kind}{now:%y}-{''.join(secrets.choice(_LETTERS) for _ in range(6))}"
