"""What follows from the answers: readers, writers, hosts, and what a discussion or a signature covers."""

from __future__ import annotations

from typing import Any

import pytest

from governance.domain.proposal.answers import (
    ExitStep,
    audience_digest,
    exit_steps,
    is_third_party,
    needs_under_age_thought,
    outsiders_contribute,
    pupils_contribute,
    pupils_hold_accounts_follow_or_contribute,
    pupils_see_or_contribute,
    purpose_digest,
    risk_digest,
    running_people,
    uses_logo,
)
from tests.domain.proposal.samples import ASSISTANT_HEAD, FIRST_TEACHER, SECOND_TEACHER, account, blog


@pytest.mark.parametrize(
    ("answers", "see_or_contribute", "bound_by_age"),
    [
        pytest.param({}, False, False, id="nothing answered yet"),
        pytest.param({"audience": ["parents", "public"]}, False, False, id="a broadcast to families"),
        pytest.param({"audience": ["pupils"]}, True, False, id="pupils only look"),
        pytest.param({"audience": ["pupils_elsewhere"]}, True, False, id="another school’s pupils look"),
        pytest.param({"audience": ["pupils"], "pupil_accounts": "follow"}, True, True, id="pupils follow"),
        pytest.param({"audience": ["pupils"], "pupil_accounts": "accounts"}, True, True, id="pupils hold accounts"),
        pytest.param({"audience": ["pupils"], "pupil_accounts": "neither"}, True, False, id="neither"),
        pytest.param({"contributors": {"pupils": ["comments"]}}, True, True, id="pupils comment"),
        pytest.param({"contributors": {"pupils": []}}, False, False, id="an empty row is no contribution"),
        pytest.param(
            {"audience": ["parents"], "pupil_accounts": "accounts"}, False, False, id="an answer to a page not asked"
        ),
        pytest.param({"audience": "pupils", "contributors": "pupils"}, False, False, id="answers of the wrong shape"),
    ],
)
def test_which_sites_are_for_pupils(answers: dict[str, Any], see_or_contribute: bool, bound_by_age: bool) -> None:
    assert pupils_see_or_contribute(answers) is see_or_contribute
    assert pupils_hold_accounts_follow_or_contribute(answers) is bound_by_age


def test_claims_about_the_two_sample_sites() -> None:
    assert (is_third_party(blog()), is_third_party(account())) == (False, True)
    assert (uses_logo(blog()), uses_logo(account())) == (True, False)
    assert (pupils_contribute(blog()), pupils_contribute(account())) == (True, False)
    assert (outsiders_contribute(blog()), outsiders_contribute(account())) == (True, False)
    assert (needs_under_age_thought(blog()), needs_under_age_thought(account())) == (True, True)
    assert running_people(blog()) == (FIRST_TEACHER, SECOND_TEACHER)


def test_the_exit_plan_as_steps_to_sign() -> None:
    steps = exit_steps(blog())
    assert [step.key for step in steps] == ["content", "images", "handle", "accounts"]
    assert steps[0] == ExitStep("content", "Taken down and deleted.", ASSISTANT_HEAD, True)
    assert exit_steps({}) == ()


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"audience": ["pupils", "parents", "staff", "public"]}, id="another group of readers"),
        pytest.param({"contributors": {"pupils": ["comments", "images"], "staff": ["text"]}}, id="more may be added"),
        pytest.param({"pupil_accounts": "accounts"}, id="pupils get accounts"),
        pytest.param({"organisations": [{"name": "Library", "part": "both"}]}, id="an organisation joins"),
    ],
)
def test_a_change_of_audience_or_interactivity_needs_a_new_discussion(changed: dict[str, Any]) -> None:
    assert audience_digest(blog(**changed)) != audience_digest(blog())
    assert risk_digest(blog(**changed)) != risk_digest(blog())


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"name": "Owls’ blog"}, id="another name"),
        pytest.param({"audience": ["staff", "pupils", "parents"]}, id="the same ticks in another order"),
        pytest.param({"organisations": []}, id="an empty list"),
        pytest.param({"contributors": {**blog()["contributors"], "public": []}}, id="an empty row"),
    ],
)
def test_what_is_not_about_the_audience_leaves_discussion_and_signature_standing(changed: dict[str, Any]) -> None:
    assert audience_digest(blog(**changed)) == audience_digest(blog())
    assert risk_digest(blog(**changed)) == risk_digest(blog())


def test_a_changed_risk_needs_a_new_signature_but_no_new_discussion() -> None:
    risks = {**blog()["risks"], "grooming": {"controls": "No private messages at all.", "rating": "medium"}}
    assert risk_digest(blog(risks=risks)) != risk_digest(blog())
    assert audience_digest(blog(risks=risks)) == audience_digest(blog())


def test_another_purpose_or_content_needs_a_new_consultation_and_another_name_does_not() -> None:
    assert purpose_digest(blog(reason="Families asked for it at the open evening.")) != purpose_digest(blog())
    assert purpose_digest(blog(contributors={"staff": ["text"]})) != purpose_digest(blog())
    assert purpose_digest(blog(name="Owls’ blog", ends_on="2027-03-26")) == purpose_digest(blog())
