"""What has still to happen on the sites themselves: tasks to tick off, and decisions on their way (A.5, DESIGN 6)."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Actor, Permission
from governance.domain.comments.words import Delivery
from governance.queries.host_work import count_host_work, host_work
from governance.services.comments.scope import looked_after
from governance.services.comments.tasks import tick_off_task
from governance.web.entry import actor, now, requires
from governance.web.fields import VersionedForm
from governance.web.frame import WAYS, Count, Way
from governance.web.queue.area import scope
from governance.web.refused import done_or_said

bp = Blueprint("host_work", __name__)


@bp.get("/s/<school>/comments/to-do")
@requires(Permission.MODERATE)
def to_do() -> ResponseReturnValue:
    """Show what a person has to do on a site by hand, and what the product is still trying to do by itself."""
    within = looked_after(scope())
    return render_template(
        "host_work/to_do.html",
        tasks=host_work(db.session, within, Delivery.TASK),
        on_the_way=host_work(db.session, within, Delivery.WAITING),
        now=now(),
    )


@bp.post("/s/<school>/comments/<int:comment_id>/done-by-hand")
@requires(Permission.MODERATE, writes=True)
def done_by_hand(comment_id: int) -> ResponseReturnValue:
    """Tick one task off."""
    form = VersionedForm()
    sequence = form.seen_version()
    done_or_said(
        lambda: tick_off_task(db.session, actor(), now(), comment_id=comment_id, sequence=sequence),
        "Thank you. We look at the site again where we can.",
    )
    return redirect(url_for(".to_do"), 303)


def _count(_: Actor) -> Count:
    return count_host_work(looked_after(scope()), Delivery.TASK)


WAYS.append(Way("To do on the sites", "host_work.to_do", Permission.MODERATE, _count))
