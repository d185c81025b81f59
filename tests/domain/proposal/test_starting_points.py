"""Templates, earlier proposals and one form for several year groups: what is carried, what is asked anew."""

from __future__ import annotations

import pytest

from governance.domain.proposal.batch import (
    differing_keys,
    makes_several_sites,
    one_for_each,
    own_keys,
    site_names,
    with_common,
)
from governance.domain.proposal.completeness import missing, wrong_on
from governance.domain.proposal.facts import ProposalFacts
from governance.domain.proposal.form import Option
from governance.domain.proposal.questions import pages_for, question_with
from governance.domain.proposal.templates import TEMPLATES, Template, answers_from_earlier, answers_from_template
from tests.domain.proposal.samples import (
    ASSISTANT_HEAD,
    FACTS,
    FIRST_TEACHER,
    LEAVER,
    PEOPLE,
    SECOND_TEACHER,
    TODAY,
    VOLUNTEER,
    account,
    blog,
)

YEARS = (Option("y3", "Year 3"), Option("y4", "Year 4"))


@pytest.mark.parametrize("template", TEMPLATES, ids=[template.key for template in TEMPLATES])
def test_a_template_is_well_typed_and_leaves_people_dates_and_ticks_to_the_teacher(template: Template) -> None:
    answers = answers_from_template(template).answers
    for key in answers:
        assert question_with(key) is not None
    for page in pages_for(answers):
        assert wrong_on(page, answers, FACTS) == ()
    for key in (
        "name",
        "year_groups",
        "administrators",
        "moderators",
        "starts_on",
        "ends_on",
        "guidance",
        "vulnerable",
    ):
        assert key not in answers
    asked_for = {refusal.page for refusal in missing(answers, FACTS)}
    assert {"administrators", "moderators", "lasting", "hours", "exit", "measures", "name"} <= asked_for


def test_a_year_groups_template_leaves_only_what_the_template_cannot_know() -> None:
    answers = answers_from_template(TEMPLATES[0]).answers
    assert sorted({str(refusal.page) for refusal in missing(answers, FACTS)}) == [
        "administrators", "exit", "guidance", "hours", "lasting", "measures", "moderators", "name", "privacy",
        "resourcing", "shown", "suits", "updates", "vetting", "vulnerable", "year_groups",
    ]  # fmt: skip


def test_a_template_is_copied_and_never_changed_by_a_draft() -> None:
    answers = answers_from_template(TEMPLATES[0]).answers
    answers["risks"]["grooming"]["controls"] = "changed"
    assert answers_from_template(TEMPLATES[0]).answers["risks"]["grooming"]["controls"] != "changed"


def test_an_earlier_proposal_carries_its_answers_without_dates_name_and_whatever_has_to_be_looked_at_again() -> None:
    start = answers_from_earlier(blog(), PEOPLE, TODAY)
    assert start.answers["reason"] == "Children write better when somebody reads it."
    assert start.answers["moderators"] == [FIRST_TEACHER, SECOND_TEACHER]
    assert start.answers["measures"] == [{"measure": "Children who wrote", "target": "Every child", "review_on": None}]
    assert start.blanked == (
        "year_groups", "name", "address", "guidance", "vulnerable", "starts_on", "ends_on", "measures"
    )  # fmt: skip
    assert not {"year_groups", "name", "address", "guidance", "vulnerable", "starts_on", "ends_on"} & set(start.answers)


def test_an_earlier_proposal_leaves_out_who_has_left_or_may_not_hold_a_duty_any_more() -> None:
    earlier = account(
        administrators=[LEAVER, FIRST_TEACHER],
        moderators=[VOLUNTEER, SECOND_TEACHER],
        resourcing_owner=LEAVER,
        hours=[{"person": LEAVER, "hours": 1}, {"person": FIRST_TEACHER, "hours": 2}],
        exit_steps={"content": {"what": "Deleted", "who": LEAVER, "final": True}},
    )
    start = answers_from_earlier(earlier, PEOPLE, TODAY)
    assert start.answers["administrators"] == [FIRST_TEACHER]
    assert start.answers["moderators"] == [SECOND_TEACHER]
    assert "resourcing_owner" not in start.answers
    assert start.answers["hours"] == [{"person": FIRST_TEACHER, "hours": 2}]
    assert start.answers["exit_steps"] == {"content": {"what": "Deleted", "who": None, "final": True}}
    assert {"administrators", "moderators", "resourcing_owner", "hours", "exit_steps"} <= set(start.blanked)


def test_several_year_groups_make_a_site_each_with_its_own_year_and_name() -> None:
    sites = one_for_each({"kind": "year_group_blog", "reason": "Readers for young writers."}, YEARS)
    assert [(site.year_group, site.name) for site in sites] == [("y3", "Year 3 blog"), ("y4", "Year 4 blog")]
    assert sites[1].answers == {
        "kind": "year_group_blog",
        "reason": "Readers for young writers.",
        "year_groups": ["y4"],
        "name": "Year 4 blog",
    }
    assert site_names(YEARS) == ("Year 3 blog", "Year 4 blog")


def test_a_club_for_several_year_groups_stays_one_site() -> None:
    assert makes_several_sites({"kind": "year_group_blog"}, YEARS)
    assert not makes_several_sites({"kind": "club_blog"}, YEARS)
    assert not makes_several_sites({"kind": "year_group_blog"}, YEARS[:1])


def test_a_common_answer_reaches_every_class_and_a_class_keeps_its_own() -> None:
    four = blog(name="Year 4 blog", moderators=[ASSISTANT_HEAD])
    changed = with_common(four, {"reason": "A better reason for all.", "moderators": [FIRST_TEACHER], "name": "x"})
    assert changed["reason"] == "A better reason for all."
    assert changed["moderators"] == [ASSISTANT_HEAD]
    assert changed["name"] == "Year 4 blog"
    assert differing_keys(four, changed) == {"reason"}
    assert {"name", "address", "moderators", "hours", "year_groups"} <= own_keys()


def test_one_class_can_be_complete_while_another_is_not() -> None:
    three, four = (site.answers for site in one_for_each(blog(), YEARS))
    four["moderators"] = []
    facts = ProposalFacts(today=TODAY, people=PEOPLE)
    assert missing(three, facts) == ()
    assert [refusal.code for refusal in missing(four, facts)] == ["moderators_missing"]
