"""What people are reminded of, and how far a reminder climbs while nothing happens (A.1.5 to A.1.7, A.5; DESIGN 7).

A matter is owed by the people of its first rung.  The ladder is author, resourcing owner, ICT lead, head; the days
between two rungs are school days and the policy's.  May import the standard library and the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class Rung(IntEnum):
    """Who is told, in the order in which a reminder climbs.  Whoever was told stays told."""

    AUTHOR = 0
    RESOURCING_OWNER = 1
    ICT_LEAD = 2
    HEAD = 3


class Matter(StrEnum):
    """One kind of thing that somebody owes; each has its line in a mail and the page that settles it."""

    UPDATE_DUE = "update_due"
    UPDATE_LATE = "update_late"
    SITE_ASLEEP = "site_asleep"
    TAKE_DOWN = "take_down"
    AMBER = "amber"
    UNCOVERED = "uncovered"
    DUE_FOR_DECISION = "due_for_decision"
    EVALUATION = "evaluation"
    POLICY_REVIEW = "policy_review"
    CALENDAR_ENDS = "calendar_ends"
    TRAINING_ENDS = "training_ends"
    AUTHORISATION_ENDS = "authorisation_ends"
    DELEGATION_ENDS = "delegation_ends"
    VETTING_ENDS = "vetting_ends"
    LEAVER_HOLDS_ACCESS = "leaver_holds_access"
    ACCOUNT_CHECK = "account_check"
    PLATFORM_CLOSES = "platform_closes"
    TO_ACKNOWLEDGE = "to_acknowledge"
    COMMENTS_WAIT = "comments_wait"
    PAGE_CHECK = "page_check"
    NO_MODERATION = "no_moderation"
    EXIT_STEPS = "exit_steps"
    CONTENT_WAITS = "content_waits"
    STANDING_APPROVAL_ENDS = "standing_approval_ends"
    PARTICIPATION_ENDS = "participation_ends"


@dataclass(frozen=True, slots=True)
class Owed:
    """One matter that is open now: a subject, a period, who is told at each rung, and the one page that settles it.

    ``period`` makes it owed once ("2027-W07", a date, "" where it simply stands); ``since`` is the day from which
    people may be told; ``by`` the day by which it should be settled, if there is one.  ``authors`` are the persons of
    the first rung; where there are none, the ladder begins at ``starts_at``.  ``label`` names a site or a member of
    staff and nothing else; ``path`` is a path of the product.
    """

    matter: Matter
    subject_kind: str
    subject_id: int
    period: str
    since: date
    label: str
    path: str
    by: date | None = None
    count: int | None = None
    authors: tuple[int, ...] = ()
    owner: int | None = None
    starts_at: Rung = Rung.AUTHOR
