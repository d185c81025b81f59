"""What staff asked leave for beyond creating a site, and what the media asked (A.3.3, A.3.5, A.3.6, A.4.2, A.5.7)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from governance.db import Base, OfSchool, one_of, reachable, within_school, word
from governance.domain.approvals.words import RequestKind, RequestState
from governance.domain.media.words import EnquiryKind, EnquiryState


class ApprovalRequest(OfSchool, Base):
    """One thing that somebody asked leave for, of one kind, with the decision on it.

    ``answers`` is keyed by question, as ``domain/approvals/kinds.py`` lists them for the kind; ``label`` is how lists
    name it.  ``address`` is a site of somebody else's (participation), ``site_id`` one of ours.  ``version_id`` is the
    version of its proposal on which the site ran when the logo was asked for.  ``starts_on`` and ``ends_on`` are whole
    days, both inclusive.  ``replaces_id`` is the request whose approval a change made void.
    """

    __tablename__ = "approval_requests"
    kind: Mapped[RequestKind] = mapped_column(word(RequestKind))
    state: Mapped[RequestState] = mapped_column(word(RequestState))
    label: Mapped[str] = mapped_column(sa.String(200))
    site_id: Mapped[int | None]
    version_id: Mapped[int | None]
    address: Mapped[str] = mapped_column(sa.String(2000), default="")
    answers: Mapped[dict[str, Any]]
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    asked_by: Mapped[int]
    asked_at: Mapped[dt.datetime]
    decided_by: Mapped[int | None]
    decided_at: Mapped[dt.datetime | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    conditions: Mapped[str] = mapped_column(sa.Text, default="")
    delegation_id: Mapped[int | None]
    ended_by: Mapped[int | None]
    ended_at: Mapped[dt.datetime | None]
    end_reason: Mapped[str] = mapped_column(sa.Text, default="")
    replaces_id: Mapped[int | None]
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        within_school("site_id", "sites"),
        within_school("version_id", "proposal_versions"),
        within_school("asked_by", "memberships", "person_id"),
        within_school("decided_by", "memberships", "person_id"),
        within_school("delegation_id", "delegations"),
        within_school("ended_by", "memberships", "person_id"),
        within_school("replaces_id", "approval_requests"),
        one_of("kind", RequestKind),
        one_of("state", RequestState),
        sa.CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="nobody_decides_their_own"),
        sa.CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", name="decided_by_somebody"),
        sa.CheckConstraint("state <> 'waiting' OR decided_by IS NULL", name="waiting_is_undecided"),
        sa.CheckConstraint("state IN ('waiting', 'withdrawn') OR decided_by IS NOT NULL", name="decided_by_a_person"),
        sa.CheckConstraint("(ended_by IS NULL) = (ended_at IS NULL)", name="ended_by_somebody"),
        sa.CheckConstraint(
            "(state IN ('ended', 'void', 'withdrawn')) = (ended_at IS NOT NULL)", name="over_has_its_moment"
        ),
        sa.CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        sa.CheckConstraint(
            "kind <> 'participation' OR (address <> '' AND ends_on IS NOT NULL)", name="taking_part_where_and_until"
        ),
        sa.CheckConstraint(
            "kind <> 'advertising' OR (site_id IS NOT NULL AND starts_on IS NOT NULL AND ends_on IS NOT NULL)",
            name="advert_for_a_site_with_its_days",
        ),
        sa.CheckConstraint("kind <> 'commitment' OR ends_on IS NOT NULL", name="authorised_until_a_day"),
        sa.Index(None, "school_id", "kind", "state"),
        sa.Index(None, "school_id", "state"),
        sa.Index(None, "school_id", "site_id"),
    )


class MediaEnquiry(OfSchool, Base):
    """One enquiry from the media: who rang about what, when the head had it, and what was answered (A.3.6; 003).

    ``kind`` says whether it is about the school or somebody's own site, ``whose_id`` whose.  ``got_at`` is when it
    came, ``passed_at`` when the head had it: what lies between is shown.  The reply is what may be said; ``said`` is
    what was said, where it was something else or nobody had approved anything.
    """

    __tablename__ = "media_enquiries"
    kind: Mapped[EnquiryKind] = mapped_column(word(EnquiryKind))
    state: Mapped[EnquiryState] = mapped_column(word(EnquiryState))
    outlet: Mapped[str] = mapped_column(sa.String(200))
    contact: Mapped[str] = mapped_column(sa.String(300), default="")
    about: Mapped[str] = mapped_column(sa.Text)
    wanted_by: Mapped[str] = mapped_column(sa.String(120), default="")
    whose_id: Mapped[int | None]
    got_at: Mapped[dt.datetime]
    taken_by: Mapped[int]
    recorded_by: Mapped[int]
    recorded_at: Mapped[dt.datetime]
    passed_at: Mapped[dt.datetime]
    advice: Mapped[str] = mapped_column(sa.Text, default="")
    advised_by: Mapped[int | None]
    advised_at: Mapped[dt.datetime | None]
    reply: Mapped[str] = mapped_column(sa.Text, default="")
    reply_by: Mapped[int | None]
    reply_at: Mapped[dt.datetime | None]
    approved_by: Mapped[int | None]
    approved_at: Mapped[dt.datetime | None]
    delegation_id: Mapped[int | None]
    given_by: Mapped[int | None]
    given_at: Mapped[dt.datetime | None]
    said: Mapped[str] = mapped_column(sa.Text, default="")
    closed_by: Mapped[int | None]
    closed_at: Mapped[dt.datetime | None]
    close_reason: Mapped[str] = mapped_column(sa.Text, default="")
    revision: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        reachable(),
        *(
            within_school(column, "memberships", "person_id")
            for column in (
                "whose_id",
                "taken_by",
                "recorded_by",
                "advised_by",
                "reply_by",
                "approved_by",
                "given_by",
                "closed_by",
            )
        ),
        within_school("delegation_id", "delegations"),
        one_of("kind", EnquiryKind),
        one_of("state", EnquiryState),
        sa.CheckConstraint("whose_id IS NULL OR kind = 'personal'", name="only_a_personal_site_is_somebodys"),
        sa.CheckConstraint("passed_at >= got_at", name="passed_on_after_it_came"),
        *(
            sa.CheckConstraint(f"({what}_by IS NULL) = ({what}_at IS NULL)", name=f"{what}_by_somebody")
            for what in ("advised", "reply", "approved", "given", "closed")
        ),
        sa.CheckConstraint("approved_at IS NULL OR reply_at IS NOT NULL", name="approved_is_a_reply"),
        # Nobody lets themselves speak about their own site; the head may write a reply and let it go out.
        sa.CheckConstraint(
            "approved_by IS NULL OR whose_id IS NULL OR approved_by <> whose_id", name="nobody_approves_on_themselves"
        ),
        sa.CheckConstraint("state <> 'advised' OR advised_at IS NOT NULL", name="advised_has_advice"),
        sa.CheckConstraint(
            "state <> 'reply_waits' OR (reply_at IS NOT NULL AND approved_at IS NULL)", name="waiting_reply_is_written"
        ),
        sa.CheckConstraint("state <> 'reply_approved' OR approved_at IS NOT NULL", name="approved_reply_is_approved"),
        sa.CheckConstraint("(state = 'given') = (given_at IS NOT NULL)", name="given_has_its_moment"),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_its_moment"),
        sa.Index(None, "school_id", "state"),
        sa.Index(None, "school_id", "got_at"),
    )
