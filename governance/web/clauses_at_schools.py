"""The clauses of several schools side by side, for who may see them at each: a trust's ICT lead, a governor of two.

What stands here is asked of each school as its own page asks it; a school where the person may not see the clauses is
left out, and so is any to which they do not belong today.
"""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from governance.db import db
from governance.domain.access import Permission
from governance.domain.cells import Cell
from governance.domain.clauses.catalogue import BY_NUMBER, CATALOGUE
from governance.domain.clauses.finding import OPEN, Standing
from governance.models import School
from governance.queries.clauses.at_schools import SchoolCounts, SchoolStands, clause_at, counts_at
from governance.services.actors import today_in
from governance.web.clause_words import STANDING_TONES, STANDING_WORDS
from governance.web.entry import now, own_actors, signed_in
from governance.web.handed_out import sheet_handed_out

bp = Blueprint("clauses_at_schools", __name__)

COLUMNS = (Standing.NOT_KEPT, Standing.DUE, Standing.KEPT, Standing.ADVICE_ONLY, Standing.NOT_ASKED)
OF_COUNTS = ["School", *(STANDING_WORDS[standing] for standing in COLUMNS)]
OF_CLAUSE = ["School", "Clause", "Stands", "Sites not kept or due", "Sites asked"]


@bp.get("/clauses")
@signed_in()
def schools() -> ResponseReturnValue:
    """Show how many clauses stand how at each school, or how one clause stands at each."""
    held = _schools()
    number = _number()
    counts = counts_at(db.session, held, now()) if not number else []
    stands = clause_at(db.session, held, now(), number) if number else []
    return render_template(
        "clauses/schools.html",
        counts=counts,
        stands=stands,
        chosen=BY_NUMBER.get(number),
        catalogue=CATALOGUE,
        columns=COLUMNS,
        needing=sum(map(_needs_somebody, counts)) + sum(map(_needs_somebody, stands)),
        total=len(held),
        words=STANDING_WORDS,
        tones=STANDING_TONES,
    )


@bp.get("/clauses.<any(csv, xlsx):as_file>")
@signed_in()
def schools_file(as_file: str) -> ResponseReturnValue:
    """Hand the same out, one line for each school."""
    held, number = _schools(), _number()
    day = today_in(held[0].time_zone, now()).isoformat()
    if number:
        lines = [_line_of_clause(number, one) for one in clause_at(db.session, held, now(), number)]
        return sheet_handed_out(f"clause-{number}-{day}.{as_file}", "Clause", OF_CLAUSE, lines)
    lines = [_line_of_counts(one) for one in counts_at(db.session, held, now())]
    return sheet_handed_out(f"clauses-{day}.{as_file}", "Clauses", OF_COUNTS, lines)


def _schools() -> list[School]:
    return [school for school, _ in own_actors(Permission.SEE_CLAUSES)]


def _number() -> str:
    """Return the number of the clause that is asked for, empty where all are."""
    number = request.args.get("clause", "")
    if number and number not in BY_NUMBER:
        raise NotFound
    return number


def _needs_somebody(one: SchoolCounts | SchoolStands) -> bool:
    if isinstance(one, SchoolStands):
        return one.standing in OPEN
    return any(one.numbers[standing] for standing in OPEN)


def _line_of_counts(one: SchoolCounts) -> list[Cell]:
    return [one.name, *(one.numbers[standing] for standing in COLUMNS)]


def _line_of_clause(number: str, one: SchoolStands) -> list[Cell]:
    return [one.name, number, STANDING_WORDS[one.standing], one.open_sites, one.asked_sites]
