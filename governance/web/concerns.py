"""Concerns: everybody records one, its few readers open it, take it, write routes down and close it (A.2.3, DESIGN 9).

Who is no reader gets 404 for every address here.  Opening a record is itself put on record, so the page writes.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Actor, Permission, is_dsl
from governance.domain.comments.words import CommentAction
from governance.domain.concern_ending import closing_refusals, disposal_refusals
from governance.domain.concern_entries import ENTRIES
from governance.domain.concern_routes import ROUTES
from governance.domain.concern_severity import SEVERITY_WORDS
from governance.domain.concerns import ABOUT_WORDS, READER_WORDS, About
from governance.domain.disclosures import SOURCE_WORDS, Source
from governance.domain.words import Role
from governance.queries.concerns import ConcernPage, awaited_of, concern_page, concerns_of, count_open, grown_ups
from governance.services.actors import holders_of
from governance.services.comments.deciding import decide
from governance.services.concern_disposal import leaving_of, ready_for_disposal
from governance.services.concern_record import read_concern, take_concern
from governance.services.concerns import record_concern
from governance.web.concern_forms import NEVER_COPY, ConfirmForm, RecordForm, moment_of
from governance.web.concern_guidance import ending_of_page, guidance_of, steps_open
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import SelectChoice, seen_from
from governance.web.frame import WAYS, Count, Way
from governance.web.refused import done, done_or_said

bp = Blueprint("concerns", __name__)

FIELDS = {"facts": "facts", "seen": "seen_on", "about": "about"}


@bp.get("/s/<school>/concerns")
@requires(Permission.SEE_CONCERNS)
def concerns() -> ResponseReturnValue:
    """List the concerns that this person reads."""
    return render_template(
        "concerns/concerns.html",
        waiting=concerns_of(db.session, actor()),
        closed=concerns_of(db.session, actor(), closed=True),
        awaited=awaited_of(db.session, actor()),
        ready=len(ready_for_disposal(db.session, actor())),
        about=ABOUT_WORDS,
        today=today(),
    )


@bp.get("/s/<school>/concerns/record")
@requires(Permission.RECORD_CONCERNS)
def record() -> ResponseReturnValue:
    """Ask for the first record."""
    return render_template("concerns/record.html", form=_record_form(), never_copy=NEVER_COPY)


@bp.post("/s/<school>/concerns/record")
@requires(Permission.RECORD_CONCERNS, writes=True)
def send_record() -> ResponseReturnValue:
    """Keep the first record; its writer may never see it again, and is told so."""
    form = _record_form()
    if form.validate_on_submit() and done(
        form,
        lambda: record_concern(
            db.session,
            actor(),
            now(),
            about=About(form.about.data),
            about_person=int(form.person.data) if form.person.data else None,
            facts=form.facts.data,
            opinion=form.opinion.data,
            done=form.done.data,
            address=form.address.data,
            source=Source(form.source.data) if form.source.data else None,
            told_by=form.told_by.data,
            seen_at=moment_of(form.seen_on.data, form.seen_time.answer, ZoneInfo(school().time_zone), now()),
        ),
        FIELDS,
    ):
        return redirect(url_for(".recorded"))
    return render_template("concerns/record.html", form=form, never_copy=NEVER_COPY), 422


@bp.get("/s/<school>/concerns/recorded")
@requires(Permission.RECORD_CONCERNS)
def recorded() -> ResponseReturnValue:
    """Say that it has arrived, and who reads such records."""
    return render_template("concerns/recorded.html")


@bp.get("/s/<school>/concerns/<int:concern_id>")
@requires(Permission.SEE_CONCERNS, writes=True)
def concern(concern_id: int) -> ResponseReturnValue:
    """Show one record, and put on record that it was opened."""
    read_concern(db.session, actor(), now(), concern_id=concern_id)
    page = page_or_404(concern_id)
    about = About(page.concern.about)
    return render_template(
        "concerns/concern.html",
        page=page,
        concern=page.concern,
        about_words=ABOUT_WORDS[about],
        readers=READER_WORDS[about],
        routes={route.value: words for route, words in ROUTES.items()},
        lines={entry.value: words.name for entry, words in ENTRIES.items()},
        sources={source.value: words for source, words in SOURCE_WORDS.items()},
        graves={one.value: words for one, words in SEVERITY_WORDS.items()},
        steps=steps_open(page, actor()),
        missing=() if page.concern.closed_at else closing_refusals(ending_of_page(page), ""),
        staying=disposal_refusals(leaving_of(db.session, page.concern)),
        guidance=guidance_of(page, school(), today()),
        confirm=ConfirmForm(formdata=None),
        may_release=is_dsl(actor()) and page.hidden,
        has_it=page.concern.taken_by == actor().person_id,
        today=today(),
    )


@bp.post("/s/<school>/concerns/<int:concern_id>/take")
@requires(Permission.SEE_CONCERNS, writes=True)
def take(concern_id: int) -> ResponseReturnValue:
    """Say "I have it"."""
    said = "You have it. Nobody else is sent mails about it."
    done_or_said(lambda: take_concern(db.session, actor(), now(), concern_id=concern_id), said)
    return redirect(url_for(".concern", concern_id=concern_id))


@bp.post("/s/<school>/concerns/<int:concern_id>/release")
@requires(Permission.SEE_CONCERNS, writes=True)
def release(concern_id: int) -> ResponseReturnValue:
    """Release the hidden comment: it waits for a moderator again."""
    page = page_or_404(concern_id)
    if page.comment is None:
        abort(404)
    comment_id, seen = page.comment.id, seen_from(request.form.getlist("seen"))
    said = "The comment is released. It waits for a moderator, and is not on the page."
    done_or_said(
        lambda: decide(db.session, actor(), now(), comment_id=comment_id, seen=seen, action=CommentAction.RELEASE),
        said,
    )
    return redirect(url_for(".concern", concern_id=concern_id))


def page_or_404(concern_id: int) -> ConcernPage:
    """Return the record; 404 for who does not read it."""
    page = concern_page(db.session, actor(), concern_id)
    if page is None:
        abort(404)
    return page


def _record_form() -> RecordForm:
    form = RecordForm()
    if not holders_of(db.session, school().id, Role.CHAIR_OF_GOVERNORS, today()):
        form.about.choices = [_without_a_chair(choice) for choice in form.about.choices or ()]
    form.person.choices = [SelectChoice(str(number), name) for number, name in grown_ups(db.session, school().id)]
    return form


def _without_a_chair(choice: SelectChoice) -> SelectChoice:
    """Say before it is sent that a record would be kept, and that nobody at the school could read it yet."""
    if choice.value != About.HEAD:
        return choice
    hint = "Nobody at the school reads this yet: it has no chair of governors. Tell the local authority as well."
    return SelectChoice(choice.value, choice.label, {"hint": hint})


def _count(who: Actor) -> Count:
    return count_open(who)


WAYS.append(Way("Concerns", "concerns.concerns", Permission.SEE_CONCERNS, _count))
