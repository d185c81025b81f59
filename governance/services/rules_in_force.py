"""Which house rules and terms of use count on a site now: the school's own, then the site's additions (A.4.1).

The gate asks whether they are published, a removal cites one of them as it reads, the public pages print them.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.rule_texts import RulesAudience, RulesKind, RulesText
from governance.models import RuleSet


@dataclass(frozen=True, slots=True)
class NumberedRule:
    """One rule as it reads now.  ``number`` counts the school's rules first and then the site's additions."""

    id: int
    number: int
    text: str
    of_site: bool


@dataclass(frozen=True, slots=True)
class InForce:
    """One text in force.  ``school_set`` is the school's own published version, ``site_set`` the site's additions."""

    kind: RulesKind
    audience: RulesAudience
    school_set: RuleSet | None
    site_set: RuleSet | None

    @property
    def rules(self) -> tuple[NumberedRule, ...]:
        """Every rule that counts, numbered through."""
        sets = [one for one in (self.school_set, self.site_set) if one is not None]
        rows = [(rule, one.site_id is not None) for one in sets for rule in one.rules]
        return tuple(NumberedRule(rule.id, place, rule.text, of) for place, (rule, of) in enumerate(rows, 1))


def rules_in_force(session: Session, school_id: int, site_id: int | None = None) -> tuple[InForce, ...]:
    """Return the published texts that count on a site, or at the school as a whole without one.

    In the order house rules for pupils, for adults, terms for pupils, for adults; what nobody published is left out.
    """
    published = session.scalars(
        sa.select(RuleSet).where(
            RuleSet.school_id == school_id,
            sa.or_(RuleSet.site_id.is_(None), RuleSet.site_id == site_id),
            RuleSet.published_at.is_not(None),
            RuleSet.replaced_at.is_(None),
        )
    ).all()
    found = {(row.kind, row.audience, row.site_id is not None): row for row in published}
    texts = (
        InForce(kind, audience, found.get((kind, audience, False)), found.get((kind, audience, True)))
        for kind in RulesKind
        for audience in RulesAudience
    )
    return tuple(text for text in texts if text.school_set or text.site_set)


def text_of_set(row: RuleSet) -> RulesText:
    """Return a version as the domain compares it."""
    return RulesText(row.introduction, tuple(rule.text for rule in row.rules))
