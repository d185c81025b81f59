"""Counts tries in the database, so that every web process sees the same, and says when one has to wait.

A try is counted *before* it is judged and taken back when it was right: a hundred guesses sent at once are not a
hundred free guesses.  Counting is not an act of the audit: it is about typed names, many of them nobody's, and is
swept.
May not import Flask.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.throttle import ADDRESS_REMEMBERED, NAME_REMEMBERED, Failures, longest_wait, too_many_tries
from governance.models import SignInFailure
from governance.services.refused import Refused

_LOCKED_NAMES = 1_701
_LOCKED_ADDRESSES = 1_702
"""The two kinds of advisory lock on PostgreSQL; SQLite has one writer at a time as it is."""


class MustWait(Refused):
    """There were too many tries; ``wait`` is how long until the next one."""

    def __init__(self, wait: dt.timedelta) -> None:
        super().__init__((too_many_tries(wait),))
        self.wait = wait


def count_try(session: Session, now: dt.datetime, *, name_digest: str, address: str) -> None:
    """Count one try by ``name_digest`` from ``address`` and commit it; raises MustWait, and then counts nothing."""
    begin_writing(session)
    try:
        note_try(session, now, name_digest=name_digest, address=address)
        session.commit()
    except BaseException:
        session.rollback()
        raise


def note_try(session: Session, now: dt.datetime, *, name_digest: str, address: str) -> None:
    """Count one try in the running transaction; raises MustWait."""
    _one_at_a_time(session, name_digest, address)
    wait = _wait(session, now, name_digest, address)
    if wait > dt.timedelta(0):
        raise MustWait(wait)
    session.add(SignInFailure(name_digest=name_digest, address=address, at=now))
    session.flush()


def clear_tries(session: Session, name_digest: str) -> None:
    """Forget the failures of a name, in the transaction of its success."""
    session.execute(sa.delete(SignInFailure).where(SignInFailure.name_digest == name_digest))


def forget_tries(session: Session, name_digest: str) -> None:
    """Forget the failures of a name whose password was right, where nothing else is recorded."""
    session.rollback()
    begin_writing(session)
    clear_tries(session, name_digest)
    session.commit()


def _wait(session: Session, now: dt.datetime, name_digest: str, address: str) -> dt.timedelta:
    named = sa.select(sa.func.count(), sa.func.max(SignInFailure.at, type_=SignInFailure.at.type)).where(
        SignInFailure.name_digest == name_digest, SignInFailure.at > now - NAME_REMEMBERED
    )
    names = sa.select(
        sa.func.count(SignInFailure.name_digest.distinct()), sa.func.max(SignInFailure.at, type_=SignInFailure.at.type)
    ).where(SignInFailure.address == address, SignInFailure.at > now - ADDRESS_REMEMBERED)
    return longest_wait(
        at_address=Failures(*session.execute(named.where(SignInFailure.address == address)).one()),
        anywhere=Failures(*session.execute(named).one()),
        names=Failures(*session.execute(names).one()),
        now=now,
    )


def _one_at_a_time(session: Session, name_digest: str, address: str) -> None:
    """Let tries of one name, and tries from one address, be counted one after the other."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for kind, text in ((_LOCKED_NAMES, name_digest), (_LOCKED_ADDRESSES, address)):
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(kind, sa.func.hashtext(text))))
