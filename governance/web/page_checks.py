"""Whether each live site's own page is as it should be, and whether the site is moderated (7.1, A.4.1, A.4.7, A.5)."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.page_checks import SAID_AFTER
from governance.queries.page_checks import page_lines
from governance.services.moderation_looks import say_nothing_to_moderate
from governance.services.moderation_silences import silences_at
from governance.services.page_checks import ask_for_page_look, settle_page_check
from governance.web.entry import actor, now, policy, requires, school, today
from governance.web.fields import ParagraphsField, VersionedForm
from governance.web.frame import WAYS, Way
from governance.web.page_check_words import FAULT_WORDS, NOT_TOLD_WORDS
from governance.web.refused import done, done_or_said
from governance.web.sites.area import LARGEST_ID, reason_at

bp = Blueprint("page_checks", __name__, url_prefix="/s/<school>")


class FineForm(VersionedForm):
    """That somebody looked and found the page fine."""

    note = ParagraphsField(
        "What did you see?",
        "Say what you saw on the page",
        longest=500,
        hint="For example: the blog was renamed at half-term, and it is ours.",
    )


@bp.get("/page-checks")
@requires(Permission.SEE_SITES)
def pages() -> ResponseReturnValue:
    """Show every live site's page, those that fail first, and the sites that show no moderation."""
    return render_template(
        "page_checks/pages.html",
        lines=page_lines(db.session, school().id),
        silences=silences_at(db.session, school(), today()),
        silent_after=policy().moderation_silence_days,
        said_after=SAID_AFTER,
        faults=FAULT_WORDS,
        not_told=NOT_TOLD_WORDS,
    )


@bp.get("/sites/<int:site_id>/page-check")
@requires(Permission.SEE_SITES)
def page(site_id: int) -> ResponseReturnValue:
    """Show what the looks at one site's page have found, and whether it is moderated."""
    return _page(site_id, FineForm(formdata=None))


@bp.post("/sites/<int:site_id>/page-check/look")
@requires(Permission.SEE_SITES, writes=True)
def look(site_id: int) -> ResponseReturnValue:
    """Ask for a look at once."""
    done_or_said(
        lambda: ask_for_page_look(db.session, actor(), now(), site_id=site_id),
        "We look now. Open this page again in a minute.",
    )
    return redirect(url_for(".page", site_id=site_id), 303)


@bp.post("/sites/<int:site_id>/page-check/fine")
@requires(Permission.LOOK_AFTER_SITES, writes=True)
def fine(site_id: int) -> ResponseReturnValue:
    """Say that somebody looked at the page and found it fine."""
    form = FineForm()
    if form.validate() and done(
        form,
        lambda: settle_page_check(
            db.session, actor(), now(), site_id=site_id, seen=form.seen_version(), note=form.note.data
        ),
        reason_at("note"),
    ):
        return redirect(url_for(".page", site_id=site_id), 303)
    return _page(site_id, form), 422


@bp.post("/sites/<int:site_id>/page-check/nothing-to-moderate")
@requires(Permission.SEE_SITES, writes=True)
def nothing_to_moderate(site_id: int) -> ResponseReturnValue:
    """Say that somebody looked at the site today and found nothing to moderate."""
    done_or_said(
        lambda: say_nothing_to_moderate(db.session, actor(), now(), site_id=site_id),
        "It is written down: you looked today, and there was nothing to moderate.",
    )
    return redirect(url_for(".page", site_id=site_id), 303)


def _page(site_id: int, form: FineForm) -> str:
    lines = page_lines(db.session, school().id, site_id) if site_id <= LARGEST_ID else []
    if not lines:
        raise NotFound
    if form.seen.data in (None, ""):
        form.seen.data = str(lines[0].revision)
    silent = [one.silence for one in silences_at(db.session, school(), today()) if one.site_id == site_id]
    return render_template(
        "page_checks/page.html",
        line=lines[0],
        form=form,
        silence=silent[0] if silent else None,
        silent_after=policy().moderation_silence_days,
        faults=FAULT_WORDS,
        not_told=NOT_TOLD_WORDS,
        may_settle=may(actor(), Permission.LOOK_AFTER_SITES),
    )


WAYS.append(Way("Checks of our pages", "page_checks.pages", Permission.LOOK_AFTER_SITES))
