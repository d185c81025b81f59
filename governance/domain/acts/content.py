"""Acts on drafts of content, standing approvals, and posts that nobody had approved (A.3.4, A.4).

What people wrote stands in the texts, which can be disposed of.  May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

TITLED = ("label", "title")

CONTENT_ACTS = (
    Act("draft.started", "{actor} began the draft “{title}” for {label}.", ("version",), TITLED),
    Act("draft.written", "{actor} changed the draft “{title}” for {label}.", ("version", "page"), TITLED),
    Act(
        "draft.submitted",
        "{actor} sent the draft “{title}” for {label} for approval.",
        ("version", "content_hash"),
        TITLED,
    ),
    Act("draft.revised", "{actor} began to change “{title}” for {label}; an approval of it no longer holds.",
        ("version",), TITLED),
    Act("draft.withdrawn", "{actor} withdrew the draft “{title}” for {label}.", ("version",), TITLED),
    Act("draft.read_again", "{actor} was the second reader of “{title}” for {label}, and would publish it: {fine}.",
        ("version", "fine"), (*TITLED, "note")),
    Act(
        "draft.approved",
        "{actor} approved “{title}” for {label}, after talking it over on {discussed_on}.",
        ("version", "discussed_on", "confirmed", "delegation"),
        (*TITLED, "reason"),
    ),
    Act("draft.returned", "{actor} returned “{title}” for {label}: {reason}", ("version", "delegation"),
        (*TITLED, "reason")),
    Act("draft.declined", "{actor} declined “{title}” for {label}: {reason}", ("version", "delegation"),
        (*TITLED, "reason")),
    Act("draft.published", "“{title}” came out on {label} as it was approved.", ("version", "published_on"), TITLED),
    Act(
        "standing_approval.given",
        "{actor} approved routine posts on {label} from {starts_on} until {until}.",
        ("starts_on", "until", "kinds", "delegation"),
        ("label", "note"),
    ),
    Act("standing_approval.ended", "{actor} ended the standing approval for {label} on {ended_on}.", ("ended_on",)),
    Act("content.matched", "{actor} said that a post on {label} is the approved draft “{title}”.",
        ("update", "version"), TITLED),
    Act("content.kind_said", "{actor} said what kind of content a post on {label} is.",
        ("update", "content_kind", "standing")),
    Act(
        "content.approved_afterwards",
        "{actor} approved a post on {label} after it had come out without approval: {reason}",
        ("update", "delegation"),
        ("label", "reason"),
    ),
)  # fmt: skip
