"""The impact assessment and the privacy notice to begin with: on a page, on paper, as PDF and as text (DOMAIN 3.6)."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.records.documents import DRAFT, TITLES, Document, filled
from governance.queries.records.switched_on import switched_on
from governance.services.records.second_look import second_look_is_on
from governance.web.entry import now, policy, requires, school, today
from governance.web.handed_out import handed_out
from governance.web.pdf import Block, Heading, Paragraph, pdf_bytes
from governance.web.records.area import bp
from governance.web.registers_index import ENTRIES, RegisterEntry

DOCUMENT = "<any({}):document>".format(", ".join(f'"{one.value}"' for one in Document))

ENTRIES.append(
    RegisterEntry(
        "Impact assessment and privacy notice, to begin with",
        "records.documents",
        Permission.LOOK_AFTER_RECORDS,
        "Two drafts that are filled from what the school has switched on, for the data protection officer to check.",
    )
)


@bp.get("/records/documents")
@requires(Permission.LOOK_AFTER_RECORDS)
def documents() -> ResponseReturnValue:
    """List the two documents."""
    return render_template("records/documents.html", titles=TITLES, draft=DRAFT)


@bp.get(f"/records/documents/{DOCUMENT}")
@requires(Permission.LOOK_AFTER_RECORDS)
def document_page(document: str) -> ResponseReturnValue:
    """Show one, filled; made to be printed."""
    found = Document(document)
    return render_template(
        "records/document.html", document=found, title=TITLES[found], sections=_sections(found), draft=DRAFT
    )


@bp.get(f"/records/documents/{DOCUMENT}.pdf")
@requires(Permission.LOOK_AFTER_RECORDS)
def document_file(document: str) -> ResponseReturnValue:
    """Hand one out as a file."""
    found = Document(document)
    blocks: list[Block] = [Paragraph(DRAFT)]
    for heading, paragraphs in _sections(found):
        blocks += [Heading(heading), *(Paragraph(words) for words in paragraphs)]
    return handed_out(f"{found.value}.pdf", pdf_bytes(f"{TITLES[found]}: {school().name}", blocks, made_on=now()))


def _sections(document: Document) -> tuple[tuple[str, tuple[str, ...]], ...]:
    on = switched_on(db.session, school(), policy(), today(), second_look=second_look_is_on())
    return filled(document, on.facts, on.switches)
