"""The settings about answers from outside: how long a route for a concern may take before somebody asks again (A.2.3).

This is data; which kind of days each counts is the route's own (``concern_routes.py``).
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from governance.domain.policy_kinds import Setting, WholeNumber

WORKING_DAYS, SCHOOL_DAYS, ANY_DAYS = "working days", "school days", "days"

SETTINGS_OF_ROUTES: tuple[Setting, ...] = (
    Setting(
        "social_care_answer_days",
        "Answer of children’s social care",
        "A.2.3",
        "Who has a concern is reminded when social care has not answered within so many working days.",
        1,
        WholeNumber(1, 10, WORKING_DAYS),
    ),
    Setting(
        "lado_answer_days",
        "Answer of the local authority’s designated officer",
        "001-7",
        "Who has a concern is reminded when the designated officer has not answered within so many working days.",
        1,
        WholeNumber(1, 10, WORKING_DAYS),
    ),
    Setting(
        "police_answer_days",
        "Answer of the police on 101",
        "A.5.6",
        "Who has a concern is reminded when the police have not answered within so many working days.",
        2,
        WholeNumber(1, 10, WORKING_DAYS),
    ),
    Setting(
        "prevent_answer_days",
        "Answer of the local Prevent team",
        "A.2.3",
        "Who has a concern is reminded when the Prevent team has not answered within so many working days.",
        2,
        WholeNumber(1, 10, WORKING_DAYS),
    ),
    Setting(
        "platform_answer_days",
        "Answer of a platform",
        "A.5.6",
        "Who has a concern is reminded when the platform has not answered within so many days, weekends counted.",
        2,
        WholeNumber(1, 14, ANY_DAYS),
    ),
    Setting(
        "harmful_content_answer_days",
        "Answer of Report Harmful Content",
        "A.5.6",
        "Who has a concern is reminded when they have not answered within so many working days.",
        3,
        WholeNumber(1, 10, WORKING_DAYS),
    ),
    Setting(
        "posh_answer_days",
        "Answer of the helpline for professionals",
        "A.2.3",
        "Who has a concern is reminded when the helpline has not answered within so many working days.",
        1,
        WholeNumber(1, 10, WORKING_DAYS),
    ),
    Setting(
        "governors_answer_days",
        "Answer of the governors",
        "001-8",
        "Who has a concern is reminded when the governors have not answered within so many school days.",
        5,
        WholeNumber(1, 20, SCHOOL_DAYS),
    ),
    Setting(
        "data_protection_answer_days",
        "Answer of the data protection officer",
        "003-7",
        "Who has a concern is reminded when the officer has not answered within so many working days.",
        1,
        WholeNumber(1, 5, WORKING_DAYS),
    ),
    Setting(
        "in_school_answer_days",
        "What came of talking in school",
        "A.2.3",
        "Who has a concern that is looked after in school is reminded to write down what came of it within so many "
        "school days.",
        1,
        WholeNumber(1, 10, SCHOOL_DAYS),
    ),
)
