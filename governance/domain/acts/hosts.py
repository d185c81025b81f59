"""Acts on the connections between sites and their hosts.  A row never carries a password or a comment's words.

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

HOST_ACTS = (
    Act(
        "connection.opened", "{actor} connected {label} to its comments at {address}.", ("kind",), ("label", "address")
    ),
    Act("connection.password_replaced", "{actor} put in a new password for the connection of {label}."),
    Act("connection.closed", "{actor} closed the connection of {label}; its password was thrown away."),
    Act("connection.check_asked", "{actor} asked for a look at the host of {label} at once."),
    Act("connection.failing", "The host of {label} could not be used ({trouble}).", ("trouble", "tries")),
    Act("connection.works_again", "The host of {label} can be used again."),
    Act("connection.holding_seen", "Whether the host of {label} holds new comments was seen: {holds}.", ("holds",)),
    Act(
        "connection.password_thrown_away",
        "The password of the connection of {label} belonged to a leaver and was thrown away.",
        ("person_id",),
    ),
    Act(
        "connection.password_to_replace",
        "The password of the connection of {label} was put in by a leaver and has to be replaced.",
        ("person_id",),
    ),
    Act(
        "commenting.left_to_people",
        "Commenting on {label} has to be made {wanted} by hand, by {until}.",
        ("wanted", "until"),
    ),
    Act("commenting.confirmed", "Commenting on {label} was seen to be {wanted}.", ("wanted", "posts")),
    Act("commenting.done_by_hand", "{actor} made commenting on {label} {wanted} by hand.", ("wanted",)),
    Act(
        "commenting.not_so",
        "Commenting on {label} was said to be {wanted}, and posts were seen that are not.",
        ("wanted",),
    ),
)
