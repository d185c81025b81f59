"""The outbox: what has to reach somebody, kept in the transaction that caused it and sent by the worker."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base


class Notice(Base):
    """One mail to one address.  It never carries a child's name, a comment's text or anything of a concern.

    ``leased_until`` is set while a worker tries it; a lease that ran out is taken up by the next one.  The link of a
    kind in ``SECRET_KINDS`` (domain/delivery.py) is as good as a password: body and link are cleared once it was sent
    or given up, and no page shows them.  ``lines`` are what one mail gathers: a text and a path of the product each.
    With ``sent_at`` and ``failed_at`` both set it was accepted and came back later.
    """

    __tablename__ = "notices"
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int | None] = mapped_column(sa.ForeignKey("schools.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(60))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    to_address: Mapped[str] = mapped_column(sa.String(255))
    subject: Mapped[str] = mapped_column(sa.String(255))
    body: Mapped[str] = mapped_column(sa.Text)
    link: Mapped[str] = mapped_column(sa.String(500), default="")
    lines: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list)
    message_id: Mapped[str] = mapped_column(sa.String(255), unique=True)
    created_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime]
    leased_until: Mapped[dt.datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[dt.datetime | None]
    failed_at: Mapped[dt.datetime | None]
    problem: Mapped[str] = mapped_column(sa.String(500), default="")
    __table_args__ = (
        # Whether mails to an address arrive is asked of the newest ones to it.
        sa.Index(None, "to_address", "sent_at"),
        sa.Index(
            "ix_notices_waiting",
            "due_at",
            sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
        ),
    )


class ClockPeriod(Base):
    """That something periodic was done for one period: the unique key lets exactly one worker do it."""

    __tablename__ = "clock_periods"
    id: Mapped[int] = mapped_column(primary_key=True)
    task: Mapped[str] = mapped_column(sa.String(60))
    period: Mapped[str] = mapped_column(sa.String(60))
    taken_at: Mapped[dt.datetime]
    done_at: Mapped[dt.datetime | None]
    __table_args__ = (sa.UniqueConstraint("task", "period"),)
