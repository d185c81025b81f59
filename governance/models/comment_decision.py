"""What people do with a comment: decide it, speak about it, open it, have it in hand (A.5)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.comments.words import CommentAction, CommentState


class CommentDecision(OfSchool, Base):
    """What somebody decided of a comment, on which revision, and why; one row for each number and never changed.

    ``decider_id`` is empty where it was decided on the host; ``decided_on_host`` then says by whom, as far as known.
    A removal keeps the house rule as it read that day.  ``undoes`` is the number of the decision that it takes back.
    """

    __tablename__ = "comment_decisions"
    comment_id: Mapped[int]
    number: Mapped[int]
    on_revision: Mapped[int]
    action: Mapped[CommentAction] = mapped_column(word(CommentAction))
    from_state: Mapped[CommentState] = mapped_column(word(CommentState))
    to_state: Mapped[CommentState] = mapped_column(word(CommentState))
    decider_id: Mapped[int | None]
    decided_on_host: Mapped[str] = mapped_column(sa.String(200), default="")
    rule_id: Mapped[int | None]
    rule_number: Mapped[int | None]
    rule_text: Mapped[str] = mapped_column(sa.Text, default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    undoes: Mapped[int | None]
    decided_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime | None]
    __table_args__ = (
        reachable(),
        sa.UniqueConstraint("school_id", "comment_id", "number"),
        sa.UniqueConstraint("school_id", "id", "decider_id"),
        within_school("comment_id", "comments"),
        within_school("decider_id", "memberships", "person_id"),
        within_school("rule_id", "house_rules"),
        one_of("action", CommentAction),
        one_of("from_state", CommentState),
        one_of("to_state", CommentState),
        sa.CheckConstraint("action <> 'remove' OR rule_text <> '' OR decider_id IS NULL", name="removal_cites_a_rule"),
        sa.CheckConstraint("(decider_id IS NULL) = (decided_on_host <> '')", name="decided_by_somebody"),
        # What was undone waits again: an undo publishes nothing.
        sa.CheckConstraint(
            "action <> 'undo' OR to_state <> 'published' OR from_state = 'published'", name="undo_waits"
        ),
        sa.Index(None, "school_id", "decided_at"),
        sa.Index(None, "school_id", "decider_id"),
    )


class CommentNote(OfSchool, Base):
    """What moderators say to each other about a comment; ``asked_of`` is set where it is a question to somebody."""

    __tablename__ = "comment_notes"
    comment_id: Mapped[int]
    written_by: Mapped[int]
    asked_of: Mapped[int | None]
    words: Mapped[str] = mapped_column(sa.Text)
    written_at: Mapped[dt.datetime]
    __table_args__ = (
        reachable(),
        within_school("comment_id", "comments"),
        within_school("written_by", "memberships", "person_id"),
        within_school("asked_of", "memberships", "person_id"),
        sa.Index(None, "school_id", "comment_id"),
    )


class CommentOpening(OfSchool, Base):
    """Who first opened a comment of the school's people, and when: from seen to hidden is counted from here."""

    __tablename__ = "comment_openings"
    comment_id: Mapped[int]
    opened_by: Mapped[int]
    opened_at: Mapped[dt.datetime]
    __table_args__ = (
        sa.UniqueConstraint("school_id", "comment_id"),
        within_school("comment_id", "comments"),
        within_school("opened_by", "memberships", "person_id"),
    )


class CommentClaim(OfSchool, Base):
    """That somebody has a comment in hand; a courtesy that ends by itself at ``until``."""

    __tablename__ = "comment_claims"
    comment_id: Mapped[int]
    person_id: Mapped[int]
    claimed_at: Mapped[dt.datetime]
    until: Mapped[dt.datetime]
    __table_args__ = (
        sa.UniqueConstraint("school_id", "comment_id"),
        within_school("comment_id", "comments"),
        within_school("person_id", "memberships", "person_id"),
    )
