"""The settings about days: cover, freshness, reminders, and what is looked at again (A.1.5 to A.1.7, A.5).

This is data.  May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from governance.domain.policy_kinds import Choice, ListOf, Option, Setting, WholeNumber
from governance.domain.year_groups import YEAR_GROUPS

_WEEKDAYS = tuple(Option(day.lower(), day) for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"))
_YEAR_GROUPS = tuple(
    Option(key, name)
    for key, name in {group.key: group.name for groups in YEAR_GROUPS.values() for group in groups}.items()
)

SETTINGS_OF_TIME: tuple[Setting, ...] = (
    Setting(
        "cover_weeks_ahead",
        "How far ahead cover is shown",
        "A.1.5",
        "The cover page shows so many weeks to come.",
        4,
        WholeNumber(1, 12, "weeks"),
    ),
    Setting(
        "uncovered_days_before_amber",
        "Uncovered days before a site turns amber",
        "A.5.4",
        "So many uncovered school days in a row turn a live site amber. A single day of illness does not.",
        5,
        WholeNumber(1, 20, "school days"),
    ),
    Setting(
        "amber_school_days",
        "Time to put an amber site right",
        "7.3",
        "A live site that stops meeting a check has so many school days to meet it again before it is suspended.",
        10,
        WholeNumber(1, 40, "school days"),
    ),
    Setting(
        "update_interval_weeks",
        "How often a site is updated",
        "A.1.5",
        "Something new is due on each site every so many weeks of term.",
        1,
        WholeNumber(1, 13, "weeks"),
    ),
    Setting(
        "asleep_after_missed_updates",
        "Missed updates before a site is asleep",
        "A.1.6",
        "A site that missed so many due updates in a row is shown as asleep.",
        3,
        WholeNumber(2, 12, "updates"),
    ),
    Setting(
        "update_weekday",
        "Day of the week by which a site is updated",
        "A.1.5",
        "Something new is expected by this day of the week. Who writes for the site is reminded from then on.",
        "friday",
        Choice(_WEEKDAYS),
    ),
    Setting(
        "year_groups",
        "Year groups that have a blog",
        "A.1.5",
        "Each of these year groups is to have a blog; one without is said so on the page about what is new.",
        (),
        ListOf(_YEAR_GROUPS),
    ),
    Setting(
        "pupil_days_in_year",
        "Days of school in a year",
        None,
        "The calendar says how many days pupils are taught in a school year, beside this number.",
        190,
        WholeNumber(100, 250, "days"),
    ),
    Setting(
        "review_interval_months",
        "How often the policy is reviewed",
        None,
        "Governors review the policy and how it is applied every so many months.",
        12,
        WholeNumber(1, 36, "months"),
    ),
    Setting(
        "reminders_from_hour",
        "Mails begin at",
        None,
        "Reminders are sent on school days from this hour. What is urgent for a child goes at once, at any hour.",
        8,
        WholeNumber(6, 12, "o’clock"),
    ),
    Setting(
        "reminders_until_hour",
        "Mails end at",
        None,
        "No reminder is sent after this hour of the day.",
        17,
        WholeNumber(13, 20, "o’clock"),
    ),
    Setting(
        "owner_told_after_days",
        "Before the resourcing owner is reminded as well",
        "A.1.5",
        "What nobody settled goes to who sees to time and people so many school days after the first reminder.",
        2,
        WholeNumber(1, 20, "school days"),
    ),
    Setting(
        "ict_lead_told_after_days",
        "Before the ICT lead is reminded as well",
        "A.1.5",
        "What still nobody settled goes to the ICT lead so many school days after the resourcing owner was told.",
        2,
        WholeNumber(1, 20, "school days"),
    ),
    Setting(
        "head_told_after_days",
        "Before the head is reminded as well",
        "A.1.5",
        "What still nobody settled goes to the head so many school days after the ICT lead was told.",
        3,
        WholeNumber(1, 20, "school days"),
    ),
    Setting(
        "warn_days_before",
        "How long ahead people are told",
        None,
        "Who is concerned is told so many days before an end, a review, or training or a permission that runs out.",
        30,
        WholeNumber(7, 90, "days"),
    ),
    Setting(
        "summary_weekday",
        "Day of the weekly summary",
        None,
        "The ICT lead and the head get one mail a week about how the sites stand, on this day of a school week.",
        "monday",
        Choice(_WEEKDAYS),
    ),
)
