"""Starting a proposal: what kind of site, from what, and for which year groups."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.proposal.questions import question_with
from governance.domain.proposal.templates import TEMPLATES
from governance.domain.refusals import Refusal
from governance.domain.words import SiteKind
from governance.queries.proposals import earlier_proposals, proposals_of, proposals_of_others
from governance.services.proposals.known import proposal_facts
from governance.services.proposals.starting import start_sites
from governance.services.refused import Refused
from governance.web.entry import actor, now, requires, school, today
from governance.web.fields import refusal_lines
from governance.web.proposals.area import answering_only_who, bp, overview_address
from governance.web.proposals.reading import sent

_NOT_OFFERED = Refusal("start_from_unknown", "Choose what to start from.", None, "from")


@bp.get("")
@requires(Permission.SEE_SITES)
def mine() -> ResponseReturnValue:
    """List the proposals that are open: mine first."""
    person = actor().person_id or 0
    return render_template(
        "proposals/list.html",
        mine=proposals_of(db.session, school().id, person),
        others=proposals_of_others(db.session, school().id, person),
        may_propose=may(actor(), Permission.PROPOSE),
    )


@bp.get("/start")
@requires(Permission.PROPOSE)
def start() -> ResponseReturnValue:
    """Ask what kind of site it is; then from what to start."""
    kind = request.args.get("kind", "")
    if kind not in set(SiteKind):
        wrong = [Refusal("kind_missing", "Choose what kind of site it is.", "A.3.2", "kind")] if request.args else []
        return render_template(
            "proposals/start_kind.html",
            options=question_with("kind").options,  # type: ignore[union-attr]  # The form asks it on its first page.
            problems=refusal_lines(wrong, lambda key: f"#{key}"),
        ), 422 if wrong else 200
    return _start_page(SiteKind(kind), str(uuid.uuid4()))


def _start_page(
    kind: SiteKind,
    form: str,
    chosen: str = "",
    year_groups: Sequence[str] = (),
    refusals: Sequence[Refusal] = (),
) -> ResponseReturnValue:
    facts = proposal_facts(db.session, school(), today())
    places = {"year_groups": "#year_groups", "kind": "#from", "from": "#from", "start": "#from"}
    page = render_template(
        "proposals/start.html",
        kind=kind,
        form_key=form,
        chosen=chosen,
        example=next((template for template in TEMPLATES if template.key == kind), None),
        earlier=earlier_proposals(db.session, school().id, kind),
        year_groups=facts.year_groups if kind is SiteKind.YEAR_GROUP_BLOG else (),
        ticked=set(year_groups),
        refusals=refusals,
        problems=refusal_lines(refusals, lambda key: places.get(key, "#from")),
    )
    return page, 422 if refusals else 200


@bp.post("/start")
@requires(Permission.PROPOSE, writes=True)
def start_now() -> ResponseReturnValue:
    """Make the drafts, and go to the first of them."""
    form = sent()
    kind, chosen, year_groups = form.one("kind"), form.one("from"), list(form.typed.get("year_groups") or [])
    if kind not in set(SiteKind):
        return redirect(url_for("proposals.start"))
    template = kind if chosen == "example" else ""
    earlier = _version_in(chosen)
    if not template and earlier is None and chosen != "empty":
        db.session.rollback()
        return _start_page(SiteKind(kind), form.one("form"), chosen, year_groups, [_NOT_OFFERED])
    try:
        with answering_only_who():
            drafts = start_sites(
                db.session,
                actor(),
                now(),
                kind=kind,
                template=template,
                earlier_version_id=earlier,
                year_groups=year_groups,
                form=form.one("form"),
            )
    except Refused as refused:
        return _start_page(SiteKind(kind), form.one("form"), chosen, year_groups, refused.refusals)
    return redirect(overview_address(drafts[0]), 303)


def _version_in(chosen: str) -> int | None:
    number = chosen.removeprefix("version:")
    is_number = chosen.startswith("version:") and number.isascii() and number.isdecimal() and len(number) <= 9
    return int(number) if is_number else None
