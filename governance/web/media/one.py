"""One enquiry: who asked what, how long the head did not have it, the reply with its yes, and what was said (A.3.6)."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.media.life import decides_on
from governance.domain.media.words import KIND_WORDS, STATE_WORDS, EnquiryAction
from governance.queries.media import EnquiryRow
from governance.services.media.answering import approve_reply
from governance.web.entry import actor, now, requires
from governance.web.fields import seen_from
from governance.web.media.area import TONES, against, bp, enquiry_at_hand
from governance.web.refused import done_or_said
from governance.web.words import count_words, moment_words


@bp.get("/<int:enquiry_id>")
@requires(Permission.TAKE_MEDIA_ENQUIRIES)
def one(enquiry_id: int) -> ResponseReturnValue:
    """Show one enquiry."""
    row = enquiry_at_hand(enquiry_id)
    possible = {action.value: not against(row, action) for action in EnquiryAction}
    return render_template(
        "media/one.html",
        row=row,
        enquiry=row.enquiry,
        names=row.names,
        facts=facts_of(row),
        state=(STATE_WORDS[row.enquiry.state], TONES[row.enquiry.state]),
        may=possible,
        decides=decides_on(actor(), row.enquiry.whose_id),
        own=row.enquiry.whose_id is not None and row.enquiry.whose_id == actor().person_id,
        now=now(),
    )


@bp.post("/<int:enquiry_id>/approve")
@requires(Permission.TAKE_MEDIA_ENQUIRIES, writes=True)
def approve(enquiry_id: int) -> ResponseReturnValue:
    """Let the reply go out as it is written."""
    seen = seen_from(request.form.getlist("seen"))
    enquiry_at_hand(enquiry_id)
    done_or_said(
        lambda: approve_reply(db.session, actor(), now(), enquiry_id=enquiry_id, seen=seen),
        "The reply may be given as it is written. Whoever took the enquiry is told.",
    )
    return redirect(url_for(".one", enquiry_id=enquiry_id))


def facts_of(row: EnquiryRow) -> list[dict[str, Any]]:
    """Return what was asked, as a summary list shows it."""
    enquiry, names = row.enquiry, row.names
    taken = f"{names['taken_by']}, on {moment_words(enquiry.got_at)}"
    if enquiry.recorded_by != enquiry.taken_by:
        taken += f"; written down by {names['recorded_by']}"
    kind = KIND_WORDS[enquiry.kind].capitalize()
    after = count_words(row.minutes, "minute") + " later" if row.minutes else "in the same minute"
    rows = [
        ("Who asks", enquiry.outlet),
        ("What they want to know", enquiry.about),
        ("What it is about", f"{kind}: {names['whose_id']}" if enquiry.whose_id else kind),
        ("How to reach them", enquiry.contact),
        ("Wants an answer by", enquiry.wanted_by),
        ("Taken by", taken),
        ("The head had it", f"{moment_words(enquiry.passed_at)}, {after}"),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]
