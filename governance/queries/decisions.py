"""Reads for the head's decisions: what waits, oldest first, and what was recorded about one version; they never write.

The number in the navigation and the list come from the same WHERE (DESIGN 3, rule 8).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.approvals.words import RequestKind
from governance.domain.proposal.answers import brand_asked
from governance.domain.words import Answer, ApprovalKind, Approver, SiteKind, SiteState, VersionState
from governance.models import (
    Consultation,
    Decision,
    Discussion,
    Person,
    ProposalVersion,
    RiskSignature,
    Site,
)
from governance.queries.approvals import count_requests_waiting
from governance.queries.media import count_for_head

MOST_RECENT = 20


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One version that waits for a decision."""

    version_id: int
    site_id: int
    site_name: str
    kind: SiteKind
    site_state: SiteState
    number: int
    proposer_id: int
    proposer: str
    submitted_at: dt.datetime


@dataclass(frozen=True, slots=True)
class EndRow:
    """One live site whose planned end has come."""

    site_id: int
    name: str
    planned_end: dt.date


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """One decision that was given."""

    version_id: int
    site_name: str
    number: int
    kind: ApprovalKind
    answer: Answer
    decider: str
    decided_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Recorded:
    """Something recorded before the decision: by whom and when, and the words by their label."""

    by: str
    recorded_at: dt.datetime
    held_on: dt.date | None
    words: tuple[tuple[str, str], ...]


def _waiting_for(
    school_id: int, person_id: int | None, approvers: Sequence[Approver]
) -> tuple[sa.ColumnElement[bool], ...]:
    """What waits for a person who decides as one of ``approvers``: not their own, and not decided by that approver."""
    said = sa.exists().where(
        Decision.school_id == ProposalVersion.school_id,
        Decision.version_id == ProposalVersion.id,
        Decision.kind == ApprovalKind.CREATION,
        Decision.answer == Answer.YES,
        Decision.approver.in_(approvers),
    )
    return (
        ProposalVersion.school_id == school_id,
        ProposalVersion.state == VersionState.SUBMITTED,
        ProposalVersion.proposer_id != (person_id or 0),
        ~said,
    )


def _end_has_come(school_id: int, today: dt.date) -> tuple[sa.ColumnElement[bool], ...]:
    """Which sites wait for the head to say whether they go on (A.1.6)."""
    return (Site.school_id == school_id, Site.state == SiteState.LIVE, Site.planned_end <= today)


def count_waiting(
    school_id: int,
    person_id: int | None,
    approvers: Sequence[Approver],
    ends_by: dt.date | None,
    kinds: Sequence[RequestKind] = (),
) -> sa.ScalarSelect[int]:
    """Return what counts everything that waits for this person's decision, each part by the WHERE of its list.

    ``approvers`` are those for whom they decide on versions, ``kinds`` the kinds of request that are theirs.
    ``ends_by`` is today for who acts for the head, and decides on sites whose end has come and on what the media ask;
    None for everybody else.
    """
    where = _waiting_for(school_id, person_id, approvers)
    parts = [sa.select(sa.func.count()).select_from(ProposalVersion).where(*where).scalar_subquery()]
    if kinds:
        parts.append(count_requests_waiting(school_id, person_id, kinds))
    if ends_by is not None:
        parts.append(sa.select(sa.func.count(Site.id)).where(*_end_has_come(school_id, ends_by)).scalar_subquery())
        parts.append(count_for_head(school_id, person_id))
    return sa.select(sum(parts[1:], start=sa.literal(0) + parts[0])).scalar_subquery()


def ends_that_came(session: Session, school_id: int, today: dt.date) -> list[EndRow]:
    """Return the live sites whose planned end has come, the earliest first."""
    query = (
        sa.select(Site.id, Site.name, Site.planned_end)
        .where(*_end_has_come(school_id, today))
        .order_by(Site.planned_end, Site.name)
    )
    return [EndRow(site_id, name, end) for site_id, name, end in session.execute(query) if end is not None]


def waiting_for(
    session: Session, school_id: int, person_id: int | None, approvers: Sequence[Approver]
) -> list[WaitingRow]:
    """Return the versions that wait for this person's decision, the oldest first."""
    return _rows(session, *_waiting_for(school_id, person_id, approvers))


def waiting_for_others(session: Session, school_id: int, mine: Sequence[WaitingRow]) -> list[WaitingRow]:
    """Return the versions that wait for somebody else's decision, the oldest first."""
    return _rows(
        session,
        ProposalVersion.school_id == school_id,
        ProposalVersion.state == VersionState.SUBMITTED,
        ProposalVersion.id.not_in([row.version_id for row in mine]),
    )


