"""The words of content that is to be published on an official site: states, acts, kinds, and how they are said (A.3.4).

May import the standard library only.
"""

from __future__ import annotations

from enum import StrEnum


class DraftState(StrEnum):
    """The life of a draft: a piece of content that somebody wants to publish on a site."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    DECLINED = "declined"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class DraftAction(StrEnum):
    """What somebody can do to a draft."""

    WRITE = "write"
    SUBMIT = "submit"
    REVISE = "revise"
    READ_AGAIN = "read_again"
    RETURN = "return"
    DECLINE = "decline"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    PUBLISH = "publish"


class Hand(StrEnum):
    """In which capacity a person acts on one draft."""

    AUTHOR = "author"
    STAFF = "staff"
    LEADERSHIP = "leadership"
    CLOCK = "clock"


class ContentKind(StrEnum):
    """What a piece of content is."""

    CLASS_WORK = "class_work"
    NEWS = "news"
    DATES = "dates"
    HOMEWORK = "homework"
    PICTURES = "pictures"
    PUPILS_WORK = "pupils_work"
    OTHER = "other"


class MatchedBy(StrEnum):
    """By what an update of a site was approved, or that it was not."""

    DRAFT = "draft"
    STANDING = "standing"
    AFTERWARDS = "afterwards"
    NOTHING = "nothing"


DRAFT_WORDS: dict[DraftState, str] = {
    DraftState.DRAFT: "a draft",
    DraftState.SUBMITTED: "waiting for approval",
    DraftState.RETURNED: "returned for changes",
    DraftState.APPROVED: "approved",
    DraftState.DECLINED: "declined",
    DraftState.PUBLISHED: "published",
    DraftState.WITHDRAWN: "withdrawn",
}

DRAFT_ACTION_WORDS: dict[DraftAction, str] = {
    DraftAction.WRITE: "change this draft",
    DraftAction.SUBMIT: "send this draft for approval",
    DraftAction.REVISE: "change this text",
    DraftAction.READ_AGAIN: "be its second reader",
    DraftAction.RETURN: "return it for changes",
    DraftAction.DECLINE: "decline it",
    DraftAction.APPROVE: "approve it",
    DraftAction.WITHDRAW: "withdraw it",
    DraftAction.PUBLISH: "say that it was published",
}

HAND_WORDS: dict[Hand, str] = {
    Hand.AUTHOR: "its author",
    Hand.STAFF: "a member of staff",
    Hand.LEADERSHIP: "a member of the leadership team",
    Hand.CLOCK: "the product itself, when it sees the post",
}

CONTENT_KIND_WORDS: dict[ContentKind, str] = {
    ContentKind.CLASS_WORK: "What a class did",
    ContentKind.NEWS: "News of the school",
    ContentKind.DATES: "Dates and notices",
    ContentKind.HOMEWORK: "Homework and reading",
    ContentKind.PICTURES: "Pictures",
    ContentKind.PUPILS_WORK: "Pupils’ own work",
    ContentKind.OTHER: "Something else",
}

ROUTINE_KINDS = tuple(kind for kind in ContentKind if kind is not ContentKind.OTHER)
"""What can be routine: "something else" cannot, because nobody could say what it covers."""
