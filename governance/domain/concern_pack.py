"""A concern's record as one file for the school's safeguarding system, with SHA-256 digests (A.2.3, DOMAIN 5).

The same record gives the same bytes, so that whoever holds the file can tell that it is the one that was made.
May import the standard library only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

FORMAT = "concern-pack-1"
MASKED = "a member of staff, whose name is held back; whoever has the concern knows it"


def pack_bytes(parts: Mapping[str, Any]) -> bytes:
    """Return the file: the parts, each with its digest.  ``parts`` hold text, numbers, lists and mappings only."""
    digests = {name: digest(_canonical(part)) for name, part in parts.items()}
    return _canonical({"format": FORMAT, "parts": dict(parts), "sha256": digests})


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def moment(at: datetime | None) -> str | None:
    """Return a moment as the file holds it: UTC, to the second."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _canonical(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()
