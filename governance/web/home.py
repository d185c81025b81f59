"""Everyone's home page: what needs me now, then my sites.  And the way in, for who belongs to several schools."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from functools import cache

from flask import Blueprint, current_app, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from governance.db import db
from governance.domain.absences import Absence
from governance.domain.access import Permission, acts_as_head, is_chair, is_ict_lead, is_leadership, may
from governance.domain.calendar import SchoolCalendar
from governance.domain.calendar_checks import doubts_now
from governance.domain.concerns import Reading, reading_of
from governance.domain.cover_ahead import last_day_ahead
from governance.domain.freshness import Standing
from governance.domain.words import Approver
from governance.queries.appeals import sees_every_appeal, to_decide_of
from governance.queries.cover import uncovered_days
from governance.queries.needs import COVER_WEEKS, Mine, Seen, what_needs
from governance.services.actors import deciding_as
from governance.services.belongings import actors_today
from governance.services.comments.scope import Shape, looked_after_of
from governance.services.concern_readers import readable_by
from governance.services.moderation_silences import silences_at
from governance.services.school_days import calendar_with
from governance.services.situations import approvers_of
from governance.web.calendar_today import school_today_for
from governance.web.cases_waiting import cases_waiting
from governance.web.entry import actor, now, own_schools, policy, public, requires, school, signed_in, today
from governance.web.frame import WAYS, Way
from governance.web.freshness_grid import strips_of
from governance.web.needs_lines import line_of
from governance.web.queue.area import scope
from governance.web.queue.area import waiting as comments_waiting
from governance.web.records.waiting import records_waiting

bp = Blueprint("home", __name__)

# It is where everybody begins, whatever other areas add.
WAYS.insert(0, Way("What needs me", "home.home", Permission.SEE_SCHOOL))


@bp.get("/")
@signed_in()
def start() -> ResponseReturnValue:
    """Go to the person's school, or let them pick one of several."""
    schools = own_schools()
    if len(schools) == 1:
        return redirect(url_for("home.home", school=schools[0].slug))
    actors = actors_today(db.session, current_user.person_id, now()) if schools else []
    sees = any(may(one, Permission.SEE_CLAUSES) for _, one in actors)
    return render_template(
        "home/schools.html",
        schools=schools,
        clauses_at_all=url_for("clauses_at_schools.schools") if sees else None,
    )


@bp.get("/s/<school>/")
@requires(Permission.SEE_SCHOOL)
def home() -> ResponseReturnValue:
    """Show what needs the person now, then their sites."""
    known = _school_days() if may(actor(), Permission.LOOK_AFTER_SCHOOL) else None
    doubts = doubts_now(known, today()) if known and is_ict_lead(actor()) else ()
    waiting = what_needs(
        db.session,
        actor(),
        today(),
        _deciding_as(),
        comments_waiting(),
        doubts,
        _mine(),
        _uncovered_on,
        _silent(known),
        _standing_of,
        records_waiting(),
        cases_waiting(),
    )
    return render_template(
        "home/home.html",
        lines=[asdict(line_of(need, now(), today())) for need in waiting.needs],
        sites=waiting.sites,
        strips=g.get("strips", {}),
        at_school=school_today_for(known, "home") if known else None,
        site_address=_site_address if "sites.site" in current_app.view_functions else None,
        propose=_address_if_allowed("proposals.start", Permission.PROPOSE),
        media=_address_if_allowed("media.take", Permission.TAKE_MEDIA_ENQUIRIES),
        approvals=_address_if_allowed("approvals.overview", Permission.ASK_APPROVAL),
        all_sites=_address_if_allowed("sites.sites", Permission.SEE_SITES),
        history=_address_if_allowed("history.school", Permission.SEE_AUDIT),
    )


def _school_days() -> SchoolCalendar:
    """Return the school's days, read once; a page that asks nothing of them does not read them."""
    if "school_days" not in g:
        g.school_days = calendar_with(db.session, school(), (today().year,))
    found: SchoolCalendar = g.school_days
    return found


def _standing_of(site_ids: Sequence[int]) -> Mapping[int, Standing]:
    """Return how these sites stand; their last weeks are kept, because the page shows them below."""
    g.strips = strips_of(site_ids, _school_days())
    return {site_id: row.standing for site_id, row in g.strips.items()}


def _uncovered_on(site_ids: Collection[int], absences: Sequence[Absence]) -> Mapping[int, tuple[dt.date, ...]]:
    """Return the days of the next two weeks on which these sites lack people."""
    last = last_day_ahead(today(), COVER_WEEKS)
    return uncovered_days(db.session, school().id, policy(), _school_days(), today(), last, site_ids, absences)


def _deciding_as() -> frozenset[Approver]:
    """Return for whom the person's decision counts; the policy is asked only where it can make a difference."""
    asks = not acts_as_head(actor()) and (is_chair(actor()) or is_leadership(actor()))
    approvers = approvers_of(policy()) if asks else frozenset({Approver.HEAD})
    return deciding_as(actor(), approvers)


def _mine() -> Mine:
    return Mine(_seen(reading_of(actor()), scope().shape, every_appeal=sees_every_appeal(actor())), scope().asked)


@cache
def _seen(reading: Reading, shape: Shape, *, every_appeal: bool) -> Seen:
    """Return what people with the same roles and the same kind of scope see."""
    return Seen(readable_by(reading), to_decide_of(shape, everything=every_appeal), looked_after_of(shape))


def _silent(known: SchoolCalendar | None) -> tuple[tuple[int, str], ...]:
    """Return the sites that show no moderation, for the ICT lead; nobody else's page asks for them."""
    if not is_ict_lead(actor()):
        return ()
    return tuple((one.site_id, one.name) for one in silences_at(db.session, school(), today(), known))


def _site_address(site_id: int) -> str:
    return url_for("sites.site", site_id=site_id)


def _address_if_allowed(endpoint: str, permission: Permission) -> str | None:
    installed = endpoint in current_app.view_functions
    return url_for(endpoint) if installed and may(actor(), permission) else None


@bp.get("/accessibility")
@public()
def accessibility() -> ResponseReturnValue:
    """Say how accessible the product is, and what to do about it when it is not."""
    return render_template("home/accessibility.html")
