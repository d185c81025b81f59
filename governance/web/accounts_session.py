"""What the browser's session holds about a sign-in: nobody, half of one, or somebody, and how lately they proved it.

Signing in empties the session first, so that nothing planted before goes on living; a sign-in waits half done, for ten
minutes, while the second step is asked for.  May not import queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app, g, request, session
from flask_login import current_user
from flask_security import login_user, logout_user

from governance.config import Settings
from governance.db import db
from governance.domain.access import Actor
from governance.domain.throttle import network_of
from governance.models import Account
from governance.services.accounts import account_actor
from governance.services.keyed import keyed_digest
from governance.services.throttling import count_try
from governance.web.entry import SECOND_STEP_PASSED, now

HALF_LASTS = dt.timedelta(minutes=10)
LATELY = dt.timedelta(minutes=15)
"""For how long after typing the password somebody may change how they sign in."""
_HALF = "half_signed_in"


@dataclass(frozen=True, slots=True)
class Half:
    """Somebody whose password was right, and who still owes the second step."""

    account: Account
    next: str


def begin_session(account: Account, *, second_step: bool) -> None:
    """Sign ``account`` in, in this browser, in a session of its own."""
    session.clear()
    g.pop("csrf_token", None)
    login_user(account)
    session["fs_paa"] = now().timestamp()
    session[SECOND_STEP_PASSED] = second_step


def go_on_in_new_session(account_id: int, *, second_step: bool | None = None) -> None:
    """Sign the person in again here after all of their sessions were ended."""
    passed = bool(session.get(SECOND_STEP_PASSED)) if second_step is None else second_step
    account = db.session.get_one(Account, account_id, populate_existing=True)
    begin_session(account, second_step=passed)


def end_session() -> None:
    """Sign out of this browser and forget everything that its session held."""
    logout_user()
    session.clear()


def begin_half(account: Account, way_on: str) -> None:
    """Keep that the password of ``account`` was right, until the second step is shown."""
    session.clear()
    g.pop("csrf_token", None)
    session[_HALF] = {"account": account.fs_uniquifier, "at": now().timestamp(), "next": way_on}


def half() -> Half | None:
    """Return who is half signed in; None when nobody is, it is too long ago, or their sessions were ended since."""
    kept = session.get(_HALF)
    if not isinstance(kept, dict):
        return None
    age = now().timestamp() - float(kept.get("at", 0))
    if not 0 <= age <= HALF_LASTS.total_seconds():
        session.pop(_HALF)
        return None
    account = db.session.scalar(
        sa.select(Account).where(Account.fs_uniquifier == str(kept.get("account")), Account.active.is_(True))
    )
    return Half(account, str(kept.get("next", "/"))) if account is not None else None


def proved_lately() -> bool:
    """Return whether the person typed their password a short while ago, in this session."""
    age = now().timestamp() - float(session.get("fs_paa", 0))
    return 0 <= age <= LATELY.total_seconds()


def note_proved() -> None:
    """Keep that the person has just typed their password again."""
    session["fs_paa"] = now().timestamp()


def me() -> Account:
    """Return the signed-in account itself."""
    account: Account = current_user._get_current_object()
    return account


def acting(account: Account) -> Actor:
    """Return the actor for acts on an account of one's own."""
    return account_actor(account, g.get("request_id", ""))


def secret_key() -> str:
    """Return the installation's secret."""
    settings: Settings = current_app.extensions["governance"]
    return settings.secret_key


def name_digest(purpose: str, typed: str) -> str:
    """Return what failures are counted under: the typed name itself is kept nowhere."""
    return keyed_digest(secret_key(), f"tries at {purpose}", typed.strip().lower())


def address_of_request() -> str:
    """Return the address that tries from this request are counted under."""
    return network_of(request.remote_addr)


def count(purpose: str, typed: str) -> str:
    """Count one try and return its digest; raises MustWait.  Nothing is locked while it is judged."""
    digest = name_digest(purpose, typed)
    count_try(db.session, now(), name_digest=digest, address=address_of_request())
    return digest
