"""What is owed about moderation: a site open to comments that shows none for too long (A.5).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Session

from governance.domain.reminders import Matter, Owed, Rung
from governance.domain.words import Duty
from governance.models import School
from governance.services.actors import school_today
from governance.services.moderation_silences import silences_at
from governance.services.owed.people_here import on_duty_here


def owed_moderation(session: Session, school: School, now: dt.datetime) -> Iterator[Owed]:
    """Yield each site that is silent; its authors are its moderators."""
    today = school_today(school, now)
    silent = silences_at(session, school, today)
    people = on_duty_here(session, school.id, today, Duty.MODERATOR) if silent else {}
    for one in silent:
        authors = people.get(one.site_id, ())
        yield Owed(
            Matter.NO_MODERATION,
            "site",
            one.site_id,
            one.silence.since.isoformat(),
            one.silence.said_from,
            one.name,
            f"/s/{school.slug}/sites/{one.site_id}/page-check",
            count=(today - one.silence.since).days,
            authors=authors,
            owner=one.owner_id,
            starts_at=Rung.AUTHOR if authors else Rung.RESOURCING_OWNER,
        )
