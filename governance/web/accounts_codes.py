"""The codes of an authenticator app, checked so that none serves twice.

Flask-Security checks a code and forgets it; here its counter is kept with the account, and the service takes it with a
guarded UPDATE (``services/second_factor.py``).  May not import queries.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any, cast

import qrcode
import qrcode.image.svg
from flask_security import UserMixin
from flask_security.totp import Totp
from markupsafe import Markup
from passlib.exc import TokenError, UsedTokenError

from governance.models import Account
from governance.services.refused import Refused
from governance.services.second_factor import CODE_USED, CODE_WRONG

SKEW = 30
"""Seconds by which a phone's clock may differ."""


class CountedTotp(Totp):
    """Flask-Security's codes with the account's counter."""

    def get_last_counter(self, user: UserMixin) -> int | None:
        """Answer the counter of the last code that was taken, also to Flask-Security's own checks."""
        return cast(Account, user).totp_counter

    def set_last_counter(self, user: UserMixin, tmatch: Any) -> None:
        """Keep the counter of a code that Flask-Security itself has taken."""
        cast(Account, user).totp_counter = tmatch.counter

    def counter_of(self, typed: str, secret: str, last_counter: int | None, now: dt.datetime) -> int:
        """Answer the counter of a typed code; raises Refused: code_wrong, code_used."""
        code = "".join(typed.split())
        if not (code.isascii() and code.isdigit() and len(code) == 6):
            raise Refused((CODE_WRONG,))
        try:
            match = self._totp.verify(code, secret, time=now, window=SKEW, last_counter=last_counter)
        except UsedTokenError as used:
            raise Refused((CODE_USED,)) from used
        except TokenError as wrong:
            raise Refused((CODE_WRONG,)) from wrong
        counter: int = match.counter
        return counter

    def key_of(self, secret: str) -> str:
        """Answer the key of an encrypted secret in groups of four, to be typed into an app."""
        key: str = self.get_totp_pretty_key(secret)
        return key.replace("-", " ")

    def picture_of(self, email: str, secret: str) -> Markup:
        """Answer the QR code that carries the key, as SVG that stands in the page itself: no address leads to it."""
        image = qrcode.make(
            self.get_totp_uri(email, secret), image_factory=qrcode.image.svg.SvgPathImage, box_size=14, border=4
        )
        buffer = io.BytesIO()
        image.save(buffer)
        svg = buffer.getvalue().decode()
        # It is made of numbers alone: squares, with nothing that anybody typed.
        return Markup(svg[svg.index("<svg") :])  # noqa: S704 - see the sentence above.
