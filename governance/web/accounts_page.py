"""The page of one's own account: who I am here, my schools, and how I sign in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.services.accounts import sign_out_everywhere
from governance.services.belongings import belongings, schools_that_demand
from governance.services.second_factor import has_second_factor
from governance.web.accounts_session import acting, end_session, me
from governance.web.entry import now, signed_in

bp = Blueprint("account", __name__)


@bp.get("/account")
@signed_in()
def account() -> ResponseReturnValue:
    """Show the account."""
    mine = me()
    return render_template(
        "security/account.html",
        account=mine,
        belongings=belongings(db.session, mine.person_id, now()),
        second_step=has_second_factor(mine),
        recovery_codes=len(mine.mf_recovery_codes or []),
        demanding=schools_that_demand(db.session, mine.person_id, now()),
    )


@bp.post("/account/sign-out-everywhere")
@signed_in(writes=True)
def end_all_sessions() -> ResponseReturnValue:
    """Sign out of every browser, this one included."""
    mine = me()
    sign_out_everywhere(db.session, acting(mine), now(), account_id=mine.id)
    end_session()
    flash("You have been signed out of every browser.")
    return redirect(url_for("security.login"), 303)
