"""The clauses: how each stands at the school, on every site and on one site, with the record that shows it."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from governance.db import db
from governance.domain.access import Actor, Permission, may
from governance.domain.clauses.catalogue import BY_NUMBER
from governance.domain.clauses.clause import SOURCE_WORDS, AskedOf
from governance.domain.clauses.finding import OPEN, Standing
from governance.domain.clauses.standings import clauses_standing, counted
from governance.queries.clauses.asked import Asked, asked_of
from governance.queries.clauses.finders import found_by
from governance.web.clause_words import STANDING_TONES, STANDING_WORDS, parts_of, row_of, told_of
from governance.web.entry import actor, now, own_schools, requires, school
from governance.web.frame import WAYS, Way

bp = Blueprint("clauses", __name__)

WAYS.append(Way("Clauses", "clauses.clauses", Permission.SEE_CLAUSES))


def asked_here(reader: Actor | None = None) -> Asked:
    """Return what the finders are handed about the school of this request; ``reader`` is who looks at a page of it."""
    return asked_of(db.session, [school()], now(), reader=reader)


def site_names(asked: Asked) -> dict[int, str]:
    """Return the names of the school's sites."""
    return {site.id: site.name for site in asked.sites}


def shows_names() -> bool:
    """Whether the reader sees who is meant."""
    return may(actor(), Permission.TAKE_NAMES)


@bp.get("/s/<school>/clauses")
@requires(Permission.SEE_CLAUSES)
def clauses() -> ResponseReturnValue:
    """List every clause under its policy, or those that need somebody."""
    show = request.args.get("show", "")
    if show and show != "open" and show not in set(Standing):
        raise NotFound
    asked = asked_here(actor())
    every = clauses_standing(found_by(asked)[school().id])
    shown = [one for one in every if not show or one.standing == show or (show == "open" and one.standing in OPEN)]
    names, with_names = site_names(asked), shows_names()
    numbers = counted(every)
    return render_template(
        "clauses/clauses.html",
        parts=parts_of([row_of(one, names, actor(), with_names=with_names) for one in shown]),
        numbers=numbers,
        total=len(every),
        open_count=sum(numbers[standing] for standing in OPEN),
        show=show,
        words=STANDING_WORDS,
        tones=STANDING_TONES,
        several=len(own_schools()) > 1,
    )


@bp.get("/s/<school>/clauses/<clause_number>")
@requires(Permission.SEE_CLAUSES)
def clause(clause_number: str) -> ResponseReturnValue:
    """Show one clause at the school and on every site that it is asked of."""
    known = BY_NUMBER.get(clause_number)
    if known is None:
        raise NotFound
    asked = asked_here(actor())
    (stands,) = clauses_standing(found_by(asked, [clause_number])[school().id], [clause_number])
    names, with_names = site_names(asked), shows_names()
    return render_template(
        "clauses/clause.html",
        clause=known,
        source=SOURCE_WORDS[known.source],
        of_sites=known.asked_of is AskedOf.SITES,
        standing=stands.standing,
        told=[told_of(finding, names, actor(), with_names=with_names) for finding in stands.findings],
        words=STANDING_WORDS,
        tones=STANDING_TONES,
    )


@bp.get("/s/<school>/sites/<int:site_id>/clauses")
@requires(Permission.SEE_CLAUSES)
def site(site_id: int) -> ResponseReturnValue:
    """Show how every clause stands that is asked of one site."""
    asked = asked_here()
    names = site_names(asked)
    if site_id not in names:
        raise NotFound
    every = clauses_standing(found_by(asked)[school().id], site_id=site_id)
    return render_template(
        "clauses/site.html",
        site_id=site_id,
        name=names[site_id],
        parts=parts_of([row_of(one, names, actor(), with_names=shows_names()) for one in every]),
        numbers=counted(every),
        words=STANDING_WORDS,
        tones=STANDING_TONES,
    )
