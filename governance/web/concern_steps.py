"""The steps on a concern's record, each on a page of its own: a route taken, whom it is about, a reader, the close."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.concerns import ABOUT_WORDS, LONGEST_WORDS, READER_WORDS, ROUTES, About, Route
from governance.domain.words import Role
from governance.queries.concerns import ConcernPage, concern_page, grown_ups
from governance.services.concern_record import add_reader, close_concern, say_about, take_route
from governance.web.concerns import page_or_404, steps_open
from governance.web.entry import actor, now, requires, school
from governance.web.fields import ChoiceField, ParagraphsField, SelectChoice, SelectField, VersionedForm
from governance.web.refused import done

bp = Blueprint("concern_steps", __name__)

ADDRESS = "/s/<school>/concerns/<int:concern_id>/<any('route', 'about', 'reader', 'close'):step>"
HEADINGS = {
    "route": "Write down a route that was taken",
    "about": "Say whom it is about",
    "reader": "Let a safeguarding lead read it",
    "close": "Close this concern",
}
BUTTONS = {"route": "Write it down", "about": "Save", "reader": "Let them read it", "close": "Close it"}
SAID = {
    "route": "The route is on record.",
    "about": "It is on record whom it is about. Its readers of now have been told that something waits.",
    "reader": "They can read it now, and have been told that something waits.",
    "close": "The concern is closed.",
}


class RouteForm(VersionedForm):
    """Where it was taken."""

    route = ChoiceField(
        "Where was it taken?",
        "Choose where it was taken",
        choices=[
            SelectChoice(route.value, words.name, {"hint": f"{words.meant_for} {words.mind}".strip()})
            for route, words in ROUTES.items()
        ],
    )
    words = ParagraphsField(
        "What was done, with whom, and what did they say?",
        "Say what was done and with whom",
        longest=LONGEST_WORDS,
        hint="With the reference that you were given, if there is one.",
    )


class AboutForm(VersionedForm):
    """Whom it is about, once that is known."""

    about = ChoiceField(
        "Whom is it about?",
        "Choose whom it is about",
        choices=[SelectChoice(one.value, ABOUT_WORDS[one].capitalize(), {"hint": READER_WORDS[one]}) for one in About],
    )
    person = SelectField(
        "If it is about a grown-up, who is it?", hint="This person will never read the record.", blank="Nobody named"
    )


class ReaderForm(VersionedForm):
    """Which safeguarding lead may read it as well."""

    person = SelectField("Who may read it as well?", "Choose who may read it")


class CloseForm(VersionedForm):
    """Why it ends without a route."""

    reason = ParagraphsField(
        "Why was no route needed?",
        longest=LONGEST_WORDS,
        hint="No route is on record. A concern is not closed without a route or a reason.",
        say_optional=False,
    )


class CloseAfterRouteForm(VersionedForm):
    """The end of what was taken somewhere; there may be nothing to add."""

    reason = ParagraphsField("Anything to add to the record?", longest=LONGEST_WORDS)


FORMS: dict[str, type[VersionedForm]] = {
    "route": RouteForm,
    "about": AboutForm,
    "reader": ReaderForm,
    "close": CloseForm,
}


@bp.get(ADDRESS)
@requires(Permission.SEE_CONCERNS)
def step(concern_id: int, step: str) -> ResponseReturnValue:
    """Ask for one step."""
    page = page_or_404(concern_id)
    if step not in steps_open(page, actor()):
        abort(404)
    held = page.concern
    data = {"about": held.about, "person": held.about_person} if step == "about" else {}
    form = _form_of(step, page)(formdata=None, seen=held.revision, data=data)
    _name(form)
    return _page(concern_id, step, form)


@bp.post(ADDRESS)
@requires(Permission.SEE_CONCERNS, writes=True)
def take_step(concern_id: int, step: str) -> ResponseReturnValue:
    """Take one step."""
    form = _form_of(step, page_or_404(concern_id))()
    _name(form)
    seen = form.seen_version()
    if form.validate_on_submit() and done(
        form, _use_case(concern_id, form, seen), {"note": "words", "reason": "reason"}
    ):
        flash(SAID[step])
        still_read = step != "about" or not _lost(concern_id)
        return redirect(
            url_for("concerns.concern", concern_id=concern_id) if still_read else url_for("concerns.concerns")
        )
    return _page(concern_id, step, form), 422


def _form_of(step: str, page: ConcernPage) -> type[VersionedForm]:
    """Return the form of a step; only what was taken nowhere is asked why it ends."""
    return CloseAfterRouteForm if step == "close" and page.concern.route else FORMS[step]


def _use_case(concern_id: int, form: VersionedForm, seen: int) -> Callable[[], None]:
    def run() -> None:
        session, who, at = db.session, actor(), now()
        if isinstance(form, RouteForm):
            route = Route(form.route.data)
            take_route(session, who, at, concern_id=concern_id, seen=seen, route=route, words=form.words.data)
        elif isinstance(form, AboutForm):
            person = int(form.person.data) if form.person.data else None
            about = About(form.about.data)
            say_about(session, who, at, concern_id=concern_id, seen=seen, about=about, about_person=person)
        elif isinstance(form, ReaderForm):
            add_reader(session, who, at, concern_id=concern_id, seen=seen, person_id=int(form.person.data))
        elif isinstance(form, CloseForm | CloseAfterRouteForm):
            close_concern(session, who, at, concern_id=concern_id, seen=seen, reason=form.reason.data)

    return run


def _name(form: VersionedForm) -> None:
    """Put the people into the lists to choose from."""
    if isinstance(form, AboutForm | ReaderForm):
        role = Role.DSL if isinstance(form, ReaderForm) else None
        people = grown_ups(db.session, school().id, role=role)
        form.person.choices = [SelectChoice(str(number), name) for number, name in people]


def _lost(concern_id: int) -> bool:
    """Whether the concern is no longer this person's to read."""
    return concern_page(db.session, actor(), concern_id) is None


def _page(concern_id: int, step: str, form: VersionedForm) -> str:
    return render_template(
        "concerns/step.html",
        reference=page_or_404(concern_id).concern.reference,
        concern_id=concern_id,
        form=form,
        step=step,
        heading_words=HEADINGS[step],
        button_words=BUTTONS[step],
    )
