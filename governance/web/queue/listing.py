"""The queue's list: everything that waits on somebody's sites, worst first, with a card for each."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from governance.db import db
from governance.domain.access import Permission
from governance.domain.comments.keys import KEY_WORDS
from governance.domain.comments.words import URGENCY_WORDS
from governance.queries.comments.choices import choices_and_last, scope_choices_and_last
from governance.queries.comments.queue import last_arrival, queue_page
from governance.queries.comments.told import LastDecision
from governance.web.entry import actor, now, policy, requires, school, today
from governance.web.fields import SelectChoice
from governance.web.queue.area import Asked, QueueFilter, asked_of, bp, choices, know_how_many_wait, scope
from governance.web.queue.shown import show


@bp.get("/queue")
@requires(Permission.MODERATE)
def queue() -> ResponseReturnValue:
    """Show what waits for the person, from the place on that the address says."""
    last = last_decision(scope_too=True)
    form = QueueFilter(request.args)
    sites = scope().sites
    form.site.choices = [SelectChoice(str(number), name) for number, name in sites]
    form.validate()
    asked = asked_of(form, request.args)
    page = queue_page(db.session, scope(), asked.sought, now(), asked.after)
    if asked.sought.is_all:
        know_how_many_wait(page.count)
    around = for_cards(asked, last)
    return render_template(
        "queue/queue.html",
        form=form,
        shown=show(page.cards),
        count=page.count,
        filtered=not asked.sought.is_all,
        after=url_for("queue.queue", **(asked.kept | {"after": str(page.after)})) if page.after else None,
        first=url_for("queue.queue", **_without_place(asked)) if asked.after else None,
        newest=None if page.cards else last_arrival(db.session, scope()),
        several_sites=len(sites) > 1,
        **around,
    )


def for_cards(asked: Asked, last: LastDecision | None) -> dict[str, Any]:
    """Return what every card needs to be drawn, on the list and where one is put into its place."""
    return {
        "token": generate_csrf(),
        "base": url_for("queue.comment", comment_id=0).rsplit("/", 1)[0],
        "list": urlencode(asked.kept),
        "choices": choices(),
        "key_words": KEY_WORDS,
        "urgency_words": URGENCY_WORDS,
        "last": last,
        "undo_minutes": policy().undo_minutes,
        "now": now(),
        "me": actor().person_id,
    }


def last_decision(*, scope_too: bool = False) -> LastDecision | None:
    """Return what the person decided last, while it can still be undone, and read their choices along with it.

    It is not kept for the request, which may be about to decide.  ``scope_too`` reads what they look after as well.
    """
    since = now() - dt.timedelta(minutes=policy().undo_minutes)
    if scope_too:
        g.queue_scope, g.queue_choices, last = scope_choices_and_last(db.session, actor(), today(), since)
    else:
        g.queue_choices, last = choices_and_last(db.session, school().id, actor().person_id, since)
    return last


def _without_place(asked: Asked) -> dict[str, Any]:
    return {name: value for name, value in asked.kept.items() if name != "after"}
