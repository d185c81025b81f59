"""A vetting that should not count is withdrawn, with the reason; it is never changed and never taken away (A.2.6).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.models import Contributor, Vetting
from governance.services.permitted import refuse_without
from governance.services.refused import refuse_if
from governance.services.registers.vetting import SUBJECT
from governance.services.seen import locked
from governance.services.transaction import Record, use_case


def withdraw_vetting(session: Session, actor: Actor, now: dt.datetime, *, vetting_id: int, reason: str) -> None:
    """Withdraw a vetting that should not count: from this moment on it does not."""
    refuse_without(actor, Permission.LOOK_AFTER_VETTING)
    with use_case(session, actor, now) as record:
        vetting = locked(session, Vetting, actor.school_id or 0, vetting_id)
        if vetting.withdrawn_at is not None:
            record.repeat()
            return
        refuse_if(withdrawing_refusals(reason))
        withdrawn(record, vetting, reason)


def withdrawing_refusals(reason: str) -> tuple[Refusal, ...]:
    """Return every reason against withdrawing a vetting for this reason."""
    return reason_refusals(reason, "the reason for withdrawing it", clause="A.2.6", page="reason")


def withdrawn(record: Record, vetting: Vetting, reason: str) -> None:
    """Withdraw a vetting; judged before."""
    contributor = record.session.get_one(Contributor, vetting.contributor_id)
    vetting.withdrawn_at, vetting.withdrawn_by = record.now, record.actor.person_id
    vetting.withdrawn_because = reason.strip()
    texts = {"label": contributor.name, "reason": vetting.withdrawn_because}
    record.act("vetting.withdrawn", SUBJECT, contributor.id, texts=texts, vetting_id=vetting.id)
