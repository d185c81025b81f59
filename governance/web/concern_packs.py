"""The pack of a concern for the school's safeguarding system, that it arrived, and the disposal of its words (003-7).

Who is no reader gets 404 for every address here.
"""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.concern_entries import ENTRIES, Entry
from governance.domain.concern_pack import digest
from governance.domain.concern_routes import ROUTES, Route
from governance.services.concern_disposal import dispose_concern, lift_hold, ready_for_disposal
from governance.services.concern_packs import confirm_pack, make_pack, read_pack
from governance.web.concern_forms import ConfirmForm
from governance.web.concerns import page_or_404
from governance.web.entry import actor, now, requires
from governance.web.fields import seen_from
from governance.web.handed_out import handed_out
from governance.web.pdf import Block, Heading, Paragraph, Table, pdf_bytes
from governance.web.refused import done_or_said

bp = Blueprint("concern_packs", __name__)

RECORD_WORDS = {
    "reference": "Reference",
    "about": "About",
    "about_person": "Person it is about",
    "recorded_at": "Recorded at",
    "recorded_by": "Recorded by",
    "source": "Who told the school",
    "told_by": "Their name",
    "severity": "How grave",
    "first_seen_at": "First seen at",
    "hidden_at": "Off the page at",
    "facts": "What happened",
    "opinion": "What was thought of it",
    "done_before": "What was done before",
    "words": "The words on the page",
    "author_shown": "Author as shown",
    "site": "Site",
    "address": "Address",
    "in_hand_of": "Who has it",
    "in_hand_since": "Since",
    "closed_at": "Closed at",
    "closed_by": "Closed by",
    "closed_with": "Closed with",
}


@bp.post("/s/<school>/concerns/<int:concern_id>/pack")
@requires(Permission.SEE_CONCERNS, writes=True)
def make(concern_id: int) -> ResponseReturnValue:
    """Make a pack of the record as it stands."""
    seen = seen_from(request.form.getlist("seen"))
    said = "The pack is made. Put it into the school’s safeguarding system, and then say here that it has arrived."
    done_or_said(lambda: make_pack(db.session, actor(), now(), concern_id=concern_id, seen=seen), said)
    return redirect(url_for("concerns.concern", concern_id=concern_id, _anchor="pack"))


@bp.get("/s/<school>/concerns/<int:concern_id>/pack/<int:pack>.<any('json', 'pdf'):as_pack>")
@requires(Permission.SEE_CONCERNS, writes=True)
def pack(concern_id: int, pack: int, as_pack: str) -> ResponseReturnValue:
    """Hand a pack out as it was made; that it was opened is put on record."""
    content = read_pack(db.session, actor(), now(), concern_id=concern_id, number=pack)
    page = page_or_404(concern_id)
    name = f"{page.concern.reference}-{pack}"
    if as_pack == "json":
        return handed_out(f"{name}.json", content)
    made = next(one for one in page.packs if one.number == pack)
    title = f"Concern {page.concern.reference}"
    blocks = pack_blocks(json.loads(content), digest(content))
    return handed_out(f"{name}.pdf", pdf_bytes(title, blocks, made_on=made.made_at, foot=f"{title}, pack {pack}"))


@bp.post("/s/<school>/concerns/<int:concern_id>/pack/<int:pack>/confirm")
@requires(Permission.SEE_CONCERNS, writes=True)
def confirm(concern_id: int, pack: int) -> ResponseReturnValue:
    """Say that a pack has arrived in the school's safeguarding system."""
    page_or_404(concern_id)
    form = ConfirmForm()
    done_or_said(
        lambda: confirm_pack(
            db.session, actor(), now(), concern_id=concern_id, number=pack, confirmed_in=form.confirmed_in.data or ""
        ),
        "It is on record that the pack has arrived.",
    )
    return redirect(url_for("concerns.concern", concern_id=concern_id, _anchor="pack"))


@bp.get("/s/<school>/concerns/disposal")
@requires(Permission.SEE_CONCERNS)
def disposal() -> ResponseReturnValue:
    """List the concerns whose words may go now, of those that this person reads."""
    return render_template("concerns/disposal.html", ready=ready_for_disposal(db.session, actor()))


@bp.get("/s/<school>/concerns/<int:concern_id>/dispose")
@requires(Permission.SEE_CONCERNS)
def dispose(concern_id: int) -> ResponseReturnValue:
    """Ask once more before the words of a concern go for ever."""
    page = page_or_404(concern_id)
    return render_template("concerns/dispose.html", page=page, concern=page.concern)


@bp.post("/s/<school>/concerns/<int:concern_id>/dispose")
@requires(Permission.SEE_CONCERNS, writes=True)
def do_dispose(concern_id: int) -> ResponseReturnValue:
    """Take the words of a concern away and leave its stub."""
    seen = seen_from(request.form.getlist("seen"))
    said = "Its words are gone. The reference, the times and the routes are left."
    done_or_said(lambda: dispose_concern(db.session, actor(), now(), concern_id=concern_id, seen=seen), said)
    return redirect(url_for("concerns.concern", concern_id=concern_id))


@bp.post("/s/<school>/concerns/<int:concern_id>/lift-hold")
@requires(Permission.SEE_CONCERNS, writes=True)
def lift(concern_id: int) -> ResponseReturnValue:
    """Lift the legal hold."""
    lift_hold(db.session, actor(), now(), concern_id=concern_id)
    flash("The hold is lifted.")
    return redirect(url_for("concerns.concern", concern_id=concern_id))


def pack_blocks(content: dict[str, Any], sha256: str) -> list[Block]:
    """Return the pack as it is printed: the same parts as the file, with the digest by which the two are compared."""
    parts = content["parts"]
    record = parts["record"]
    known = tuple((words, str(record[key])) for key, words in RECORD_WORDS.items() if record[key])
    blocks: list[Block] = [
        Paragraph(f"{parts['pack']['school']}. Made by {parts['pack']['made_by']} at {parts['pack']['made_at']}."),
        Paragraph(f"SHA-256 of the file with the same content (JSON):\n{sha256}"),
        Paragraph("All times are UTC. No image is part of this pack."),
        Heading("The first record"),
        Table(("What", "As it was written"), known, (1, 3)),
        Heading("Routes taken"),
    ]
    routes = tuple(
        (
            one["at"],
            ROUTES[Route(one["route"])].name,
            f"{one['by']}, with {one['with']}" if one["with"] else one["by"],
            f"{one['words']} {one['reference']}".strip(),
        )
        for one in parts["routes"]
    )
    blocks.append(Table(("At", "Route", "By", "What was done"), routes, (2, 2, 2, 4)) if routes else Paragraph("None."))
    blocks.append(Heading("What was said, advised and decided"))
    lines = tuple(
        (one["at"], ENTRIES[Entry(one["kind"])].name, f"{one['with']} {one['words']}".strip(), one["written_by"])
        for one in parts["lines"]
    )
    blocks.append(Table(("At", "What", "Words", "By"), lines, (2, 2, 4, 2)) if lines else Paragraph("Nothing."))
    blocks.append(Heading("Who opened the record"))
    opened = tuple((one["at"], one["by"], one["as"]) for one in parts["opened"])
    blocks.append(Table(("At", "Who", "As"), opened) if opened else Paragraph("Nobody yet."))
    return blocks
