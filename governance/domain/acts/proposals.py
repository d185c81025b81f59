"""Acts on proposals and the decisions about them.  May import the standard library and the domain only."""

from __future__ import annotations

from governance.domain.acts.act import Act

REASONED = ("label", "reason")

PROPOSAL_ACTS = (
    Act("proposal.started", "{actor} started version {version} of the proposal for {label}.", ("version",)),
    Act("proposal.answered", "{actor} saved the page “{page}” of the proposal for {label}.", ("version", "page")),
    Act(
        "proposal.submitted",
        "{actor} submitted version {version} of the proposal for {label}.",
        ("version", "content_hash"),
    ),
    Act(
        "proposal.returned",
        "{actor} returned version {version} of the proposal for {label}: {reason}",
        ("version", "delegation"),
        REASONED,
    ),
    Act(
        "proposal.declined",
        "{actor} declined version {version} of the proposal for {label}: {reason}",
        ("version", "approver", "delegation"),
        REASONED,
    ),
    Act(
        "proposal.approved",
        "{actor} approved version {version} of the proposal for {label}: {reason}",
        ("version", "approver", "delegation", "moved"),
        ("label", "reason", "conditions"),
    ),
    Act(
        "proposal.superseded",
        "Version {version} of the proposal for {label} was replaced by a newer one.",
        ("version",),
    ),
    Act(
        "proposal.withdrawn",
        "{actor} withdrew version {version} of the proposal for {label}: {reason}",
        ("version",),
        REASONED,
    ),
    Act(
        "proposal.handed_over",
        "{actor} handed version {version} of the proposal for {label} over to {person}.",
        ("version", "person_id"),
        ("label", "person"),
    ),
    Act(
        "brand.approved",
        "{actor} approved the use of logo and brand on {label}: {reason}",
        ("version", "delegation"),
        REASONED,
    ),
    Act(
        "brand.declined",
        "{actor} declined the use of logo and brand on {label}: {reason}",
        ("version", "delegation"),
        REASONED,
    ),
    Act(
        "discussion.recorded",
        "{actor} recorded a discussion with the leadership team about {label}.",
        ("version", "held_on"),
        ("label", "points"),
    ),
    Act(
        "consultation.recorded",
        "{actor} recorded being consulted about {label}.",
        ("version", "held_on"),
        ("label", "purpose", "content"),
    ),
    Act("risks.signed", "{actor} signed the risks of {label}.", ("version",), ("label", "note")),
)
