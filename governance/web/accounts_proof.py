"""Checks what somebody types to show who they are: a password, a code, a recovery code.

Every try is counted before it is judged.  A name that nobody has costs the same work as one that somebody has.
May not import queries.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from flask import current_app
from flask_security import hash_password as hashed
from flask_security import verify_password

from governance.db import db
from governance.domain.passwords import password_refusals
from governance.domain.refusals import Refusal
from governance.models import Account
from governance.services.accounts import NOT_KNOWN, account_of
from governance.services.keyed import keyed_digest
from governance.services.refused import Refused
from governance.services.second_factor import CODE_WRONG, Proof
from governance.web.accounts_codes import CountedTotp
from governance.web.accounts_session import count, secret_key
from governance.web.entry import now

SIGN_IN = "signing in"
SECOND_STEP = "the second step"
RESET = "asking for a new password"
RECOVERY_CODES = 10


def proved_account(typed_name: str, typed_password: str) -> tuple[Account, str]:
    """Return the account whose password was typed, and the digest its tries are counted under.

    Raises MustWait, and Refused with one and the same answer to a wrong name and a wrong password.
    """
    digest = count(SIGN_IN, typed_name)
    account = account_of(db.session, typed_name)
    if not _is_password_of(account, typed_password) or account is None:
        raise Refused((NOT_KNOWN,))
    return account, digest


def _is_password_of(account: Account | None, typed: str) -> bool:
    kept = account.password if account is not None else None
    right: bool = verify_password(_normal(typed), kept or _nobodys())
    return right and kept is not None


@cache
def _nobodys() -> str:
    """Return a hash that no password has, so that an unknown name takes as long as a known one."""
    return password_hash(keyed_digest(secret_key(), "nobody"))


def password_hash(typed: str) -> str:
    """Return the hash under which a new password is kept."""
    kept: str = hashed(_normal(typed))
    return kept


def _normal(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed)


def password_faults(typed: str, account: Account) -> tuple[Refusal, ...]:
    """Return what is wrong with a new password."""
    return password_refusals(_normal(typed), (account.person.name, account.email.split("@")[0], account.email))


def codes() -> CountedTotp:
    """Return what makes and checks the codes of authenticator apps."""
    factory: CountedTotp = current_app.extensions["security"].totp_factory
    return factory


def proof_by_code(account: Account, typed: str) -> tuple[Proof, str]:
    """Return the proof of a typed code and the digest its tries are counted under; raises MustWait, Refused."""
    digest = count(SECOND_STEP, str(account.id))
    if account.tf_totp_secret is None:
        raise Refused((CODE_WRONG,))
    return Proof(counter=codes().counter_of(typed, account.tf_totp_secret, account.totp_counter, now())), digest


def proof_by_recovery_code(account: Account, typed: str) -> tuple[Proof, str]:
    """Return the proof of a typed recovery code, which the service compares; raises MustWait."""
    digest = count(SECOND_STEP, str(account.id))
    return Proof(recovery_digest=recovery_digest(account, typed)), digest


def new_recovery_codes() -> list[str]:
    """Return recovery codes to be shown once: groups of four of the digits 0-9 and the letters a-f."""
    made: list[str] = codes().generate_recovery_codes(RECOVERY_CODES)
    return made


def recovery_digest(account: Account, typed: str) -> str:
    """Return what is kept of a recovery code, however its groups were set apart."""
    code = "".join(character for character in typed.lower() if character.isalnum())
    return keyed_digest(secret_key(), f"recovery code of {account.id}", code)
