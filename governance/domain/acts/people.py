"""Acts on people: who belongs to a school, and in what role.  May import the standard library and the domain only."""

from __future__ import annotations

from governance.domain.acts.act import Act

PEOPLE_ACTS = (
    Act("person.invited", "{actor} invited {label} as {roles}.", ("roles", "kind")),
    Act("person.invited_again", "{actor} sent {label} the invitation again."),
    Act("person.stays", "{actor} took {label}'s last day back: they stay."),
    Act("person.changed", "{actor} changed what is known of {label}: {changed}.", ("changed",)),
    Act("person.left", "{actor} set {label}'s last day to {ends_on}.", ("ends_on",)),
    Act("person.access_ended", "{label}'s access ended on their last day.", ()),
    Act(
        "person.second_step_removed",
        "{actor} took the second step off {label}'s sign-in: {reason}",
        ("account_ids",),
        ("label", "reason"),
    ),
    Act("role.given", "{actor} gave {label} the role {role} from {starts_on}.", ("role", "starts_on")),
    Act("role.ended", "{actor} ended {label}'s role {role} on {ends_on}.", ("role", "ends_on")),
    Act("staff.list_uploaded", "{actor} uploaded a staff list to look at: {lines} lines.", ("lines",), ()),
    Act("staff.imported", "{actor} imported a staff list: {added} added, {changed} changed.", ("added", "changed"), ()),
    Act("person.authorised", "{actor} authorised {label} until {ends_on}.", ("ends_on",), ("label", "reason")),
    Act("authorisation.ended", "{actor} ended the authorisation of {label} on {ends_on}.", ("ends_on",)),
    Act("training.recorded", "{actor} recorded {label}'s training in {topic}.", ("topic", "trained_on")),
    Act(
        "delegation.granted",
        "{actor} lets {label} act for the head from {starts_on} to {ends_on}: {reason}",
        ("starts_on", "ends_on", "outside"),
        ("label", "reason"),
    ),
    Act("delegation.ended", "{actor} ended {label}'s acting for the head."),
    Act("policy.acknowledged", "{actor} acknowledged version {number} of the policy.", ("number",), ("job_title",)),
)
