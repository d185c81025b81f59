"""A school's policy is data: the defaults are Holbrook's, a stored value is checked, a refused one changes nothing."""

from __future__ import annotations

from dataclasses import fields

import pytest

from governance.domain.policy import DEFAULT_POLICY, Policy, checked_value, read_policy, setting_of
from governance.domain.policy_kinds import Choice, ListOf, Setting
from governance.domain.policy_settings import SETTINGS
from governance.domain.words import Approver, Role


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("administrators_at_least", 2, id="two distinct people is the least"),
        pytest.param("moderators_there_each_day", 1, id="a day is covered by one moderator"),
        pytest.param("cover_days_at_launch", 5, id="the gate asks for five school days"),
        pytest.param("uncovered_days_before_amber", 5, id="five uncovered days in a row, not one with flu"),
        pytest.param("amber_school_days", 10, id="ten school days to put it right"),
        pytest.param("update_interval_weeks", 1, id="weekly by policy"),
        pytest.param("asleep_after_missed_updates", 3, id="three missed in a row: asleep"),
        pytest.param("cover_weeks_ahead", 4, id="four weeks of cover"),
        pytest.param("second_approvers", (), id="the head alone decides"),
        pytest.param("roles_with_second_factor", ("head", "ict_lead", "dsl"), id="second factor for three roles"),
        pytest.param("resourcing_owner_role", "leadership", id="the assistant head is leadership"),
        pytest.param("training_required", True, id="people are trained"),
        pytest.param("acknowledgement_required", True, id="the policy is acknowledged"),
        pytest.param("logo_required", True, id="the logo always"),
        pytest.param("identity_rule", "strict", id="pupils cannot be identified"),
        pytest.param("privacy_evidence_valid_days", 365, id="privacy is looked at once a year"),
        pytest.param("undo_minutes", 15, id="fifteen minutes to undo"),
        pytest.param("child_risk_minutes", 15, id="fifteen minutes for a child at risk"),
        pytest.param("claim_minutes", 10, id="a claim ends after ten minutes"),
        pytest.param("pupil_days_in_year", 190, id="a school year asks for 190 days"),
        pytest.param("review_interval_months", 12, id="governors review every year"),
    ],
)
def test_the_defaults(key: str, value: object) -> None:
    assert getattr(DEFAULT_POLICY, key) == value


def test_every_setting_is_a_field_and_every_field_a_setting() -> None:
    keys = [setting.key for setting in SETTINGS]
    assert len(set(keys)) == len(keys)
    assert set(keys) == {field.name for field in fields(Policy)}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_every_default_passes_its_own_check(setting: Setting) -> None:
    assert checked_value(setting, setting.default) == (setting.default, None)


@pytest.mark.parametrize(
    ("key", "stored", "value"),
    [
        ("administrators_at_least", 3, 3),
        ("second_approvers", ["governors"], ("governors",)),
        ("second_approvers", ["leadership", "governors"], ("governors", "leadership")),
        ("roles_with_second_factor", [], ()),
        ("identity_rule", "first_name", "first_name"),
        ("logo_required", False, False),
    ],
)
def test_a_stored_value_takes_the_defaults_place(key: str, stored: object, value: object) -> None:
    reading = read_policy({key: stored})
    assert reading.refusals == ()
    assert getattr(reading.policy, key) == value


@pytest.mark.parametrize(
    ("key", "stored", "code"),
    [
        pytest.param("administrators_at_least", 1, "setting_number_out_of_range", id="fewer than two people"),
        pytest.param("moderators_there_each_day", 0, "setting_number_out_of_range", id="cover by nobody"),
        pytest.param("administrators_at_least", True, "setting_number_out_of_range", id="yes is not a number"),
        pytest.param("administrators_at_least", "3", "setting_number_out_of_range", id="text is not a number"),
        pytest.param("update_interval_weeks", 1.0, "setting_number_out_of_range", id="a fraction is not whole"),
        pytest.param("undo_minutes", 10**30, "setting_number_out_of_range", id="a huge number"),
        pytest.param("logo_required", 1, "setting_not_yes_or_no", id="one is not yes"),
        pytest.param("logo_required", None, "setting_not_yes_or_no", id="nothing is not no"),
        pytest.param("identity_rule", "faces", "setting_choice_unknown", id="no such rule"),
        pytest.param("identity_rule", ["strict"], "setting_choice_unknown", id="a list is not a choice"),
        pytest.param("second_approvers", "governors", "setting_list_unknown", id="text is not a list"),
        pytest.param("second_approvers", ["head"], "setting_list_unknown", id="the head is never the second"),
        pytest.param("second_approvers", [["x"]], "setting_list_unknown", id="a list in a list"),
        pytest.param("second_approvers", ["governors", "governors"], "setting_list_repeats", id="one of them twice"),
        pytest.param("training_topics", [], "setting_list_too_short", id="training about nothing"),
        pytest.param("no_such_thing", 1, "setting_unknown", id="no such setting"),
    ],
)
def test_a_value_that_cannot_stand_is_refused_and_the_default_stays(key: str, stored: object, code: str) -> None:
    reading = read_policy({key: stored})
    assert [refusal.code for refusal in reading.refusals] == [code]
    assert reading.policy == DEFAULT_POLICY


def test_all_refusals_come_back_and_the_good_values_stand() -> None:
    reading = read_policy({"administrators_at_least": 0, "undo_minutes": 20, "identity_rule": 3})
    assert [refusal.page for refusal in reading.refusals] == ["administrators_at_least", "identity_rule"]
    assert reading.policy.undo_minutes == 20


def test_the_sentence_says_what_to_choose() -> None:
    (refusal,) = read_policy({"administrators_at_least": 1}).refusals
    assert refusal.sentence == "Fewest approved people: choose a whole number of people from 2 to 10."
    assert refusal.clause == "A.5.4"
    assert setting_of("nothing") is None


def test_roles_and_approvers_are_the_fields_own_words() -> None:
    offered = {
        setting.key: {option.key for option in setting.kind.options}
        for setting in SETTINGS
        if isinstance(setting.kind, (Choice, ListOf))
    }
    assert offered["roles_with_second_factor"] == {role.value for role in Role}
    assert offered["resourcing_owner_role"] == {role.value for role in Role}
    assert offered["second_approvers"] == {"governors", "leadership"} <= {approver.value for approver in Approver}
