"""Reads of house rules and terms of use for their pages; they never write."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.rule_texts import RulesAudience, RulesKind
from governance.models import RuleSet
from governance.services.rules_in_force import InForce, NumberedRule, rules_in_force, text_of_set

__all__ = ["InForce", "NumberedRule", "TextOverview", "overview_of", "rules_in_force", "text_of_set", "versions_of"]


@dataclass(frozen=True, slots=True)
class TextOverview:
    """One of the four texts of a school or a site: what is in force, and the draft of the next version."""

    kind: RulesKind
    audience: RulesAudience
    in_force: RuleSet | None
    draft: RuleSet | None


def overview_of(session: Session, school_id: int, site_id: int | None) -> tuple[TextOverview, ...]:
    """Return the four texts of the school itself, or of one site's additions."""
    rows = session.scalars(
        sa.select(RuleSet).where(
            RuleSet.school_id == school_id,
            _of(site_id),
            sa.or_(RuleSet.published_at.is_(None), RuleSet.replaced_at.is_(None)),
        )
    ).all()
    found = {(row.kind, row.audience, row.published_at is not None): row for row in rows}
    return tuple(
        TextOverview(kind, audience, found.get((kind, audience, True)), found.get((kind, audience, False)))
        for kind in RulesKind
        for audience in RulesAudience
    )


def versions_of(
    session: Session, school_id: int, site_id: int | None, kind: RulesKind, audience: RulesAudience
) -> tuple[RuleSet, ...]:
    """Return every published version of one text, the newest first."""
    return tuple(
        session.scalars(
            sa.select(RuleSet)
            .where(
                RuleSet.school_id == school_id,
                _of(site_id),
                RuleSet.kind == kind,
                RuleSet.audience == audience,
                RuleSet.published_at.is_not(None),
            )
            .order_by(RuleSet.number.desc())
        )
    )


def _of(site_id: int | None) -> sa.ColumnElement[bool]:
    return RuleSet.site_id == site_id if site_id is not None else RuleSet.site_id.is_(None)
