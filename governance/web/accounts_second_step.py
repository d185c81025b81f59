"""Setting up the second step of signing in, removing it, and making recovery codes.

Each asks for a password typed a short while ago, so that an open screen is not enough to shut somebody out of their own
account.  A key counts only after a code made with it was typed; until then it waits, encrypted, in the session.
"""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.services.belongings import schools_that_demand
from governance.services.refused import Refused
from governance.services.second_factor import (
    has_second_factor,
    make_recovery_codes,
    remove_second_factor,
    set_second_factor,
)
from governance.services.throttling import forget_tries
from governance.web.accounts import bp
from governance.web.accounts_proof import SECOND_STEP, codes, new_recovery_codes, proved_account, recovery_digest
from governance.web.accounts_session import acting, count, go_on_in_new_session, me, note_proved, proved_lately
from governance.web.accounts_sign_in import CodeForm, refused_page
from governance.web.entry import now, signed_in
from governance.web.fields import PasswordField, ProductForm
from governance.web.way_back import way_back

_KEY = "second_step_key"


class ConfirmForm(ProductForm):
    """The password again."""

    password = PasswordField("Password", "Enter your password", autocomplete="current-password")


@bp.get("/account/confirm")
@signed_in()
def confirm() -> ResponseReturnValue:
    """Ask for the password again."""
    return render_template("security/confirm.html", form=ConfirmForm(formdata=None))


@bp.post("/account/confirm")
@signed_in(writes=True)
def confirm_password() -> ResponseReturnValue:
    """Note that the password was typed again, and go on."""
    form = ConfirmForm()
    if not form.validate():
        return render_template("security/confirm.html", form=form), 422
    try:
        _, digest = proved_account(me().email, form.password.data)
        forget_tries(db.session, digest)
    except Refused as refused:
        return refused_page("security/confirm.html", form, refused)
    note_proved()
    return redirect(_way_on_here(request.args.get("next")), 303)


def _way_on_here(asked: str | None) -> str:
    ways = {url_for(f"security.{name}") for name in ("set_up_second_step", "remove_second_step", "recovery_codes")}
    plain = (asked or "").partition("?")[0]
    return asked if asked and plain in ways else url_for("account.account")


def _ask_again() -> ResponseReturnValue:
    return redirect(url_for("security.confirm", next=request.full_path.rstrip("?")), 303)


@bp.get("/account/second-step")
@signed_in()
def set_up_second_step() -> ResponseReturnValue:
    """Show the key, as a picture and as text, and ask for the first code."""
    if not proved_lately():
        return _ask_again()
    return _key_page(CodeForm(formdata=None))


def _key_page(form: CodeForm) -> str:
    account = me()
    secret = _waiting_key()
    return render_template(
        "security/set_up_second_step.html",
        form=form,
        picture=codes().picture_of(account.email, secret),
        key=codes().key_of(secret),
        again=has_second_factor(account),
        demanding=schools_that_demand(db.session, account.person_id, now()),
    )


def _waiting_key() -> str:
    """Return the key that waits for its first code; the same one until then, so that a reload changes nothing."""
    secret = session.get(_KEY)
    if not isinstance(secret, str):
        secret = session[_KEY] = codes().generate_totp_secret()
    return secret


@bp.post("/account/second-step")
@signed_in(writes=True)
def confirm_second_step() -> ResponseReturnValue:
    """Keep the key when its first code is right, and show the recovery codes, this once."""
    if not proved_lately():
        return _ask_again()
    way_on = way_back(request.args.get("next"))
    form = CodeForm()
    if not form.validate():
        return _key_page(form), 422
    account = me()
    try:
        digest = count(SECOND_STEP, str(account.id))
        secret = _waiting_key()
        counter = codes().counter_of(form.code.data, secret, None, now())
        shown = new_recovery_codes()
        who, account_id, digests = acting(account), account.id, [recovery_digest(account, one) for one in shown]
        db.session.rollback()
        set_second_factor(
            db.session,
            who,
            now(),
            account_id=account_id,
            secret=secret,
            counter=counter,
            recovery_digests=digests,
            cleared=digest,
        )
    except Refused as refused:
        db.session.rollback()
        form.add_refusals(refused.refusals)
        return _key_page(form), 422
    go_on_in_new_session(account_id, second_step=True)
    return render_template("security/recovery_codes.html", codes=shown, first=True, way_on=way_on)


@bp.get("/account/second-step/remove")
@signed_in()
def remove_second_step() -> ResponseReturnValue:
    """Ask whether the second step shall go."""
    if not proved_lately():
        return _ask_again()
    account = me()
    if not has_second_factor(account):
        return redirect(url_for("account.account"))
    demanding = schools_that_demand(db.session, account.person_id, now())
    return render_template("security/remove_second_step.html", demanding=demanding)


@bp.post("/account/second-step/remove")
@signed_in(writes=True)
def take_second_step_away() -> ResponseReturnValue:
    """Remove the second step; a school that asks for one asks for it again at once."""
    if not proved_lately():
        return _ask_again()
    account = me()
    account_id = account.id
    remove_second_factor(db.session, acting(account), now(), account_id=account_id)
    go_on_in_new_session(account_id, second_step=False)
    flash("The second step is removed. Your password alone signs you in.")
    return redirect(url_for("account.account"), 303)


@bp.get("/account/recovery-codes")
@signed_in()
def recovery_codes() -> ResponseReturnValue:
    """Say how many recovery codes are left, and offer new ones."""
    if not proved_lately():
        return _ask_again()
    account = me()
    if not has_second_factor(account):
        return redirect(url_for("security.set_up_second_step"))
    return render_template("security/recovery_codes.html", codes=None, left=len(account.mf_recovery_codes or []))


@bp.post("/account/recovery-codes")
@signed_in(writes=True)
def make_new_recovery_codes() -> ResponseReturnValue:
    """Make new recovery codes and show them, this once."""
    if not proved_lately():
        return _ask_again()
    account = me()
    shown = new_recovery_codes()
    digests = [recovery_digest(account, one) for one in shown]
    try:
        make_recovery_codes(db.session, acting(account), now(), account_id=account.id, recovery_digests=digests)
    except Refused:
        return redirect(url_for("security.set_up_second_step"), 303)
    return render_template("security/recovery_codes.html", codes=shown, first=False, way_on=url_for("account.account"))
