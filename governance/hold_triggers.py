"""What the database refuses while a legal hold stands: to dispose of what is held, whatever asks it (003-7).

Every disposal leaves a stub in the same transaction, so the stub is where the database stops it; the words that went
come back with the rest.  This is cheap: the holds of a school and a kind stand in an index, and there are few.

What stays the services' is two things.  A trigger does not see a hold that somebody else has not committed yet, so a
disposal and a hold lock the school's row first.  And a hold on one concern keeps the comment, the reports and the
appeals that hang on it, which ``services/records/retention/of_concerns.py`` knows and a trigger would have to repeat.
May not import the domain or the models.
"""

from __future__ import annotations

from governance.trigger_guard import Guard

_STANDS = "SELECT 1 FROM legal_holds WHERE legal_holds.school_id = NEW.school_id AND legal_holds.released_at IS NULL"

HOLD_GUARDS: tuple[Guard, ...] = (
    # What hangs on a concern is called by its ordinary kind with "hidden_" before it, and is kept by a hold on either.
    Guard(
        "disposed_records_not_while_held",
        "disposed_records",
        "INSERT",
        "What is held is not disposed of.",
        f"EXISTS ({_STANDS} AND ((legal_holds.subject_id IS NULL OR legal_holds.subject_id = NEW.subject_id) "
        "AND (legal_holds.kind = NEW.kind "
        "OR (SUBSTR(NEW.kind, 1, 7) = 'hidden_' AND legal_holds.kind = SUBSTR(NEW.kind, 8))) "
        "OR (SUBSTR(NEW.kind, 1, 7) = 'hidden_' AND legal_holds.kind = 'concern' "
        "AND legal_holds.subject_id IS NULL)))",
    ),
    Guard(
        "concern_disposals_not_while_held",
        "concern_disposals",
        "INSERT",
        "What is held is not disposed of.",
        f"EXISTS ({_STANDS} AND legal_holds.kind = 'concern' "
        "AND (legal_holds.subject_id IS NULL OR legal_holds.subject_id = NEW.concern_id))",
    ),
)
