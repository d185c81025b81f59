"""Writing and publishing house rules and terms of use: a draft, then a frozen version; never an edit of one (A.4.1).

A school has one draft of each text at a time, and a site one of its additions.  Publishing replaces the version before,
which stays readable.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from governance.domain.access import Actor, Permission
from governance.domain.refusals import Refusal
from governance.domain.rule_texts import (
    RulesAudience,
    RulesKind,
    RulesText,
    draft_refusals,
    publish_refusals,
    text_name,
)
from governance.models import HouseRule, RuleSet, Site
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, Refused, refuse_if
from governance.services.rules_in_force import text_of_set
from governance.services.seen import locked, refuse_if_stale
from governance.services.transaction import Record, use_case
from governance.services.within import people_locked

NO_DRAFT = 0
"""What a form saw of a text without a draft."""


def save_draft(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    kind: RulesKind,
    audience: RulesAudience,
    site_id: int | None,
    text: RulesText,
    seen: int,
) -> None:
    """Save the draft of one text, and start it where there is none; ``seen`` is then NO_DRAFT.

    Raises Refused, Stale, and NotHere for a site of another school.
    """
    refuse_without(actor, Permission.LOOK_AFTER_RULES)
    with use_case(session, actor, now) as record:
        refuse_if(draft_refusals(text))
        # One row of the school is locked, so that two people who begin at once do not begin two drafts.
        people_locked(record)
        label = _label(record, kind, audience, site_id)
        draft = _one(record, kind, audience, site_id, RuleSet.published_at.is_(None))
        if draft is not None and text_of_set(draft) == text:
            record.repeat()
            return
        if draft is None:
            if seen != NO_DRAFT:
                raise Refused((Refusal("stale", "This draft was published or thrown away. Look at it again."),))
            draft = _begin(record, kind, audience, site_id)
        else:
            refuse_if_stale(session, draft, seen, "rule_set", draft.id, draft.school_id)
        _write(record, draft, text)
        record.act(
            "rules.drafted",
            "rule_set",
            draft.id,
            site_id=site_id,
            kind=kind,
            audience=audience,
            number=draft.number,
            texts={"label": label},
        )


def publish_rules(session: Session, actor: Actor, now: dt.datetime, *, rule_set_id: int, seen: int) -> None:
    """Publish a draft: it is frozen, and the version before it is replaced.  A published one is published already."""
    refuse_without(actor, Permission.LOOK_AFTER_RULES)
    with use_case(session, actor, now) as record:
        people_locked(record)
        draft = locked(session, RuleSet, actor.school_id or 0, rule_set_id)
        if draft.published_at is not None:
            record.repeat()
            return
        refuse_if_stale(session, draft, seen, "rule_set", draft.id, draft.school_id)
        kind, audience = RulesKind(draft.kind), RulesAudience(draft.audience)
        before = _one(
            record, kind, audience, draft.site_id, RuleSet.published_at.is_not(None), RuleSet.replaced_at.is_(None)
        )
        refuse_if(publish_refusals(text_of_set(draft), text_of_set(before) if before else None))
        if before is not None:
            before.replaced_at = now
        draft.published_at, draft.published_by = now, actor.person_id
        record.act(
            "rules.published",
            "rule_set",
            draft.id,
            site_id=draft.site_id,
            kind=kind,
            audience=audience,
            number=draft.number,
            texts={"label": _label(record, kind, audience, draft.site_id)},
        )


def discard_draft(session: Session, actor: Actor, now: dt.datetime, *, rule_set_id: int, seen: int) -> None:
    """Throw a draft away.  A published version is never thrown away: Refused."""
    refuse_without(actor, Permission.LOOK_AFTER_RULES)
    with use_case(session, actor, now) as record:
        draft = locked(session, RuleSet, actor.school_id or 0, rule_set_id)
        if draft.published_at is not None:
            raise Refused(
                (Refusal("published", "This version is published, so it stays. Write a new draft.", "A.4.1"),)
            )
        refuse_if_stale(session, draft, seen, "rule_set", draft.id, draft.school_id)
        kind, audience = RulesKind(draft.kind), RulesAudience(draft.audience)
        record.act(
            "rules.discarded",
            "rule_set",
            draft.id,
            site_id=draft.site_id,
            kind=kind,
            audience=audience,
            number=draft.number,
            texts={"label": _label(record, kind, audience, draft.site_id)},
        )
        session.delete(draft)


def _begin(record: Record, kind: RulesKind, audience: RulesAudience, site_id: int | None) -> RuleSet:
    last = record.session.scalar(
        sa.select(sa.func.max(RuleSet.number)).where(
            RuleSet.school_id == record.actor.school_id,
            RuleSet.kind == kind,
            RuleSet.audience == audience,
            RuleSet.site_id == site_id if site_id is not None else RuleSet.site_id.is_(None),
        )
    )
    draft = RuleSet(
        school_id=record.actor.school_id,
        site_id=site_id,
        kind=kind,
        audience=audience,
        number=(last or 0) + 1,
        started_by=record.actor.person_id,
        started_at=record.now,
    )
    record.session.add(draft)
    return draft


def _write(record: Record, draft: RuleSet, text: RulesText) -> None:
    draft.introduction = text.introduction
    # The rules stand in rows of their own, so the set counts this change only when it is told of one.
    flag_modified(draft, "introduction")
    draft.rules.clear()
    record.session.flush()
    draft.rules.extend(
        HouseRule(school_id=draft.school_id, number=number, text=rule) for number, rule in enumerate(text.rules, 1)
    )
    record.session.flush()


def _one(
    record: Record,
    kind: RulesKind,
    audience: RulesAudience,
    site_id: int | None,
    *which: sa.ColumnElement[bool],
) -> RuleSet | None:
    return record.session.scalar(
        sa.select(RuleSet)
        .where(
            RuleSet.school_id == record.actor.school_id,
            RuleSet.kind == kind,
            RuleSet.audience == audience,
            RuleSet.site_id == site_id if site_id is not None else RuleSet.site_id.is_(None),
            *which,
        )
        .with_for_update(of=RuleSet)
        .execution_options(populate_existing=True)
    )


def _label(record: Record, kind: RulesKind, audience: RulesAudience, site_id: int | None) -> str:
    name = text_name(kind, audience)
    if site_id is None:
        return name
    site = record.session.get(Site, site_id)
    if site is None or site.school_id != record.actor.school_id:
        raise NotHere("Site")
    return f"{name} on {site.name}"
