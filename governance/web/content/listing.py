"""What waits for me and what is mine, for the whole school; and everything about one site's content (A.3.4)."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.models import ContentMatch
from governance.queries.content import (
    drafts_of_site,
    drafts_where,
    own_drafts,
    standing_lines,
    to_read_again,
    waits_for_approval,
)
from governance.queries.content_posts import posts_where, unapproved_by_site
from governance.services.content.at_hand import approves_content
from governance.web.content.area import bp, kind_words, kinds_asked_of, site_or_404, state_words
from governance.web.entry import actor, now, policy, requires, school, today


@bp.get("/content")
@requires(Permission.PROPOSE)
def content() -> ResponseReturnValue:
    """Show what waits for the person, what they wrote, and what came out without approval."""
    me, approves = actor().person_id, approves_content(actor())
    return render_template(
        "content/content.html",
        approves=approves,
        waiting=drafts_where(db.session, waits_for_approval(school().id, me)) if approves else [],
        mine=own_drafts(db.session, school().id, me),
        again=to_read_again(db.session, school().id, me),
        unapproved=unapproved_by_site(db.session, school().id) if approves else [],
        standing=standing_lines(db.session, school().id, today()),
        state_words=state_words,
        kind_words=kind_words,
        asked=policy().content_approval_asked,
        now=now(),
    )


@bp.get("/sites/<int:site_id>/content")
@requires(Permission.SEE_SITES)
def of_site(site_id: int) -> ResponseReturnValue:
    """Show a site's drafts, its standing approvals, and by what each post was approved."""
    site = site_or_404(site_id)
    posts = posts_where(db.session, ContentMatch.school_id == school().id, ContentMatch.site_id == site_id)
    return render_template(
        "content/site.html",
        site=site,
        drafts=drafts_of_site(db.session, school().id, site_id),
        standing=standing_lines(db.session, school().id, today(), site_id),
        posts=posts,
        kinds_asked=kinds_asked_of(site, posts),
        state_words=state_words,
        kind_words=kind_words,
        may_write=may(actor(), Permission.PROPOSE) and site.state in ("approved", "live", "suspended"),
        approves=approves_content(actor()),
        asked=policy().content_approval_asked,
        today=today(),
    )
