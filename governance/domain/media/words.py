"""An enquiry from the media: to the head at once, and nobody speaks without the head's advice or yes (A.3.6).

The same holds where the press asks somebody about a site of their own (003).  The head's own words need no second yes:
what the clause asks for is that nobody else speaks for the school.  Where the enquiry is about somebody's own site,
that person never approves what is said about it.
May import the standard library and the domain only.
"""

from __future__ import annotations

from enum import StrEnum

CLAUSE = "A.3.6"
LONGEST_REPLY = 4000


class EnquiryKind(StrEnum):
    """What the media asked about."""

    SCHOOL = "school"
    PERSONAL = "personal"


class EnquiryState(StrEnum):
    """How far an enquiry is."""

    WAITING = "waiting"
    ADVISED = "advised"
    REPLY_WAITS = "reply_waits"
    REPLY_APPROVED = "reply_approved"
    GIVEN = "given"
    CLOSED = "closed"


class EnquiryAction(StrEnum):
    """What somebody can do to an enquiry."""

    ADVISE = "advise"
    WRITE_REPLY = "write_reply"
    APPROVE_REPLY = "approve_reply"
    RECORD_GIVEN = "record_given"
    CLOSE = "close"


OPEN = frozenset({EnquiryState.WAITING, EnquiryState.ADVISED, EnquiryState.REPLY_WAITS, EnquiryState.REPLY_APPROVED})
WAITS_FOR_HEAD = frozenset({EnquiryState.WAITING, EnquiryState.REPLY_WAITS})

STATE_WORDS: dict[EnquiryState, str] = {
    EnquiryState.WAITING: "waits for the head",
    EnquiryState.ADVISED: "the head has given advice",
    EnquiryState.REPLY_WAITS: "a reply waits for the head’s yes",
    EnquiryState.REPLY_APPROVED: "the reply may be given",
    EnquiryState.GIVEN: "answered",
    EnquiryState.CLOSED: "closed without a reply",
}

KIND_WORDS: dict[EnquiryKind, str] = {
    EnquiryKind.SCHOOL: "about the school",
    EnquiryKind.PERSONAL: "about somebody’s own site",
}
