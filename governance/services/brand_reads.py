"""Whether the head has said yes to logo and brand on a site: with its proposal, or when it was asked for later (A.3.5).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.approvals.words import RequestKind, RequestState
from governance.domain.proposal.answers import brand_asked, uses_logo
from governance.domain.words import Answer, ApprovalKind
from governance.models import ApprovalRequest, Decision, ProposalVersion, Site

BrandAnswer = tuple[int, dict[str, Any], Answer]
"""The number and the text of the version that was decided on, and the answer."""


def brand_decisions(
    session: Session, school_ids: Collection[int], site_ids: Collection[int], today: dt.date
) -> dict[int, list[BrandAnswer]]:
    """Return the head's answers to logo and brand on each of some sites of some schools, the last first.

    What was asked for after the site's creation and holds today counts for the version on which the site ran then.
    """
    rows = session.execute(
        sa.union_all(_with_proposals(school_ids, site_ids), _asked_later(school_ids, site_ids, today))
    ).all()
    found: dict[int, list[BrandAnswer]] = {}
    for row in sorted(rows, key=lambda row: (row.decided_at, row.asked_later, row.decision), reverse=True):
        found.setdefault(row.site_id, []).append((row.number, row.answers, Answer(row.answer)))
    return found


def is_brand_approved(answers: dict[str, Any], number: int, decided: Iterable[BrandAnswer]) -> bool:
    """Return whether the head said yes to logo and brand, on this version or on one that asked for the same (A.3.5)."""
    asked = brand_asked(answers)
    said = (answer for earlier, text, answer in decided if earlier <= number and brand_asked(text) == asked)
    return next(said, None) is Answer.YES


def brand_said_on(session: Session, site: Site, version: ProposalVersion | None, today: dt.date) -> bool | None:
    """Return whether the head's yes to logo and brand covers a site today; None where it does not ask for them."""
    if version is None or not uses_logo(version.answers):
        return None
    decided = brand_decisions(session, [site.school_id], [site.id], today)
    return is_brand_approved(version.answers, version.number, decided.get(site.id, ()))


def _with_proposals(school_ids: Collection[int], site_ids: Collection[int]) -> sa.Select[Any]:
    return (
        sa.select(
            ProposalVersion.site_id,
            ProposalVersion.number,
            ProposalVersion.answers,
            Decision.answer,
            Decision.decided_at,
            sa.literal(0).label("asked_later"),
            Decision.id.label("decision"),
        )
        .join(
            Decision,
            sa.and_(Decision.school_id == ProposalVersion.school_id, Decision.version_id == ProposalVersion.id),
        )
        .where(
            ProposalVersion.school_id.in_(school_ids),
            ProposalVersion.site_id.in_(site_ids),
            Decision.kind == ApprovalKind.BRAND,
        )
    )


def _asked_later(school_ids: Collection[int], site_ids: Collection[int], today: dt.date) -> sa.Select[Any]:
    """What was asked for by itself and holds today; a no to such a request leaves what was said before."""
    return (
        sa.select(
            ProposalVersion.site_id,
            ProposalVersion.number,
            ProposalVersion.answers,
            sa.literal(Answer.YES.value),
            ApprovalRequest.decided_at,
            sa.literal(1),
            ApprovalRequest.id,
        )
        .join(
            ApprovalRequest,
            sa.and_(
                ApprovalRequest.school_id == ProposalVersion.school_id,
                ApprovalRequest.version_id == ProposalVersion.id,
            ),
        )
        .where(
            ApprovalRequest.school_id.in_(school_ids),
            ApprovalRequest.site_id.in_(site_ids),
            ApprovalRequest.kind == RequestKind.BRAND,
            ApprovalRequest.state == RequestState.APPROVED,
            sa.or_(ApprovalRequest.starts_on.is_(None), ApprovalRequest.starts_on <= today),
            sa.or_(ApprovalRequest.ends_on.is_(None), ApprovalRequest.ends_on >= today),
        )
    )
