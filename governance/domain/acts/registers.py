"""Acts on the registers: contributors, partner schools, declarations, accounts (A.2.6, 000-2, 000-3, 002-4, 003).


May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

REGISTER_ACTS = (
    Act("contributor.added", "{actor} added {label} as a contributor from outside.", ("kind",)),
    Act("contributor.changed", "{actor} changed what is known of {label}, who contributes from outside."),
    Act("contributor.ended", "{actor} ended {label}’s contributing on {ended_on}.", ("ended_on",)),
    Act("contributor.let_on", "{actor} let {label} contribute to {site}.", (), ("label", "site")),
    Act("contributor.taken_off", "{actor} took {label} off {site}.", (), ("label", "site")),
    Act(
        "vetting.recorded",
        "{actor} recorded that {by} vetted {label} on {vetted_on}; it counts until {expires_on}.",
        ("method", "person_id", "vetted_on", "expires_on"),
        ("label", "by"),
    ),
    Act("vetting.withdrawn", "{actor} withdrew the vetting of {label}: {reason}", ("vetting_id",), ("label", "reason")),
    Act(
        "vetting.lapsed",
        "The vetting of {label} ran out on {expires_on}: they may no longer contribute.",
        ("expires_on",),
    ),
    Act("partner.added", "{actor} added the partner {label}.", ("kind",)),
    Act("partner.changed", "{actor} changed what is known of the partner {label}."),
    Act("partner.ended", "{actor} ended the partnership with {label} on {ends_on}.", ("ends_on",)),
    Act("declaration.made", "{actor} declared something about themselves.", (), ()),
    Act("declaration.brought_in", "{actor} brought in a declaration of somebody else’s from a list.", (), ()),
    Act("declaration.seen", "{actor} read a declaration.", (), ()),
    Act("declaration.disclaimer_seen", "{actor} recorded that the disclaimer is there.", (), ()),
    Act("declaration.reported", "{actor} recorded that the committee had it on {committee_on}.", ("committee_on",), ()),
    Act("declaration.answered", "{actor} answered a declaration; agreed: {agreed}.", ("agreed",), ()),
    Act("declaration.ended", "{actor} said that a declaration is over.", (), ()),
    Act(
        "declaration.disposed",
        "{actor} disposed of what a declaration said; certificate {certificate}.",
        ("certificate", "sha256"),
        (),
    ),
    Act(
        "compromised.recorded",
        "{actor} recorded that somebody else got into an account; told after {gap} minutes.",
        ("gap",),
        (),
    ),
    Act("compromised.secured", "{actor} recorded that the account is safe again.", (), ()),
    Act("account.kept", "{actor} put the account of {label} on {platform} on the register.", ("platform",)),
    Act("account.changed", "{actor} changed what is known of the account of {label}."),
    Act("account.checked", "{actor} checked the account of {label} on {checked_on}.", ("checked_on",)),
    Act("account.ended", "{actor} recorded that the account of {label} is no more."),
    Act(
        "account.access_given",
        "{actor} recorded that {person} holds access to the account of {label}.",
        ("person_id", "access"),
        ("label", "person"),
    ),
    Act(
        "account.access_ended",
        "{actor} recorded that {person} no longer holds access to the account of {label}.",
        ("person_id",),
        ("label", "person"),
    ),
    Act(
        "platform.retired",
        "{actor} retired {label}: no new sites, and existing ones close by {close_by}: {reason}",
        ("close_by",),
        ("label", "reason"),
    ),
    Act("platform.let_back", "{actor} lets sites be proposed on {label} again."),
    Act(
        "register.uploaded",
        "{actor} uploaded a list for a register to look at: {lines} lines.",
        ("register", "lines"),
        (),
    ),
    Act(
        "register.imported",
        "{actor} brought a list in: {added} added, {changed} changed.",
        ("register", "added", "changed"),
        (),
    ),
)
