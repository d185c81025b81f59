"""The settings themselves: one row for each number and switch on which schools differ (DESIGN 3.9).

This is data.  What makes a policy of it, and what refuses a value, is ``policy.py``.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from governance.domain.policy_kinds import Choice, ListOf, Option, Setting, Switch, WholeNumber
from governance.domain.policy_settings_comments import SETTINGS_OF_COMMENTS
from governance.domain.policy_settings_images import SETTINGS_OF_IMAGES
from governance.domain.policy_settings_records import SETTINGS_OF_RECORDS
from governance.domain.policy_settings_registers import SETTINGS_OF_REGISTERS
from governance.domain.policy_settings_routes import SETTINGS_OF_ROUTES
from governance.domain.policy_settings_time import SETTINGS_OF_TIME

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

SETTINGS_OF_SITES: tuple[Setting, ...] = (
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
        "content_approval_asked",
        "Content is approved before it is published",
        "A.3.4",
        "A member of the leadership team approves each post, or routine posts for up to a half-term. "
        "A post that nobody approved is said to be one.",
        True,
        Switch(),
    ),
)

PARTS: tuple[tuple[str, tuple[Setting, ...]], ...] = (
    ("Sites and people", SETTINGS_OF_SITES),
    ("Cover, updates and reminders", SETTINGS_OF_TIME),
    ("Comments and reports", SETTINGS_OF_COMMENTS),
    ("Images and consents", SETTINGS_OF_IMAGES),
    ("Registers", SETTINGS_OF_REGISTERS),
    ("Records and requests", SETTINGS_OF_RECORDS),
    ("Answers on a concern", SETTINGS_OF_ROUTES),
)
"""The settings as their page shows them, under a heading each."""

SETTINGS: tuple[Setting, ...] = tuple(setting for _, settings in PARTS for setting in settings)
