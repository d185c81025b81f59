"""The field's own words: the states, actions, roles and duties, and how they are said in a sentence.

May import the standard library only.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class SiteState(StrEnum):
    """The life of a site.  ``found`` is an account that exists but was never approved."""

    FOUND = "found"
    PROPOSED = "proposed"
    APPROVED = "approved"
    LIVE = "live"
    SUSPENDED = "suspended"
    CLOSING = "closing"
    CLOSED = "closed"


class VersionState(StrEnum):
    """The life of one version of a proposal."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    SUPERSEDED = "superseded"


OPEN_VERSIONS = frozenset({VersionState.DRAFT, VersionState.SUBMITTED, VersionState.RETURNED})


class Action(StrEnum):
    """What somebody can do to a site or to a version of its proposal."""

    START = "start"
    REGISTER_FOUND = "register_found"
    ADOPT = "adopt"
    RECORD_DISCUSSION = "record_discussion"
    RECORD_CONSULTATION = "record_consultation"
    SUBMIT = "submit"
    REVISE = "revise"
    HAND_OVER = "hand_over"
    WITHDRAW = "withdraw"
    RETURN = "return"
    DECLINE = "decline"
    APPROVE = "approve"
    AMEND = "amend"
    LAUNCH = "launch"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    CONTINUE = "continue"
    START_CLOSING = "start_closing"
    CANCEL_CLOSING = "cancel_closing"
    CLOSE = "close"
    REOPEN = "reopen"


class Role(StrEnum):
    """What a person is at a school, by membership and with dates."""

    TEACHER = "teacher"
    LEADERSHIP = "leadership"
    HEAD = "head"
    ICT_LEAD = "ict_lead"
    DSL = "dsl"
    GOVERNOR = "governor"
    CHAIR_OF_GOVERNORS = "chair_of_governors"
    OFFICE = "office"
    DPO = "dpo"


class PersonKind(StrEnum):
    """How a person belongs to a school (A.3.1): all but employees need a dated authorisation for duties on sites."""

    EMPLOYEE = "employee"
    CONTRACTOR = "contractor"
    VOLUNTEER = "volunteer"
    GOVERNOR = "governor"
    OUTSIDE = "outside"


class Capacity(StrEnum):
    """In which capacity a person acts on one site at this moment."""

    STAFF = "staff"
    PROPOSER = "proposer"
    RESOURCING_OWNER = "resourcing_owner"
    LEADERSHIP = "leadership"
    HEAD = "head"
    SECOND_APPROVER = "second_approver"
    DSL = "dsl"
    ICT_LEAD = "ict_lead"
    CLOCK = "clock"


class Duty(StrEnum):
    """A duty on one site, by appointment with dates (A.5)."""

    ADMINISTRATOR = "administrator"
    MODERATOR = "moderator"


class ApprovalKind(StrEnum):
    """The six approvals of the policy; never one flag (A.3.2 to A.3.6, A.5)."""

    CREATION = "creation"
    PARTICIPATION = "participation"
    CONTENT = "content"
    BRAND = "brand"
    ADVERTISING = "advertising"
    MEDIA = "media"


class Approver(StrEnum):
    """Whose yes a school's policy asks for on a version; the head's always."""

    HEAD = "head"
    GOVERNORS = "governors"
    LEADERSHIP = "leadership"


class Answer(StrEnum):
    """What a decision says."""

    YES = "yes"
    NO = "no"
    RETURNED = "returned"


class SiteKind(StrEnum):
    """What an official site is."""

    YEAR_GROUP_BLOG = "year_group_blog"
    CLUB_BLOG = "club_blog"
    NETWORK_ACCOUNT = "network_account"
    OTHER = "other"


SITE_WORDS: dict[SiteState, str] = {
    SiteState.FOUND: "found but not approved",
    SiteState.PROPOSED: "proposed",
    SiteState.APPROVED: "approved and not live yet",
    SiteState.LIVE: "live",
    SiteState.SUSPENDED: "suspended",
    SiteState.CLOSING: "closing",
    SiteState.CLOSED: "closed",
}

VERSION_WORDS: dict[VersionState, str] = {
    VersionState.DRAFT: "a draft",
    VersionState.SUBMITTED: "waiting for a decision",
    VersionState.RETURNED: "returned for changes",
    VersionState.DECLINED: "declined",
    VersionState.WITHDRAWN: "withdrawn",
    VersionState.APPROVED: "approved",
    VersionState.SUPERSEDED: "replaced by a newer version",
}

ACTION_WORDS: dict[Action, str] = {
    Action.START: "propose a site",
    Action.REGISTER_FOUND: "put an existing account on the register",
    Action.ADOPT: "write a proposal for this account",
    Action.RECORD_DISCUSSION: "record the discussion",
    Action.RECORD_CONSULTATION: "record the consultation",
    Action.SUBMIT: "submit this proposal",
    Action.REVISE: "change a returned proposal",
    Action.HAND_OVER: "hand this proposal over",
    Action.WITHDRAW: "withdraw this proposal",
    Action.RETURN: "return this proposal",
    Action.DECLINE: "decline this proposal",
    Action.APPROVE: "approve this proposal",
    Action.AMEND: "change the proposal",
    Action.LAUNCH: "launch this site",
    Action.SUSPEND: "suspend this site",
    Action.RESUME: "resume this site",
    Action.EXTEND: "give this site more time",
    Action.CONTINUE: "continue this site",
    Action.START_CLOSING: "start closing this site",
    Action.CANCEL_CLOSING: "cancel the closing",
    Action.CLOSE: "close this site",
    Action.REOPEN: "reopen this site",
}

CAPACITY_WORDS: dict[Capacity, str] = {
    Capacity.STAFF: "a member of staff",
    Capacity.PROPOSER: "the proposer",
    Capacity.RESOURCING_OWNER: "the resourcing owner",
    Capacity.LEADERSHIP: "a member of the leadership team",
    Capacity.HEAD: "the head",
    Capacity.SECOND_APPROVER: "a second approver named in the policy",
    Capacity.DSL: "the safeguarding lead",
    Capacity.ICT_LEAD: "the ICT lead",
    Capacity.CLOCK: "the product itself, when a date passes",
}

ROLE_WORDS: dict[Role, str] = {
    Role.TEACHER: "teacher",
    Role.LEADERSHIP: "leadership team",
    Role.HEAD: "head",
    Role.ICT_LEAD: "ICT lead",
    Role.DSL: "designated safeguarding lead",
    Role.GOVERNOR: "governor",
    Role.CHAIR_OF_GOVERNORS: "chair of governors",
    Role.OFFICE: "school office",
    Role.DPO: "data protection officer",
}

KIND_WORDS: dict[SiteKind, str] = {
    SiteKind.YEAR_GROUP_BLOG: "year-group blog",
    SiteKind.CLUB_BLOG: "club blog",
    SiteKind.NETWORK_ACCOUNT: "account on a network",
    SiteKind.OTHER: "other site",
}


def listed(words: Sequence[str], last: str = "and") -> str:
    """Join words as people say them: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
