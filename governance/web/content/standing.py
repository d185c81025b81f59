"""Standing approvals for routine posts: giving one and ending it early (A.3.4)."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.content.standing import half_term_end
from governance.services.content.standing_approvals import end_standing_approval, give_standing_approval
from governance.services.school_days import calendar_of
from governance.web.content.area import bp, site_or_404
from governance.web.content.forms import StandingForm
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import VersionedForm
from governance.web.refused import done, done_or_said

AT_DAYS = {
    "starts_in_past": "starts_on",
    "no_term_dates": "starts_on",
    "ends_before_start": "ends_on",
    "longer_than_half_term": "ends_on",
}


@bp.route("/sites/<int:site_id>/content/standing", methods=["GET", "POST"])
@requires(Permission.APPROVE_CONTENT, writes=True)
def standing(site_id: int) -> ResponseReturnValue:
    """Approve routine posts on a site for a while."""
    site_or_404(site_id)
    last = half_term_end(calendar_of(db.session, school()), today())
    form = StandingForm(data={"starts_on": today(), "ends_on": last})
    if (
        request.method == "POST"
        and form.validate()
        and done(
            form,
            lambda: give_standing_approval(
                db.session,
                actor(),
                now(),
                site_id=site_id,
                kinds=form.kinds.data,
                starts_on=form.starts_on.data,
                ends_on=form.ends_on.data,
                note=form.note.data or "",
            ),
            AT_DAYS,
        )
    ):
        return redirect(url_for(".of_site", site_id=site_id), 303)
    answer = render_template("content/standing.html", site=site_or_404(site_id), form=form, last=last)
    return answer, 422 if request.method == "POST" else 200


@bp.post("/sites/<int:site_id>/content/standing/<int:standing_id>/end")
@requires(Permission.APPROVE_CONTENT, writes=True)
def end(site_id: int, standing_id: int) -> ResponseReturnValue:
    """End it from today."""
    seen = VersionedForm().seen_version()
    site_or_404(site_id)
    done_or_said(
        lambda: end_standing_approval(db.session, actor(), now(), standing_id=standing_id, seen=seen),
        "It has ended. What came out under it stays approved.",
    )
    return redirect(url_for(".of_site", site_id=site_id), 303)
