"""How the audit proves itself: what a row's hash is made of, and the salted digest of its free text (DESIGN 8).

A row's hash covers everything that the row says and the hash of the row before, so that a change, a gap or a row that
was put in shows at the first row that it touches.  Free text is covered by its digest alone: the text can go, and the
chain still verifies.  May import the standard library only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

FIRST_HASH = "0" * 64
"""What stands before the first row of a chain."""

SAID = (
    "chain",
    "sequence",
    "at",
    "actor_id",
    "actor_name",
    "actor_role",
    "code",
    "subject_kind",
    "subject_id",
    "site_id",
    "from_state",
    "to_state",
    "details",
    "digests",
    "corrects",
    "request_id",
    "previous_hash",
)
"""The columns that a row's hash covers, in the order in which it reads them."""


def row_hash(said: Mapping[str, Any]) -> str:
    """Return the hash of one audit row as 64 hexadecimal digits; ``said`` holds at least the columns of ``SAID``."""
    values = [_written(said[name]) for name in SAID]
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def text_digest(salt: str, text: str) -> str:
    """Return the salted digest of a piece of free text: it proves the text without holding it."""
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()


def _written(value: Any) -> Any:
    """A moment in one spelling, whatever offset it came with."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return value
