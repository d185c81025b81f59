"""Saying in one press that the school is closed today, and taking it back: on the calendar and on the home page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity
from wtforms import HiddenField

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.calendar import SchoolCalendar, is_pupil_day
from governance.domain.calendar_today import LONGEST_WORD, WHAT_FOLLOWS, closed_for_today
from governance.services.calendar_today import close_for_today, open_after_all
from governance.web.entry import actor, now, requires, today
from governance.web.fields import ProductForm, TextField
from governance.web.fields.form import NOT_SEEN
from governance.web.refused import done_or_said

bp = Blueprint("calendar_today", __name__, url_prefix="/s/<school>/calendar/today")

# The page that a form stands on, by the word that it sends: nobody is sent to an address of their own choosing.
PAGES = {"home": "home.home", "calendar": "calendar.calendar"}


class TodayForm(ProductForm):
    """The day that the page was of, why in a word, and the page to go back to."""

    day = HiddenField()
    page = HiddenField()
    word = TextField(
        "Why, in a word", longest=LONGEST_WORD, hint="For example, snow. Everybody at the school reads it."
    )


@dataclass(frozen=True, slots=True)
class SchoolToday:
    """What the button of today does where it is shown: closes an open day, or opens one that was closed today."""

    form: TodayForm
    is_closed: bool
    why: str
    follows: str = WHAT_FOLLOWS


def school_today_for(known: SchoolCalendar, page: str) -> SchoolToday | None:
    """Return the button for the actor on one of ``PAGES``; None where there is nothing to press or it is not theirs.

    ``known`` holds the bank holidays of today's year.
    """
    if not may(actor(), Permission.LOOK_AFTER_SCHOOL):
        return None
    day = today()
    closed = closed_for_today(known, day)
    if not closed and not is_pupil_day(known, day):
        return None
    form = TodayForm(formdata=None, day=day.isoformat(), page=page)
    return SchoolToday(form, bool(closed), next((span.note for span in closed if span.note), ""))


@bp.post("/closed")
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def close() -> ResponseReturnValue:
    """Say that the school is closed today."""
    form = TodayForm()
    day = _day_of(form)
    if form.validate():
        word = form.word.data or ""
        said = f"The school is closed today. {WHAT_FOLLOWS}"
        done_or_said(lambda: close_for_today(db.session, actor(), now(), day=day, word=word), said)
    else:
        for sentence in form.word.errors:
            flash(f"Nothing was changed. {sentence}", "warning")
    return _back_from(form)


@bp.post("/open")
@requires(Permission.LOOK_AFTER_SCHOOL, writes=True)
def reopen() -> ResponseReturnValue:
    """Say that the school is open after all."""
    form = TodayForm()
    day = _day_of(form)
    said = "The school is open today after all. What is due and the cover of today count again."
    done_or_said(lambda: open_after_all(db.session, actor(), now(), day=day), said)
    return _back_from(form)


def _day_of(form: TodayForm) -> dt.date:
    """Return the day that the page was of, so that a page left open overnight closes no other day."""
    try:
        return dt.date.fromisoformat(str(form.day.data))
    except ValueError:
        raise UnprocessableEntity(NOT_SEEN) from None


def _back_from(form: TodayForm) -> ResponseReturnValue:
    return redirect(url_for(PAGES.get(str(form.page.data), PAGES["calendar"])))
