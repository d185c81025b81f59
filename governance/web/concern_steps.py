"""The steps on a concern's record, each on a page of its own: routes, answers, lines, whom it is about, its end."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.concern_entries import ENTRIES, FREELY_WRITTEN, Entry
from governance.domain.concern_routes import ROUTES, Route, answer_awaited_on, routes_for
from governance.domain.concern_severity import Severity
from governance.domain.concerns import About
from governance.domain.disclosures import STEPS, Source, step_refusals
from governance.domain.disclosures import Step as DisclosureStep
from governance.domain.words import Role
from governance.queries.concerns import ConcernPage, concern_page, grown_ups
from governance.services.concern_disposal import put_hold
from governance.services.concern_entries import say_how_grave, say_source, write_answer, write_entry
from governance.services.concern_record import add_reader, close_concern, say_about, take_route
from governance.services.route_contacts import Contact, contacts_of
from governance.services.school_days import calendar_with
from governance.web.concern_forms import (
    AboutForm,
    AnswerForm,
    CloseAfterRouteForm,
    CloseForm,
    HoldForm,
    LineForm,
    ReaderForm,
    RouteForm,
    SeverityForm,
    SourceForm,
    moment_of,
    route_choice,
)
from governance.web.concern_guidance import ending_of_page, steps_open
from governance.web.concerns import page_or_404
from governance.web.entry import actor, now, policy, requires, school, today
from governance.web.fields import SelectChoice, VersionedForm
from governance.web.refused import done

bp = Blueprint("concern_steps", __name__)

ADDRESS = (
    "/s/<school>/concerns/<int:concern_id>/"
    "<any('route', 'line', 'source', 'severity', 'about', 'reader', 'hold', 'close'):step>"
)
WORDS: dict[str, tuple[str, str, str]] = {
    "route": ("Write down a route that was taken", "Write it down", "The route is on record."),
    "line": ("Write a line in the record", "Write it down", "The line is on record."),
    "source": ("Say who told the school", "Save", "It is on record who told the school."),
    "severity": ("Say how grave it is", "Save", "It is on record how grave it is."),
    "about": (
        "Say whom it is about",
        "Save",
        "It is on record whom it is about. Its readers of now have been told that something waits.",
    ),
    "reader": (
        "Let a safeguarding lead read it",
        "Let them read it",
        "They can read it now, and have been told that something waits.",
    ),
    "hold": ("Put a legal hold on it", "Put the hold on it", "It stays until somebody lifts the hold."),
    "close": ("Close this concern", "Close it", "The concern is closed."),
}
"""What each step is called, what its button says, and what is said when it is done."""

FORMS: dict[str, type[VersionedForm]] = {
    "route": RouteForm,
    "line": LineForm,
    "source": SourceForm,
    "severity": SeverityForm,
    "about": AboutForm,
    "reader": ReaderForm,
    "hold": HoldForm,
    "close": CloseForm,
}
FIELDS = {"note": "words", "reason": "reason", "words": "words", "on": "on", "about": "about"}


@bp.get(ADDRESS)
@requires(Permission.SEE_CONCERNS)
def step(concern_id: int, step: str) -> ResponseReturnValue:
    """Ask for one step."""
    page = page_or_404(concern_id)
    if step not in steps_open(page, actor()):
        abort(404)
    held = page.concern
    data = {
        "about": {"about": held.about, "person": held.about_person},
        "source": {"source": held.source, "told_by": "" if page.source_masked else held.told_by},
        "severity": {"severity": held.severity or "none"},
    }
    form = _form_of(step, page)(formdata=None, seen=held.revision, data=data.get(step, {}))
    _offer(form, page)
    return _page(page, step, form)


@bp.post(ADDRESS)
@requires(Permission.SEE_CONCERNS, writes=True)
def take_step(concern_id: int, step: str) -> ResponseReturnValue:
    """Take one step."""
    page = page_or_404(concern_id)
    form = _form_of(step, page)()
    _offer(form, page)
    seen = form.seen_version()
    if form.validate_on_submit() and done(form, _use_case(concern_id, form, seen), FIELDS):
        flash(WORDS[step][2])
        still_read = step != "about" or concern_page(db.session, actor(), concern_id) is not None
        return redirect(
            url_for("concerns.concern", concern_id=concern_id) if still_read else url_for("concerns.concerns")
        )
    return _page(page_or_404(concern_id), step, form), 422


@bp.get("/s/<school>/concerns/<int:concern_id>/routes/<int:taken>/answer")
@requires(Permission.SEE_CONCERNS)
def answer(concern_id: int, taken: int) -> ResponseReturnValue:
    """Ask what came back on a route, by its place among the routes of this concern."""
    page, step_id = _route_or_404(concern_id, taken)
    return _page(page, "answer", AnswerForm(formdata=None, seen=page.concern.revision), step_id)


@bp.post("/s/<school>/concerns/<int:concern_id>/routes/<int:taken>/answer")
@requires(Permission.SEE_CONCERNS, writes=True)
def take_answer(concern_id: int, taken: int) -> ResponseReturnValue:
    """Write down what came back on a route."""
    page, step_id = _route_or_404(concern_id, taken)
    form = AnswerForm()
    seen = form.seen_version()
    if form.validate_on_submit() and done(
        form,
        lambda: write_answer(
            db.session,
            actor(),
            now(),
            concern_id=concern_id,
            step_id=step_id,
            seen=seen,
            words=form.words.data,
            reference=form.reference.data,
            awaited_on=form.awaited_on.data,
        ),
        FIELDS,
    ):
        flash("The answer is on record.")
        return redirect(url_for("concerns.concern", concern_id=concern_id))
    return _page(page, "answer", form, step_id), 422


def _route_or_404(concern_id: int, taken: int) -> tuple[ConcernPage, int]:
    page = page_or_404(concern_id)
    if not 1 <= taken <= len(page.steps) or page.concern.closed_at is not None:
        abort(404)
    return page, page.steps[taken - 1].id


def _form_of(step: str, page: ConcernPage) -> type[VersionedForm]:
    """Return the form of a step; only what was taken nowhere is asked why it ends."""
    return CloseAfterRouteForm if step == "close" and page.concern.route else FORMS[step]


def _use_case(concern_id: int, form: VersionedForm, seen: int) -> Callable[[], object]:
    def run() -> None:
        session, who, at = db.session, actor(), now()
        if isinstance(form, RouteForm):
            _take_route(concern_id, form, seen)
        elif isinstance(form, LineForm):
            when = moment_of(form.on.data, form.time.answer, ZoneInfo(school().time_zone), at)
            kind, words, person = Entry(form.kind.data), form.words.data, form.person.data
            write_entry(
                session, who, at, concern_id=concern_id, seen=seen, kind=kind, words=words, person=person,
                happened_at=when,
            )  # fmt: skip
        elif isinstance(form, SourceForm):
            source, told_by = Source(form.source.data), form.told_by.data
            say_source(session, who, at, concern_id=concern_id, seen=seen, source=source, told_by=told_by)
        elif isinstance(form, SeverityForm):
            severity = None if form.severity.data == "none" else Severity(form.severity.data)
            say_how_grave(session, who, at, concern_id=concern_id, seen=seen, severity=severity)
        elif isinstance(form, AboutForm):
            person_id = int(form.person.data) if form.person.data else None
            about = About(form.about.data)
            say_about(session, who, at, concern_id=concern_id, seen=seen, about=about, about_person=person_id)
        elif isinstance(form, ReaderForm):
            add_reader(session, who, at, concern_id=concern_id, seen=seen, person_id=int(form.person.data))
        elif isinstance(form, HoldForm):
            put_hold(session, who, at, concern_id=concern_id, reason=form.reason.data)
        elif isinstance(form, CloseForm | CloseAfterRouteForm):
            close_concern(session, who, at, concern_id=concern_id, seen=seen, reason=form.reason.data)

    return run


def _take_route(concern_id: int, form: RouteForm, seen: int) -> None:
    """Write a route down; the day by which they answer is the route's own where none was typed."""
    route = Route(form.route.data)
    calendar = calendar_with(db.session, school(), (today().year, today().year + 1))
    awaited = form.awaited_on.data or answer_awaited_on(route, today(), calendar, policy())
    db.session.rollback()
    take_route(
        db.session, actor(), now(), concern_id=concern_id, seen=seen, route=route, words=form.words.data,
        contact=form.contact.data, reference=form.reference.data, awaited_on=awaited,
    )  # fmt: skip


