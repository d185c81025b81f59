"""The clauses of several schools side by side, for who may see them at each: a trust's ICT lead, a governor of two.

Of a few schools everything is asked as each school's own page asks it; of many the figures are shown that were counted
in the morning, each with its moment, and can be counted again.  A school where the person may not see the clauses is
left out, and so is any to which they do not belong today.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from governance.db import db
from governance.domain.access import Permission
from governance.domain.cells import Cell
from governance.domain.clauses.catalogue import BY_NUMBER, CATALOGUE
from governance.domain.clauses.finding import OPEN, Standing
from governance.models import School
from governance.queries.clauses.at_schools import SchoolCounts, SchoolStands, clause_at, counts_at
from governance.queries.clauses.counted import are_many, counted_for, counted_now, to_count_again
from governance.services.actors import today_in
from governance.services.clause_counts import keep_counts
from governance.web.clause_words import STANDING_TONES, STANDING_WORDS
from governance.web.entry import now, own_actors, signed_in
from governance.web.handed_out import sheet_handed_out
from governance.web.pages import school_zone
from governance.web.words import count_words

bp = Blueprint("clauses_at_schools", __name__)

COLUMNS = (Standing.NOT_KEPT, Standing.DUE, Standing.KEPT, Standing.ADVICE_ONLY, Standing.NOT_ASKED)
COUNTED = "Counted"
OF_COUNTS = ["School", *(STANDING_WORDS[standing] for standing in COLUMNS), COUNTED]
OF_CLAUSE = ["School", "Clause", "Stands", "Sites not kept or due", "Sites asked", COUNTED]


@bp.get("/clauses")
@signed_in()
def schools() -> ResponseReturnValue:
    """Show how many clauses stand how at each school, or how one clause stands at each."""
    held, number = _schools(), _number()
    lines = _lines(held, number)
    counted = sorted({line.at for line in lines}) if are_many(held) else []
    return render_template(
        "clauses/schools.html",
        counts=lines if not number else [],
        stands=lines if number else [],
        chosen=BY_NUMBER.get(number),
        catalogue=CATALOGUE,
        columns=COLUMNS,
        needing=sum(map(_needs_somebody, lines)),
        total=len(held),
        words=STANDING_WORDS,
        tones=STANDING_TONES,
        oldest=counted[0] if counted else None,
        differ=len(counted) > 1,
        now=now(),
    )


@bp.get("/clauses.<any(csv, xlsx):as_file>")
@signed_in()
def schools_file(as_file: str) -> ResponseReturnValue:
    """Hand the same out, one line for each school, with the moment at which it was counted."""
    held, number = _schools(), _number()
    day = today_in(held[0].time_zone, now()).isoformat()
    lines = [[*_cells(line, number), _minute(line.at)] for line in _lines(held, number)]
    if number:
        return sheet_handed_out(f"clause-{number}-{day}.{as_file}", "Clause", OF_CLAUSE, lines)
    return sheet_handed_out(f"clauses-{day}.{as_file}", "Clauses", OF_COUNTS, lines)


@bp.post("/clauses/count")
@signed_in(writes=True)
def count_again() -> ResponseReturnValue:
    """Count the schools of this person again, but for those that were counted within the last minute."""
    # Counting takes seconds and only reads: until there is something to keep, the turn to write is given back.
    db.session.rollback()
    number = _number()
    actors = dict(own_actors(Permission.SEE_CLAUSES))
    again = to_count_again(db.session, list(actors), now())
    found = counted_now(db.session, again, now()) if again else {}
    counting = [actors[school] for school in again]
    db.session.rollback()
    keep_counts(db.session, counting, now(), counted={school_id: one.figures for school_id, one in found.items()})
    if found:
        flash(f"{count_words(len(found), 'school was', 'schools were')} counted again.")
    else:
        flash("They were all counted less than a minute ago, so they were not counted again.")
    return redirect(url_for(".schools", clause=number or None), 303)


def _schools() -> list[School]:
    return [school for school, _ in own_actors(Permission.SEE_CLAUSES)]


def _number() -> str:
    """Return the number of the clause that is asked for, empty where all are."""
    number = request.values.get("clause", "")
    if number and number not in BY_NUMBER:
        raise NotFound
    return number


def _lines(held: Sequence[School], number: str) -> list[SchoolCounts] | list[SchoolStands]:
    counted = counted_for(db.session, held, now(), number)
    return clause_at(held, counted, number) if number else counts_at(held, counted)


def _needs_somebody(one: SchoolCounts | SchoolStands) -> bool:
    if isinstance(one, SchoolStands):
        return one.standing in OPEN
    return any(one.numbers[standing] for standing in OPEN)


def _cells(one: SchoolCounts | SchoolStands, number: str) -> list[Cell]:
    if isinstance(one, SchoolStands):
        return [one.name, number, STANDING_WORDS[one.standing], one.open_sites, one.asked_sites]
    return [one.name, *(one.numbers[standing] for standing in COLUMNS)]


def _minute(moment: dt.datetime) -> str:
    return f"{moment.astimezone(school_zone()):%Y-%m-%d %H:%M}"
