"""Acts on the ways by which comments come: keys of the ingest address, and comments written down by hand.

No row carries a comment's words, its author or its address.  May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

ARRIVAL_ACTS = (
    Act(
        "ingest_key.made",
        "{actor} made a key with which “{program}” hands in comments of {label}.",
        (),
        ("label", "program"),
    ),
    Act("ingest_key.revoked", "{actor} revoked the key of “{program}” for {label}.", (), ("label", "program")),
    Act(
        "comments.handed_in",
        "{actor} handed in {accepted} comments of {label}; {repeated} were repeats and {refused} could not be taken.",
        ("key_id", "accepted", "repeated", "refused"),
    ),
    Act("comment.written_down", "{actor} wrote down a comment that they saw ({label}).", ("already_here",)),
)
