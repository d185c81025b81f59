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
from governance.queries.registers.sheet_rows import training_rows
from governance.services.policy_texts import current_policy_text
from governance.services.registers.training_sheet import TRAINING
from governance.web.entry import actor, requires, school, today
from governance.web.records.area import bp
from governance.web.registers.sheets import SHEETS, SheetPages, files_of
from governance.web.registers_index import ENTRIES, RegisterEntry

ENTRIES.append(
    RegisterEntry(
        "Training, and links in the policy",
        "records.training",
        Permission.FOLLOW_ACKNOWLEDGEMENTS,
        "Who was trained in what, by whom and until when, and which sites the policy names that are no longer there.",
    )
)


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
        files=files_of("training"),
        may_record=may(actor(), Permission.LOOK_AFTER_PEOPLE),
        may_publish=may(actor(), Permission.LOOK_AFTER_POLICY),
    )


SHEETS["training"] = SheetPages(
    TRAINING,
    "Training",
    "records.training",
    lambda: training_rows(db.session, school().id, today()),
    reading=Permission.FOLLOW_ACKNOWLEDGEMENTS,
)
