"""The log of enquiries from the media: everybody's own, the head's and the leadership's all, on paper and as a file."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.cells import Cell
from governance.domain.media.life import reads_all
from governance.domain.media.words import KIND_WORDS, STATE_WORDS, EnquiryKind, EnquiryState
from governance.queries.media import EnquiryRow, Sought, enquiries_of
from governance.web.entry import actor, requires, school, today
from governance.web.fields import ProductForm, SelectChoice, SelectField
from governance.web.handed_out import sheet_handed_out
from governance.web.media.area import TONES, bp
from governance.web.words import moment_words

HEADINGS = (
    *("Who asked", "About", "What they wanted to know", "Asked at", "Taken by", "The head had it at"),
    *("Minutes until then", "State", "Reply", "Approved by", "Said at", "Said by", "Said without the head’s yes"),
)


class LogFilter(ProductForm):
    """Which enquiries are shown."""

    state = SelectField(
        "State",
        choices=[SelectChoice(state.value, words.capitalize()) for state, words in STATE_WORDS.items()],
        say_optional=False,
    )
    kind = SelectField(
        "About",
        choices=[SelectChoice(kind.value, words.capitalize()) for kind, words in KIND_WORDS.items()],
        say_optional=False,
    )


@bp.get("")
@requires(Permission.TAKE_MEDIA_ENQUIRIES)
def log() -> ResponseReturnValue:
    """List the enquiries that this person may read, the newest first."""
    form, rows = _asked_for()
    return render_template(
        "media/log.html",
        form=form,
        rows=rows,
        filtered=bool(form.state.data or form.kind.data),
        all_of_them=reads_all(actor()),
        states=STATE_WORDS,
        tones=TONES,
        kinds=KIND_WORDS,
    )


@bp.get("/export.csv")
@requires(Permission.TAKE_MEDIA_ENQUIRIES)
def export() -> ResponseReturnValue:
    """Answer the same list as a file for a spreadsheet, in which no cell can run."""
    _, rows = _asked_for()
    name = f"media-{school().slug}-{today().isoformat()}.csv"
    return sheet_handed_out(name, "Media", HEADINGS, [_cells(row) for row in rows])


def _cells(row: EnquiryRow) -> tuple[Cell, ...]:
    enquiry, names = row.enquiry, row.names
    return (
        enquiry.outlet,
        KIND_WORDS[enquiry.kind],
        enquiry.about,
        moment_words(enquiry.got_at),
        names["taken_by"],
        moment_words(enquiry.passed_at),
        row.minutes,
        STATE_WORDS[enquiry.state],
        enquiry.said or enquiry.reply,
        names["approved_by"],
        moment_words(enquiry.given_at) if enquiry.given_at else "",
        names["given_by"],
        "yes" if row.without_yes else "",
    )


def _asked_for() -> tuple[LogFilter, list[EnquiryRow]]:
    form = LogFilter(request.args, meta={"csrf": False})
    form.validate()
    state = EnquiryState(form.state.data) if form.state.data and not form.state.errors else None
    kind = EnquiryKind(form.kind.data) if form.kind.data and not form.kind.errors else None
    rows = enquiries_of(
        db.session, school().id, actor().person_id, reads_all=reads_all(actor()), sought=Sought(state, kind)
    )
    return form, rows
