"""Every number and switch of a school's policy, as data (DESIGN 3.9: policy is data).

A setting has a key, the clause it comes from, a sentence that says what it does, and a default.  Where Holbrook's
policy gives the number the default is its number; elsewhere it is the careful one.  A school stores only what it
changed.  What protects children is no setting: nobody can switch it off.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from governance.domain.policy_kinds import Choice, ListOf, Setting, Switch, Value, WholeNumber
from governance.domain.policy_settings import SETTINGS
from governance.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Policy:
    """One school's policy in force; each name is a setting's key, and its sentence stands in ``SETTINGS``."""

    administrators_at_least: int
    moderators_there_each_day: int
    cover_days_at_launch: int
    uncovered_days_before_amber: int
    cover_weeks_ahead: int
    amber_school_days: int
    update_interval_weeks: int
    asleep_after_missed_updates: int
    second_approvers: tuple[str, ...]
    resourcing_owner_role: str
    training_required: bool
    training_topics: tuple[str, ...]
    acknowledgement_required: bool
    roles_with_second_factor: tuple[str, ...]
    logo_required: bool
    identity_rule: str
    privacy_evidence_valid_days: int
    content_approval_asked: bool
    comment_retention_days: int
    report_retention_days: int
    undo_minutes: int
    child_risk_minutes: int
    commenting_school_days: int
    claim_minutes: int
    host_alarm_minutes: int
    comment_target_hours: int
    report_form_open: bool
    report_form_asks_for_contact: bool
    pupil_days_in_year: int
    year_groups: tuple[str, ...]
    review_interval_months: int
    update_weekday: str
    reminders_from_hour: int
    reminders_until_hour: int
    owner_told_after_days: int
    ict_lead_told_after_days: int
    head_told_after_days: int
    warn_days_before: int
    summary_weekday: str
    moderation_silence_days: int
    leak_hours: int
    take_down_hours: int
    image_audit_months: int
    vetting_months: int
    naming_employer: str
    account_checked_months: int
    account_holders_at_least: int
    days_to_acknowledge: int
    question_school_days: int
    discussion_months: int
    subject_access_months: int
    information_school_days: int
    information_working_days: int
    social_care_answer_days: int
    lado_answer_days: int
    police_answer_days: int
    prevent_answer_days: int
    platform_answer_days: int
    harmful_content_answer_days: int
    posh_answer_days: int
    governors_answer_days: int
    data_protection_answer_days: int
    in_school_answer_days: int


@dataclass(frozen=True, slots=True)
class PolicyReading:
    """The policy as far as the stored values hold together; a refused value leaves its default in force."""

    policy: Policy
    refusals: tuple[Refusal, ...]


def read_policy(overrides: Mapping[str, object]) -> PolicyReading:
    """The policy made of the defaults and what a school stored, with a refusal for every value that cannot stand."""
    values: dict[str, Any] = {setting.key: setting.default for setting in SETTINGS}
    refusals: list[Refusal] = []
    for key, stored in overrides.items():
        setting = setting_of(key)
        if setting is None:
            refusals.append(Refusal("setting_unknown", f"There is no setting called “{key[:60]}”."))
            continue
        value, fault = checked_value(setting, stored)
        if fault is not None:
            refusals.append(fault)
        else:
            values[key] = value
    return PolicyReading(Policy(**values), tuple(refusals))


def setting_of(key: str) -> Setting | None:
    """The setting with a key, or None."""
    return next((setting for setting in SETTINGS if setting.key == key), None)


def checked_value(setting: Setting, stored: object) -> tuple[Value, Refusal | None]:
    """The value in the setting's own type, or its default with the refusal that says what is wrong."""
    kind = setting.kind
    if isinstance(kind, WholeNumber):
        # A yes or no counts as 1 or 0 in this language, and must not pass for a number of people.
        if isinstance(stored, bool) or not isinstance(stored, int) or not kind.least <= stored <= kind.most:
            wanted = f"a whole number of {kind.unit} from {kind.least} to {kind.most}"
            return setting.default, _refused("setting_number_out_of_range", setting, wanted)
        return stored, None
    if isinstance(kind, Switch):
        if not isinstance(stored, bool):
            return setting.default, _refused("setting_not_yes_or_no", setting, "yes or no")
        return stored, None
    names = ", ".join(option.name for option in kind.options)
    known = {option.key for option in kind.options}
    if isinstance(kind, Choice):
        if not isinstance(stored, str) or stored not in known:
            return setting.default, _refused("setting_choice_unknown", setting, f"one of these: {names}")
        return stored, None
    return _checked_list(setting, kind, stored, known, names)


def _checked_list(
    setting: Setting, kind: ListOf, stored: object, known: set[str], names: str
) -> tuple[Value, Refusal | None]:
    if not isinstance(stored, (list, tuple)) or not all(isinstance(item, str) and item in known for item in stored):
        return setting.default, _refused("setting_list_unknown", setting, f"any of these: {names}")
    if len(set(stored)) < len(stored):
        return setting.default, _refused("setting_list_repeats", setting, "each of them once")
    if len(stored) < kind.least:
        return setting.default, _refused("setting_list_too_short", setting, f"at least {kind.least} of: {names}")
    # The order in which people tick boxes says nothing, so equal lists are stored and compared equal.
    return tuple(option.key for option in kind.options if option.key in stored), None


def _refused(code: str, setting: Setting, wanted: str) -> Refusal:
    return Refusal(code, f"{setting.name}: choose {wanted}.", setting.clause, setting.key)


DEFAULT_POLICY = read_policy({}).policy
