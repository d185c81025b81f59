"""Acts on what staff ask leave for beyond creating a site, and on enquiries from the media.

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

_REASONED = ("label", "reason")

APPROVAL_ACTS = (
    Act("request.made", "{actor} asked for {asked}: {label}.", ("asked",)),
    Act("request.changed", "{actor} changed the request for {asked}: {label}.", ("asked",)),
    Act("request.voided", "{actor} changed what was approved ({asked}: {label}): the approval no longer holds.",
        ("asked", "by_request")),
    Act("request.withdrawn", "{actor} withdrew the request for {asked}: {label}.", ("asked",)),
    Act("request.approved", "{actor} approved {asked}: {label}. {reason}", ("asked", "delegation"),
        ("label", "reason", "conditions")),
    Act("request.returned", "{actor} returned the request for {asked}: {label}. {reason}", ("asked", "delegation"),
        _REASONED),
    Act("request.declined", "{actor} declined {asked}: {label}. {reason}", ("asked", "delegation"), _REASONED),
    Act("request.ended", "{actor} ended {asked}: {label}. {reason}", ("asked",), _REASONED),
    Act("media.taken", "{actor} passed an enquiry from {label} to the head, {minutes} minutes after it came.",
        ("minutes", "about")),
    Act("media.advised", "{actor} gave advice on the enquiry from {label}.", ("delegation",), _REASONED),
    Act("media.reply_written", "{actor} wrote a reply to {label}.", ("own_words_of_head",), ("label", "reply")),
    Act("media.reply_approved", "{actor} approved the reply to {label}.", ("delegation",)),
    Act("media.reply_given", "The approved reply was given to {label}; {actor} recorded it.", ("given_by",)),
    Act("media.said_without_yes",
        "Something was said to {label} that the head had not approved; {actor} recorded it.", ("given_by",),
        ("label", "said")),
    Act("media.closed", "{actor} closed the enquiry from {label} without a reply.", (), _REASONED),
)  # fmt: skip
