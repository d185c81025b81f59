"""Puts what a use case causes into the outbox, in the transaction of the use case; the worker sends it.

Nothing is sent inside a request.  May not import the jobs that send.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

import sqlalchemy as sa

from governance.domain.notices import notice_text
from governance.models import Account, Notice
from governance.services.transaction import Record


def notify(record: Record, kind: str, person_ids: Iterable[int | None], link: str, **words: str) -> None:
    """Leave one mail of ``kind`` for each of these persons, once each and never for the actor themselves.

    ``link`` is the path of the one page that settles it; ``words`` are those that the kind may carry.  Who has no
    active sign-in gets none.
    """
    people = {person for person in person_ids if person is not None} - {record.actor.person_id}
    subject, body = notice_text(kind, {"person": record.actor.name, **words})
    accounts = record.session.scalars(
        sa.select(Account)
        .where(Account.person_id.in_(people), Account.active.is_(True))
        .order_by(Account.person_id, Account.id)
    )
    told: set[int] = set()
    for account in accounts:
        if account.person_id in told:
            continue
        told.add(account.person_id)
        leave(record, kind, account.email, subject, body, link, person_id=account.person_id)


def leave(
    record: Record, kind: str, address: str, subject: str, body: str, link: str, *, person_id: int | None = None
) -> None:
    """Leave one mail in the outbox.  ``link`` is a path of the product, or empty."""
    record.session.add(
        Notice(
            school_id=record.actor.school_id,
            kind=kind,
            person_id=person_id,
            to_address=address,
            subject=subject,
            body=body,
            link=link,
            message_id=f"<{secrets.token_hex(16)}@governance>",
            created_at=record.now,
            due_at=record.now,
        )
    )
