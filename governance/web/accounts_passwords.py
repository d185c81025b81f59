"""Passwords: a new one by mail, and a change by who knows the old one.

The answer to "send me a link" is the same for every address, and the link is a path: the worker puts this
installation's own base address before it, so that no request can make a mail point elsewhere.
"""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.recoverable import generate_reset_password_token, reset_password_token_status

from governance.db import db
from governance.models import Account
from governance.password_links import account_of_password_link
from governance.services.accounts import account_of, ask_for_reset
from governance.services.accounts import change_password as record_change
from governance.services.accounts import reset_password as record_reset
from governance.services.refused import Refused
from governance.services.throttling import forget_tries
from governance.web.accounts import bp
from governance.web.accounts_proof import (
    RESET,
    SIGN_IN,
    password_faults,
    password_hash,
    proved_account,
)
from governance.web.accounts_session import acting, address_of_request, go_on_in_new_session, me, name_digest
from governance.web.accounts_sign_in import refused_page
from governance.web.entry import now, public, signed_in
from governance.web.fields import EmailField, PasswordField, ProductForm

NEW = "At least 12 characters. Three words that do not belong together are easy to remember and hard to guess."


class ForgotForm(ProductForm):
    """Whose password is forgotten."""

    email = EmailField("E-mail address", "Enter your e-mail address", autocomplete="username")


class ResetForm(ProductForm):
    """A new password."""

    password = PasswordField("New password", "Enter a new password", hint=NEW, autocomplete="new-password")


class ChangeForm(ProductForm):
    """The password in use and a new one."""

    current = PasswordField(
        "The password you use now", "Enter the password you use now", autocomplete="current-password"
    )
    password = PasswordField("New password", "Enter a new password", hint=NEW, autocomplete="new-password")


@bp.get("/reset")
@public()
def forgot_password() -> ResponseReturnValue:
    """Ask whose password is forgotten."""
    return render_template("security/forgot_password.html", form=ForgotForm(formdata=None))


@bp.post("/reset")
@public(writes=True)
def send_reset_link() -> ResponseReturnValue:
    """Leave a mail with a link, and say the same to everybody."""
    form = ForgotForm()
    if not form.validate():
        return render_template("security/forgot_password.html", form=form), 422
    account = account_of(db.session, form.email.data)
    # The token of nobody costs what a token costs; it leads nowhere and goes nowhere.
    token = generate_reset_password_token(account or Account(fs_uniquifier="nobody", password=None))
    try:
        ask_for_reset(
            db.session,
            acting(account) if account is not None else None,
            now(),
            account_id=account.id if account is not None else None,
            link=url_for("security.reset_password", token=token),
            name_digest=name_digest(RESET, form.email.data),
            address=address_of_request(),
        )
    except Refused as refused:
        return refused_page("security/forgot_password.html", form, refused)
    return render_template("security/reset_sent.html")


@bp.get("/reset/<token>")
@public()
def reset_password(token: str) -> ResponseReturnValue:
    """Ask for a new password, for who has a link from a mail."""
    if _account_of_link(token) is None:
        return _dead_link()
    return render_template("security/reset_password.html", form=ResetForm(formdata=None))


@bp.post("/reset/<token>")
@public(writes=True)
def choose_new_password(token: str) -> ResponseReturnValue:
    """Set the new password and end every session."""
    return _set_by_link(_account_of_link(token), "security/reset_password.html")


def _set_by_link(account: Account | None, template: str) -> ResponseReturnValue:
    if account is None:
        return _dead_link()
    form = ResetForm()
    if not form.validate():
        return render_template(template, form=form), 422
    if faults := password_faults(form.password.data, account):
        form.add_refusals(faults, dict.fromkeys((fault.code for fault in faults), "password"))
        return render_template(template, form=form), 422
    who, account_id, seen, email = acting(account), account.id, account.fs_uniquifier, account.email
    # Hashing takes a while, and nobody else has to wait for it.
    db.session.rollback()
    kept = password_hash(form.password.data)
    cleared = (name_digest(SIGN_IN, email), name_digest(RESET, email))
    try:
        record_reset(db.session, who, now(), account_id=account_id, seen=seen, password_hash=kept, cleared=cleared)
    except Refused:
        return _dead_link()
    flash("Your new password is set. Sign in with it.")
    return redirect(url_for("security.login"), 303)


def _account_of_link(token: str) -> Account | None:
    expired, invalid, account = reset_password_token_status(token)
    if expired or invalid or account is None or not account.active:
        return None
    found: Account = account
    return found


@bp.get("/welcome/<token>")
@public()
def welcome(token: str) -> ResponseReturnValue:
    """Ask somebody who was invited for their first password."""
    if account_of_password_link(db.session, token) is None:
        return _dead_link()
    return render_template("security/welcome.html", form=ResetForm(formdata=None))


@bp.post("/welcome/<token>")
@public(writes=True)
def choose_first_password(token: str) -> ResponseReturnValue:
    """Set the first password."""
    return _set_by_link(account_of_password_link(db.session, token), "security/welcome.html")


def _dead_link() -> ResponseReturnValue:
    return render_template("security/dead_link.html"), 410


@bp.get("/account/password")
@signed_in()
def change_password() -> ResponseReturnValue:
    """Ask for the old password and a new one."""
    return render_template("security/change_password.html", form=ChangeForm(formdata=None))


@bp.post("/account/password")
@signed_in(writes=True)
def set_new_password() -> ResponseReturnValue:
    """Change the password; every other browser is signed out."""
    form = ChangeForm()
    if not form.validate():
        return render_template("security/change_password.html", form=form), 422
    try:
        account, digest = proved_account(me().email, form.current.data)
        forget_tries(db.session, digest)
        if faults := password_faults(form.password.data, account):
            form.add_refusals(faults, dict.fromkeys((fault.code for fault in faults), "password"))
            return render_template("security/change_password.html", form=form), 422
        who, account_id, seen = acting(account), account.id, account.fs_uniquifier
        db.session.rollback()
        kept = password_hash(form.password.data)
        record_change(db.session, who, now(), account_id=account_id, seen=seen, password_hash=kept, cleared=digest)
    except Refused as refused:
        return refused_page("security/change_password.html", form, refused)
    go_on_in_new_session(account_id)
    flash("Your password is changed. Every other browser that was signed in has been signed out.")
    return redirect(url_for("account.account"), 303)
