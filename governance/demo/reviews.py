"""The demo's policy as the governors find it: its printed dates, and a change of the law that asks for a review."""

from __future__ import annotations

import sqlalchemy as sa

from governance.demo.school import Demo
from governance.models import PolicyDates
from governance.services.policy_reviews import NOT_SAID, call_review, say_policy_dates


def fill_reviews(demo: Demo) -> None:
    """Write the dates down and ask for a review, unless that is done."""
    known = demo.session.scalar(sa.select(PolicyDates.id).where(PolicyDates.school_id == demo.school_id))
    demo.session.rollback()
    if known is not None:
        return
    head, today = demo.actor("head"), demo.today()
    say_policy_dates(
        demo.session,
        head,
        demo.now,
        approved=f"{today.day}/{today.month}/{today.year}",
        approved_by="The governing body",
        review="",
        seen=NOT_SAID,
    )
    words = "Minimum ages of large networks are to change in spring, so the rows of our platforms need another look."
    call_review(demo.session, demo.actor("ict_lead"), demo.now, why="law", words=words)
