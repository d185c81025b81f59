"""The settings themselves: one row for each number and switch on which schools differ (DESIGN 3.9).

This is data.  What makes a policy of it, and what refuses a value, is ``policy.py``.
May import the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen, and its name on the screen."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A whole number from least to most, both allowed, in a unit."""

    least: int
    most: int
    unit: str


@dataclass(frozen=True, slots=True)
class Switch:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Exactly one of the options."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """Any of the options, each once, and at least so many."""

    options: tuple[Option, ...]
    least: int = 0


Kind: TypeAlias = WholeNumber | Switch | Choice | ListOf
Value: TypeAlias = int | bool | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.  ``sentence`` says what the product does with it; ``clause`` is None where no duty names it."""

    key: str
    name: str
    clause: str | None
    sentence: str
    default: Value
    kind: Kind


_ROLES = (
    Option("teacher", "Teacher"),
    Option("leadership", "Leadership team"),
    Option("head", "Head"),
    Option("ict_lead", "ICT lead"),
    Option("dsl", "Safeguarding lead"),
    Option("governor", "Governor"),
    Option("chair_of_governors", "Chair of governors"),
    Option("office", "Office"),
    Option("dpo", "Data protection officer"),
)
_IDENTITY_RULES = (
    Option("strict", "Nothing that shows who a pupil is: no names and no faces"),
    Option("no_names", "No names; pictures with consent"),
    Option("first_name", "First names only; pictures with consent"),
    Option("no_name_with_photo", "First names, but never beside a picture of the pupil"),
    Option("no_faces", "First names; pictures that show no face"),
)
_TOPICS = (
    Option("moderating", "Moderating comments"),
    Option("safeguarding_online", "Safeguarding online"),
    Option("publishing", "Publishing and updating"),
    Option("data_protection", "Data protection and consent"),
)
_APPROVERS = (Option("governors", "The governing body"), Option("leadership", "Another member of the leadership team"))

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "administrators_at_least",
        "Fewest approved people",
        "A.5.4",
        "So many different people must be approved to look after a site, before launch and on every day after it.",
        2,
        WholeNumber(2, 10, "people"),
    ),
    Setting(
        "moderators_there_each_day",
        "Moderators there on a school day",
        "A.5.4",
        "A school day is covered when at least so many of a site's moderators are there.",
        1,
        WholeNumber(1, 10, "people"),
    ),
    Setting(
        "cover_days_at_launch",
        "School days covered at launch",
        "A.5.4",
        "A site is launched only when so many school days to come are covered.",
        5,
        WholeNumber(1, 20, "school days"),
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
        "cover_weeks_ahead",
        "How far ahead cover is shown",
        "A.1.5",
        "The cover page shows so many weeks to come.",
        4,
        WholeNumber(1, 12, "weeks"),
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
        "second_approvers",
        "Who approves a new site beside the head",
        "A.3.2",
        "The head always decides. Each of these must say yes as well; one no ends it.",
        (),
        ListOf(_APPROVERS),
    ),
    Setting(
        "resourcing_owner_role",
        "Who sees to time and people for a site",
        "A.1.5",
        "The person who owns the resourcing of a site is chosen from people with this role.",
        "leadership",
        Choice(_ROLES),
    ),
    Setting(
        "training_required",
        "Training before a duty",
        "A.1.5",
        "An administrator or moderator counts only with recorded training that has not run out.",
        True,
        Switch(),
    ),
    Setting(
        "training_topics",
        "What training covers",
        "A.1.5",
        "Each of these topics must be recorded before somebody's training is complete.",
        ("moderating", "safeguarding_online"),
        ListOf(_TOPICS, 1),
    ),
    Setting(
        "acknowledgement_required",
        "Policy read before a duty",
        "8.2",
        "An administrator or moderator counts only after acknowledging the current policy.",
        True,
        Switch(),
    ),
    Setting(
        "roles_with_second_factor",
        "Who signs in with a second step",
        None,
        "People with these roles confirm each sign-in with a code from their phone.",
        ("head", "ict_lead", "dsl"),
        ListOf(_ROLES),
    ),
    Setting(
        "logo_required",
        "School logo on every site",
        "A.4.7",
        "A site without the school's logo is launched only with a written reason.",
        True,
        Switch(),
    ),
    Setting(
        "identity_rule",
        "How pupils may be shown",
        "A.5.2",
        "Every site keeps to this rule about pupils' names and pictures.",
        "strict",
        Choice(_IDENTITY_RULES),
    ),
    Setting(
        "privacy_evidence_valid_days",
        "How long a privacy check lasts",
        "A.5.2",
        "The privacy settings of a site that pupils use are looked at again after so many days.",
        365,
        WholeNumber(30, 730, "days"),
    ),
    Setting(
        "comment_retention_days",
        "How long comments are kept here",
        None,
        "Comments are listed for disposal after so many days. A person disposes of them; no clock does.",
        365,
        WholeNumber(30, 3650, "days"),
    ),
    Setting(
        "report_retention_days",
        "How long reports from the public are kept",
        None,
        "Reports that are dealt with are listed for disposal after so many days.",
        365,
        WholeNumber(30, 3650, "days"),
    ),
    Setting(
        "undo_minutes",
        "Time to undo a decision on a comment",
        "A.5.4",
        "A moderator can undo their own decision for so many minutes.",
        15,
        WholeNumber(1, 120, "minutes"),
    ),
    Setting(
        "child_risk_minutes",
        "Time before a risk to a child goes further",
        "A.2.3",
        "A possible risk to a child goes to the safeguarding lead and the head if nobody opens it in so many minutes.",
        15,
        WholeNumber(5, 60, "minutes"),
    ),
    Setting(
        "claim_minutes",
        "How long somebody's place in the queue is held",
        None,
        "A comment that a moderator has opened is free for the others again after so many minutes.",
        10,
        WholeNumber(2, 60, "minutes"),
    ),
    Setting(
        "report_form_open",
        "Reports from the public",
        "7.1",
        "Anybody can report a site or a comment from the public register without signing in.",
        True,
        Switch(),
    ),
    Setting(
        "report_form_asks_for_contact",
        "Ask the public how to reach them",
        None,
        "The report form offers a box for an address or a number. Filling it in is never required.",
        True,
        Switch(),
    ),
    Setting(
        "review_interval_months",
        "How often the policy is reviewed",
        None,
        "Governors review the policy and how it is applied every so many months.",
        12,
        WholeNumber(1, 36, "months"),
    ),
)
