"""Writing down a comment that somebody at the school saw anywhere: on a network, in a messaging group (A.5).

No picture is taken in, and the page says why before anything is typed: what must never be copied, and whom to call.
"""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.comments.written_down import LONGEST_AUTHOR, LONGEST_PLACE, LONGEST_WORDS, WrittenDown
from governance.domain.grown_ups import DEFAULT_HELPLINES
from governance.domain.words import Role
from governance.queries.people import name_of
from governance.queries.sites import sites_of
from governance.services.actors import heads_today, holders_of
from governance.services.comments.reading import reader_of
from governance.services.comments.writing_down import Came, Kept, write_down
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import (
    DateField,
    ParagraphsField,
    ProductForm,
    SelectChoice,
    SelectField,
    TextField,
    TimeField,
    given,
)
from governance.web.frame import WAYS, Way
from governance.web.moments import moment_of
from governance.web.refused import done

bp = Blueprint("written_down", __name__)

WAYS.append(Way("A comment seen elsewhere", "written_down.write", Permission.MODERATE))

NO_SITE = "none"


class SeenForm(ProductForm):
    """What somebody saw: in words, never as a picture."""

    words = ParagraphsField(
        "What does it say?",
        "Write down the words of the comment",
        longest=LONGEST_WORDS,
        hint="Word for word, mistakes too. Do not paste a picture.",
    )
    author = TextField(
        "Who wrote it, as the name is shown there?",
        longest=LONGEST_AUTHOR,
        hint="Leave it empty where no name is shown. Do not guess who it is.",
    )
    site = SelectField("On which of our sites is it?", "Choose a site, or that it is on none of ours")
    place = TextField(
        "Where is it?",
        "Say where it is: the address, or the name of the group",
        longest=LONGEST_PLACE,
        hint="The address of the page, or for a messaging group its name and the service.",
    )
    seen_on = DateField("On which day was it written, or else seen?", "Enter the day")
    seen_at = TimeField("At what time, if you know?", hint="For example, 9:30am or 14:15.")


@bp.get("/s/<school>/comments/write-down")
@requires(Permission.MODERATE)
def write() -> ResponseReturnValue:
    """Say what must never be copied, and ask what was seen."""
    return _page(_form(SeenForm(formdata=None, data={"seen_on": today()})))


@bp.post("/s/<school>/comments/write-down")
@requires(Permission.MODERATE, writes=True)
def write_it() -> ResponseReturnValue:
    """Take it in."""
    form = _form(SeenForm())
    kept: list[Kept] = []

    def write_it_down() -> None:
        reader = reader_of(db.session, school().id, current_app.extensions["governance"].sealing_keys)
        site_id = None if form.site.data == NO_SITE else int(form.site.data)
        kept.append(write_down(db.session, actor(), now(), site_id=site_id, seen=_seen(form), read=reader))

    if form.validate_on_submit() and done(form, write_it_down, _PLACES):
        return redirect(url_for(".written", came=kept[0].came.value), 303)
    return _page(_form(form)), 422


_PLACES = {"words": "words", "place": "place", "author": "author", "seen_on": "seen_on"}


@bp.get("/s/<school>/comments/written-down")
@requires(Permission.MODERATE)
def written() -> ResponseReturnValue:
    """Say that it is written down, or that it was here already, and what happens now."""
    asked = request.args.get("came", "")
    came = Came(asked) if asked in set(Came) else Came.NEW
    return render_template("written_down/written.html", came=came.value, call=_whom_to_call())


def _form(form: SeenForm) -> SeenForm:
    sites = sites_of(db.session, school().id)
    form.site.choices = [
        SelectChoice(NO_SITE, "None of our sites"),
        *(SelectChoice(str(site.id), site.name) for site in sites),
    ]
    return form


def _seen(form: SeenForm) -> WrittenDown:
    moment = moment_of(given(form.seen_on.data), form.seen_at.answer)
    return WrittenDown(form.place.data, form.author.data, form.words.data, moment)


def _page(form: SeenForm) -> str:
    return render_template("written_down/write.html", form=form, call=_whom_to_call(), emergency=DEFAULT_HELPLINES[0])


def _whom_to_call() -> list[str]:
    """The safeguarding leads of today by name, or the head where there is none."""
    people = holders_of(db.session, school().id, Role.DSL, today()) or heads_today(db.session, school().id, today())
    return [name for person in people if (name := name_of(db.session, person))]
