"""Taking the history out of the product is an act of its own, and is recorded like any other (DESIGN 8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.services.transaction import use_case

Row = TypeVar("Row")


class ExportFormat(StrEnum):
    """As what the history is exported."""

    CSV = "csv"
    JSON = "json"


def export_history(
    session: Session, actor: Actor, now: dt.datetime, *, rows: Iterable[Row], kind: ExportFormat
) -> list[Row]:
    """Return the rows that are exported, with the export itself on record; nobody gets them without it.

    ``rows`` are read inside the transaction, so that the number on record is the number that was handed out.
    """
    with use_case(session, actor, now) as record:
        exported = list(rows)
        record.act("audit.exported", "school", actor.school_id, count=len(exported), format=kind.value)
    return exported
