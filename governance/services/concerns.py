"""The first record of a safeguarding concern: everybody records, few read (A.2.3, DESIGN 9).

Its readers are told that something waits, and an alarm runs until one of them has it.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.concerns import LONGEST_WORDS, About
from governance.domain.disclosures import Source
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.models import Concern, School
from governance.services.comments import alarms
from governance.services.concern_readers import let_somebody_read, readers_today, unread_refusals
from governance.services.notices import notify
from governance.services.permitted import refuse_without
from governance.services.references import new_reference
from governance.services.refused import refuse_if
from governance.services.transaction import Record, use_case
from governance.services.uncounted import uncounted_number
from governance.services.within import school_of


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
    source: Source | None = None,
    told_by: str = "",
) -> Concern:
    """Write the first record down, within the caller's use case.  ``about`` is child, adult, head or dsl."""
    school = record.session.get_one(School, school_id or record.actor.school_id)
    concern = Concern(
        id=uncounted_number(),
        school_id=school.id,
        reference=new_reference("C", record.now),
        about=About(about),
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
        source=source.value if source else "",
        told_by=told_by.strip()[:200],
    )
    let_somebody_read(record.session, concern, record.now)
    record.session.add(concern)
    record.session.flush()
    record.act("concern.opened", "concern", concern.id, school_id=school.id)
    tell_readers(record, school, concern)
    return concern


def tell_readers(record: Record, school: School, concern: Concern) -> None:
    """Tell who reads it that something waits, and send it on until one of them has it."""
    readers = readers_today(record.session, concern, record.now)
    notify(record, "concern_waits", readers, f"/s/{school.slug}/concerns/{concern.id}")
    alarms.start(record, school_id=school.id, concern_id=concern.id)


def record_concern(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    about: About,
    about_person: int | None,
    facts: str,
    opinion: str = "",
    done: str = "",
    words: str = "",
    address: str = "",
    source: Source | None = None,
    told_by: str = "",
    seen_at: dt.datetime | None = None,
) -> str:
    """Record a concern as anybody at the school may, and return its reference: the recorder may never see it again."""
    refuse_without(actor, Permission.RECORD_CONCERNS)
    found = list(reason_refusals(facts, "what happened", clause="A.2.3", page="facts", longest=LONGEST_WORDS))
    if seen_at is not None and seen_at > now:
        found.append(Refusal("not_yet_happened", "This has not happened yet. Give the time when it did.", page="seen"))
    with use_case(session, actor, now) as record:
        refuse_if((*found, *unread_refusals(session, school_of(record), about, about_person, now)))
        concern = open_first_record(
            record,
            about=about,
            about_person=about_person,
            facts=facts,
            opinion=opinion,
            done=done,
            words=words,
            address=address,
            seen_at=seen_at or now,
            source=source,
            told_by=told_by,
        )
        return concern.reference
