"""The form holds together: keys are unique, everything the policy asks for is asked, and one page leads to the next."""

from __future__ import annotations

from governance.domain.proposal.form import Kind, OptionsFrom
from governance.domain.proposal.questions import (
    FORM,
    answers_that_count,
    next_page,
    page_asking,
    page_with,
    pages_for,
    previous_page,
    question_with,
)
from tests.domain.proposal.samples import account, blog

QUESTIONS = [question for page in FORM for question in page.questions]


def keys(answers: dict[str, object]) -> str:
    return " ".join(page.key for page in pages_for(answers))


def test_the_keys_under_which_answers_are_stored_never_change() -> None:
    # Frozen proposals are stored under these keys: a key may be added, and none may be renamed.
    assert " ".join(question.key for question in QUESTIONS) == (
        "kind year_groups age_from age_to hosted_by platform name address reason_kind reason intended_outcome "
        "worth_the_effort audience contributors pupil_accounts youngest_confirmed ages_confirmed_on organisations "
        "organisations_note administrators moderators updaters update_every update_on hours resourcing_owner "
        "shown_people best_interests target_age content_suits guidance risks under_age vulnerable vulnerable_adviser "
        "vulnerable_advice_on vulnerable_advice vetter vetting_how consent_obtained consent_informed privacy_settings "
        "privacy_strongest privacy_weaker_because rules rules_added report_links intervention_people "
        "intervention_hours intervention_safeguarding intervention_offensive logo logo_where logo_omitted_because "
        "advertising advertising_how starts_on ends_on exit_steps measures"
    )


def test_a_staff_broadcast_is_not_asked_about_children_nor_a_school_site_about_a_platform() -> None:
    assert keys(account()) == (
        "kind year_groups host platform name reason outcome audience contributors administrators moderators "
        "updates hours resourcing shown under_age rules intervention logo advertising lasting exit measures"
    )
    assert keys(blog()) == (
        "kind year_groups host name reason outcome audience contributors pupil_accounts administrators moderators "
        "updates hours resourcing shown best_interests suits guidance risks under_age vulnerable vetting consent "
        "privacy rules logo advertising lasting exit measures"
    )


def test_seven_classes_share_every_page_but_these() -> None:
    assert [page.key for page in FORM if not page.common] == [
        "year_groups", "name", "administrators", "moderators", "updates", "hours", "shown"
    ]  # fmt: skip


def test_every_clause_of_the_policy_that_the_form_owes_is_asked_for() -> None:
    clauses = {clause for page in FORM for clause in page.clauses}
    assert clauses == {
        "7.1", "7.2", "7.3", "7.4", "A.1.2", "A.1.3", "A.1.4", "A.1.5", "A.1.6", "A.1.7", "A.2", "A.3.1", "A.3.2",
        "A.3.5", "A.4.1", "A.4.4", "A.4.7", "A.4.8", "A.4.9", "A.5",
    }  # fmt: skip


def test_every_page_and_question_says_what_it_needs_to() -> None:
    assert len({page.key for page in FORM}) == len(FORM)
    assert len({question.key for question in QUESTIONS}) == len(QUESTIONS)
    for page in FORM:
        assert page.title.endswith("?"), page.key
        assert page_with(page.key) is page
    for question in QUESTIONS:
        assert question_with(question.key) is question
        assert page_asking(question.key) is not None
        assert question.unanswered.endswith(".") or question.label.endswith("(optional)"), question.key
        if question.kind in (Kind.CHOICE, Kind.CHOICES) and question.options_from is OptionsFrom.QUESTION:
            assert len(question.options) >= 2, question.key
        if question.kind in (Kind.MATRIX, Kind.RISKS, Kind.EXIT_STEPS):
            assert len({row.key for row in question.rows}) == len(question.rows) >= 4, question.key


def test_one_page_leads_to_the_next_that_applies() -> None:
    host, name, platform = page_with("host"), page_with("name"), page_with("platform")
    assert host is not None
    assert name is not None
    assert next_page(host, blog()) is name
    assert next_page(host, account()) is platform
    assert previous_page(name, blog()) is host
    assert previous_page(FORM[0], blog()) is None
    assert next_page(FORM[-1], blog()) is None


def test_answers_to_pages_that_no_longer_apply_do_not_count_but_a_schools_own_questions_do() -> None:
    answers = {**account(), "best_interests": "typed before pupils were unticked", "own_question": "kept"}
    counting = answers_that_count(answers)
    assert "best_interests" not in counting
    assert counting["own_question"] == "kept"
    assert counting["reason"] == "Families look here before they look at letters."
