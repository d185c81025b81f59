"""Which addresses do not take our mails: the last word on them was a refusal, or a mail that came back (DESIGN 7).

An address works again as soon as a mail to it is accepted.  The ladder and the ICT lead's page ask the same.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from governance.domain.delivery import TOO_LATE
from governance.models import Notice


def failing_since(address: InstrumentedAttribute[str]) -> sa.ScalarSelect[dt.datetime | None]:
    """Return what finds the moment of the last failure at an address; NULL where its mails arrive, or none was sent."""
    failed, later = aliased(Notice), aliased(Notice)
    accepted_since = sa.exists().where(
        later.to_address == failed.to_address, later.failed_at.is_(None), later.sent_at > failed.failed_at
    )
    return (
        sa.select(sa.func.max(failed.failed_at))
        .where(failed.to_address == address, failed.failed_at.is_not(None), failed.problem != TOO_LATE, ~accepted_since)
        .scalar_subquery()
    )


def failing(session: Session, addresses: Collection[str]) -> dict[str, dt.datetime]:
    """Return those of these addresses whose mails do not arrive, each with the moment of the last failure."""
    rows = session.execute(
        sa.select(Notice.to_address, sa.func.max(Notice.failed_at))
        .where(Notice.to_address.in_(addresses), Notice.failed_at == failing_since(Notice.to_address))
        .group_by(Notice.to_address)
    )
    return {address: moment for address, moment in rows if moment is not None}
