"""The first record of a safeguarding concern: everybody records, few read (A.2.3, DESIGN 9).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from governance.models import Concern, School
from governance.services.transaction import Record


def open_first_record(
    record: Record,
    *,
    about: str,
    site_id: int | None = None,
    comment_id: int | None = None,
    address: str = "",
    author_shown: str = "",
    words: str = "",
    facts: str = "",
    opinion: str = "",
    done: str = "",
    seen_at: dt.datetime | None = None,
    hidden_at: dt.datetime | None = None,
    about_person: int | None = None,
    school_id: int | None = None,
) -> Concern:
    """Write the first record down, within the caller's use case.  ``about`` is child, adult, head or dsl."""
    school = record.session.get_one(School, school_id or record.actor.school_id)
    number = record.session.scalar(sa.select(sa.func.count()).where(Concern.school_id == school.id)) or 0
    concern = Concern(
        school_id=school.id,
        reference=f"C{record.now:%y}-{number + 1:04d}",
        about=about,
        about_person=about_person,
        site_id=site_id,
        comment_id=comment_id,
        address=address[:2000],
        author_shown=author_shown[:300],
        words=words,
        facts=facts,
        opinion=opinion,
        done=done,
        opened_by=record.actor.person_id,
        opened_at=record.now,
        seen_at=seen_at,
        hidden_at=hidden_at,
    )
    record.session.add(concern)
    record.session.flush()
    record.act("concern.opened", "concern", concern.id, school_id=school.id)
    return concern
