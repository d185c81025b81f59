"""Who is there for the school's sites on each day to come, and who could be asked where nobody is (A.1.5, A.5.4)."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from governance.db import db
from governance.domain.access import Permission
from governance.domain.cover_ahead import DayKind, is_gap
from governance.domain.words import SiteState
from governance.queries.sites import site_of
from governance.web.cover_grid import (
    HEADINGS,
    day_rows,
    gaps_of,
    page_of,
    rows_of_file,
    school_cover,
    sees_every_site,
)
from governance.web.cover_words import CELL_MARKS, LEGEND
from governance.web.entry import policy, requires, school, today
from governance.web.errors import NotAllowed
from governance.web.frame import WAYS, Way
from governance.web.handed_out import sheet_handed_out

bp = Blueprint("cover", __name__, url_prefix="/s/<school>")

SHOWN = ("mine", "uncovered")
"""What the page can be asked to show beside everything."""


@bp.get("/cover")
@requires(Permission.SEE_COVER)
def cover() -> ResponseReturnValue:
    """Show every live site that the person sees by school day, the worst first, and what is to be done."""
    show = request.args.get("show", "")
    if show and show not in SHOWN:
        raise NotFound
    page = page_of(school_cover())
    rows = [
        row
        for row in page.rows
        if not show or (row.is_mine if show == "mine" else any(is_gap(day) for day in row.days))
    ]
    return render_template(
        "cover/cover.html",
        page=page,
        rows=rows,
        show=show,
        sees_all=sees_every_site(),
        mine=sum(row.is_mine for row in page.rows),
        uncovered=sum(any(is_gap(day) for day in row.days) for row in page.rows),
        gaps=gaps_of(page.cover, rows, DayKind.UNCOVERED),
        short=gaps_of(page.cover, rows, DayKind.SHORT),
        **_rule(),
    )


@bp.get("/cover.<any(csv, xlsx):as_file>")
@requires(Permission.SEE_COVER)
def cover_file(as_file: str) -> ResponseReturnValue:
    """Hand the days out, one line for each site and day."""
    lines = rows_of_file(page_of(school_cover()))
    name = f"cover-{today().isoformat()}.{as_file}"
    return sheet_handed_out(name, "Cover", HEADINGS, lines)


@bp.get("/sites/<int:site_id>/cover")
@requires(Permission.SEE_COVER)
def site_cover(site_id: int) -> ResponseReturnValue:
    """Show the cover of one site, day by day."""
    site = site_of(db.session, school().id, site_id)
    if site is None:
        raise NotFound
    page = page_of(school_cover(), site_id)
    if site.state is SiteState.LIVE and not page.rows:
        raise NotAllowed("You see the cover of the sites that are yours. The ICT lead and the head see all of them.")
    return render_template(
        "cover/site.html",
        site=site,
        page=page,
        lines=day_rows(page),
        gaps=gaps_of(page.cover, page.rows, DayKind.UNCOVERED),
        short=gaps_of(page.cover, page.rows, DayKind.SHORT),
        **_rule(),
    )


def _rule() -> dict[str, object]:
    """What the pages say of the rule that they apply."""
    asked = policy()
    return {
        "legend": LEGEND,
        "marks": CELL_MARKS,
        "least": max(1, asked.moderators_there_each_day),
        "people_at_least": asked.administrators_at_least,
        "weeks_ahead": asked.cover_weeks_ahead,
    }


WAYS.append(Way("Cover", "cover.cover", Permission.SEE_COVER))
