"""Acts on sites, their people, their rules and their end.  May import the standard library and the domain only."""

from __future__ import annotations

from governance.domain.acts.act import Act

REASONED = ("label", "reason")

SITE_ACTS = (
    Act("site.started", "{actor} started a proposal for {label}.", ("version",)),
    Act("site.registered_as_found", "{actor} put the existing account {label} on the register."),
    Act("site.adopted", "{actor} began a proposal for the found account {label}.", ("version",)),
    Act("site.launched", "{actor} launched {label}.", ("version",)),
    Act("site.suspended", "{actor} suspended {label}: {reason}", (), REASONED),
    Act("site.resumed", "{actor} resumed {label}."),
    Act("site.turned_amber", "{label} turned amber until {until}.", ("until", "checks")),
    Act("site.turned_green", "{label} keeps every check again.", ()),
    Act("site.due_for_decision", "{label} is due for a decision since {due_on}: {because}.", ("because", "due_on")),
    Act("site.extended", "{actor} gave {label} until {until}: {reason}", ("until",), REASONED),
    Act("site.continued", "{actor} decided that {label} goes on until {until}: {reason}", ("until",), REASONED),
    Act("site.closing_started", "{actor} started closing {label}: {reason}", (), REASONED),
    Act("site.closing_cancelled", "{actor} cancelled the closing of {label}: {reason}", (), REASONED),
    Act("site.closed", "{actor} closed {label}."),
    Act("site.reopened", "{actor} started a new proposal to reopen {label}.", ("version",)),
    Act("site.details_changed", "{actor} changed what is known of {label}: {changed}.", ("changed",)),
    Act("exit_step.added", "{actor} added exit step {number} to {label}.", ("number",), ("label", "step")),
    Act("exit_step.signed", "{actor} signed exit step {number} of {label}: {note}", ("number",), ("label", "note")),
    Act("evidence.recorded", "{actor} recorded what they saw on {label} ({kind}).", ("kind",), ("label", "statement")),
    Act(
        "evaluation.recorded",
        "{actor} evaluated measure {measure} of {label}: {outcome}.",
        ("measure", "met", "outcome"),
        ("label", "evidence"),
    ),
    Act(
        "appointment.named",
        "{actor} named {person} as {duty} of {label}.",
        ("person_id", "duty"),
        ("label", "person"),
    ),
    Act("appointment.confirmed", "{actor} accepted being {duty} of {label}.", ("person_id", "duty")),
    Act("appointment.refused", "{actor} said no to being {duty} of {label}.", ("person_id", "duty")),
    Act(
        "appointment.approved",
        "{actor} approved {person} as {duty} of {label}.",
        ("person_id", "duty"),
        ("label", "person"),
    ),
    Act(
        "appointment.declined",
        "{actor} declined {person} as {duty} of {label}: {reason}",
        ("person_id", "duty"),
        ("label", "person", "reason"),
    ),
    Act(
        "appointment.ended",
        "{actor} ended {person}'s duty as {duty} of {label} on {ends_on}.",
        ("person_id", "duty", "ends_on"),
        ("label", "person"),
    ),
    Act("identity_card.shown", "{actor} shows {position} as running {label}.", ("person_id",), ("label", "position")),
    Act("identity_card.withdrawn", "{actor} took a card off {label}.", ("person_id",)),
    Act("rules.drafted", "{actor} saved a draft of {label}.", ("kind", "audience", "number")),
    Act("rules.published", "{actor} published version {number} of {label}.", ("kind", "audience", "number")),
    Act("rules.discarded", "{actor} threw away the draft of {label}.", ("kind", "audience", "number")),
    Act("found.uploaded", "{actor} uploaded a list of {count} existing accounts to look at.", ("count",), ()),
    Act("found.imported", "{actor} imported {count} existing accounts from a file.", ("count",), ()),
    Act("pretender.reported", "Somebody reported an address that pretends to be the school's.", (), ("address",)),
    Act(
        "pretender.settled", "{actor} settled the report of a pretending address: {outcome}", (), ("address", "outcome")
    ),
)
