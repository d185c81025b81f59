"""How one moderator likes the queue: single keys on or off and which, and whether the worst is covered (WCAG 2.1.4).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.comments.keys import DEFAULT_KEYS, refusals_of_keys
from governance.models import ModeratorChoice
from governance.services.refused import refuse_if
from governance.services.transaction import use_case


def change_choices(
    session: Session, actor: Actor, now: dt.datetime, *, keys_on: bool, keys: Mapping[str, str], blur: bool
) -> None:
    """Keep what a moderator chose; only what differs from the usual keys is kept.  Raises Refused."""
    refuse_if(refusals_of_keys(keys))
    own = {act: key for act, key in keys.items() if act in DEFAULT_KEYS and key != DEFAULT_KEYS[act]}
    with use_case(session, actor, now) as record:
        row = session.scalar(
            sa.select(ModeratorChoice)
            .where(ModeratorChoice.school_id == actor.school_id, ModeratorChoice.person_id == actor.person_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        if row is not None and (row.keys_on, row.keys, row.blur) == (keys_on, own, blur):
            record.repeat()
            return
        if row is None:
            row = ModeratorChoice(school_id=actor.school_id, person_id=actor.person_id)
            session.add(row)
        row.keys_on, row.keys, row.blur = keys_on, own, blur
        session.flush()
        record.act("queue.choices_changed", "person", actor.person_id)
