"""The mails that the product sends: to whom, about what, when, and whether the mail server took them.

What stands in a mail is not shown here: some hold a link that is as good as a password.  A reminder and a summary hold
names of sites and staff, and dates, and show what they gathered.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Actor, Permission
from governance.domain.delivery import MOST_TRIES, kind_in_words
from governance.queries.notices import (
    PAGE,
    Fate,
    count_failed_lately,
    count_notices,
    kinds_of,
    notices_of,
    one_notice,
)
from governance.services.came_back import say_came_back
from governance.web.entry import actor, now, requires, school
from governance.web.fields import ProductForm, SelectChoice, SelectField, TextField
from governance.web.frame import WAYS, Count, Way
from governance.web.refused import done_or_said

bp = Blueprint("notices", __name__, url_prefix="/s/<school>/mails")

FATE_WORDS = {
    Fate.ACCEPTED: ("Accepted", "good"),
    Fate.WAITING: ("Waiting", "wait"),
    Fate.FAILED: ("Not sent", "stop"),
    Fate.CAME_BACK: ("Came back", "stop"),
    Fate.SET_ASIDE: ("Too late that day", "past"),
}


def _count(_: Actor) -> Count:
    return count_failed_lately(school().id, now())


WAYS.append(Way("Mails", "notices.notices", Permission.LOOK_AFTER_SCHOOL, _count))


class NoticeFilter(ProductForm):
    """Which mails to show."""

    class Meta:
        csrf = False

    fate = SelectField(
        "What became of it",
        say_optional=False,
        choices=[SelectChoice(fate.value, FATE_WORDS[fate][0]) for fate in Fate],
    )
    kind = SelectField("About", say_optional=False)
    name = TextField("To", longest=120, say_optional=False)


@bp.get("")
@requires(Permission.LOOK_AFTER_SCHOOL)
def notices() -> ResponseReturnValue:
    """List the school's mails, newest first."""
    form = NoticeFilter(request.args)
    form.kind.choices = [SelectChoice(kind, kind_in_words(kind)) for kind in kinds_of(db.session, school().id)]
    is_good = form.validate()
    fate = Fate(form.fate.data) if is_good and form.fate.data else None
    kind, name = (form.kind.data or "", form.name.data or "") if is_good else ("", "")
    count = count_notices(db.session, school().id, kind=kind, fate=fate, name=name)
    pages = max(1, ceil(count / PAGE))
    page = _asked_page(pages)
    asked: dict[str, Any] = {"fate": fate.value if fate else None, "kind": kind or None, "name": name or None}
    return render_template(
        "notices/notices.html",
        form=form,
        rows=notices_of(db.session, school().id, kind=kind, fate=fate, name=name, page=page),
        count=count,
        page=page,
        pages=pages,
        address=lambda number: url_for("notices.notices", page=number, **asked),
        is_filtered=any(asked.values()),
        fates=FATE_WORDS,
        kind_in_words=kind_in_words,
        most_tries=MOST_TRIES,
        written_to_folder=not current_app.extensions["governance"].mail_server,
    )


@bp.get("/<mail>")
@requires(Permission.LOOK_AFTER_SCHOOL)
def notice(mail: str) -> ResponseReturnValue:
    """Show one mail: to whom, what became of it, and what a reminder or summary gathered."""
    found = one_notice(db.session, school().id, mail)
    if found is None:
        abort(404)
    ours = url_for("home.home")
    return render_template(
        "notices/notice.html",
        row=found.row,
        lines=[(text, path if path.startswith(ours) else None) for text, path in found.lines],
        fates=FATE_WORDS,
        kind=kind_in_words(found.row.kind),
        may_have_come_back=found.row.fate is Fate.ACCEPTED,
        written_to_folder=not current_app.extensions["governance"].mail_server,
    )


@bp.post("/<mail>/came-back")
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def came_back(mail: str) -> ResponseReturnValue:
    """Note that a mail came back, where a person has seen it."""
    found = one_notice(db.session, school().id, mail)
    if found is None:
        abort(404)
    notice_id = found.row.id
    # What was read before the use case begins may be stale by the time it writes.
    db.session.rollback()
    done_or_said(
        lambda: say_came_back(db.session, actor(), now(), notice_id=notice_id),
        "Noted. Until a mail to this address is accepted again, reminders go to the next person as well.",
    )
    return redirect(url_for(".notice", mail=mail))


def _asked_page(pages: int) -> int:
    typed = request.args.get("page", "1")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 8 and 1 <= int(typed) <= pages):
        abort(404)
    return int(typed)
