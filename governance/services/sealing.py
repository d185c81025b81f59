"""Seals what must be kept and shown to nobody: the passwords of connections (complaint 23 of the lessons).

The keys come from the settings and are in no database, so that a copy of the database opens nothing.  The first key
seals and every key opens: a new one is put in front, and the old one goes once everything was sealed anew.
The keys under which pupils' names are kept come from the same secret, one for each school.  May not import Flask.
"""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NAME_KEY_BYTES = 32


class CannotOpen(Exception):
    """Nothing here opens what was sealed: its key is gone, or it was changed.  The message says nothing of either."""


def seal(keys: Sequence[str], secret: str) -> bytes:
    """Return ``secret`` sealed with the first of ``keys`` (as ``Settings.sealing_keys`` has them)."""
    return Fernet(keys[0]).encrypt(secret.encode())


def unseal(keys: Sequence[str], sealed: bytes) -> str:
    """Return what was sealed with any of ``keys``; raises CannotOpen."""
    try:
        return MultiFernet([Fernet(key) for key in keys]).decrypt(sealed).decode()
    except InvalidToken:
        # The library's own error is not passed on, because it may hold what it could not read.
        raise CannotOpen from None


def seal_anew(keys: Sequence[str], sealed: bytes) -> bytes:
    """Return the same secret under the first key, for what an older one sealed; raises CannotOpen."""
    return seal(keys, unseal(keys, sealed))


def pupil_name_keys(keys: Sequence[str], school_id: int) -> tuple[bytes, ...]:
    """Return the keys under which one school's pupils' names are kept, 32 bytes each, the one to write with first.

    A name kept under an older key is found with that one, so that a new sealing key lets no name go unrecognised.
    """
    return tuple(
        HKDF(SHA256(), NAME_KEY_BYTES, salt=None, info=f"pupils' names of school {school_id}".encode()).derive(
            key.encode()
        )
        for key in keys
    )


def pupil_name_key(keys: Sequence[str], school_id: int) -> bytes:
    """Return the key under which one school's pupils' names are written from now on."""
    return pupil_name_keys(keys, school_id)[0]
