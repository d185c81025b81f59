"""What of the school's records waits for the data protection officer, for their home page."""

from __future__ import annotations

from governance.db import db
from governance.domain.access import is_dpo
from governance.queries.needs.of_records import RecordsWaiting
from governance.queries.records.requests import information_requests, subject_requests
from governance.services.records.information import counting_calendar, due_of_request
from governance.services.records.retention.due import due_kinds
from governance.services.records.retention.schedule import schedule_of
from governance.web.entry import actor, now, policy, school


def records_waiting() -> RecordsWaiting | None:
    """Return what waits; None for everybody but the data protection officer, whose page alone asks for it."""
    if not is_dpo(actor()):
        return None
    copies = [row.due_on for row in subject_requests(db.session, school().id) if row.sent_on is None]
    asked = [row.received_on for row, _ in information_requests(db.session, school().id) if row.answered_on is None]
    calendar = counting_calendar(db.session, school(), asked)
    answers = [due_of_request(calendar, policy(), day).due for day in asked]
    kinds = due_kinds(db.session, school(), schedule_of(db.session, school().id, policy()), now())
    return RecordsWaiting(
        copies=len(copies),
        copy_due=min(copies, default=None),
        answers=len(answers),
        answer_due=min(answers, default=None),
        records=sum(kind.due - kind.held for kind in kinds),
    )
