"""Writing a draft, one thing per page: text, questions and pictures; sending, changing and withdrawing it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.content.questions import PAGES, questions_of
from governance.domain.content.words import ContentKind
from governance.queries.content import images_to_choose
from governance.services.authorisations_given import authorisations_in_force
from governance.services.content.at_hand import DraftAtHand
from governance.services.content.writing import (
    answer_page,
    choose_images,
    revise_draft,
    start_draft,
    submit_draft,
    withdraw_draft,
    write_text,
)
from governance.services.others_work import permissions_in_force
from governance.web.content.area import bp, draft_or_404, site_or_404
from governance.web.content.forms import ImagesForm, TextForm, answers_form
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import SelectChoice, VersionedForm
from governance.web.refused import done, done_or_said

TITLES = {page.key: page for page in PAGES}
ORDER = [page.key for page in PAGES]


@bp.route("/sites/<int:site_id>/content/new", methods=["GET", "POST"])
@requires(Permission.PROPOSE, writes=True)
def new(site_id: int) -> ResponseReturnValue:
    """Begin a draft for a site."""
    form = TextForm()
    site = site_or_404(site_id)
    made: list[int] = []
    if form.validate_on_submit() and done(form, lambda: made.append(_start(form, site_id))):
        return redirect(url_for(".page", draft_id=made[0], draft_page="right"), 303)
    answer = render_template("content/page.html", site=site, page=TITLES["text"], form=form, draft=None)
    return answer, 422 if request.method == "POST" else 200


@bp.route("/content/<int:draft_id>/<any(text, right, law, pictures, look):draft_page>", methods=["GET", "POST"])
@requires(Permission.PROPOSE, writes=True)
def page(draft_id: int, draft_page: str) -> ResponseReturnValue:
    """Ask one page of a draft, and save it."""
    case = draft_or_404(draft_id)
    form = _form(case, draft_page)
    if request.method == "POST":
        seen = form.seen_version()
        if form.validate() and done(form, lambda: _save(form, draft_id, draft_page, seen)):
            return redirect(_next(draft_id, draft_page), 303)
        case = draft_or_404(draft_id)
    answer = render_template(
        "content/page.html",
        site=case.site,
        page=TITLES[draft_page],
        form=form,
        draft=case.draft,
        enter_permission=url_for("permissions.add") if may(actor(), Permission.LOOK_AFTER_CONSENTS) else None,
    )
    return answer, 422 if request.method == "POST" else 200


@bp.post("/content/<int:draft_id>/submit")
@requires(Permission.PROPOSE, writes=True)
def submit(draft_id: int) -> ResponseReturnValue:
    """Send it for approval."""
    seen = VersionedForm().seen_version()
    done_or_said(
        lambda: submit_draft(db.session, actor(), now(), draft_id=draft_id, seen=seen),
        "It waits for a member of the leadership team now.",
    )
    return redirect(url_for(".draft", draft_id=draft_id), 303)


@bp.post("/content/<int:draft_id>/revise")
@requires(Permission.PROPOSE, writes=True)
def revise(draft_id: int) -> ResponseReturnValue:
    """Change what was submitted; an approval no longer holds."""
    seen = VersionedForm().seen_version()
    if done_or_said(
        lambda: revise_draft(db.session, actor(), now(), draft_id=draft_id, seen=seen),
        "You can change it now. It has to be approved again.",
    ):
        return redirect(url_for(".page", draft_id=draft_id, draft_page="text"), 303)
    return redirect(url_for(".draft", draft_id=draft_id), 303)


@bp.post("/content/<int:draft_id>/withdraw")
@requires(Permission.PROPOSE, writes=True)
def withdraw(draft_id: int) -> ResponseReturnValue:
    """Say that nothing comes of it."""
    seen = VersionedForm().seen_version()
    done_or_said(lambda: withdraw_draft(db.session, actor(), now(), draft_id=draft_id, seen=seen), "It is withdrawn.")
    return redirect(url_for(".draft", draft_id=draft_id), 303)


def _start(form: TextForm, site_id: int) -> int:
    flash("The draft is saved. Only you see it until you send it for approval.")
    return start_draft(db.session, actor(), now(), site_id=site_id, **_typed(form))


def _typed(form: Any) -> dict[str, Any]:
    kind = ContentKind(form.kind.data)
    return {"kind": kind, "title": form.title.data, "text": form.text.data or "", "sources": form.sources.data or ""}


def _form(case: DraftAtHand, key: str) -> Any:
    version, seen = case.version, case.draft.revision
    if key == "text":
        known = {"kind": version.kind.value, "title": version.title, "text": version.text, "sources": version.sources}
        return TextForm(data={**known, "seen": seen})
    if key == "pictures":
        form = ImagesForm(data={"images": [str(one) for one in case.image_ids], "seen": seen})
        form.images.choices = [
            SelectChoice(str(number), words) for number, words in images_to_choose(db.session, school().id)
        ]
        return form
    kind = answers_form(key, _rows(key, case.site.id))
    return kind(data={**version.answers, "seen": seen})


def _rows(key: str, site_id: int) -> dict[str, list[tuple[str, str]]]:
    """What the registers offer on one page: authorisations, and written permissions for others' work."""
    if key == "right":
        held = authorisations_in_force(db.session, school().id, today(), site_id)
        return {"authorisation": [(str(one.id), one.label) for one in held]}
    if key == "law":
        given = permissions_in_force(db.session, school().id, today())
        return {"permission_of": [(str(one.id), one.what) for one in given]}
    return {}


def _save(form: Any, draft_id: int, key: str, seen: int) -> None:
    given = (db.session, actor(), now())
    if key == "text":
        write_text(*given, draft_id=draft_id, seen=seen, **_typed(form))
    elif key == "pictures":
        choose_images(*given, draft_id=draft_id, seen=seen, image_ids=[int(one) for one in form.images.data])
    else:
        answers = {question.key: form[question.key].data for question in questions_of(key)}
        answer_page(*given, draft_id=draft_id, seen=seen, page=key, answers=answers)


def _next(draft_id: int, key: str) -> str:
    following = ORDER[ORDER.index(key) + 1 :]
    if request.form.get("then") == "later" or not following:
        return url_for(".draft", draft_id=draft_id)
    return url_for(".page", draft_id=draft_id, draft_page=following[0])
