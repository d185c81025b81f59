"""The approved text that each running site runs on, with what was recorded before the head's yes; four reads in all.

Shared by the finders through ``asked.once(texts)``.  It never writes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from governance.domain.words import Answer, ApprovalKind, Approver, VersionState
from governance.models import Consultation, Decision, Discussion, Person, RiskSignature
from governance.queries.clauses.asked import Asked


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of somebody who decides about a version; ``by`` is their name."""

    approver: Approver
    answer: Answer
    at: dt.datetime
    has_reason: bool
    by: str = ""


@dataclass(slots=True)
class Text:
    """The version that a site runs on.  The digests are those under which something was recorded on the site."""

    site_id: int
    school_id: int
    version_id: int
    number: int
    state: VersionState
    answers: Mapping[str, Any]
    said: list[Said] = field(default_factory=list)
    discussed: set[str] = field(default_factory=set)
    consulted: set[str] = field(default_factory=set)
    signed: set[str] = field(default_factory=set)

    def yes_of(self, approver: Approver) -> Said | None:
        """The yes to the creation that an approver gave on this version, or None."""
        return next((one for one in self.said if one.approver is approver and one.answer is Answer.YES), None)


def texts(asked: Asked) -> Mapping[int, Text]:
    """Return the texts of the running sites of the schools, by the site; a site without one is left out."""
    found = {site_id: Text(*version) for site_id, version in asked.versions.items()}
    for kind, column, name in (
        (Discussion, Discussion.audience_digest, "discussed"),
        (Consultation, Consultation.purpose_digest, "consulted"),
        (RiskSignature, RiskSignature.risk_digest, "signed"),
    ):
        for site_id, digest in asked.session.execute(
            sa.select(kind.site_id, column).where(kind.school_id.in_(asked.school_ids))
        ):
            if site_id in found:
                getattr(found[site_id], name).add(digest)
    _decisions(asked, {text.version_id: text for text in found.values()})
    return found


def _decisions(asked: Asked, by_version: Mapping[int, Text]) -> None:
    rows = asked.session.execute(
        sa.select(
            Decision.version_id,
            Decision.approver,
            Decision.answer,
            Decision.decided_at,
            (Decision.reason != "").label("has_reason"),
            Person.name,
        )
        .join(Person, Person.id == Decision.decider_id)
        .where(Decision.school_id.in_(asked.school_ids), Decision.kind == ApprovalKind.CREATION)
        .order_by(Decision.decided_at, Decision.id)
    )
    for version_id, approver, answer, at, has_reason, by in rows:
        if version_id in by_version:
            by_version[version_id].said.append(Said(approver, answer, at, has_reason, by))
