"""The kinds of request, the states of one, and what can be done to it (A.3.3, A.3.5, A.5.7, A.4.2).

Four kinds that never stand for one another: the head's yes to one is no yes to any other.  Creation is decided on a
proposal, content on a draft, and speaking to the media on an enquiry; they are not asked for here.
May import the standard library only.
"""

from __future__ import annotations

from enum import StrEnum


class RequestKind(StrEnum):
    """What is asked for; the first three are kinds of approval of the policy's six, the last an authorisation."""

    PARTICIPATION = "participation"
    BRAND = "brand"
    ADVERTISING = "advertising"
    COMMITMENT = "commitment"


class RequestState(StrEnum):
    """The life of one request.  ``void``: the text was changed after the yes, so the yes holds for nothing any more."""

    WAITING = "waiting"
    RETURNED = "returned"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    ENDED = "ended"
    VOID = "void"


class RequestAction(StrEnum):
    """What somebody can do to a request."""

    CHANGE = "change"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"
    DECLINE = "decline"
    END = "end"


STATE_WORDS: dict[RequestState, str] = {
    RequestState.WAITING: "waiting for a decision",
    RequestState.RETURNED: "returned for changes",
    RequestState.DECLINED: "declined",
    RequestState.WITHDRAWN: "withdrawn",
    RequestState.APPROVED: "approved",
    RequestState.ENDED: "ended",
    RequestState.VOID: "changed after its approval, which no longer holds",
}
