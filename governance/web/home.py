"""Everyone's home page: what needs me now, then my sites.  And the way in, for who belongs to several schools."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from governance.db import db
from governance.domain.access import Permission
from governance.queries.people import schools_of
from governance.web.entry import public, requires, signed_in

bp = Blueprint("home", __name__)


@bp.get("/")
@signed_in()
def start() -> ResponseReturnValue:
    """Go to the person's school, or let them pick one of several."""
    schools = schools_of(db.session, current_user.person_id)
    if len(schools) == 1:
        return redirect(url_for("home.home", school=schools[0].slug))
    return render_template("home/schools.html", schools=schools)


@bp.get("/s/<school>/")
@requires(Permission.SEE_SCHOOL)
def home() -> ResponseReturnValue:
    """Show what needs the person now."""
    return render_template("home/home.html")


@bp.get("/accessibility")
@public()
def accessibility() -> ResponseReturnValue:
    """Say how accessible the product is, and what to do about it when it is not."""
    return render_template("home/accessibility.html")
