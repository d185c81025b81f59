"""Puts what a use case causes into the outbox, in the transaction of the use case; the worker sends it.

Nothing is sent inside a request.  May not import the jobs that send.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.delivery import MORNING_KINDS
from governance.domain.notices import notice_text
from governance.models import Account, Notice, School
from governance.services.daytime import next_daytime
from governance.services.transaction import Record


def notify(record: Record, kind: str, person_ids: Iterable[int | None], link: str, **words: str) -> None:
    """Leave one mail of ``kind`` for each of these persons, once each and never for the actor themselves.

    ``link`` is the path of the one page that settles it; ``words`` are those that the kind may carry.  Who has no
    active sign-in gets none.
    """
    people = {person for person in person_ids if person is not None} - {record.actor.person_id}
    subject, body = notice_text(kind, {"person": record.actor.name, **words})
    due_at = _due_at(record, kind)
    for person_id, address in addresses_of(record.session, people).items():
        leave(record, kind, address, subject, body, link, person_id=person_id, due_at=due_at)


def _due_at(record: Record, kind: str) -> dt.datetime:
    """Return when a mail leaves: at once, but for what the clock finds at night and can wait for the morning."""
    if record.actor.person_id is not None or record.actor.school_id is None or kind not in MORNING_KINDS:
        return record.now
    return next_daytime(record.session, record.session.get_one(School, record.actor.school_id), record.now)


def addresses_of(session: Session, people: Collection[int]) -> dict[int, str]:
    """Return where each of these persons gets mails: at their first active sign-in; who has none is left out."""
    rows = session.execute(
        sa.select(Account.person_id, Account.email)
        .where(Account.person_id.in_(people), Account.active.is_(True))
        .order_by(Account.person_id, Account.id)
    )
    found: dict[int, str] = {}
    for person_id, address in rows:
        found.setdefault(person_id, address)
    return found


def leave(
    record: Record,
    kind: str,
    address: str,
    subject: str,
    body: str,
    link: str,
    *,
    person_id: int | None = None,
    lines: Sequence[tuple[str, str]] = (),
    due_at: dt.datetime | None = None,
) -> None:
    """Leave one mail in the outbox.

    ``link`` is a path of the product, or empty; ``lines`` are what the mail gathers, each a text and a path.  It leaves
    at ``due_at``, or at once.
    """
    record.session.add(
        Notice(
            school_id=record.actor.school_id,
            kind=kind,
            person_id=person_id,
            to_address=address,
            subject=subject,
            body=body,
            link=link,
            lines=[list(line) for line in lines],
            message_id=f"<{secrets.token_hex(16)}@governance>",
            created_at=record.now,
            due_at=due_at or record.now,
        )
    )
