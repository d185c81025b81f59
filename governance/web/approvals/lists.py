"""The lists of what was asked for, by kind: what waits, what holds today and what is over; on paper and as a file."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from flask import render_template
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.approvals.kinds import KINDS, answer_in_words
from governance.domain.approvals.words import RequestState
from governance.domain.cells import Cell
from governance.queries.approvals import RequestRow, counts_by_kind, requests_of_kind
from governance.web.approvals.area import bp, kind_of, tag_of
from governance.web.entry import actor, requires, school, today
from governance.web.handed_out import sheet_handed_out

OPEN = frozenset({RequestState.WAITING, RequestState.RETURNED})


@bp.get("")
@requires(Permission.SEE_SITES)
def overview() -> ResponseReturnValue:
    """Show the kinds, with how many of each wait and hold today."""
    counts = counts_by_kind(db.session, school().id, today())
    return render_template(
        "approvals/overview.html",
        kinds=[(known, *counts.get(kind, (0, 0))) for kind, known in KINDS.items()],
        may_ask=may(actor(), Permission.ASK_APPROVAL),
    )


@bp.get("/of/<request_kind>")
@requires(Permission.SEE_SITES)
def of_kind(request_kind: str) -> ResponseReturnValue:
    """List what was asked for of one kind."""
    known = kind_of(request_kind)
    rows = requests_of_kind(db.session, school().id, known.kind)
    holding = [row for row in rows if row.state is RequestState.APPROVED]
    return render_template(
        "approvals/of_kind.html",
        known=known,
        groups=(
            ("Open", [row for row in rows if row.state in OPEN]),
            ("Approved", sorted(holding, key=lambda row: (row.ends_on is None, row.ends_on))),
            ("Over", [row for row in rows if row.state not in OPEN and row.state is not RequestState.APPROVED]),
        ),
        rows=rows,
        tag_of=tag_of,
        may_ask=may(actor(), Permission.ASK_APPROVAL),
    )


@bp.get("/of/<request_kind>/export.csv")
@requires(Permission.SEE_SITES)
def export(request_kind: str) -> ResponseReturnValue:
    """Answer the list of one kind as a file for a spreadsheet, in which no cell can run."""
    known = kind_of(request_kind)
    headings = (
        *("Name", "State", "Our site", "Address"),
        *(question.heading for question in known.questions),
        *("First day", "Last day", "Asked by", "Asked on", "Decided by", "Decided on", "Reason", "Conditions"),
    )
    rows = requests_of_kind(db.session, school().id, known.kind)
    name = f"{known.kind}-{school().slug}-{today().isoformat()}.csv"
    return sheet_handed_out(name, known.name, headings, [_cells(row) for row in rows])


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(ZoneInfo(school().time_zone)).date()


def _cells(row: RequestRow) -> tuple[Cell, ...]:
    return (
        row.label,
        tag_of(row)[0],
        row.site or "",
        row.address,
        *(answer_in_words(question.key, row.answers.get(question.key)) for question in KINDS[row.kind].questions),
        row.starts_on,
        row.ends_on,
        row.asker,
        _day(row.asked_at),
        row.decider or "",
        _day(row.decided_at) if row.decided_at else None,
        row.reason,
        row.conditions,
    )
