"""Reads for the pages of the policy: its text with who acknowledged it, its numbers with who changed them.

They never write.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.acts import sentence
from governance.domain.policy import checked_value
from governance.domain.policy_kinds import Choice, Setting, Switch, Value, WholeNumber
from governance.domain.policy_settings import SETTINGS
from governance.domain.policy_text import acknowledge_by
from governance.models import Acknowledgement, AuditRow, Membership, Person, PolicySetting, PolicyText
from governance.services.policy import NOT_SET, unpacked
from governance.services.policy_texts import asked_to_acknowledge

MOST_CHANGES = 20


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting as it stands: its value and default in words, and who changed it when, where somebody did."""

    setting: Setting
    value: Value
    said: str
    default_said: str
    changed_by: str
    changed_at: dt.datetime | None
    seen: int


@dataclass(frozen=True, slots=True)
class AcknowledgedRow:
    """Somebody's acknowledgement as they typed it; an early one may have no signature."""

    name: str
    job_title: str
    signature: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who has still to acknowledge a version: since which day it waits for them, and by when it is due."""

    name: str
    position: str
    since: dt.date
    by: dt.date
    is_starter: bool

    def days(self, today: dt.date) -> int:
        """Return how many days it has waited."""
        return (today - self.since).days

    def is_late(self, today: dt.date) -> bool:
        """Return whether it was due before today."""
        return self.by < today


def settings_of(session: Session, school_id: int) -> list[SettingRow]:
    """Return every setting of a school's policy, in the policy's order."""
    stored = {
        row.key: (row, name)
        for row, name in session.execute(
            sa.select(PolicySetting, Person.name)
            .join(Person, Person.id == PolicySetting.changed_by)
            .where(PolicySetting.school_id == school_id)
        )
    }
    return [_row(setting, *stored.get(setting.key, (None, ""))) for setting in SETTINGS]


def setting_row(session: Session, school_id: int, key: str) -> SettingRow | None:
    """Return one setting of a school's policy, or None."""
    return next((row for row in settings_of(session, school_id) if row.setting.key == key), None)


def said(setting: Setting, value: Value) -> str:
    """Say a setting's value in words: "2 people", "yes", "Head, ICT lead"."""
    kind = setting.kind
    if isinstance(kind, WholeNumber):
        return f"{value} {kind.unit[:-1] if value == 1 and kind.unit != 'people' else kind.unit}".replace(
            "1 people", "1 person"
        )
    if isinstance(kind, Switch):
        return "Yes" if value else "No"
    chosen = {value} if isinstance(kind, Choice) else set(value if isinstance(value, tuple) else ())
    return "; ".join(option.name for option in kind.options if option.key in chosen) or "Nobody"


def changes_of(session: Session, school_id: int, key: str) -> list[tuple[dt.datetime, str]]:
    """Return who changed a setting and when, as sentences, the newest first."""
    of_row = sa.select(PolicySetting.id).where(PolicySetting.school_id == school_id, PolicySetting.key == key)
    rows = session.scalars(
        sa.select(AuditRow)
        .where(
            AuditRow.chain == school_id,
            AuditRow.subject_kind == "policy_setting",
            AuditRow.code == "policy.setting_changed",
            AuditRow.subject_id == of_row.scalar_subquery(),
        )
        .order_by(AuditRow.sequence.desc())
        .limit(MOST_CHANGES)
    )
    return [(row.at, sentence(row.code, row.actor_name, row.details, {})) for row in rows]


def text_number(session: Session, school_id: int, number: int) -> PolicyText | None:
    """Return one version of the policy's text, or None."""
    return session.scalar(sa.select(PolicyText).where(PolicyText.school_id == school_id, PolicyText.number == number))


def texts_of(session: Session, school_id: int) -> list[tuple[int, str, dt.datetime, str]]:
    """Return the versions of the policy's text, newest first: number, title, when, and by whom."""
    rows = session.execute(
        sa.select(PolicyText.number, PolicyText.title, PolicyText.published_at, Person.name)
        .join(Person, Person.id == PolicyText.published_by)
        .where(PolicyText.school_id == school_id)
        .order_by(PolicyText.number.desc())
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def acknowledgement_of(session: Session, text: PolicyText, person_id: int | None) -> Acknowledgement | None:
    """Return somebody's acknowledgement of a version, or None."""
    return session.scalar(
        sa.select(Acknowledgement).where(
            Acknowledgement.school_id == text.school_id,
            Acknowledgement.policy_text_id == text.id,
            Acknowledgement.person_id == person_id,
        )
    )


@cache
def acknowledgement_due() -> sa.ScalarSelect[int]:
    """Return what says whether ``person`` of ``school`` has ``today`` to acknowledge the current version: 1 or 0.

    Every page asks it, so it is put together once.
    """
    school_id = sa.bindparam("school", type_=sa.Integer)
    person_id, today = sa.bindparam("person", type_=sa.Integer), sa.bindparam("today", type_=sa.Date)
    current = sa.select(sa.func.max(PolicyText.number)).where(PolicyText.school_id == school_id).scalar_subquery()
    done = sa.exists().where(
        Acknowledgement.school_id == school_id,
        Acknowledgement.policy_text_id == PolicyText.id,
        Acknowledgement.person_id == person_id,
    )
    due = sa.exists().where(PolicyText.school_id == school_id, PolicyText.number == current, ~done)
    asked = asked_to_acknowledge(school_id, today).where(Membership.person_id == person_id)
    return sa.select(sa.case((sa.and_(due, asked.exists()), 1), else_=0)).scalar_subquery()


def acknowledged_rows(session: Session, text: PolicyText) -> list[AcknowledgedRow]:
    """Return who acknowledged a version, as they typed it, by name."""
    rows = session.scalars(
        sa.select(Acknowledgement)
        .where(Acknowledgement.school_id == text.school_id, Acknowledgement.policy_text_id == text.id)
        .order_by(Acknowledgement.name)
    )
    return [AcknowledgedRow(row.name, row.job_title, row.signature, row.acknowledged_on) for row in rows]


def not_acknowledged(
    session: Session, text: PolicyText, published_on: dt.date, days: int, today: dt.date
) -> list[Waiting]:
    """Return who has still to acknowledge a version and by when, the longest waiting first.

    ``published_on`` is the school's own day of its publication, ``days`` the policy's time to read it.
    """
    known = sa.select(Acknowledgement.person_id).where(
        Acknowledgement.school_id == text.school_id, Acknowledgement.policy_text_id == text.id
    )
    rows = session.scalars(
        sa.select(Membership).where(
            Membership.school_id == text.school_id,
            Membership.person_id.in_(asked_to_acknowledge(text.school_id, today)),
            Membership.person_id.not_in(known),
        )
    )
    waiting = [
        Waiting(
            row.person.name,
            row.position,
            max(published_on, row.starts_on),
            acknowledge_by(published_on, row.starts_on, days),
            is_starter=row.starts_on > published_on,
        )
        for row in rows
    ]
    return sorted(waiting, key=lambda one: (one.since, one.name.casefold()))


def _row(setting: Setting, row: PolicySetting | None, name: str) -> SettingRow:
    value = checked_value(setting, unpacked(row.value))[0] if row is not None else setting.default
    return SettingRow(
        setting=setting,
        value=value,
        said=said(setting, value),
        default_said=said(setting, setting.default),
        changed_by=name,
        changed_at=row.changed_at if row is not None else None,
        seen=row.revision if row is not None else NOT_SET,
    )
