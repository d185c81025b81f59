"""Sign-in accounts: what of Flask-Security the product uses, and how.

Flask-Security hashes passwords, signs links that end, makes and checks the codes of the second step, and ties a session
to an account so that it can be ended; Flask-Login knows who is there.  The pages are the product's own, each with one
service and one transaction behind it, because Flask-Security's would commit without an audit row, answer JSON around
the forms, and take no count of failures (docs/adr/0008).  The blueprint bears the name that both expect.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, Flask, g
from flask_security import RoleMixin, Security
from flask_security.datastore import FSQLALiteUserDatastore
from flask_wtf import CSRFProtect

from governance.config import Settings
from governance.db import db
from governance.models import Account
from governance.services.keyed import keyed_digest
from governance.web.accounts_codes import CountedTotp
from governance.web.entry import find_signed_in
from governance.web.pages import PageFrame

bp = Blueprint("security", __name__)

RESET_WITHIN = dt.timedelta(hours=1)
SESSION_LASTS = dt.timedelta(hours=12)
"""A session that nobody uses ends with the browser, and at the latest after a working day."""


class NoRole(RoleMixin):
    """Stands where Flask-Security wants a class of roles; nobody ever has one: roles are memberships with dates."""


class Accounts(FSQLALiteUserDatastore):
    """Where Flask-Security looks for accounts."""

    def find_user(self, case_insensitive: bool = False, **sought: Any) -> Any:
        """Return the account, which on the pages of a school comes with what its person is there."""
        if "school" in g and "fs_uniquifier" in sought:
            return find_signed_in(sought["fs_uniquifier"])
        return super().find_user(case_insensitive, **sought)


def install(app: Flask) -> None:
    """Give ``app`` its accounts.  The protection of forms comes first: Flask-Security looks for it."""
    # The pages bind themselves to the blueprint when their modules are read.
    from governance.web import accounts_page, accounts_passwords, accounts_second_step, accounts_sign_in

    settings: Settings = app.extensions["governance"]
    CSRFProtect(app)
    app.config.update(_configuration(settings))
    security = Security(app, Accounts(db, Account, NoRole), register_blueprint=False, totp_cls=CountedTotp)
    _take_out_what_is_unused(app, security)
    del accounts_passwords, accounts_second_step, accounts_sign_in
    app.register_blueprint(bp)
    app.register_blueprint(accounts_page.bp)


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "PERMANENT_SESSION_LIFETIME": SESSION_LASTS,
        # The hash has its own salt.  A pepper from the secret key would void every password when the key is changed.
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_PASSWORD_SALT": keyed_digest(settings.secret_key, "flask-security salt"),
        "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC",
        "SECURITY_RESET_PASSWORD_WITHIN": RESET_WITHIN,
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TOTP_SECRETS": {"1": keyed_digest(settings.secret_key, "totp")},
        "SECURITY_TOTP_ISSUER": PageFrame().product,
        # Its commands change accounts without an audit row; the product has its own.
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
    }


def _take_out_what_is_unused(app: Flask, security: Security) -> None:
    """Close the ways into an account that Flask-Security opens and the product does not use."""
    # Tokens in an address or in JSON sign nobody in: no page gives them out.
    app.login_manager.request_loader(None)  # type: ignore[attr-defined]  # Flask-Login puts itself there.
    # The identity of Flask-Principal serves Flask-Security's roles, at the price of a query for each file served.
    app.before_request_funcs[None].remove(security.principal._on_before_request)
