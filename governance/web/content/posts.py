"""A post that nobody had approved: which draft it is, or a reason for approving it afterwards (A.3.4)."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.content.words import ContentKind
from governance.queries.content import approved_of_site
from governance.queries.content_posts import PostLine, post_of
from governance.services.content.at_hand import approves_content
from governance.services.content.came_out import approve_afterwards, tick_match
from governance.services.content.kinds_said import say_kind
from governance.web.content.area import bp, kind_words, kinds_asked_of, site_or_404
from governance.web.content.forms import AfterwardsForm, PostForm
from governance.web.entry import actor, now, requires, school
from governance.web.fields import SelectChoice, VersionedForm
from governance.web.refused import done, done_or_said


@bp.get("/sites/<int:site_id>/content/posts/<int:match_id>")
@requires(Permission.SEE_SITES)
def post(site_id: int, match_id: int) -> ResponseReturnValue:
    """Show one post and what can be said of it."""
    line = _post_or_404(site_id, match_id)
    return _page(line, _post_form(line), _afterwards_form(line))


@bp.post("/sites/<int:site_id>/content/posts/<int:match_id>/draft")
@requires(Permission.PROPOSE, writes=True)
def tick(site_id: int, match_id: int) -> ResponseReturnValue:
    """Say that it is an approved draft."""
    line = _post_or_404(site_id, match_id)
    form = _post_form(line)
    seen = form.seen_version()
    if form.validate() and done(
        form,
        lambda: tick_match(db.session, actor(), now(), match_id=match_id, seen=seen, draft_id=int(form.draft.data)),
        {"approved_later": "draft", "not_approved": "draft"},
    ):
        flash("It is that draft, and counts as approved.")
        return redirect(url_for(".of_site", site_id=site_id), 303)
    line = _post_or_404(site_id, match_id)
    return _page(line, form, _afterwards_form(line)), 422


@bp.post("/sites/<int:site_id>/content/posts/<int:match_id>/kind")
@requires(Permission.PROPOSE, writes=True)
def kind(site_id: int, match_id: int) -> ResponseReturnValue:
    """Say what kind of content it is; where a standing approval covers that kind, it is routine."""
    _post_or_404(site_id, match_id)
    form, typed = VersionedForm(), request.form.get("kind", "")
    seen = form.seen_version()
    if typed not in set(ContentKind):
        flash("Choose what kind of post it is.", "warning")
        return redirect(url_for(".post", site_id=site_id, match_id=match_id), 303)
    done_or_said(
        lambda: say_kind(db.session, actor(), now(), match_id=match_id, seen=seen, kind=ContentKind(typed)),
        "It is recorded what kind of post it is.",
    )
    return redirect(url_for(".of_site", site_id=site_id), 303)


@bp.post("/sites/<int:site_id>/content/posts/<int:match_id>/afterwards")
@requires(Permission.APPROVE_CONTENT, writes=True)
def afterwards(site_id: int, match_id: int) -> ResponseReturnValue:
    """Approve it afterwards."""
    line = _post_or_404(site_id, match_id)
    form = AfterwardsForm()
    seen = form.seen_version()
    if form.validate() and done(
        form,
        lambda: approve_afterwards(
            db.session, actor(), now(), match_id=match_id, seen=seen, reason=form.reason.data or ""
        ),
        {"reason_blank": "reason"},
    ):
        flash("It is approved, and it stays said that this was afterwards.")
        return redirect(url_for(".of_site", site_id=site_id), 303)
    line = _post_or_404(site_id, match_id)
    return _page(line, _post_form(line), form), 422


def _page(line: PostLine, form: PostForm, afterwards_form: AfterwardsForm) -> str:
    return render_template(
        "content/post.html",
        post=line,
        form=form,
        afterwards=afterwards_form,
        approves=approves_content(actor()),
        kinds_asked=kinds_asked_of(site_or_404(line.site_id), [line]),
        kind_words=kind_words,
    )


def _post_form(line: PostLine) -> PostForm:
    form = PostForm(data={"seen": line.revision})
    drafts = approved_of_site(db.session, school().id, line.site_id)
    form.draft.choices = [SelectChoice(str(one.id), one.title) for one in drafts]
    return form


def _afterwards_form(line: PostLine) -> AfterwardsForm:
    return AfterwardsForm(formdata=None, data={"seen": line.revision})


def _post_or_404(site_id: int, match_id: int) -> PostLine:
    return post_of(db.session, school().id, site_id, match_id) or abort(404)
