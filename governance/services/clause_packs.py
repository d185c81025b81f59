"""Taking a pack of the clauses out of the product is an act of its own, and is recorded like any other (DESIGN 8).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.clauses.packs import Pack
from governance.services.permitted import refuse_without
from governance.services.transaction import use_case

FORMATS = ("json", "pdf")


def take_clause_pack(session: Session, actor: Actor, now: dt.datetime, *, pack: Pack, kind: str) -> None:
    """Put on record that a pack was taken away, before it is handed out.  ``kind`` is one of FORMATS.

    Raises Refused where the actor may not have the names that it would hold.
    """
    refuse_without(actor, Permission.TAKE_NAMES if pack is Pack.WITH_NAMES else Permission.SEE_CLAUSES)
    with use_case(session, actor, now) as record:
        record.act("clauses.pack_taken", "school", actor.school_id, pack=pack.value, format=kind)
