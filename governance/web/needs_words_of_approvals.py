"""How what is asked beyond a site's creation is said, and what the media ask.

This is data; ``needs_lines.py`` makes lines of it.  May import the standard library and its neighbour only.
"""

from __future__ import annotations

from governance.web.needs_words import Wording

_ENQUIRY = (("media.one", ("enquiry_id",)), ("media.log", ()))
_REQUEST = (("approvals.one", ("request_id",)), ("approvals.overview", ()))

WORDINGS_OF_APPROVALS: dict[str, Wording] = {
    "media_waiting": Wording(
        "The media wait for you: {label}",
        "It has waited {waited}. Nobody answers before you have.",
        "Open it",
        _ENQUIRY,
    ),
    "media_reply_waits": Wording(
        "A reply to the media waits for your yes: {label}",
        "They asked {waited} ago. Nobody gives it before you have said yes.",
        "Read it",
        _ENQUIRY,
    ),
    "media_answered": Wording(
        "The head has answered on the enquiry from {label}",
        "Its page says what may be said. Then record what was said.",
        "Open it",
        _ENQUIRY,
    ),
    "request_waits": Wording(
        "Decide on “{label}”",
        "{key}: {person} asked {waited} ago.",
        "Decide",
        _REQUEST,
    ),
    "request_returned": Wording(
        "Change what you asked for: “{label}”",
        "{key}: it came back to you {since}. The reason is on its page.",
        "Open it",
        _REQUEST,
    ),
}
