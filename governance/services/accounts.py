"""Sign-in accounts: signing in and out, passwords, and the end of sessions, each with its audit row and its mail.

A session is bound to the account's ``fs_uniquifier``: a new one ends every session at once.  Passwords come here as
hashes; what is typed stays in ``web/``.  May not import Flask.
"""

from __future__ import annotations

import datetime as dt
import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.access import Actor
from governance.domain.notices import notice_text
from governance.domain.refusals import Refusal
from governance.models import Account
from governance.services.notices import leave
from governance.services.refused import Refused
from governance.services.second_factor import Proof, take_proof
from governance.services.throttling import clear_tries, note_try
from governance.services.transaction import Record, use_case

NOT_KNOWN = Refusal("sign_in_wrong", "That e-mail address and password do not belong together. Check both.")
"""The one answer to a wrong name, a wrong password and a sign-in that has ended."""


def account_actor(account: Account, request_id: str = "") -> Actor:
    """Return who acts on their own account: a person, at no school."""
    return Actor(account.person_id, account.person.name, None, request_id=request_id)


def account_of(session: Session, typed: str) -> Account | None:
    """Return the active account of a typed e-mail address, however it is capitalised."""
    return session.scalar(
        sa.select(Account).where(sa.func.lower(Account.email) == typed.strip().lower(), Account.active.is_(True))
    )


def sign_in(
    session: Session, actor: Actor, now: dt.datetime, *, account_id: int, seen: str, cleared: str, proof: Proof | None
) -> None:
    """Record that somebody signed in, and forget the failures of the name ``cleared``.

    ``seen`` is the uniquifier that the password was checked with; ``proof`` is what the second step showed, and is
    taken here so that it serves once.  Raises Refused: sign_in_wrong, code_used.
    """
    with use_case(session, actor, now) as record:
        account = _locked(session, account_id, seen)
        if proof is not None:
            take_proof(record, account, proof)
        clear_tries(session, cleared)
        record.act("account.signed_in", "account", account.id, account_id=account.id)


def sign_out(session: Session, actor: Actor, now: dt.datetime, *, account_id: int) -> None:
    """Record that somebody signed out of one browser."""
    with use_case(session, actor, now) as record:
        record.act("account.signed_out", "account", account_id, account_id=account_id)


def ask_for_reset(
    session: Session,
    actor: Actor | None,
    now: dt.datetime,
    *,
    account_id: int | None,
    link: str,
    name_digest: str,
    address: str,
) -> None:
    """Leave a mail with the link to a new password, for a known name; count the try for every name.

    Known and unknown names cost one transaction each and get the same answer.  Raises MustWait.
    """
    if actor is None or account_id is None:
        begin_writing(session)
        try:
            note_try(session, now, name_digest=name_digest, address=address)
            session.commit()
        except BaseException:
            session.rollback()
            raise
        return
    with use_case(session, actor, now) as record:
        note_try(session, now, name_digest=name_digest, address=address)
        account = _locked(session, account_id)
        _tell(record, account, "account_mail", link)
        record.act("account.reset_asked", "account", account.id, account_id=account.id)


def reset_password(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    account_id: int,
    seen: str,
    password_hash: str,
    cleared: tuple[str, ...],
) -> None:
    """Set a new password by a mailed link, end every session, and say so by mail; raises Refused: link_used."""
    with use_case(session, actor, now) as record:
        account = _locked(session, account_id)
        if account.fs_uniquifier != seen:
            raise Refused((Refusal("link_used", "This link was used already. Ask for a new one."),))
        account.password = password_hash
        _end(account)
        for name_digest in cleared:
            clear_tries(session, name_digest)
        _tell(record, account, "account_password_changed")
        record.act("account.password_reset", "account", account.id, account_id=account.id)


def change_password(
    session: Session, actor: Actor, now: dt.datetime, *, account_id: int, seen: str, password_hash: str, cleared: str
) -> None:
    """Set a new password, end every session (the caller begins a new one here), and say so by mail."""
    with use_case(session, actor, now) as record:
        account = _locked(session, account_id, seen)
        account.password = password_hash
        _end(account)
        clear_tries(session, cleared)
        _tell(record, account, "account_password_changed")
        record.act("account.password_changed", "account", account.id, account_id=account.id)


def sign_out_everywhere(session: Session, actor: Actor, now: dt.datetime, *, account_id: int) -> None:
    """End every session of one's own account."""
    with use_case(session, actor, now) as record:
        account = _locked(session, account_id)
        _end(account)
        record.act("account.sessions_ended", "account", account.id, account_id=account.id)


def _end(account: Account) -> None:
    account.fs_uniquifier = secrets.token_hex(16)


def _locked(session: Session, account_id: int, seen: str | None = None) -> Account:
    """Return the active account, locked; with ``seen``, only while no session of it was ended since."""
    account = session.scalar(
        sa.select(Account)
        .where(Account.id == account_id)
        .with_for_update(of=Account)
        .execution_options(populate_existing=True)
    )
    if account is None or not account.active or (seen is not None and account.fs_uniquifier != seen):
        raise Refused((NOT_KNOWN,))
    return account


def _tell(record: Record, account: Account, kind: str, link: str = "/account") -> None:
    subject, body = notice_text(kind, {})
    leave(record, kind, account.email, subject, body, link, person_id=account.person_id)
