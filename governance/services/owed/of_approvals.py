"""What is owed about taking part on others' sites: leave that ends soon, or has run out while nobody ended it (A.3.3).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.approvals.words import RequestKind, RequestState
from governance.domain.reminders import Matter, Owed, Rung
from governance.models import ApprovalRequest, School
from governance.services.actors import school_today
from governance.services.owed.people_here import members_here
from governance.services.policy import policy_of


def owed_on_participation(session: Session, school: School, now: dt.datetime) -> Iterator[Owed]:
    """Yield each leave whose last day is near or past, to who asked for it; for a leaver the ICT lead is told first."""
    today, ahead = school_today(school, now), dt.timedelta(days=policy_of(session, school.id).warn_days_before)
    rows = session.scalars(
        sa.select(ApprovalRequest)
        .where(
            ApprovalRequest.school_id == school.id,
            ApprovalRequest.kind == RequestKind.PARTICIPATION,
            ApprovalRequest.state == RequestState.APPROVED,
            ApprovalRequest.ends_on <= today + ahead,
        )
        .order_by(ApprovalRequest.ends_on, ApprovalRequest.id)
    ).all()
    here = members_here(session, school.id, today) if rows else frozenset()
    for row in rows:
        if row.ends_on is None:
            continue
        authors = (row.asked_by,) if row.asked_by in here else ()
        yield Owed(
            Matter.PARTICIPATION_ENDS,
            "approval_request",
            row.id,
            row.ends_on.isoformat(),
            row.ends_on - ahead,
            row.label,
            f"/s/{school.slug}/approvals/{row.id}",
            by=row.ends_on,
            authors=authors,
            starts_at=Rung.AUTHOR if authors else Rung.ICT_LEAD,
        )
