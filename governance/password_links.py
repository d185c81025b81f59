"""The link by which an invited person chooses a first password: signed, good once and for two weeks.

It is bound to the account as it stands: once a password is chosen, or its sessions are ended, the link opens nothing.
Needs the application's context and nothing of a request, so that commands make the same links as pages.  The link by
which somebody chooses *another* password is Flask-Security's own, and lasts an hour.
"""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

import sqlalchemy as sa
from flask import current_app
from flask_security.utils import check_and_get_token_status
from sqlalchemy.orm import Session

from governance.models import Account

INVITED_WITHIN = dt.timedelta(days=14)


def password_link(account: Account) -> str:
    """Return the path at which the person of ``account`` chooses a first password."""
    token: str = current_app.extensions["security"].confirm_serializer.dumps([account.fs_uniquifier])
    return f"/welcome/{quote(token, safe='')}"


def account_of_password_link(session: Session, token: str) -> Account | None:
    """Return the account that a link's token lets choose a first password; None when it does not."""
    expired, invalid, data = check_and_get_token_status(token, "confirm", INVITED_WITHIN)
    if expired or invalid or not data:
        return None
    account = session.scalar(sa.select(Account).where(Account.fs_uniquifier == str(data[0])))
    # Who has a password already changes it in the way that everybody does.
    return account if account is not None and account.active and account.password is None else None
