"""The policy in force at a school: the defaults, and what the school set otherwise (DESIGN 3, rule 9).

Decides how a setting is stored and who changed it last; what a value may be is ``domain/policy.py``'s to say.
May not import Flask, hosts or queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from governance.domain.access import Actor, Permission
from governance.domain.policy import DEFAULT_POLICY, Policy, checked_value, read_policy, setting_of
from governance.domain.policy_kinds import Setting, Value
from governance.domain.refusals import Refusal
from governance.models import PolicySetting, School
from governance.services.permitted import refuse_without
from governance.services.refused import NotHere, Refused
from governance.services.seen import refuse_if_stale
from governance.services.transaction import use_case

NOT_SET = 0
"""What a form saw of a setting that the school never changed."""


def policy_of(session: Session, school_id: int) -> Policy:
    """Return the policy in force at a school; a stored value that cannot stand leaves its default in force."""
    stored = session.execute(
        sa.select(PolicySetting.key, PolicySetting.value).where(PolicySetting.school_id == school_id)
    )
    return policy_with({key: value for key, value in stored})  # noqa: C416 - a result has keys, so dict() would misread it.


def policies_of(session: Session, school_ids: Collection[int]) -> dict[int, Policy]:
    """Return the policy in force at each of these schools, in one read."""
    stored: dict[int, dict[str, dict[str, Any] | None]] = {}
    for school_id, key, value in session.execute(
        sa.select(PolicySetting.school_id, PolicySetting.key, PolicySetting.value).where(
            PolicySetting.school_id.in_(school_ids)
        )
    ):
        stored.setdefault(school_id, {})[key] = value
    return {
        school_id: policy_with(stored[school_id]) if school_id in stored else DEFAULT_POLICY for school_id in school_ids
    }


def changed_policies(session: Session) -> dict[int, Policy]:
    """Return the policy of every school that changed anything, in one read; all others have the default one."""
    stored: dict[int, dict[str, dict[str, Any] | None]] = {}
    for school_id, key, value in session.execute(
        sa.select(PolicySetting.school_id, PolicySetting.key, PolicySetting.value)
    ):
        stored.setdefault(school_id, {})[key] = value
    return {school_id: policy_with(values) for school_id, values in stored.items()}


def school_and_policy(session: Session, slug: str) -> tuple[School, Policy] | None:
    """Return the school of an address with the policy in force there; None where no school has it.

    Every page begins with both, so they are asked for at once: a row for each setting that the school stored.
    """
    rows = session.execute(_SCHOOL_AND_POLICY, {"slug": slug}).all()
    return (rows[0][0], policy_with({key: value for _, key, value in rows if key is not None})) if rows else None


_SCHOOL_AND_POLICY = (
    sa.select(School, PolicySetting.key, PolicySetting.value)
    .outerjoin(PolicySetting, PolicySetting.school_id == School.id)
    .where(School.slug == sa.bindparam("slug"))
)


def stored_setting(school_id: InstrumentedAttribute[int], key: str) -> sa.ScalarSelect[Any]:
    """Return what a school stored of one setting, to be read along with other things; None where it stored nothing."""
    return (
        sa.select(PolicySetting.value)
        .where(PolicySetting.school_id == school_id, PolicySetting.key == key)
        .scalar_subquery()
    )


def policy_with(stored: Mapping[str, dict[str, Any] | None]) -> Policy:
    """Return the policy as far as these stored settings say it, each as ``stored_setting`` read it."""
    said = {key: unpacked(value) for key, value in stored.items() if value is not None}
    return read_policy(said).policy if said else DEFAULT_POLICY


def packed(value: Value) -> dict[str, Any]:
    """Return a value as its row keeps it; a list of choices is kept as a list."""
    return {"is": list(value) if isinstance(value, tuple) else value}


def unpacked(stored: dict[str, Any]) -> object:
    """Return the value that a row keeps."""
    return stored.get("is")


def change_setting(session: Session, actor: Actor, now: dt.datetime, *, key: str, value: object, seen: int) -> None:
    """Set one number or switch of the school's policy.

    ``value`` is of the setting's own type; ``seen`` is the row's revision that the form showed, NOT_SET without a row.
    Raises NotHere for a key that no setting has, Refused for a value that cannot stand, Stale.
    """
    setting = setting_of(key)
    if setting is None:
        raise NotHere(key)
    checked, fault = checked_value(setting, value)
    if fault is not None:
        raise Refused((fault,))
    refuse_without(actor, Permission.LOOK_AFTER_POLICY)
    with use_case(session, actor, now) as record:
        row = _setting_row(session, actor, setting)
        before = unpacked(row.value) if row is not None else packed(setting.default)["is"]
        if before == packed(checked)["is"]:
            record.repeat()
            return
        if row is not None:
            refuse_if_stale(session, row, seen, "policy_setting", row.id, row.school_id)
        elif seen != NOT_SET:
            raise Refused((Refusal("stale", f"{setting.name} was put back to its default. Look at it again."),))
        if row is None:
            row = PolicySetting(school_id=actor.school_id, key=key)
            session.add(row)
        row.value, row.changed_at, row.changed_by = packed(checked), now, actor.person_id or 0
        session.flush()
        record.act(
            "policy.setting_changed", "policy_setting", row.id, key=key, before=before, after=packed(checked)["is"]
        )


def _setting_row(session: Session, actor: Actor, setting: Setting) -> PolicySetting | None:
    return session.scalar(
        sa.select(PolicySetting)
        .where(PolicySetting.school_id == actor.school_id, PolicySetting.key == setting.key)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