def _rows(session: Session, *where: sa.ColumnElement[bool]) -> list[WaitingRow]:
    query = (
        sa.select(
            ProposalVersion.id,
            Site.id,
            Site.name,
            Site.kind,
            Site.state,
            ProposalVersion.number,
            ProposalVersion.proposer_id,
            Person.name,
            ProposalVersion.submitted_at,
        )
        .join(Site, sa.and_(Site.school_id == ProposalVersion.school_id, Site.id == ProposalVersion.site_id))
        .join(Person, Person.id == ProposalVersion.proposer_id)
        .where(*where)
        .order_by(ProposalVersion.submitted_at, ProposalVersion.id)
    )
    # A submitted version has its moment, by a constraint that the type of its column does not know.
    return [WaitingRow(*row[:-1], submitted_at=row[-1]) for row in session.execute(query) if row[-1] is not None]


def decided_lately(session: Session, school_id: int) -> list[DecidedRow]:
    """Return the last decisions of the school, the newest first."""
    query = (
        sa.select(
            ProposalVersion.id,
            Site.name,
            ProposalVersion.number,
            Decision.kind,
            Decision.answer,
            Person.name,
            Decision.decided_at,
        )
        .join(
            ProposalVersion,
            sa.and_(ProposalVersion.school_id == Decision.school_id, ProposalVersion.id == Decision.version_id),
        )
        .join(Site, sa.and_(Site.school_id == ProposalVersion.school_id, Site.id == ProposalVersion.site_id))
        .join(Person, Person.id == Decision.decider_id)
        .where(Decision.school_id == school_id)
        .order_by(Decision.id.desc())
        .limit(MOST_RECENT)
    )
    return [DecidedRow(*row) for row in session.execute(query)]


def discussions_of(session: Session, site_id: int, digest: str) -> list[Recorded]:
    """Return the discussions that cover the audience and contributions of this digest (A.1.3)."""
    query = (
        sa.select(Person.name, Discussion.recorded_at, Discussion.held_on, Discussion.who, Discussion.points)
        .join(Person, Person.id == Discussion.recorded_by)
        .where(Discussion.site_id == site_id, Discussion.audience_digest == digest)
        .order_by(Discussion.id)
    )
    return [
        Recorded(by, at, held, (("With", who), ("Points", points)))
        for by, at, held, who, points in session.execute(query)
    ]


def consultations_of(session: Session, site_id: int, digest: str) -> list[Recorded]:
    """Return the consultations that cover the purpose and content of this digest (A.3.5)."""
    query = (
        sa.select(
            Person.name,
            Consultation.recorded_at,
            Consultation.held_on,
            Consultation.purpose_words,
            Consultation.content_words,
        )
        .join(Person, Person.id == Consultation.recorded_by)
        .where(Consultation.site_id == site_id, Consultation.purpose_digest == digest)
        .order_by(Consultation.id)
    )
    return [
        Recorded(by, at, held, (("On the purpose", purpose), ("On the content", content)))
        for by, at, held, purpose, content in session.execute(query)
    ]


def signatures_of(session: Session, site_id: int, digest: str) -> list[Recorded]:
    """Return the safeguarding lead's signatures under the risks of this digest (A.2)."""
    query = (
        sa.select(Person.name, RiskSignature.signed_at, RiskSignature.note)
        .join(Person, Person.id == RiskSignature.signed_by)
        .where(RiskSignature.site_id == site_id, RiskSignature.risk_digest == digest)
        .order_by(RiskSignature.id)
    )
    return [Recorded(by, at, None, (("Note", note),) if note else ()) for by, at, note in session.execute(query)]


def brand_decision_of(session: Session, version: ProposalVersion) -> dict[str, Any] | None:
    """Return the newest word on logo and brand for what a version asks, as its page shows it (A.3.5)."""
    rows = session.execute(
        sa.select(Person.name, Decision.answer, Decision.reason, Decision.decided_at, ProposalVersion)
        .join(Person, Person.id == Decision.decider_id)
        .join(
            ProposalVersion,
            sa.and_(ProposalVersion.school_id == Decision.school_id, ProposalVersion.id == Decision.version_id),
        )
        .where(
            ProposalVersion.school_id == version.school_id,
            ProposalVersion.site_id == version.site_id,
            ProposalVersion.number <= version.number,
            Decision.kind == ApprovalKind.BRAND,
        )
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    )
    for by, answer, reason, at, decided in rows:
        if brand_asked(decided.answers) == brand_asked(version.answers):
            return {"by": by, "is_yes": answer is Answer.YES, "reason": reason, "at": at, "version": decided.number}
    return None
