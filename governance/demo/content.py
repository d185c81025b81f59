"""The demo's content: a draft that waits for the head, and a site whose routine posts are approved ahead (A.3.4)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from governance.demo.school import Demo
from governance.domain.content.checks import LAW_KEYS
from governance.domain.content.standing import half_term_end
from governance.domain.content.words import ContentKind
from governance.domain.words import SiteState
from governance.models import Draft, School, Site
from governance.services.actors import school_today
from governance.services.content.standing_approvals import give_standing_approval
from governance.services.content.writing import answer_page, start_draft, submit_draft
from governance.services.refused import Refused
from governance.services.school_days import calendar_of

ANSWERS: dict[str, dict[str, Any]] = {
    "right": {"accurate": "yes", "commits": "no", "sensitive": "no"},
    "law": {"law": list(LAW_KEYS), "party_political": "no", "others_work": "no"},
    "look": {"logo": "site", "speaks": "no"},
}


def fill_content(demo: Demo) -> None:
    """Send one draft for approval, and approve the routine posts of another site for this half-term."""
    session = demo.session
    sites = list(
        session.scalars(
            sa.select(Site.id).where(Site.school_id == demo.school_id, Site.state == SiteState.LIVE).order_by(Site.id)
        )
    )
    known = session.scalar(sa.select(Draft.id).where(Draft.school_id == demo.school_id).limit(1))
    school = session.get_one(School, demo.school_id)
    today, calendar = school_today(school, demo.now), calendar_of(session, school)
    session.rollback()
    if known or not sites:
        return
    _send(demo, sites[0])
    last = half_term_end(calendar, today)
    try:
        give_standing_approval(
            session,
            demo.actor("head"),
            demo.now,
            site_id=sites[-1],
            kinds=[ContentKind.CLASS_WORK, ContentKind.HOMEWORK],
            starts_on=today,
            ends_on=last,
            note="No pictures of pupils.",
        )
    except Refused:
        # In a summer holiday no next half-term is known, and the demo does without.
        session.rollback()


def _send(demo: Demo, site_id: int) -> None:
    author, session = demo.actor("ict_lead"), demo.session
    draft_id = start_draft(
        session,
        author,
        demo.now,
        site_id=site_id,
        kind=ContentKind.CLASS_WORK,
        title="We programmed a robot to draw",
        text="This week we told a small robot how to draw a square. It took us four tries, and then it drew a star.",
        sources="Our own lesson on Tuesday.",
    )
    for page, answers in ANSWERS.items():
        answer_page(
            session, author, demo.now, draft_id=draft_id, seen=_seen(demo, draft_id), page=page, answers=answers
        )
    submit_draft(session, author, demo.now, draft_id=draft_id, seen=_seen(demo, draft_id))


def _seen(demo: Demo, draft_id: int) -> int:
    revision = demo.session.scalars(sa.select(Draft.revision).where(Draft.id == draft_id)).one()
    demo.session.rollback()
    return revision
