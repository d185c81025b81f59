"""To whom a comment may be handed: who looks after its site, an ICT lead or a safeguarding lead.

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.words import Role
from governance.models import School
from governance.services.actors import holders_of, school_today
from governance.services.comments.scope import lookers
from governance.services.comments.taken import TakenComment
from governance.services.transaction import Record


def colleagues(session: Session, school_id: int, site_id: int | None, today: dt.date) -> list[int]:
    """Return the persons who may be asked about a comment of a site or be handed it, in order."""
    found = {
        *lookers(session, school_id, site_id, today),
        *holders_of(session, school_id, Role.ICT_LEAD, today),
        *holders_of(session, school_id, Role.DSL, today),
    }
    return sorted(found)


def may_look_after(record: Record, comment: TakenComment, person_id: int | None) -> bool:
    """Return whether this person may be asked about the comment, or be handed it."""
    school = record.session.get_one(School, comment.school_id)
    return person_id in colleagues(record.session, school.id, comment.site_id, school_today(school, record.now))
