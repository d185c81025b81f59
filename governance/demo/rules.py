"""The demo's house rules and terms of use: the texts that everybody can start from, published by the ICT lead."""

from __future__ import annotations

import sqlalchemy as sa

from governance.demo.school import Demo
from governance.domain.default_rules import DEFAULT_TEXTS
from governance.models import RuleSet
from governance.services.rules import NO_DRAFT, publish_rules, save_draft


def fill_rules(demo: Demo) -> None:
    """Publish every text that the school has not published yet."""
    ict_lead = demo.actor("ict_lead")
    for (kind, audience), text in DEFAULT_TEXTS.items():
        there = sa.select(RuleSet).where(
            RuleSet.school_id == demo.school_id,
            RuleSet.kind == kind,
            RuleSet.audience == audience,
            RuleSet.site_id.is_(None),
        )
        if demo.session.scalar(there) is not None:
            demo.session.rollback()
            continue
        demo.session.rollback()
        save_draft(
            demo.session, ict_lead, demo.now, kind=kind, audience=audience, site_id=None, text=text, seen=NO_DRAFT
        )
        draft = demo.session.scalars(there).one()
        rule_set_id, seen = draft.id, draft.revision
        demo.session.rollback()
        publish_rules(demo.session, ict_lead, demo.now, rule_set_id=rule_set_id, seen=seen)
