"""Digests under the installation's own secret: they can be compared, and cannot be read or made by anybody else.

Each purpose has its own, so that what is kept for one says nothing about another.  May not import Flask.
"""

from __future__ import annotations

import hashlib
import hmac


def keyed_digest(secret_key: str, purpose: str, text: str = "") -> str:
    """Return the digest of ``text`` for ``purpose``, as 64 hexadecimal characters."""
    return hmac.new(secret_key.encode(), f"{purpose}\0{text}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()
