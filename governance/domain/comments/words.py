"""The words of comments: their states, urgency, what can be done with them, and how each is said.

May import the standard library only.
"""

from __future__ import annotations

from enum import StrEnum


class CommentState(StrEnum):
    """Where a comment stands.  Only a safeguarding lead releases what is hidden."""

    WAITING = "waiting"
    PUBLISHED = "published"
    REMOVED = "removed"
    HIDDEN = "hidden"


class Urgency(StrEnum):
    """How soon somebody must look, in plain words and in this order, worst first; never a number (A.5)."""

    CHILD_RISK = "child_risk"
    NAMES_CHILD = "names_child"
    ABUSIVE = "abusive"
    LINK_OR_ADVERT = "link_or_advert"
    NEW = "new"


URGENCIES = tuple(Urgency)


class Source(StrEnum):
    """How a comment came to us."""

    WORDPRESS = "wordpress"
    FEED = "feed"
    INGEST = "ingest"
    BY_HAND = "by_hand"
    REPORT = "report"


class FlagSource(StrEnum):
    """Who gave a reason to look at a comment."""

    MACHINE = "machine"
    PUBLIC = "public"
    STAFF = "staff"
    HOST = "host"
    APPEAL = "appeal"


class CommentAction(StrEnum):
    """What can be done with a comment."""

    PUBLISH = "publish"
    KEEP = "keep"
    REMOVE = "remove"
    HIDE = "hide"
    ASK = "ask"
    HAND_ON = "hand_on"
    UNDO = "undo"
    REOPEN = "reopen"
    RELEASE = "release"


class CommentCapacity(StrEnum):
    """In which capacity somebody acts on one comment."""

    MODERATOR = "moderator"
    DECIDER = "decider"
    DSL = "dsl"
    ICT_LEAD = "ict_lead"


class Commenting(StrEnum):
    """Whether people can write comments on a site."""

    OPEN = "open"
    CLOSED = "closed"


class Delivery(StrEnum):
    """How far the host has come with what we decided."""

    NOTHING_TO_DO = "nothing_to_do"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    TASK = "task"
    CONTRADICTED = "contradicted"
    GONE = "gone"


STATE_WORDS: dict[CommentState, str] = {
    CommentState.WAITING: "waiting",
    CommentState.PUBLISHED: "published",
    CommentState.REMOVED: "removed",
    CommentState.HIDDEN: "with the safeguarding lead",
}

URGENCY_WORDS: dict[Urgency, str] = {
    Urgency.CHILD_RISK: "may put a child at risk",
    Urgency.NAMES_CHILD: "names or locates a child",
    Urgency.ABUSIVE: "abusive",
    Urgency.LINK_OR_ADVERT: "link or advert",
    Urgency.NEW: "new",
}

SOURCE_WORDS: dict[Source, str] = {
    Source.WORDPRESS: "the blog",
    Source.FEED: "the comment feed",
    Source.INGEST: "another program",
    Source.BY_HAND: "written down by hand",
    Source.REPORT: "reported by somebody",
}

ACTION_WORDS: dict[CommentAction, str] = {
    CommentAction.PUBLISH: "publish this comment",
    CommentAction.KEEP: "keep this comment",
    CommentAction.REMOVE: "remove this comment",
    CommentAction.HIDE: "hide this comment and pass it to the safeguarding lead",
    CommentAction.ASK: "ask about this comment",
    CommentAction.HAND_ON: "hand this comment on",
    CommentAction.UNDO: "undo this decision",
    CommentAction.REOPEN: "reopen this comment",
    CommentAction.RELEASE: "release this comment",
}

CAPACITY_WORDS: dict[CommentCapacity, str] = {
    CommentCapacity.MODERATOR: "a moderator of this site",
    CommentCapacity.DECIDER: "the person who decided it",
    CommentCapacity.DSL: "the safeguarding lead",
    CommentCapacity.ICT_LEAD: "the ICT lead",
}

DELIVERY_WORDS: dict[Delivery, str] = {
    Delivery.NOTHING_TO_DO: "nothing to do on the blog",
    Delivery.WAITING: "not yet done on the blog",
    Delivery.CONFIRMED: "done on the blog",
    Delivery.TASK: "to be done on the blog by hand",
    Delivery.CONTRADICTED: "the blog shows something else",
    Delivery.GONE: "deleted on the blog",
}
