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
