"""Numbers of rows that must not tell how many others there are (DESIGN 9)."""

from __future__ import annotations

import secrets


def uncounted_number() -> int:
    """Return a number of at most nine digits, which is what an address takes, drawn and not counted.

    One that is taken is refused by the primary key, and the use case with it; among ten thousand rows that happens once
    in a hundred thousand times.
    """
    return secrets.randbelow(999_999_999) + 1
