"""Taking decisions on comments out of the product is an act of its own, with the number of what was taken (DESIGN 8).

May not import Flask, hosts or queries.
"""

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
    """As what decisions are exported."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


def export_decisions(
    session: Session, actor: Actor, now: dt.datetime, *, rows: Iterable[Row], kind: ExportFormat
) -> list[Row]:
    """Return the decisions that are exported, with the export itself on record; nobody gets them without it."""
    with use_case(session, actor, now) as record:
        exported = list(rows)
        record.act("comments.exported", "school", actor.school_id, count=len(exported), format=kind.value)
    return exported
