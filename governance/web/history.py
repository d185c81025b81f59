"""The history of a school and of one site: sentences, filtered by person, site, act and date; printed and exported.

Times are said in the school's zone, and a date that is typed is a day of the school's.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.cells import csv_text
from governance.queries.history import (
    HistoryRow,
    Sought,
    acts_on_record,
    every_row,
    history_page,
    people_and_sites,
)
from governance.queries.sites import site_of
from governance.services.history import ExportFormat, export_history
from governance.web.act_words import act_in_words
from governance.web.entry import actor, now, requires, today
from governance.web.entry import school as school_here
from governance.web.fields import DateField, ProductForm, SelectChoice, SelectField
from governance.web.frame import WAYS, Way
from governance.web.handed_out import handed_out
from governance.web.words import moment_words

bp = Blueprint("history", __name__)

WAYS.append(Way("History", "history.school", Permission.SEE_AUDIT))

LARGEST = 2**31 - 1
HEADINGS = (
    "Number",
    "When",
    "When in words",
    "Who",
    "As what",
    "Act",
    "What happened",
    "From",
    "To",
    "Reason",
    "Notes",
    "Request",
)


class HistoryFilter(ProductForm):
    """Which acts are shown."""

    class Meta:
        csrf = False

    person = SelectField("Person", say_optional=False)
    site = SelectField("Site", say_optional=False)
    act = SelectField("What happened", say_optional=False)
    since = DateField("From the day", say_optional=False)
    until = DateField("Until the day", say_optional=False)


@bp.get("/s/<school>/history")
@requires(Permission.SEE_AUDIT)
def school() -> ResponseReturnValue:
    """Show what happened at the school, newest first."""
    form, sought = _asked_for(request.args)
    if sought is None:
        return render_template("history/school.html", form=form, rows=(), older=None, newest=None, asked=[]), 422
    page = history_page(db.session, school_here().id, sought, _below(), reader=actor())
    asked = [(key, value) for key, value in request.args.items(multi=True) if value and key != "below"]
    return render_template(
        "history/school.html",
        form=form,
        rows=page.rows,
        older=_address(below=page.older) if page.older else None,
        newest=_address() if _below() else None,
        asked=asked,
    )


@bp.post("/s/<school>/history/export")
@requires(Permission.SEE_AUDIT, writes=True)
def export() -> ResponseReturnValue:
    """Hand out what the same filters show, as a file, and put the export on record."""
    _, sought = _asked_for(request.form)
    kind = request.form.get("format", "")
    if sought is None or kind not in set(ExportFormat):
        abort(422, "Choose what to export on the history page, and CSV or JSON.")
    found = every_row(db.session, school_here().id, sought, reader=actor())
    rows = export_history(db.session, actor(), now(), rows=found, kind=ExportFormat(kind))
    text = _as_csv(rows) if kind == ExportFormat.CSV else _as_json(rows)
    return handed_out(f"history-{school_here().slug}-{today().isoformat()}.{kind}", text)


@bp.get("/s/<school>/sites/<int:site_id>/history")
@requires(Permission.SEE_SITES)
def site(site_id: int) -> ResponseReturnValue:
    """Show what happened to one site, newest first."""
    found = site_of(db.session, school_here().id, site_id) if site_id <= LARGEST else None
    if found is None:
        abort(404)
    page = history_page(db.session, school_here().id, Sought(site_id=site_id), _below(), reader=actor())
    back = url_for("sites.site", site_id=site_id) if "sites.site" in current_app.view_functions else None
    whole = url_for("history.school", site=site_id) if may(actor(), Permission.SEE_AUDIT) else None
    return render_template(
        "history/site.html",
        name=found.name,
        rows=page.rows,
        older=url_for("history.site", site_id=site_id, below=page.older) if page.older else None,
        newest=url_for("history.site", site_id=site_id) if _below() else None,
        site_page=back,
        whole=whole,
    )


def _asked_for(sent: Any) -> tuple[HistoryFilter, Sought | None]:
    """Return the form as it was sent and what it seeks; None where it cannot be understood."""
    form = HistoryFilter(sent)
    people, sites = people_and_sites(db.session, school_here().id)
    form.person.choices = [SelectChoice(str(number), name) for number, name in people]
    form.site.choices = [SelectChoice(str(number), name) for number, name in sites]
    form.act.choices = [
        SelectChoice(code, act_in_words(code)) for code in acts_on_record(db.session, school_here().id, reader=actor())
    ]
    if not form.validate():
        return form, None
    return form, Sought(
        person_id=int(form.person.data) if form.person.data else None,
        site_id=int(form.site.data) if form.site.data else None,
        code=form.act.data or "",
        since=_midnight(form.since.data),
        before=_midnight(form.until.data + dt.timedelta(days=1)) if form.until.data else None,
    )


def _midnight(day: dt.date | None) -> dt.datetime | None:
    """Return the moment at which a day of the school's begins."""
    return dt.datetime.combine(day, dt.time(), ZoneInfo(school_here().time_zone)) if day else None


def _below() -> int | None:
    """Return the number below which the page begins; what is no number begins at the newest act."""
    text = request.args.get("below", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def _address(**more: int) -> str:
    """Return this page's address with the same filters, from the newest act on or from the one that is given."""
    kept = {key: request.args.getlist(key) for key in request.args if key != "below"}
    asked: dict[str, Any] = {**kept, **more}
    return url_for("history.school", **asked)


def _as_csv(rows: list[HistoryRow]) -> str:
    zone = ZoneInfo(school_here().time_zone)
    return csv_text(
        HEADINGS,
        (
            (
                row.number,
                row.at.astimezone(zone),
                moment_words(row.at),
                row.actor,
                row.role,
                row.code,
                row.sentence,
                row.from_state,
                row.to_state,
                row.reason,
                "\n".join(f"{key}: {text}" for key, text in row.notes.items()),
                row.request_id,
            )
            for row in rows
        ),
    )


def _as_json(rows: list[HistoryRow]) -> str:
    zone = ZoneInfo(school_here().time_zone)
    said = [{**asdict(row), "at": row.at.astimezone(zone).isoformat()} for row in rows]
    return json.dumps({"school": school_here().name, "acts": said}, ensure_ascii=False, indent=1)
