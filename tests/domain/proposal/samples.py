"""Two complete proposals and the people in them, written out, for tests to break one thing at a time."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from governance.domain.proposal.facts import PersonFacts, ProposalFacts

TODAY = date(2026, 11, 27)

FIRST_TEACHER, SECOND_TEACHER, ASSISTANT_HEAD, LEAVER, VOLUNTEER, CONTRACTOR, LEAVING_SOON = 1, 2, 3, 4, 5, 6, 7

PEOPLE = {
    FIRST_TEACHER: PersonFacts("First teacher", position="Year 3 teacher"),
    SECOND_TEACHER: PersonFacts("Second teacher"),
    ASSISTANT_HEAD: PersonFacts("Assistant head"),
    LEAVER: PersonFacts("Leaver", member_until=date(2026, 11, 26)),
    VOLUNTEER: PersonFacts("Volunteer", kind="volunteer"),
    CONTRACTOR: PersonFacts("Contractor", kind="contractor", authorised=True, authorised_until=date(2026, 12, 31)),
    LEAVING_SOON: PersonFacts("Leaving soon", member_until=date(2026, 12, 18)),
}

FACTS = ProposalFacts(today=TODAY, people=PEOPLE)

_RISK = {"controls": "Every comment is read before it appears.", "rating": "low"}
_STEP = {"what": "Taken down and deleted.", "who": ASSISTANT_HEAD, "final": True}

_YEAR_THREE_BLOG: dict[str, Any] = {
    "kind": "year_group_blog",
    "year_groups": ["y3"],
    "hosted_by": "school",
    "name": "Year 3 blog",
    "address": "https://blogs.school.example/year3",
    "reason_kind": "pedagogical",
    "reason": "Children write better when somebody reads it.",
    "intended_outcome": "Every child writes for the blog each half-term.",
    "worth_the_effort": "An hour a week, and it replaces the letter home.",
    "audience": ["pupils", "parents", "staff"],
    "contributors": {"pupils": ["comments"], "parents": ["comments"], "staff": ["text", "images"]},
    "pupil_accounts": "neither",
    "administrators": [FIRST_TEACHER],
    "moderators": [FIRST_TEACHER, SECOND_TEACHER],
    "updaters": [FIRST_TEACHER],
    "update_every": "1",
    "hours": [{"person": FIRST_TEACHER, "hours": 1}, {"person": SECOND_TEACHER, "hours": 0.5}],
    "resourcing_owner": ASSISTANT_HEAD,
    "shown_people": [{"person": FIRST_TEACHER, "shown_as": "Ms First", "position": "Year 3 class teacher"}],
    "best_interests": "Children see their work valued by people they know.",
    "target_age": "7 to 8",
    "content_suits": "Short texts in the words the class uses.",
    "guidance": {
        "version": "2026-09",
        "ticked": [
            "safety_information",
            "report_link",
            "response",
            "private_by_default",
            "no_personal_details",
            "no_search",
            "no_private_messages",
            "age_suitable",
            "pictures",
            "illegal_content",
        ],
    },
    "risks": {
        "oversharing": _RISK,
        "false_friends": _RISK,
        "grooming": _RISK,
        "cyberbullying": _RISK,
        "content": _RISK,
        "contact": _RISK,
        "conduct": _RISK,
        "commerce": _RISK,
    },
    "under_age": "Nobody needs an account, and everything suits younger children too.",
    "vulnerable": "no",
    "vetter": ASSISTANT_HEAD,
    "vetting_how": "Parents use the school’s own sign-in.",
    "consent_obtained": "The office keeps the yearly consent form.",
    "consent_informed": "A letter goes home before it opens.",
    "privacy_settings": "Hidden from search engines, comments wait.",
    "privacy_strongest": "yes",
    "rules": "both",
    "logo": "yes",
    "logo_where": "Top of every page, leads to the school website.",
    "advertising": "no",
    "starts_on": "2027-01-04",
    "ends_on": "2027-07-23",
    "exit_steps": {"content": _STEP, "images": _STEP, "handle": _STEP, "accounts": _STEP},
    "measures": [{"measure": "Children who wrote", "target": "Every child", "review_on": "2027-03-26"}],
}

_NETWORK_ACCOUNT: dict[str, Any] = {
    "kind": "network_account",
    "hosted_by": "third_party",
    "platform": "facebook",
    "name": "School page",
    "address": "@school",
    "reason_kind": "business",
    "reason": "Families look here before they look at letters.",
    "intended_outcome": "Families hear of closures on the same day.",
    "worth_the_effort": "An hour a week and no money at all.",
    "audience": ["parents", "public"],
    "contributors": {"staff": ["text", "images"]},
    "administrators": [FIRST_TEACHER, SECOND_TEACHER],
    "moderators": [FIRST_TEACHER, SECOND_TEACHER],
    "updaters": [SECOND_TEACHER],
    "update_every": "2",
    "hours": [{"person": FIRST_TEACHER, "hours": 0.5}, {"person": SECOND_TEACHER, "hours": 1}],
    "resourcing_owner": ASSISTANT_HEAD,
    "shown_people": [{"person": SECOND_TEACHER, "shown_as": "Mr Second", "position": "Computing lead"}],
    "under_age": "The page speaks to adults; young followers are removed.",
    "rules": "adults",
    "report_links": "https://www.facebook.com/help/report",
    "intervention_people": [FIRST_TEACHER],
    "intervention_hours": "School days at 8:30 and 15:30",
    "intervention_safeguarding": "Tell the safeguarding lead at once and delete nothing.",
    "intervention_offensive": "Hide it, note it and report it.",
    "logo": "no",
    "logo_omitted_because": "The service crops it beyond recognition.",
    "advertising": "no",
    "starts_on": "2027-01-04",
    "ends_on": "2027-07-23",
    "exit_steps": {"content": _STEP, "images": _STEP, "handle": _STEP, "accounts": _STEP},
    "measures": [{"measure": "Families who follow", "target": "Half of them", "review_on": "2027-03-26"}],
}


def blog(**changed: Any) -> dict[str, Any]:
    """A complete proposal for Year 3's blog on the school's website, with some answers changed or, by None, gone."""
    return _with(_YEAR_THREE_BLOG, changed)


def account(**changed: Any) -> dict[str, Any]:
    """A complete proposal for an account by which staff speak to families, with some answers changed or gone."""
    return _with(_NETWORK_ACCOUNT, changed)


def pupils_on_a_platform(**changed: Any) -> dict[str, Any]:
    """The blog again, on somebody else's platform."""
    abroad = {key: value for key, value in _NETWORK_ACCOUNT.items() if key.startswith(("intervention", "report"))}
    return _with({**_YEAR_THREE_BLOG, **abroad, "hosted_by": "third_party", "platform": "facebook"}, changed)


def _with(answers: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    merged = {**deepcopy(answers), **changed}
    return {key: value for key, value in merged.items() if value is not None}