def _offer(form: VersionedForm, page: ConcernPage) -> None:
    """Put the people, the routes and the kinds of lines into the lists to choose from."""
    if isinstance(form, AboutForm | ReaderForm):
        role = Role.DSL if isinstance(form, ReaderForm) else None
        people = grown_ups(db.session, school().id, role=role)
        form.person.choices = [SelectChoice(str(number), name) for number, name in people]
    elif isinstance(form, RouteForm):
        contacts = contacts_of(db.session, school().id)
        form.route.choices = [
            route_choice(route, said_of(contacts.get(route))) for route in routes_for(ending_of_page(page).severity)
        ]
    elif isinstance(form, LineForm):
        form.kind.choices = [
            SelectChoice(kind.value, ENTRIES[kind].name, {"hint": ENTRIES[kind].asked}) for kind in _kinds(page)
        ]


def _kinds(page: ConcernPage) -> tuple[Entry, ...]:
    """Return what can be written down now: a step of a disclosure only when it is its turn (001-8)."""
    disclosure = ending_of_page(page).disclosure
    source = disclosure.source
    if page.concern.about == About.CHILD or source is None:
        return FREELY_WRITTEN
    rules = [rule.step for rule in STEPS[source] if rule.step is not DisclosureStep.REFERRED]
    turn = [Entry(one.value) for one in rules if not step_refusals(one, disclosure)]
    return (*turn, *FREELY_WRITTEN)


def said_of(contact: Contact | None) -> str:
    """Return whom this school rings, as one sentence; empty where it has not said."""
    if contact is None:
        return ""
    parts = [part for part in (contact.name, contact.phone, contact.address, contact.hours) if part]
    return f"This school: {', '.join(parts)}." if parts else ""


def _page(page: ConcernPage, step: str, form: VersionedForm, route_id: int | None = None) -> str:
    if route_id is not None:
        name = next(ROUTES[Route(one.route)].name for one in page.steps if one.id == route_id)
        words = (f"What came back: {name}", "Write it down", "")
    else:
        words = WORDS[step]
    return render_template(
        "concerns/step.html",
        reference=page.concern.reference,
        concern_id=page.concern.id,
        form=form,
        step=step,
        heading_words=words[0],
        button_words=words[1],
    )
