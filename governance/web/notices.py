"""The mails that the product sends: to whom, about what, when, and whether the mail server took them.

What stands in a mail is never shown here: some hold a link that is as good as a password.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Actor, Permission
from governance.domain.delivery import MOST_TRIES, kind_in_words
from governance.queries.notices import PAGE, Fate, count_failed_lately, count_notices, kinds_of, notices_of
from governance.web.entry import now, requires, school
from governance.web.fields import ProductForm, SelectChoice, SelectField, TextField
from governance.web.frame import WAYS, Count, Way

bp = Blueprint("notices", __name__, url_prefix="/s/<school>/mails")

FATE_WORDS = {
    Fate.ACCEPTED: ("Accepted", "good"),
    Fate.WAITING: ("Waiting", "wait"),
    Fate.FAILED: ("Not sent", "stop"),
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


def _asked_page(pages: int) -> int:
    typed = request.args.get("page", "1")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 8 and 1 <= int(typed) <= pages):
        abort(404)
    return int(typed)
