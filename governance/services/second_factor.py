"""The second step of signing in: an authenticator app's codes, and recovery codes for the day the phone is lost.

What was shown serves once: the counter of a code only ever rises, by a guarded UPDATE, so that a code that was watched
or sent twice at once is refused the second time; a recovery code is taken out of its list under the row's lock.
Recovery codes are kept as keyed digests.  May not import Flask.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.notices import notice_text
from governance.domain.refusals import Refusal
from governance.models import Account
from governance.services.notices import leave
from governance.services.refused import Refused
from governance.services.throttling import clear_tries
from governance.services.transaction import Record, use_case

AUTHENTICATOR = "authenticator"

CODE_USED = Refusal("code_used", "That code was used already. Wait for the next one and type it.")
CODE_WRONG = Refusal("code_wrong", "That code is not right. Check the code that shows now, and type it.")
RECOVERY_CODE_WRONG = Refusal("recovery_code_wrong", "That recovery code is not right, or was used already.")


@dataclass(frozen=True, slots=True)
class Proof:
    """What the second step showed: the counter of an authenticator's code, or the digest of a recovery code."""

    counter: int | None = None
    recovery_digest: str | None = None


def has_second_factor(account: Account) -> bool:
    """The account asks for a second step at every sign-in."""
    return account.tf_totp_secret is not None


def take_proof(record: Record, account: Account, proof: Proof) -> None:
    """Use up what the second step showed; raises Refused: code_used, recovery_code_wrong."""
    if proof.counter is not None:
        _take_counter(record.session, account, proof.counter)
        return
    kept = list(account.mf_recovery_codes or [])
    if proof.recovery_digest not in kept:
        raise Refused((RECOVERY_CODE_WRONG,))
    account.mf_recovery_codes = [digest for digest in kept if digest != proof.recovery_digest]
    record.act("account.recovery_code_used", "account", account.id, account_id=account.id)


def _take_counter(session: Session, account: Account, counter: int) -> None:
    taken = session.scalar(
        sa.update(Account)
        .where(Account.id == account.id, sa.or_(Account.totp_counter.is_(None), Account.totp_counter < counter))
        .values(totp_counter=counter)
        .returning(Account.id)
    )
    if taken is None:
        raise Refused((CODE_USED,))


def set_second_factor(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    account_id: int,
    secret: str,
    counter: int,
    recovery_digests: Sequence[str],
    cleared: str,
) -> None:
    """Keep the encrypted ``secret`` whose first code had ``counter``, with new recovery codes; say so by mail.

    Every session ends (the caller begins a new one here), so that none goes on that did not pass the second step.
    """
    with use_case(session, actor, now) as record:
        account = _own(session, account_id)
        account.tf_totp_secret = secret
        account.tf_primary_method = AUTHENTICATOR
        account.totp_counter = counter
        account.mf_recovery_codes = list(recovery_digests)
        clear_tries(session, cleared)
        account.fs_uniquifier = secrets.token_hex(16)
        _tell(record, account)
        record.act("account.second_factor_set", "account", account.id, account_id=account.id)
        record.act("account.recovery_codes_made", "account", account.id, account_id=account.id)


def remove_second_factor(session: Session, actor: Actor, now: dt.datetime, *, account_id: int) -> None:
    """Take the second step away, end every session (the caller begins a new one here), and say so by mail."""
    with use_case(session, actor, now) as record:
        account = _own(session, account_id)
        if not has_second_factor(account):
            record.repeat()
            return
        account.tf_totp_secret = account.tf_primary_method = account.totp_counter = account.mf_recovery_codes = None
        # Elsewhere somebody may be in who passed the step that is no longer asked for.
        account.fs_uniquifier = secrets.token_hex(16)
        _tell(record, account)
        record.act("account.second_factor_removed", "account", account.id, account_id=account.id)


def make_recovery_codes(
    session: Session, actor: Actor, now: dt.datetime, *, account_id: int, recovery_digests: Sequence[str]
) -> None:
    """Replace every recovery code by new ones; raises Refused: no_second_factor."""
    with use_case(session, actor, now) as record:
        account = _own(session, account_id)
        if not has_second_factor(account):
            raise Refused((Refusal("no_second_factor", "Set up the second step before you make recovery codes."),))
        account.mf_recovery_codes = list(recovery_digests)
        record.act("account.recovery_codes_made", "account", account.id, account_id=account.id)


def _own(session: Session, account_id: int) -> Account:
    return session.scalars(
        sa.select(Account)
        .where(Account.id == account_id)
        .with_for_update(of=Account)
        .execution_options(populate_existing=True)
    ).one()


def _tell(record: Record, account: Account) -> None:
    subject, body = notice_text("account_second_step_changed", {})
    leave(record, "account_second_step_changed", account.email, subject, body, "/account", person_id=account.person_id)
