"""What the registers ask of every text that somebody types into them: it fits, and it holds no password.

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re

from governance.domain.refusals import Refusal

# "pw: x", "password = x" and the like: what a sheet of accounts holds beside each line.  A bare word is no password.
_PASSWORD = re.compile(r"\b(pass\s?-?(word|code|phrase)|pass|pwd?|passwd|pin)\b\s*(is\b|[:=]|→|->)\s*\S", re.IGNORECASE)
# One run without spaces, of letters of both cases, digits and a sign: nobody writes a note like that.
_LOOKS_RANDOM = re.compile(r"(?<!\S)(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)(?=\S*[!$%^&*?#+~])\S{8,40}(?!\S)")


def too_long(text: str, most: int, field: str) -> tuple[Refusal, ...]:
    """Return the refusal of a text that does not fit."""
    if len(text) <= most:
        return ()
    return (Refusal("typed_too_long", f"This has {len(text):,} characters. Keep it to {most:,}.", None, field),)


def holds_password(text: str) -> bool:
    """Return whether a text seems to hold a password: announced by its word, or one that can be nothing else."""
    without_addresses = re.sub(r"\S+://\S+|\S+@\S+\.\S+", " ", text)
    return bool(_PASSWORD.search(without_addresses) or _LOOKS_RANDOM.search(without_addresses))


def password_refusals(text: str, field: str) -> tuple[Refusal, ...]:
    """Return the refusal of a text that seems to hold a password: they are never kept here."""
    if not holds_password(text):
        return ()
    sentence = "This looks like a password. Take it out: passwords belong in the school’s password manager, never here."
    return (Refusal("typed_password", sentence, None, field),)
