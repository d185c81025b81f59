"""Signing in, in one step or two, and signing out.

A wrong name and a wrong password get one and the same answer; so does a sign-in that has ended.
"""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from governance.db import db
from governance.models import Account
from governance.services.accounts import sign_in as record_sign_in
from governance.services.accounts import sign_out as record_sign_out
from governance.services.refused import Refused
from governance.services.second_factor import Proof, has_second_factor
from governance.services.throttling import MustWait, forget_tries
from governance.web.accounts import bp
from governance.web.accounts_proof import proof_by_code, proof_by_recovery_code, proved_account
from governance.web.accounts_session import acting, begin_half, begin_session, end_session, half, me
from governance.web.entry import SECOND_STEP_PASSED, now, public
from governance.web.fields import EmailField, PasswordField, ProductForm, TextField
from governance.web.way_back import FIRST_PAGE, way_back


class SignInForm(ProductForm):
    """The first step."""

    email = EmailField("E-mail address", "Enter your e-mail address", autocomplete="username")
    password = PasswordField("Password", "Enter your password", autocomplete="current-password")


class CodeForm(ProductForm):
    """The second step, with the phone at hand."""

    code = TextField("Code", "Enter the six digits", hint="Six digits", short=True, autocomplete="one-time-code")


class RecoveryCodeForm(ProductForm):
    """The second step, without the phone."""

    code = TextField("Recovery code", "Enter one of your recovery codes", short=True, autocomplete="off")


def refused_page(template: str, form: ProductForm, refused: Refused, **words: object) -> ResponseReturnValue:
    """Show a form again with what was refused, and say when to come back where one has to wait."""
    db.session.rollback()
    form.add_refusals(refused.refusals)
    page = render_template(template, form=form, **words)
    if isinstance(refused, MustWait):
        return page, 429, {"Retry-After": str(max(1, int(refused.wait.total_seconds())))}
    return page, 422


@bp.get("/login")
@public()
def login() -> ResponseReturnValue:
    """Ask for name and password."""
    way_on = way_back(request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(way_on)
    return render_template("security/login.html", form=SignInForm(formdata=None))


@bp.post("/login")
@public(writes=True)
def sign_in() -> ResponseReturnValue:
    """Sign in, or go on to the second step."""
    form = SignInForm()
    way_on = way_back(request.args.get("next"))
    if not form.validate():
        return render_template("security/login.html", form=form), 422
    try:
        account, digest = proved_account(form.email.data, form.password.data)
        if has_second_factor(account):
            begin_half(account, way_on)
            forget_tries(db.session, digest)
            return redirect(url_for("security.second_step"), 303)
        _complete(account, digest, None)
    except Refused as refused:
        return refused_page("security/login.html", form, refused)
    return redirect(way_on, 303)


def _complete(account: Account, digest: str, proof: Proof | None) -> None:
    """Record the sign-in and begin the session; every way of signing in ends here."""
    who, account_id, seen = acting(account), account.id, account.fs_uniquifier
    # What was read to judge ends here, because the use case begins as a transaction that writes.
    db.session.rollback()
    record_sign_in(db.session, who, now(), account_id=account_id, seen=seen, cleared=digest, proof=proof)
    begin_session(db.session.get_one(Account, account_id), second_step=proof is not None)


@bp.get("/login/second-step")
@public()
def second_step() -> ResponseReturnValue:
    """Ask for the code of the authenticator app."""
    if half() is None and _owes_second_step():
        # A session that never passed the second step goes back to being half of one.
        begin_half(me(), way_back(request.args.get("next")))
    if half() is None:
        return _start_again()
    return render_template("security/second_step.html", form=CodeForm(formdata=None))


def _owes_second_step() -> bool:
    return current_user.is_authenticated and has_second_factor(me()) and not session.get(SECOND_STEP_PASSED)


@bp.post("/login/second-step")
@public(writes=True)
def pass_second_step() -> ResponseReturnValue:
    """Finish signing in with a code."""
    return _second_step(CodeForm(), "security/second_step.html")


@bp.get("/login/recovery-code")
@public()
def recovery_code() -> ResponseReturnValue:
    """Ask for a recovery code, for the day the phone is not there."""
    if half() is None:
        return _start_again()
    return render_template("security/recovery_code.html", form=RecoveryCodeForm(formdata=None))


@bp.post("/login/recovery-code")
@public(writes=True)
def use_recovery_code() -> ResponseReturnValue:
    """Finish signing in with a recovery code."""
    return _second_step(RecoveryCodeForm(), "security/recovery_code.html")


def _second_step(form: CodeForm | RecoveryCodeForm, template: str) -> ResponseReturnValue:
    waiting = half()
    if waiting is None:
        return _start_again()
    way_on = way_back(waiting.next)
    if not form.validate():
        return render_template(template, form=form), 422
    prove = proof_by_code if isinstance(form, CodeForm) else proof_by_recovery_code
    try:
        proof, digest = prove(waiting.account, form.code.data)
        _complete(waiting.account, digest, proof)
    except Refused as refused:
        return refused_page(template, form, refused)
    if proof.recovery_digest is not None:
        left = len(me().mf_recovery_codes or [])
        flash(f"You used a recovery code. You have {left} left; make new ones on this page.", "warning")
        return redirect(url_for("account.account"), 303)
    return redirect(way_on, 303)


def _start_again() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(FIRST_PAGE, 303)
    flash("The second step was left open for too long. Sign in again.", "warning")
    return redirect(url_for("security.login"), 303)


@bp.post("/logout")
@public(writes=True)
def logout() -> ResponseReturnValue:
    """Sign out of this browser; harmless for who is signed out already."""
    if current_user.is_authenticated:
        account = me()
        record_sign_out(db.session, acting(account), now(), account_id=account.id)
        end_session()
        flash("You have signed out.")
    return redirect(url_for("security.login"), 303)
