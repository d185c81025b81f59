"""What a proposal is refused for: every duty of the policy that the form asks about, by code, clause and page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from governance.domain.proposal.completeness import missing, page_is_done, page_refusals, wrong_on
from governance.domain.proposal.facts import ProposalFacts
from governance.domain.proposal.questions import page_with
from tests.domain.proposal.samples import (
    ASSISTANT_HEAD,
    CONTRACTOR,
    FACTS,
    FIRST_TEACHER,
    LEAVER,
    LEAVING_SOON,
    PEOPLE,
    SECOND_TEACHER,
    TODAY,
    VOLUNTEER,
    account,
    blog,
    pupils_on_a_platform,
)

RISK = {"controls": "Every comment is read first.", "rating": "low"}
STEP = {"what": "Deleted.", "who": ASSISTANT_HEAD, "final": True}
MEASURE = {"measure": "Children who wrote", "target": "Every child", "review_on": "2027-03-26"}


def told(answers: dict[str, Any], facts: ProposalFacts = FACTS) -> list[tuple[str, str | None, str | None]]:
    return [(refusal.code, refusal.clause, refusal.page) for refusal in missing(answers, facts)]


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param(blog(), id="a year group’s blog with everything answered can be submitted"),
        pytest.param(account(), id="a staff-run account on a network with everything answered can be submitted"),
        pytest.param(
            pupils_on_a_platform(contributors={"staff": ["text"]}),
            id="pupils who only look do not bring the platform’s age into play",
        ),
        pytest.param(pupils_on_a_platform(year_groups=["y9"]), id="Year 9 has turned 13, so the platform’s age is met"),
        pytest.param(
            pupils_on_a_platform(year_groups=["y8"], youngest_confirmed=13, ages_confirmed_on="2026-11-20"),
            id="Year 8 passes once every pupil’s age was checked",
        ),
        pytest.param(
            pupils_on_a_platform(year_groups=None, kind="club_blog", age_from=14, age_to=16),
            id="a club without year groups is judged by its youngest age",
        ),
        pytest.param(
            blog(
                vulnerable="yes",
                vulnerable_adviser="The communications manager",
                vulnerable_advice_on="2026-11-20",
                vulnerable_advice="Keep it to the class and hide it from searches.",
            ),
            id="yes to vulnerable readers with a record of advice is complete",
        ),
        pytest.param(
            blog(
                moderators=[FIRST_TEACHER, CONTRACTOR],
                starts_on="2026-12-01",
                hours=[{"person": FIRST_TEACHER, "hours": 1}, {"person": CONTRACTOR, "hours": 1}],
            ),
            id="a contractor whose authorisation runs may moderate",
        ),
    ],
)
def test_a_complete_proposal_is_refused_nothing(answers: dict[str, Any]) -> None:
    assert told(answers) == []


@pytest.mark.parametrize(
    ("answers", "code", "clause", "page"),
    [
        pytest.param(blog(reason="Fun"), "reason_one_word", "7.2", "reason", id="a one-word reason"),
        pytest.param(blog(reason=None), "reason_missing", "7.2", "reason", id="no reason at all"),
        pytest.param(blog(reason="a good reason " * 300), "reason_too_long", "7.2", "reason", id="an over-long reason"),
        pytest.param(blog(intended_outcome="Reading"), "reason_one_word", "A.1.2", "outcome", id="a one-word outcome"),
        pytest.param(
            blog(worth_the_effort=None),
            "worth_the_effort_missing",
            "A.1.2",
            "outcome",
            id="not said whether it is worth it",
        ),
        pytest.param(blog(kind="circus"), "not_offered", "A.3.2", "kind", id="a kind of site that is not offered"),
        pytest.param(
            blog(year_groups=None, age_from=7, age_to=8),
            "year_groups_missing",
            "A.2",
            "year_groups",
            id="a year group’s blog without its year group",
        ),
        pytest.param(blog(year_groups=["y99"]), "not_offered", "A.2", "year_groups", id="a year group of no nation"),
        pytest.param(
            blog(age_from=9, age_to=7),
            "ages_the_wrong_way_round",
            "A.2",
            "year_groups",
            id="the youngest older than the oldest",
        ),
        pytest.param(blog(age_from="seven"), "not_a_whole_number", "A.2", "year_groups", id="an age in words"),
        pytest.param(blog(age_from=99), "number_out_of_range", "A.2", "year_groups", id="an age of 99"),
        pytest.param(account(platform=None), "platform_missing", "7.3", "platform", id="no platform named"),
        pytest.param(account(platform="myspace"), "not_offered", "7.3", "platform", id="a platform without a row"),
        pytest.param(blog(name="n" * 121), "too_long", "7.1", "name", id="a name of 121 characters"),
        pytest.param(
            blog(address="not an address"),
            "address_unseen_characters",
            "7.1",
            "name",
            id="an address with spaces in it",
        ),
        pytest.param(
            blog(address="@year3"), "address_without_network", "7.1", "name", id="a handle without its network"
        ),
        pytest.param(blog(audience=None), "audience_missing", "A.1.3", "audience", id="no audience"),
        pytest.param(
            account(contributors={}), "contributors_missing", "A.5", "contributors", id="nobody adds anything"
        ),
        pytest.param(
            account(contributors={"staff": ["videos"]}),
            "not_offered",
            "A.5",
            "contributors",
            id="a kind of contribution that is not offered",
        ),
        pytest.param(
            account(audience=["organisations"]),
            "organisations_missing",
            "A.1.3",
            "organisations",
            id="organisations read it and none is named",
        ),
        pytest.param(
            account(audience=["organisations"], organisations=[{"name": "Library", "part": ""}]),
            "organisation_without_part",
            "A.1.3",
            "organisations",
            id="an organisation without its part",
        ),
        pytest.param(
            account(
                audience=["organisations"],
                organisations=[{"name": "Library", "part": "reads"}, {"name": "library", "part": "both"}],
            ),
            "organisation_twice",
            "A.1.3",
            "organisations",
            id="the same organisation twice",
        ),
    ],
)
def test_the_site_and_its_readers(answers: dict[str, Any], code: str, clause: str, page: str) -> None:
    assert told(answers) == [(code, clause, page)]


@pytest.mark.parametrize(
    ("answers", "code", "clause", "page"),
    [
        pytest.param(
            blog(hours=[{"person": FIRST_TEACHER, "hours": 0}, {"person": SECOND_TEACHER, "hours": 1}]),
            "hours_zero",
            "A.1.4",
            "hours",
            id="zero hours",
        ),
        pytest.param(
            blog(hours=[{"person": FIRST_TEACHER, "hours": "lots"}, {"person": SECOND_TEACHER, "hours": 1}]),
            "hours_not_a_number",
            "A.1.4",
            "hours",
            id="hours in words",
        ),
        pytest.param(
            blog(hours=[{"person": FIRST_TEACHER, "hours": 41}, {"person": SECOND_TEACHER, "hours": 1}]),
            "hours_too_many",
            "A.1.4",
            "hours",
            id="more hours than a week of work has",
        ),
        pytest.param(
            blog(hours=[{"person": FIRST_TEACHER, "hours": 1}]),
            "hours_missing_for_person",
            "A.1.4",
            "hours",
            id="somebody named who promises no hours",
        ),
        pytest.param(
            blog(
                hours=[
                    {"person": FIRST_TEACHER, "hours": 1},
                    {"person": SECOND_TEACHER, "hours": 1},
                    {"person": FIRST_TEACHER, "hours": 2},
                ]
            ),
            "same_person_twice",
            "A.1.4",
            "hours",
            id="hours of one person twice",
        ),
        pytest.param(
            blog(administrators=[FIRST_TEACHER, FIRST_TEACHER]),
            "same_person_twice",
            "A.5",
            "administrators",
            id="the same person twice in one duty",
        ),
        pytest.param(
            blog(administrators=None), "administrators_missing", "A.5", "administrators", id="no administrator"
        ),
        pytest.param(
            blog(administrators=[999]), "person_unknown", "A.3.1", "administrators", id="somebody of another school"
        ),
        pytest.param(
            blog(resourcing_owner=None),
            "resourcing_owner_missing",
            "A.1.5",
            "resourcing",
            id="nobody owns the resourcing",
        ),
        pytest.param(
            blog(resourcing_owner=LEAVER),
            "person_left",
            "A.3.1",
            "resourcing",
            id="resourcing owned by somebody who has left",
        ),
        pytest.param(
            blog(update_every="2"),
            "updated_too_seldom",
            "A.1.5",
            "updates",
            id="a year group’s blog updated less than weekly",
        ),
        pytest.param(
            blog(shown_people=[{"person": FIRST_TEACHER, "shown_as": "Ms First", "position": ""}]),
            "position_missing",
            "A.4.8",
            "shown",
            id="somebody shown without a position",
        ),
        pytest.param(
            blog(
                shown_people=[{"person": FIRST_TEACHER, "shown_as": "Ms First", "position": "Teacher, 07700 900 123"}]
            ),
            "personal_contact",
            "A.4.9",
            "shown",
            id="a telephone number in a position",
        ),
        pytest.param(
            blog(shown_people=[{"person": FIRST_TEACHER, "shown_as": "Ms First", "position": "teacher@mail.example"}]),
            "personal_contact",
            "A.4.9",
            "shown",
            id="an e-mail address in a position",
        ),
        pytest.param(
            blog(shown_people=[{"person": FIRST_TEACHER, "shown_as": "", "position": "Teacher"}]),
            "shown_without_name",
            "A.4.8",
            "shown",
            id="somebody shown without a name",
        ),
        pytest.param(
            blog(shown_people=[{"person": None, "shown_as": "Ms First", "position": "Teacher"}]),
            "shown_without_person",
            "A.4.8",
            "shown",
            id="a position shown without a person",
        ),
    ],
)
def test_the_people(answers: dict[str, Any], code: str, clause: str, page: str) -> None:
    assert told(answers) == [(code, clause, page)]


@pytest.mark.parametrize(
    ("person", "starts_on", "code"),
    [
        pytest.param(LEAVER, "2027-01-04", "person_left", id="a leaver, the day after the last day"),
        pytest.param(VOLUNTEER, "2027-01-04", "person_not_authorised", id="a volunteer without authorisation"),
        pytest.param(
            CONTRACTOR,
            "2027-01-04",
            "authorisation_ends_before_start",
            id="a contractor whose authorisation ends before the site opens",
        ),
        pytest.param(
            LEAVING_SOON, "2027-01-04", "person_leaves_before_start", id="somebody who leaves before the site opens"
        ),
    ],
)
def test_somebody_who_may_not_hold_a_duty_is_refused_in_each_duty(person: int, starts_on: str, code: str) -> None:
    hours = [{"person": FIRST_TEACHER, "hours": 1}, {"person": SECOND_TEACHER, "hours": 1}]
    if code not in ("person_left",):
        hours.append({"person": person, "hours": 1})
    for duty, page in (("administrators", "administrators"), ("moderators", "moderators"), ("updaters", "updates")):
        named = [FIRST_TEACHER, SECOND_TEACHER, person]
        found = told(blog(starts_on=starts_on, hours=hours, **{duty: named}))
        assert (code, "A.3.1", page) in found


def test_one_person_in_both_duties_is_too_few_people() -> None:
    answers = blog(
        administrators=[FIRST_TEACHER], moderators=[FIRST_TEACHER], hours=[{"person": FIRST_TEACHER, "hours": 1}]
    )
    assert told(answers) == [("too_few_people", "A.5", "moderators")]


@pytest.mark.parametrize(
    ("answers", "code", "page"),
    [
        pytest.param(pupils_on_a_platform(), "age_below", "pupil_accounts", id="Year 3 comments where 13 is asked for"),
        pytest.param(
            pupils_on_a_platform(contributors={"staff": ["text"]}, pupil_accounts="follow"),
            "age_below",
            "pupil_accounts",
            id="Year 3 follows where 13 is asked for",
        ),
        pytest.param(
            pupils_on_a_platform(contributors={"staff": ["text"]}, pupil_accounts="accounts"),
            "age_below",
            "pupil_accounts",
            id="Year 3 holds accounts where 13 is asked for",
        ),
        pytest.param(
            pupils_on_a_platform(year_groups=["y8"]), "age_mixed", "pupil_accounts", id="Year 8 is mixed all year"
        ),
        pytest.param(
            pupils_on_a_platform(year_groups=["y9", "y8"]),
            "age_mixed",
            "pupil_accounts",
            id="the lowest year of a mixed-age site decides",
        ),
        pytest.param(
            pupils_on_a_platform(year_groups=None, kind="club_blog", age_from=12, age_to=16),
            "age_below",
            "pupil_accounts",
            id="a club whose youngest is 12",
        ),
        pytest.param(
            pupils_on_a_platform(platform="mastodon", year_groups=["y13"]),
            "age_row_unknown",
            "pupil_accounts",
            id="an unknown minimum age is never fine",
        ),
        pytest.param(
            pupils_on_a_platform(platform="padlet"),
            "age_row_unchecked",
            "pupil_accounts",
            id="a minimum age that nobody checked is never fine",
        ),
        pytest.param(
            pupils_on_a_platform(year_groups=["y9"], starts_on="2027-04-12"),
            "age_below",
            "pupil_accounts",
            id="the age counts on the day the site opens: 16 from spring 2027",
        ),
    ],
)
def test_the_platforms_minimum_age(answers: dict[str, Any], code: str, page: str) -> None:
    assert told(answers) == [(code, "7.3", page)]


@pytest.mark.parametrize(
    ("answers", "code", "clause", "page"),
    [
        pytest.param(
            blog(best_interests=None),
            "best_interests_missing",
            "7.4",
            "best_interests",
            id="a pupil site without its best-interests statement",
        ),
        pytest.param(blog(target_age=None), "target_age_missing", "A.2", "suits", id="no target age"),
        pytest.param(
            blog(content_suits=None), "content_suits_missing", "A.2", "suits", id="not said how content suits"
        ),
        pytest.param(blog(guidance=None), "guidance_missing", "A.2", "guidance", id="the checklist not touched"),
        pytest.param(
            blog(under_age=None), "under_age_missing", "A.2", "under_age", id="under-age access not considered"
        ),
        pytest.param(
            account(under_age=None),
            "under_age_missing",
            "A.2",
            "under_age",
            id="a staff-run broadcast without the written consideration",
        ),
        pytest.param(
            blog(vulnerable=None), "vulnerable_missing", "A.2", "vulnerable", id="vulnerable users not thought of"
        ),
        pytest.param(blog(vetter=None), "vetter_missing", "A.2", "vetting", id="nobody vets the parents who comment"),
        pytest.param(
            blog(vetting_how=None), "vetting_how_missing", "A.2", "vetting", id="not said how they are vetted"
        ),
        pytest.param(
            blog(consent_obtained=None), "consent_obtained_missing", "A.4.4", "consent", id="consent not obtained"
        ),
        pytest.param(
            blog(consent_informed=None), "consent_informed_missing", "A.2", "consent", id="parents not informed"
        ),
        pytest.param(
            blog(privacy_settings=None), "privacy_settings_missing", "A.5", "privacy", id="no privacy settings"
        ),
        pytest.param(
            blog(privacy_strongest="no"),
            "privacy_weaker_because_missing",
            "A.5",
            "privacy",
            id="a weaker setting without a reason",
        ),
    ],
)
def test_children(answers: dict[str, Any], code: str, clause: str, page: str) -> None:
    assert told(answers) == [(code, clause, page)]


@pytest.mark.parametrize(
    "row", ["oversharing", "false_friends", "grooming", "cyberbullying", "content", "contact", "conduct", "commerce"]
)
def test_every_risk_needs_its_row_its_controls_and_its_rating(row: str) -> None:
    risks = blog()["risks"]
    without = {key: value for key, value in risks.items() if key != row}
    assert told(blog(risks=without)) == [("risk_row_missing", "A.2", "risks")]
    assert told(blog(risks={**risks, row: {"controls": "", "rating": "low"}})) == [
        ("risk_without_controls", "A.2", "risks")
    ]
    assert told(blog(risks={**risks, row: {**RISK, "rating": ""}})) == [("risk_without_rating", "A.2", "risks")]
    assert told(blog(risks={**risks, row: {**RISK, "controls": "Care"}})) == [("reason_one_word", "A.2", "risks")]
    assert told(blog(risks={**risks, row: {**RISK, "rating": "none"}})) == [("not_offered", "A.2", "risks")]


def test_a_proposal_without_any_risk_row_names_all_eight() -> None:
    assert told(blog(risks=None)) == [("risk_row_missing", "A.2", "risks")] * 8


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_yes_or_doubt_about_vulnerable_people_needs_adviser_date_and_advice(answer: str) -> None:
    assert told(blog(vulnerable=answer)) == [("vulnerable_without_advice", "A.2", "vulnerable")] * 3


def test_advice_cannot_come_from_the_future() -> None:
    answers = blog(
        vulnerable="yes",
        vulnerable_adviser="Safeguarding lead",
        vulnerable_advice_on="2026-11-28",
        vulnerable_advice="Leave names out.",
    )
    assert told(answers) == [("advice_in_the_future", "A.2", "vulnerable")]


def test_the_checklist_is_of_a_version_and_whole() -> None:
    ticked = blog()["guidance"]["ticked"]
    assert told(blog(guidance={"version": "2025-01", "ticked": ticked})) == [
        ("guidance_out_of_date", "A.2", "guidance")
    ]
    assert told(blog(guidance={"version": "2026-09", "ticked": ticked[1:]})) == [
        ("guidance_unticked", "A.2", "guidance")
    ]


@pytest.mark.parametrize(
    ("answers", "code", "clause", "page"),
    [
        pytest.param(account(report_links=None), "report_links_missing", "A.5", "intervention", id="no report links"),
        pytest.param(
            account(report_links="their help pages"),
            "report_links_without_address",
            "A.5",
            "intervention",
            id="report links without an address",
        ),
        pytest.param(
            account(intervention_people=None), "intervention_people_missing", "A.5", "intervention", id="nobody looks"
        ),
        pytest.param(
            account(intervention_hours=None),
            "intervention_hours_missing",
            "A.5",
            "intervention",
            id="no hours of looking",
        ),
        pytest.param(
            account(intervention_safeguarding=None),
            "intervention_safeguarding_missing",
            "A.5",
            "intervention",
            id="nothing planned for safeguarding content",
        ),
        pytest.param(
            account(intervention_offensive=None),
            "intervention_offensive_missing",
            "A.5",
            "intervention",
            id="nothing planned for offensive content",
        ),
        pytest.param(blog(rules=None), "rules_missing", "A.4.1", "rules", id="no rules chosen"),
        pytest.param(blog(logo_where=None), "logo_where_missing", "A.4.7", "logo", id="a logo that leads nowhere"),
        pytest.param(
            account(logo_omitted_because=None),
            "logo_omitted_because_missing",
            "A.4.7",
            "logo",
            id="no logo and no reason",
        ),
        pytest.param(
            blog(advertising="yes"),
            "advertising_how_missing",
            "A.5",
            "advertising",
            id="advertising for contributors, not said how",
        ),
        pytest.param(
            blog(starts_on="2026-08-01", ends_on="2026-11-26", measures=[MEASURE]),
            "end_in_the_past",
            "A.1.6",
            "lasting",
            id="an end date in the past",
        ),
        pytest.param(
            blog(starts_on="2027-09-01"), "end_before_start", "A.1.6", "lasting", id="an end date before the start"
        ),
        pytest.param(blog(ends_on=None), "ends_on_missing", "A.1.6", "lasting", id="no end date"),
        pytest.param(blog(ends_on="2039-07-23"), "end_too_far_away", "A.1.6", "lasting", id="an end in thirteen years"),
        pytest.param(blog(ends_on="31/2/2027"), "not_a_date", "A.1.6", "lasting", id="the thirty-first of February"),
        pytest.param(blog(ends_on="3027-07-23"), "not_a_date", "A.1.6", "lasting", id="a slip in the year"),
        pytest.param(blog(measures=None), "measures_missing", "A.1.7", "measures", id="no measure of success"),
        pytest.param(
            blog(measures=[{**MEASURE, "target": ""}]),
            "measure_without_target",
            "A.1.7",
            "measures",
            id="a measure without a target",
        ),
        pytest.param(
            blog(measures=[{**MEASURE, "review_on": None}]),
            "measure_without_review_date",
            "A.1.7",
            "measures",
            id="a measure without a review date",
        ),
        pytest.param(
            blog(measures=[{**MEASURE, "measure": ""}]),
            "measure_without_words",
            "A.1.7",
            "measures",
            id="a target without its measure",
        ),
        pytest.param(
            blog(measures=[{**MEASURE, "review_on": "2026-11-26"}]),
            "review_in_the_past",
            "A.1.7",
            "measures",
            id="a review date in the past",
        ),
        pytest.param(
            blog(measures=[{**MEASURE, "review_on": "2027-07-24"}]),
            "review_after_the_end",
            "A.1.7",
            "measures",
            id="a review date after the site has ended",
        ),
        pytest.param(
            blog(measures=[{**MEASURE, "review_on": "soon"}]),
            "not_a_date",
            "A.1.7",
            "measures",
            id="a review date that is none",
        ),
    ],
)
def test_conduct_and_how_it_ends(answers: dict[str, Any], code: str, clause: str, page: str) -> None:
    assert told(answers) == [(code, clause, page)]


@pytest.mark.parametrize("step", ["content", "images", "handle", "accounts"])
def test_the_exit_plan_says_of_each_thing_what_happens_and_who_does_it(step: str) -> None:
    plan = blog()["exit_steps"]
    without = {key: value for key, value in plan.items() if key != step}
    assert told(blog(exit_steps=without)) == [("exit_step_missing", "A.1.6", "exit")]
    assert told(blog(exit_steps={**plan, step: {**STEP, "who": None}})) == [
        ("exit_step_without_person", "A.1.6", "exit")
    ]
    assert told(blog(exit_steps={**plan, step: {**STEP, "who": LEAVER}})) == [("person_left", "A.3.1", "exit")]


def test_an_empty_proposal_is_told_everything_at_once_in_the_order_of_the_form() -> None:
    pages = [refusal.page for refusal in missing({}, FACTS)]
    assert list(dict.fromkeys(pages)) == [
        "kind",
        "host",
        "name",
        "reason",
        "outcome",
        "audience",
        "contributors",
        "administrators",
        "moderators",
        "updates",
        "hours",
        "resourcing",
        "shown",
        "rules",
        "logo",
        "advertising",
        "lasting",
        "exit",
        "measures",
    ]


def test_every_refusal_has_a_clause_and_a_page_of_the_form() -> None:
    everything = [*missing({}, FACTS), *missing(pupils_on_a_platform(risks=None, guidance=None, starts_on=None), FACTS)]
    for refusal in everything:
        assert refusal.clause
        assert refusal.page is not None
        assert page_with(refusal.page) is not None
        assert refusal.sentence.endswith((".", "?"))


def test_a_page_can_be_kept_half_done_but_not_wrong() -> None:
    page = page_with("measures")
    assert page is not None
    half = {"measures": [{"measure": "Children who wrote", "target": "", "review_on": None}]}
    assert wrong_on(page, half, FACTS) == ()
    assert [refusal.code for refusal in page_refusals(page, half, FACTS)] == [
        "measure_without_target",
        "measure_without_review_date",
    ]
    assert not page_is_done(page, half, FACTS)
    wrong = {"measures": [{"measure": "Children", "target": "All of them", "review_on": "31/2/2027"}]}
    assert [refusal.code for refusal in wrong_on(page, wrong, FACTS)] == ["not_a_date"]


def test_the_age_is_told_where_it_is_typed_and_once_in_the_whole() -> None:
    for key in ("year_groups", "platform", "contributors", "pupil_accounts"):
        page = page_with(key)
        assert page is not None
        assert [(found.code, found.page) for found in page_refusals(page, pupils_on_a_platform(), FACTS)] == [
            ("age_below", key)
        ]
    assert told(pupils_on_a_platform()) == [("age_below", "7.3", "pupil_accounts")]


def test_the_last_day_at_school_still_counts() -> None:
    on_the_last_day = ProposalFacts(today=date(2026, 11, 26), people=PEOPLE)
    found = told(blog(resourcing_owner=LEAVER), on_the_last_day)
    assert found == []
    assert told(blog(resourcing_owner=LEAVER), ProposalFacts(today=TODAY, people=PEOPLE)) == [
        ("person_left", "A.3.1", "resourcing")
    ]
