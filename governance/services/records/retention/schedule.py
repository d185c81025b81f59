"""The schedule in force at a school: what the product offers, with the times that the school corrected (003-7).

May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import Actor, Permission
from governance.domain.policy import Policy
from governance.domain.records.kinds import SCHEDULE, RecordKind, Row, corrected, correction_refusals, row_of
from governance.domain.records.words import Sure, Unit
from governance.domain.refusals import Refusal
from governance.models import RetentionRule
from governance.services.permitted import refuse_without
from governance.services.policy import policy_of
from governance.services.refused import Stale, refuse_if
from governance.services.transaction import use_case
from governance.services.within import people_locked

NOT_CHANGED = 0
"""What a form saw of a time that the school never changed."""


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """One row of the schedule as it holds at the school; ``revision`` is what a form carries."""

    row: Row
    is_own: bool
    revision: int


def schedule_of(session: Session, school_id: int, policy: Policy | None = None) -> dict[RecordKind, RuleInForce]:
    """Return the schedule in force, in its order."""
    own = {
        row.kind: row for row in session.scalars(sa.select(RetentionRule).where(RetentionRule.school_id == school_id))
    }
    in_force = policy or policy_of(session, school_id)
    return {row.kind: _in_force(row, own.get(row.kind), in_force) for row in SCHEDULE}


def change_rule(
    session: Session,
    actor: Actor,
    now: dt.datetime,
    *,
    kind: RecordKind,
    seen: int,
    amount: int,
    unit: Unit,
    basis: str,
    sure: Sure,
) -> None:
    """Let the school keep a kind for its own time; the same time again is a repeat.  Raises Refused, Stale."""
    refuse_without(actor, Permission.PROTECT_DATA)
    with use_case(session, actor, now) as record:
        # The school's row is locked, so that two people cannot both be the first to change a time.
        school = people_locked(record)
        refuse_if(correction_refusals(row_of(kind), amount, unit, basis))
        row = session.scalar(
            sa.select(RetentionRule).where(RetentionRule.school_id == school.id, RetentionRule.kind == kind.value)
        )
        wanted = (amount, unit, basis.strip(), sure)
        if row is not None and (row.amount, row.unit, row.basis, row.sure) == wanted:
            record.repeat()
            return
        if seen != (row.revision if row is not None else NOT_CHANGED):
            raise Stale((Refusal("stale", "Somebody changed this time since you opened it. Look at it again."),))
        if row is None:
            row = RetentionRule(school_id=school.id, kind=kind.value)
            session.add(row)
        row.amount, row.unit, row.basis, row.sure = wanted
        row.changed_by, row.changed_at = actor.person_id or 0, now
        session.flush()
        record.act(
            "retention.rule_changed",
            "retention_rule",
            row.id,
            records=kind.value,
            amount=amount,
            unit=unit.value,
        )


def restore_rule(session: Session, actor: Actor, now: dt.datetime, *, kind: RecordKind) -> None:
    """Take the school's own time back, so that the product's holds again; without one it is a repeat."""
    refuse_without(actor, Permission.PROTECT_DATA)
    with use_case(session, actor, now) as record:
        school = people_locked(record)
        row = session.scalar(
            sa.select(RetentionRule).where(RetentionRule.school_id == school.id, RetentionRule.kind == kind.value)
        )
        if row is None:
            record.repeat()
            return
        number = row.id
        session.delete(row)
        record.act("retention.rule_restored", "retention_rule", number, records=kind.value)


def _in_force(row: Row, own: RetentionRule | None, policy: Policy) -> RuleInForce:
    if row.setting and row.kept is not None:
        days = int(getattr(policy, row.setting))
        return RuleInForce(replace(row, kept=replace(row.kept, amount=days)), is_own=False, revision=NOT_CHANGED)
    if own is None:
        return RuleInForce(row, is_own=False, revision=NOT_CHANGED)
    return RuleInForce(corrected(row, own.amount, own.unit, own.basis, own.sure), is_own=True, revision=own.revision)
