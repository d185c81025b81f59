"""Commenting on a paused site: what becomes of it on the host, how it is done by hand, and ticking that off (A.5.4)."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, acts_as_head, is_ict_lead
from governance.domain.calendar import day_in_words
from governance.domain.comments.commenting_steps import WORDPRESS_PLATFORMS, steps_by_hand
from governance.domain.comments.connecting import PUSHING, WORDPRESS
from governance.domain.comments.words import Delivery
from governance.models import Site
from governance.queries.commenting import commenting_line
from governance.queries.host_connections import connection_of
from governance.services.commenting import runs_site, tick_off_commenting
from governance.services.school_days import school_days_on
from governance.web.entry import actor, now, policy, requires, school, today
from governance.web.fields import VersionedForm
from governance.web.refused import done_or_said
from governance.web.sites.area import back_to_site, bp, site_at_hand


@bp.get("/<int:site_id>/commenting")
@requires(Permission.SEE_SITES)
def commenting(site_id: int) -> ResponseReturnValue:
    """Say how far it is, and how it is done by hand where a person has to."""
    site = site_at_hand(site_id).site
    line = commenting_line(db.session, school().id, site.id)
    if line is None:
        abort(404)
    is_wordpress = line.kind == WORDPRESS or site.platform in WORDPRESS_PLATFORMS
    runs = is_ict_lead(actor()) or acts_as_head(actor()) or runs_site(db.session, site, actor().person_id, today())
    is_open_task = line.delivery is Delivery.TASK and line.done_at is None
    return render_template(
        "sites/commenting.html",
        site=site,
        line=line,
        steps=steps_by_hand(line.wanted, is_wordpress=is_wordpress) if is_open_task else (),
        is_looked_at=line.kind in PUSHING,
        may_tick=runs and is_open_task,
        is_late=line.do_by is not None and line.do_by < today(),
        now=now(),
        back=back_to_site(site),
    )


@bp.post("/<int:site_id>/commenting")
@requires(Permission.SEE_SITES, writes=True)
def commenting_done(site_id: int) -> ResponseReturnValue:
    """Tick it off."""
    form = VersionedForm()
    sequence = form.seen_version()
    site_at_hand(site_id)
    done_or_said(
        lambda: tick_off_commenting(db.session, actor(), now(), site_id=site_id, sequence=sequence),
        "Thank you. We look at the site ourselves where we can.",
    )
    return redirect(url_for(".commenting", site_id=site_id), 303)


def what_a_pause_does(site: Site) -> str:
    """Return what becomes of commenting on the host when this site is suspended, in a sentence."""
    connection = connection_of(db.session, school().id, today(), site.id)
    if connection is not None and connection.kind in PUSHING:
        return (
            "We close commenting on the blog post by post, within minutes, and open the same posts again afterwards. "
            "Where the account may not do that, it becomes a task for those who run the site."
        )
    by = school_days_on(db.session, school(), today(), policy().commenting_school_days)
    return f"Those who run the site close commenting on it by hand, by {day_in_words(by)}. They are told how."
