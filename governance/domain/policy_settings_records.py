"""The settings about records and requests: who reads the policy by when, and by when somebody is answered.

This is data.  May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from governance.domain.policy_kinds import Setting, WholeNumber

SETTINGS_OF_RECORDS: tuple[Setting, ...] = (
    Setting(
        "days_to_acknowledge",
        "Time to read and sign the policy",
        "002-2",
        "Everybody signs a new version within so many days, and who is new within so many days of their first one.",
        14,
        WholeNumber(1, 60, "days"),
    ),
    Setting(
        "question_school_days",
        "Time to answer a question about the policy",
        "002-2",
        "A question that staff ask about the policy is answered within so many school days.",
        5,
        WholeNumber(1, 40, "school days"),
    ),
    Setting(
        "discussion_months",
        "How often the policy is talked over",
        "002-2",
        "Staff talk about the policy at least once in so many months.",
        6,
        WholeNumber(1, 24, "months"),
    ),
    Setting(
        "subject_access_months",
        "Time to send somebody a copy of their data",
        None,
        "Who asks what the school holds about them gets a copy within so many months.",
        1,
        WholeNumber(1, 3, "months"),
    ),
    Setting(
        "information_school_days",
        "Time to answer a request for information",
        None,
        "A request for information is answered within so many school days, or sooner by the setting below.",
        20,
        WholeNumber(1, 40, "school days"),
    ),
    Setting(
        "information_working_days",
        "Longest time to answer a request for information",
        None,
        "A request for information is answered within so many working days at the latest, holidays or not.",
        60,
        WholeNumber(20, 120, "working days"),
    ),
)
