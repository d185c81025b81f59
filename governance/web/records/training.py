"""The register of training, and what the policy points to that is no longer there (003-8)."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission, may
from governance.domain.records.retired_sites import retired_links
from governance.domain.records.words import SURE_WORDS
from governance.domain.standing import TRAINING_TOPICS
from governance.queries.records import training as reads
from governance.services.policy_texts import current_policy_text
from governance.web.entry import actor, requires, school, today
from governance.web.handed_out import sheet_handed_out
from governance.web.records.area import bp
from governance.web.registers_index import ENTRIES, RegisterEntry

ENTRIES.append(
    RegisterEntry(
        "Training, and links in the policy",
        "records.training",
        Permission.FOLLOW_ACKNOWLEDGEMENTS,
        "Who was trained in what, by whom and until when, and which sites the policy names that are no longer there.",
    )
)
HEADINGS = ("name", "topic", "given_by", "trained_on", "expires_on", "counts_today")


@bp.get("/records/training")
@requires(Permission.FOLLOW_ACKNOWLEDGEMENTS)
def training() -> ResponseReturnValue:
    """List the training of everybody at the school, and the retired sites that the policy names."""
    text = current_policy_text(db.session, school().id)
    return render_template(
        "records/training.html",
        rows=reads.trainings(db.session, school().id, today()),
        topics=TRAINING_TOPICS,
        retired=retired_links(text.text) if text else (),
        text=text,
        sure=SURE_WORDS,
        day=today(),
        may_record=may(actor(), Permission.LOOK_AFTER_PEOPLE),
        may_publish=may(actor(), Permission.LOOK_AFTER_POLICY),
    )


@bp.get("/records/training.<any(csv, xlsx):as_file>")
@requires(Permission.FOLLOW_ACKNOWLEDGEMENTS)
def training_file(as_file: str) -> ResponseReturnValue:
    """Hand the register out as a file."""
    rows = [
        (
            one.name,
            TRAINING_TOPICS.get(one.topic, one.topic),
            one.given_by,
            one.trained_on.isoformat(),
            one.expires_on.isoformat() if one.expires_on else "",
            "no" if one.has_run_out(today()) else "yes",
        )
        for one in reads.trainings(db.session, school().id, today())
    ]
    return sheet_handed_out(f"training.{as_file}", "Training", HEADINGS, rows)
