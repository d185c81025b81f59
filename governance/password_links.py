"""The path by which an invited person chooses a password: the reset link of Flask-Security, signed and good for days.

It is bound to the account as it stands: once a password is chosen, or the account is ended, the link opens nothing.
Needs the application's context and nothing of a request, so that commands make the same links as pages.
"""

from __future__ import annotations

from urllib.parse import quote

from flask_security.recoverable import generate_reset_password_token

from governance.models import Account


def password_link(account: Account) -> str:
    """Return the path at which the person of ``account`` chooses a password."""
    token: str = generate_reset_password_token(account)  # type: ignore[no-untyped-call]  # untyped upstream
    return f"/reset/{quote(token, safe='')}"
