"""Platforms that the school has given up: no new sites on them, and existing ones close by a day (DOMAIN 4.5).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.found_accounts import PLATFORMS
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.domain.registers.platform_accounts import retiring_refusals
from governance.models import RetiredPlatform
from governance.services.actors import school_today
from governance.services.permitted import refuse_without
from governance.services.refused import refuse_if
from governance.services.seen import locked
from governance.services.transaction import Record, use_case
from governance.services.within import school_of

SUBJECT = "retired_platform"


def retire_platform(
    session: Session, actor: Actor, now: dt.datetime, *, platform: str, close_by: dt.date, reason: str
) -> int:
    """Retire a platform; from now on nobody proposes a site on it.  Returns the row."""
    refuse_without(actor, Permission.AUTHORISE)
    with use_case(session, actor, now) as record:
        refuse_if(retiring_reasons(record, platform, close_by, reason))
        return retired(record, platform, close_by, reason).id


def retiring_reasons(record: Record, platform: str, close_by: dt.date, reason: str) -> tuple[Refusal, ...]:
    """Return every reason against retiring a platform; nothing is changed."""
    school = school_of(record)
    found = list(reason_refusals(reason, "the reason for giving it up", clause="7.3", page="reason"))
    found += retiring_refusals(close_by, school_today(school, record.now))
    if platform not in PLATFORMS or platform == "own_site":
        found.append(Refusal("platform_unknown", "Choose a platform in the list.", "7.3", "platform"))
    if platform in retired_platforms(record.session, school.id):
        found.append(Refusal("platform_retired_already", "It is retired already.", "7.3", "platform"))
    return tuple(found)


def retired(record: Record, platform: str, close_by: dt.date, reason: str) -> RetiredPlatform:
    """Retire a platform as was judged before; recorded."""
    row = RetiredPlatform(
        school_id=record.actor.school_id or 0,
        platform=platform,
        close_by=close_by,
        reason=reason.strip(),
        retired_by=record.actor.person_id or 0,
        retired_at=record.now,
    )
    record.session.add(row)
    record.session.flush()
    texts = {"label": PLATFORMS[platform], "reason": row.reason}
    record.act("platform.retired", SUBJECT, row.id, texts=texts, close_by=close_by)
    return row


def let_platform_back(session: Session, actor: Actor, now: dt.datetime, *, retired_id: int) -> None:
    """Let sites be proposed on a platform again."""
    refuse_without(actor, Permission.AUTHORISE)
    with use_case(session, actor, now) as record:
        row = locked(session, RetiredPlatform, actor.school_id or 0, retired_id)
        if row.ended_at is not None:
            record.repeat()
            return
        row.ended_at, row.ended_by = now, actor.person_id
        record.act("platform.let_back", SUBJECT, row.id, texts={"label": PLATFORMS.get(row.platform, row.platform)})


def retired_platforms(session: Session, school_id: int) -> dict[str, dt.date]:
    """Return the platforms that the school has retired, each with the day by which its sites close."""
    rows = session.execute(
        sa.select(RetiredPlatform.platform, RetiredPlatform.close_by).where(
            RetiredPlatform.school_id == school_id, RetiredPlatform.ended_at.is_(None)
        )
    )
    return dict(rows.all())
