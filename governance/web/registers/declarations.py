"""What staff declare about themselves: their own list, and what waits for who decides (000-3, 002-6, 003-1, 003-2)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.registers.declarations import (
    CLAUSES,
    SUBJECT,
    TO_DO_WORDS,
    ToDo,
    may_decide,
    still_to_do,
)
from governance.domain.registers.words import DECLARATION_KIND_WORDS, DeclarationKind
from governance.queries.registers.acts import acts_on
from governance.queries.registers.declarations import DeclarationLine, declarations_for
from governance.queries.registers.sheet_rows import declaration_rows
from governance.services.registers.declaration_sheet import DECLARATIONS
from governance.web.entry import actor, policy, requires, school, today
from governance.web.registers.shapes import (
    Linked,
    Pressed,
    RegisterList,
    RegisterRecord,
    Shown,
    Tagged,
    day,
    show_list,
    show_record,
)
from governance.web.registers.sheets import SHEETS, SheetPages, files_of
from governance.web.registers_index import ENTRIES, RegisterEntry

bp = Blueprint("declarations", __name__, url_prefix="/s/<school>/registers/declarations")

RULE = (
    "Some things about yourself the head should know. You read what you declare, and so does whoever decides about it: "
    "nobody else."
)
HERE = "Declarations"


@bp.get("")
@requires(Permission.DECLARE)
def declarations() -> ResponseReturnValue:
    """List what the person of this request declared or decides about."""
    return show_list(
        RegisterList(
            h1=HERE,
            rule=RULE,
            clause="003-1, 003-2, 000-3",
            heads=("What", "Who", "Declared", "State"),
            rows=[_listed(line) for line in declarations_for(db.session, actor())],
            nothing=("Nothing is declared.", "If a page of yours names the school, say so here."),
            links=(
                Linked("Declare something", url_for(".add")),
                Linked("What is due to go", url_for("records.few_read")),
            ),
            files=files_of("declarations"),
            note="This list is yours: somebody else sees another one.",
        )
    )


def _listed(line: DeclarationLine) -> list[Shown]:
    words = DECLARATION_KIND_WORDS[line.row.kind]
    return [Linked(words, url_for(".declaration", declaration_id=line.row.id)), line.person, _when(line), _state(line)]


def _when(line: DeclarationLine) -> str:
    return day(line.row.declared_at.date())


def _waits(line: DeclarationLine) -> tuple[ToDo, ...]:
    return still_to_do(line.declared, policy().naming_employer, today())


def _state(line: DeclarationLine) -> Tagged:
    if line.row.ended_at is not None:
        return Tagged("Over", "past")
    waits = _waits(line)
    if waits:
        return Tagged(TO_DO_WORDS[waits[0]], "stop" if waits[0] is ToDo.STOP else "warn")
    return Tagged("Agreed" if line.row.agreed else "Settled", "good")


@bp.get("/<int:declaration_id>")
@requires(Permission.DECLARE)
def declaration(declaration_id: int) -> ResponseReturnValue:
    """Show one declaration to who reads it; for everybody else it is not there."""
    line = line_or_404(declaration_id)
    row = line.row
    disclaimer = {True: "Yes", False: "No", None: ""}[row.disclaimer_seen]
    agreed = {True: "Agreed", False: "Not agreed", None: ""}[row.agreed]
    return show_record(
        RegisterRecord(
            h1=DECLARATION_KIND_WORDS[row.kind],
            caption=f"Declared by {line.person}",
            back=Linked(HERE, url_for(".declarations")),
            state=_state(line),
            facts=(
                ("What was declared", row.words),
                ("Since", day(row.happened_on)),
                ("The page", row.address),
                ("Has its disclaimer", disclaimer),
                ("Read by", f"{line.reader}, {day(row.seen_at.date())}" if row.seen_at else ""),
                ("The committee had it on", day(row.committee_on)),
                ("Answer", f"{agreed}, by {line.answerer}: {row.answer}" if row.answered_by else ""),
                ("Looked at again on", day(row.review_on)),
                ("Policy", CLAUSES[row.kind]),
            ),
            links=tuple(_links(line)),
            buttons=tuple(_buttons(line)),
            events=acts_on(db.session, school().id, SUBJECT, row.id),
            warning=", and ".join(TO_DO_WORDS[one] for one in _waits(line)),
        )
    )


def _decides(line: DeclarationLine) -> bool:
    return may_decide(actor(), line.row.kind, line.row.person_id, line.by_head)


def _links(line: DeclarationLine) -> list[Linked]:
    waits, number = _waits(line), line.row.id
    found = []
    if _decides(line) and ToDo.COMMITTEE in waits:
        found.append(Linked("Record the committee’s day", url_for(".committee", declaration_id=number)))
    if _decides(line) and line.row.kind is DeclarationKind.AGREED_CONTACT and line.row.ended_at is None:
        found.append(Linked("Agree to it, or not", url_for(".answer", declaration_id=number)))
    return found


def _buttons(line: DeclarationLine) -> list[Pressed]:
    waits, row = _waits(line), line.row
    found = []
    if ToDo.READ in waits and _decides(line):
        found.append(Pressed("I have read it", url_for(".read", declaration_id=row.id), seen=row.revision, kind=""))
    if ToDo.DISCLAIMER in waits:
        found.append(
            Pressed("The disclaimer is there", url_for(".disclaimer", declaration_id=row.id), seen=row.revision)
        )
    if row.ended_at is None:
        found.append(Pressed("It is over", url_for(".end", declaration_id=row.id), seen=row.revision))
    return found


def line_or_404(declaration_id: int) -> DeclarationLine:
    """Return one that the person of this request reads, or answer 404."""
    lines = declarations_for(db.session, actor(), only=declaration_id)
    if not lines:
        abort(404)
    return lines[0]


SHEETS["declarations"] = SheetPages(
    DECLARATIONS,
    HERE,
    "declarations.declarations",
    lambda: declaration_rows(db.session, actor(), ZoneInfo(school().time_zone)),
    note="A list can hold what you declare yourself. Whoever decides about a declaration can bring in somebody else’s; "
    "a line about anybody else is left out.",
)
ENTRIES.append(
    RegisterEntry(
        HERE,
        "declarations.declarations",
        Permission.DECLARE,
        "What you say about yourself: a page that names the school, a family you know, a request you declined.",
    )
)
