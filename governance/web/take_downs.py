"""What has to be taken down after consent was withdrawn, and who did it (A.4.4)."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.queries.images import take_downs_of
from governance.services.take_downs import finish_take_down
from governance.web.entry import actor, now, policy, requires, school
from governance.web.fields import seen_from
from governance.web.refused import done_or_said
from governance.web.registers_index import ENTRIES, RegisterEntry

bp = Blueprint("take_downs", __name__)


@bp.get("/s/<school>/take-downs")
@requires(Permission.CHOOSE_IMAGES)
def take_downs() -> ResponseReturnValue:
    """List what has to be taken down, the oldest first, and what was."""
    return render_template(
        "take_downs/take_downs.html",
        waiting=take_downs_of(db.session, school().id, done=False),
        finished=take_downs_of(db.session, school().id, done=True),
        hours=policy().take_down_hours,
        moment_now=now(),
        me=actor().person_id,
    )


@bp.post("/s/<school>/take-downs/<int:take_down_id>/done")
@requires(Permission.CHOOSE_IMAGES, writes=True)
def finish(take_down_id: int) -> ResponseReturnValue:
    """Tick one off: the person who is signed in took it down."""
    seen = seen_from(request.form.getlist("seen"))
    done_or_said(
        lambda: finish_take_down(db.session, actor(), now(), take_down_id=take_down_id, seen=seen),
        "Thank you. It is recorded that you took it down.",
    )
    return redirect(url_for(".take_downs"))


ENTRIES.append(
    RegisterEntry(
        "Images to take down",
        "take_downs.take_downs",
        Permission.CHOOSE_IMAGES,
        "What has to come down because consent was withdrawn, until when, and who did it.",
    )
)
