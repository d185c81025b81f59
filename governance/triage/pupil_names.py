"""Tells whether a name is that of a pupil without keeping any name: only keyed digests of its normal form (A.5.2).

The key is handed in and stands outside the database; nothing here reads or writes.  May import the standard library and
its neighbours only.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Collection
from functools import lru_cache

from governance.triage.lookalikes import folded

LONGEST_NAME = 80
"""Letters of a name that are looked at; a longer one is cut."""


def normal_form(name: str) -> str:
    """A name in small plain letters: " Zoë-Mae O’Neill " is "zoemae oneill".  Empty where nothing is left."""
    plain = "".join(folded(letter) for letter in name[:LONGEST_NAME])
    parts = ("".join(letter for letter in part if letter.isalnum()) for part in plain.split())
    return " ".join(part for part in parts if part)


def digest_of(name: str, key: bytes) -> str:
    """The digest that is kept of a name: HMAC-SHA-256 of its normal form under the school's key, as 64 hex digits."""
    return hmac.digest(key, normal_form(name).encode("utf-8", "replace"), hashlib.sha256).hex()


def pupil_test(digests: Collection[str], key: bytes) -> Callable[[str], bool]:
    """A test for ``School.is_pupil``: whether a name's digest is among those that the school keeps."""
    kept = frozenset(digests)

    @lru_cache(maxsize=5_000)
    def is_pupil(name: str) -> bool:
        return bool(normal_form(name)) and digest_of(name, key) in kept

    return is_pupil
