"""The clauses as a pack: a page that prints well, and files to take away, with and without names."""

from __future__ import annotations

import json

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Actor, Permission, may
from governance.domain.clauses.clause import SOURCE_WORDS
from governance.domain.clauses.packs import OF_BREACHES, OF_CONCERNS, PACK_WORDS, Pack, packed
from governance.domain.clauses.standings import ClauseStands, clauses_standing, counted
from governance.queries.clauses.finders import found_by
from governance.services.clause_packs import FORMATS, take_clause_pack
from governance.web.clause_words import STANDING_TONES, STANDING_WORDS, parts_of, row_of
from governance.web.clauses import asked_here, site_names
from governance.web.entry import actor, now, requires, school, today
from governance.web.handed_out import handed_out
from governance.web.pdf import Block, Heading, Paragraph, Table, pdf_bytes

bp = Blueprint("clause_packs", __name__)

Sites = dict[int, str]


def packs_for(reader: Actor) -> list[Pack]:
    """Return the packs that somebody may see and take."""
    return [pack for pack in PACK_WORDS if pack is not Pack.WITH_NAMES or may(reader, Permission.TAKE_NAMES)]


@bp.get("/s/<school>/clauses/pack")
@requires(Permission.SEE_CLAUSES)
def pack() -> ResponseReturnValue:
    """Show a pack as it prints, and offer it as a file."""
    chosen = _chosen(request.args.get("for", Pack.WITHOUT_NAMES.value))
    every, sites = _packed(chosen)
    rows = [row_of(one, sites, actor(), with_names=chosen is Pack.WITH_NAMES) for one in every]
    return render_template(
        "clauses/pack.html",
        chosen=chosen,
        packs={one: PACK_WORDS[one] for one in packs_for(actor())},
        parts=parts_of(rows),
        every={one.clause.number: one for one in every},
        sites=sites,
        numbers=counted(every),
        words=STANDING_WORDS,
        tones=STANDING_TONES,
        day=today(),
        school_name=school().name,
    )


@bp.post("/s/<school>/clauses/pack")
@requires(Permission.SEE_CLAUSES, writes=True)
def take() -> ResponseReturnValue:
    """Hand a pack out as a file, and put that on record."""
    chosen, kind = _chosen(request.form.get("for", "")), request.form.get("format", "")
    if kind not in FORMATS:
        abort(422, "Choose JSON or PDF.")
    take_clause_pack(db.session, actor(), now(), pack=chosen, kind=kind)
    every, sites = _packed(chosen)
    name = f"clauses-{school().slug}-{today().isoformat()}.{kind}"
    return handed_out(name, _as_json(chosen, every, sites) if kind == "json" else _as_pdf(chosen, every, sites))


def _chosen(typed: str) -> Pack:
    if typed not in set(packs_for(actor())):
        abort(422, "Choose which pack you need.")
    return Pack(typed)


def _packed(chosen: Pack) -> tuple[list[ClauseStands], Sites]:
    asked = asked_here()
    every = clauses_standing(packed(found_by(asked)[school().id], chosen))
    if chosen is Pack.FREEDOM:
        every = [one for one in every if one.clause.number not in OF_CONCERNS | OF_BREACHES]
    return every, site_names(asked)


def _as_json(chosen: Pack, every: list[ClauseStands], sites: Sites) -> str:
    whole = {
        "school": school().name,
        "made_at": now().isoformat(),
        "pack": chosen.value,
        "counts": {standing.value: count for standing, count in counted(every).items()},
        "clauses": [_clause_as_json(one, sites) for one in every],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _clause_as_json(one: ClauseStands, sites: Sites) -> dict[str, object]:
    found = []
    for finding in one.findings:
        told: dict[str, object] = {"standing": finding.standing.value, "said": finding.said}
        if finding.site_id is not None:
            told["site"] = sites.get(finding.site_id, "")
        if finding.record is not None:
            told["record"] = {"kind": finding.record.kind, "id": finding.record.id}
        if finding.named:
            told["who"] = finding.named
        found.append(told)
    clause = one.clause
    return {
        "number": clause.number,
        "policy": SOURCE_WORDS[clause.source],
        "part": clause.part,
        "duty": clause.duty,
        "standing": one.standing.value,
        "findings": found,
    }


def _as_pdf(chosen: Pack, every: list[ClauseStands], sites: Sites) -> bytes:
    numbers = "; ".join(f"{STANDING_WORDS[standing].lower()}: {count}" for standing, count in counted(every).items())
    blocks: list[Block] = [Paragraph(f"{school().name}. {PACK_WORDS[chosen]}. {numbers.capitalize()}.")]
    rows = [row_of(one, sites, actor(), with_names=chosen is Pack.WITH_NAMES) for one in every]
    by_number = {one.clause.number: one for one in every}
    for source, parts in parts_of(rows):
        blocks.append(Heading(source))
        for part, of_part in parts:
            if part != source:
                blocks.append(Heading(part, 3))
            lines = tuple(
                (
                    row.clause.number,
                    row.clause.duty,
                    STANDING_WORDS[row.standing],
                    _said(by_number[row.clause.number], sites),
                )
                for row in of_part
            )
            blocks.append(Table(("Clause", "Duty", "Stands", "Shown by"), lines, (9, 30, 12, 49)))
    return pdf_bytes(f"Clauses of the policy, {school().name}", blocks, made_on=now())


def _said(one: ClauseStands, sites: Sites) -> str:
    """Everything that is found of a clause, a line for each."""
    return "\n".join(
        " ".join(
            part
            for part in (
                f"{sites.get(finding.site_id, '')}:" if finding.site_id is not None else "",
                finding.said,
                f"Who: {finding.named}." if finding.named else "",
            )
            if part
        )
        for finding in one.findings
    )
