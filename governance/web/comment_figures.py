"""The figures of moderation for the ICT lead, the head and the DSL: what waits, and how long decisions took (A.5).

No comment's words stand here.  Charts are drawn beside the table that they are made from.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.cells import Cell
from governance.domain.comments.figures import Minutes, Wait, by_week, in_words, minutes_of, weeks_until
from governance.queries.comment_figures import (
    ELSEWHERE,
    decision_waits,
    hiding_waits,
    hosts_in_trouble,
    names_of_sites,
    standings,
)
from governance.web.entry import now, policy, requires, school, today
from governance.web.frame import WAYS, Way
from governance.web.handed_out import sheet_handed_out

bp = Blueprint("comment_figures", __name__)

WEEKS = 12


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """One week: ``height`` is the bar's, as a share of a hundred of the highest week's."""

    monday: dt.date
    minutes: Minutes | None
    height: int


@dataclass(frozen=True, slots=True)
class SiteFigures:
    """One site over all the weeks shown."""

    name: str
    decided: Minutes
    hidden: Minutes | None


@bp.get("/s/<school>/comments/figures")
@requires(Permission.SEE_COMMENT_FIGURES)
def figures() -> ResponseReturnValue:
    """Show what waits now, what hosts have not done, and how long decisions took in the last weeks."""
    here, target = school(), policy().comment_target_hours
    waits, hidden = _waits()
    return render_template(
        "comment_figures/figures.html",
        rows=standings(db.session, here.id, now(), target),
        target=target,
        weeks=_weeks(waits),
        all_weeks=minutes_of(waits),
        hidden=minutes_of(hidden),
        hidden_weeks=_weeks(hidden),
        sites=_by_site(waits, hidden),
        troubles=hosts_in_trouble(db.session, here.id),
        in_words=in_words,
        now=now(),
    )


@bp.get("/s/<school>/comments/figures.csv")
@requires(Permission.SEE_COMMENT_FIGURES)
def figures_file() -> ResponseReturnValue:
    """Hand the weeks' figures out, site by site."""
    waits, _ = _waits()
    names = names_of_sites(db.session, school().id)
    heads = ["Site", "Week of", "Decided", "Half within (minutes)", "The longest (minutes)"]
    lines: list[list[Cell]] = [
        [names.get(site_id, ELSEWHERE), monday.isoformat(), found.count, found.middle, found.worst]
        for site_id in sorted({wait.site_id for wait in waits}, key=lambda number: number or 0)
        for monday, found in by_week([w for w in waits if w.site_id == site_id], _mondays()).items()
        if found is not None
    ]
    return sheet_handed_out(f"comments-{today().isoformat()}.csv", "Comments", heads, lines)


def _mondays() -> tuple[dt.date, ...]:
    return weeks_until(today(), WEEKS)


def _waits() -> tuple[list[Wait], list[Wait]]:
    here = school()
    zone = ZoneInfo(here.time_zone)
    since = dt.datetime.combine(_mondays()[0], dt.time(), zone)
    return decision_waits(db.session, here.id, zone, since), hiding_waits(db.session, here.id, zone, since)


def _weeks(waits: list[Wait]) -> list[WeekFigures]:
    found = by_week(waits, _mondays())
    # Where every week took less than a minute, each still has its bar.
    highest = max((one.middle for one in found.values() if one), default=0) or 1
    return [
        WeekFigures(monday, one, max(2, round(100 * one.middle / highest)) if one else 0)
        for monday, one in found.items()
    ]


def _by_site(waits: list[Wait], hidden: list[Wait]) -> list[SiteFigures]:
    """Return the figures of every site in which something was decided, the slowest first."""
    names = names_of_sites(db.session, school().id)
    found = []
    for site_id in {wait.site_id for wait in waits}:
        decided = minutes_of(wait for wait in waits if wait.site_id == site_id)
        if decided is not None:
            of_site = minutes_of(wait for wait in hidden if wait.site_id == site_id)
            found.append(SiteFigures(names.get(site_id, ELSEWHERE), decided, of_site))
    return sorted(found, key=lambda row: (-row.decided.middle, row.name))


WAYS.append(Way("How moderation goes", "comment_figures.figures", Permission.SEE_COMMENT_FIGURES))
