"""What was decided lately: found again by person, site, rule, words and day, undone or reopened, and taken along.

What was shown to somebody stays findable for them; what is older than ninety days is found by author or address.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, is_dsl
from governance.domain.cells import Cell, csv_text
from governance.domain.comments.words import SOURCE_WORDS, STATE_WORDS, URGENCY_WORDS, CommentAction, CommentState
from governance.queries.comments.decided import (
    MOST_EXPORTED,
    ON_A_PAGE,
    DecidedRow,
    DecidedSought,
    deciders,
    decisions,
)
from governance.queries.comments.told import notes_of
from governance.services.comments.exporting import ExportFormat, export_decisions
from governance.web.entry import actor, now, policy, requires, school, today
from governance.web.fields import DateField, ProductForm, SelectChoice, SelectField, TextField, WholeNumberField
from governance.web.handed_out import handed_out
from governance.web.queue.acting import DONE
from governance.web.queue.area import bp, scope
from governance.web.spreadsheet import xlsx_bytes
from governance.web.words import moment_words

HEADINGS = (
    "Number",
    "When",
    "When in words",
    "Site",
    "Comment",
    "Author as shown",
    "Address",
    "Came from",
    "Arrived",
    "Why it waited",
    "Decision",
    "From",
    "To",
    "Who decided",
    "Decided on the blog by",
    "Rule",
    "Rule as it read",
    "Reason",
    "Notes",
    "First opened",
)


class DecidedFilter(ProductForm):
    """Which decisions are shown."""

    class Meta:
        csrf = False

    words = TextField("Words, author or address", say_optional=False)
    person = SelectField("Who decided", say_optional=False)
    site = SelectField("Site", say_optional=False)
    action = SelectField(
        "Decision",
        choices=[SelectChoice(one.value, words) for one, words in DONE.items() if one not in ("ask", "hand_on")],
        say_optional=False,
    )
    rule = WholeNumberField("Number of the rule", least=1, most=99, say_optional=False)
    since = DateField("From the day", say_optional=False)
    until = DateField("Until the day", say_optional=False)


@bp.get("/queue/decided")
@requires(Permission.MODERATE)
def decided_lately() -> ResponseReturnValue:
    """Show what was decided, newest first, with what can still be undone."""
    form, sought = _asked_for(request.args)
    if sought is None:
        return render_template("queue/decided.html", form=form, rows=(), older=None, newest=None, asked=[]), 422
    rows = decisions(db.session, scope(), sought, now(), below=_below())
    asked = [(key, value) for key, value in request.args.items(multi=True) if value and key != "below"]
    return render_template(
        "queue/decided.html",
        form=form,
        rows=rows[:ON_A_PAGE],
        older=url_for("queue.decided_lately", **_kept(), below=rows[ON_A_PAGE - 1].id)
        if len(rows) > ON_A_PAGE
        else None,
        newest=url_for("queue.decided_lately", **_kept()) if _below() else None,
        asked=asked,
        said=DONE,
        can_undo=can_undo,
        can_reopen=can_reopen,
        withheld=is_withheld,
        now=now(),
    )


@bp.post("/queue/decided/export")
@requires(Permission.MODERATE, writes=True)
def export_decided() -> ResponseReturnValue:
    """Hand out what the same filters show, with reasons and notes, and put the export on record."""
    _, sought = _asked_for(request.form)
    kind = request.form.get("format", "")
    if sought is None or kind not in set(ExportFormat):
        abort(422, "Choose what to export on the page of decided comments, and CSV, JSON or Excel.")
    found = decisions(db.session, scope(), sought, now(), most=MOST_EXPORTED)
    rows = export_decisions(db.session, actor(), now(), rows=found, kind=ExportFormat(kind))
    notes = notes_of(db.session, school().id, {row.comment_id for row in rows if not is_withheld(row)})
    made = _file(ExportFormat(kind), rows, notes)
    return handed_out(f"decided-comments-{school().slug}-{today().isoformat()}.{kind}", made)


def can_undo(row: DecidedRow) -> bool:
    """Whether the person may still take this decision back."""
    undone = (CommentAction.PUBLISH, CommentAction.KEEP, CommentAction.REMOVE)
    soon = now() - row.decided_at <= dt.timedelta(minutes=policy().undo_minutes)
    return row.newest and row.action in undone and row.decider_id == actor().person_id and soon


def can_reopen(row: DecidedRow) -> bool:
    """Whether the comment can be reopened from this row; its page has the button otherwise."""
    return row.newest and not can_undo(row) and row.state in (CommentState.PUBLISHED, CommentState.REMOVED)


def is_withheld(row: DecidedRow) -> bool:
    """Whether a safeguarding lead holds it, and its words and reasons are theirs alone."""
    return row.state is CommentState.HIDDEN and not is_dsl(actor())


def _asked_for(sent: Any) -> tuple[DecidedFilter, DecidedSought | None]:
    form = DecidedFilter(sent)
    form.person.choices = [SelectChoice(str(number), name) for number, name in deciders(db.session, scope())]
    names = scope().sites
    form.site.choices = [SelectChoice(str(number), name) for number, name in names]
    if not form.validate():
        return form, None
    return form, DecidedSought(
        person_id=int(form.person.data) if form.person.data else None,
        site_id=int(form.site.data) if form.site.data else None,
        action=CommentAction(form.action.data) if form.action.data else None,
        rule=int(form.rule.data) if form.rule.data else None,
        since=_midnight(form.since.data),
        before=_midnight(form.until.data + dt.timedelta(days=1)) if form.until.data else None,
        words=form.words.data or "",
    )


def _midnight(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time(), ZoneInfo(school().time_zone)) if day else None


def _below() -> int | None:
    text = request.args.get("below", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def _kept() -> dict[str, Any]:
    return {key: request.args.getlist(key) for key in request.args if key != "below"}


def _file(kind: ExportFormat, rows: list[DecidedRow], notes: dict[int, list[str]]) -> str | bytes:
    lines = [_line(row, notes.get(row.comment_id, [])) for row in rows]
    if kind is ExportFormat.CSV:
        return csv_text(HEADINGS, lines)
    if kind is ExportFormat.XLSX:
        return xlsx_bytes("Decisions", HEADINGS, lines)
    said = [dict(zip(HEADINGS, map(_plain, line), strict=True)) for line in lines]
    return json.dumps({"school": school().name, "decisions": said}, ensure_ascii=False, indent=1)


def _line(row: DecidedRow, notes: Iterable[str]) -> tuple[Cell, ...]:
    zone = ZoneInfo(school().time_zone)
    # What was written when a comment was hidden stands in the concern, whose readers are few.
    reason = "" if row.action is CommentAction.HIDE or is_withheld(row) else row.note
    return (
        row.number,
        row.decided_at.astimezone(zone),
        moment_words(row.decided_at),
        row.site or "",
        row.comment_id,
        "" if is_withheld(row) else row.author,
        "" if is_withheld(row) else row.address,
        SOURCE_WORDS[row.source],
        row.arrived_at.astimezone(zone),
        URGENCY_WORDS[row.urgency],
        row.action.value,
        STATE_WORDS[row.from_state],
        STATE_WORDS[row.to_state],
        row.decider or "",
        row.on_host,
        row.rule_number,
        row.rule_text,
        reason,
        "\n".join(notes),
        row.seen_at.astimezone(zone) if row.seen_at else None,
    )


def _plain(value: Cell) -> Cell:
    return value.isoformat() if isinstance(value, dt.date) else value
