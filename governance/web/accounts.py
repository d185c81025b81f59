"""Sign-in accounts: Flask-Security on Flask-Login, in the product's own look.

Its own roles are unused (roles are memberships with dates) and so is its mail: both go the product's way.
"""

from __future__ import annotations

from flask import Flask
from flask_security import RoleMixin, Security
from flask_security.datastore import FSQLALiteUserDatastore
from flask_wtf import CSRFProtect

from governance.db import db
from governance.models import Account


class NoRole(RoleMixin):
    """Stands where Flask-Security wants a class of roles; nobody ever has one."""


def install(app: Flask) -> None:
    """Give ``app`` its accounts.  The protection of forms comes first: Flask-Security looks for it."""
    CSRFProtect(app)
    app.config.setdefault("SECURITY_PASSWORD_SALT", app.config["SECRET_KEY"])
    Security(app, FSQLALiteUserDatastore(db, Account, NoRole))
