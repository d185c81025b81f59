"""Pages whose address is the key: nobody indexes them, keeps them, or passes their address on.

May not import services, queries or models.
"""

from __future__ import annotations

import hashlib
import hmac

from flask import Response, make_response


def privately(page: str, status: int = 200, *, has_form: bool = False) -> Response:
    """Answer a private page.  A form on it has to say where it comes from, to this product and nobody else."""
    response = make_response(page, status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "same-origin" if has_form else "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def removal_token(decision_id: int, school_id: int, secret: str) -> str:
    """Return what stands in the address of one removal: its number, and a seal that nobody else can make."""
    said = f"removal:{school_id}:{decision_id}"
    return f"{decision_id}-{hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()[:40]}"


def removal_of(token: str, school_id: int, secret: str) -> int | None:
    """Return the number of the removal that a token is of; None where its seal is not ours."""
    number = token.partition("-")[0]
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        return None
    is_ours = hmac.compare_digest(
        token.encode("utf-8", "surrogatepass"), removal_token(int(number), school_id, secret).encode()
    )
    return int(number) if is_ours else None
