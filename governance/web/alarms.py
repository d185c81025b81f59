"""What may put a child at risk and nobody opened: a page to look at it, and a button that says who looks (A.2.3)."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.queries.alarms import alarm_page
from governance.queries.comments.one import card_of
from governance.services.comments.alarms import confirm, may_confirm
from governance.web.entry import actor, now, requires, school
from governance.web.queue.area import scope
from governance.web.refused import done_or_said

bp = Blueprint("alarms", __name__)


@bp.get("/s/<school>/alarms/<int:alarm_id>")
@requires(Permission.MODERATE)
def alarm(alarm_id: int) -> ResponseReturnValue:
    """Show what waits, to who is told of it and nobody else."""
    if not may_confirm(db.session, actor(), now(), alarm_id):
        abort(404)
    page = alarm_page(db.session, school().id, alarm_id)
    if page is None:
        abort(404)
    theirs = card_of(db.session, scope(), actor(), page.comment_id) is not None
    link = url_for("queue.comment", comment_id=page.comment_id) if theirs else ""
    return render_template("alarms/alarm.html", page=page, link=link)


@bp.post("/s/<school>/alarms/<int:alarm_id>")
@requires(Permission.MODERATE, writes=True)
def look(alarm_id: int) -> ResponseReturnValue:
    """Say "I am looking at it": nobody else is sent mails about it."""
    said = "Everybody else now knows that you are looking at it: the mails have stopped."
    done_or_said(lambda: confirm(db.session, actor(), now(), alarm_id=alarm_id), said)
    return redirect(url_for(".alarm", alarm_id=alarm_id))
