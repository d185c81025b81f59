"""Acts on what sites publish and how that is noticed.  No row carries the title of a post.

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

UPDATE_ACTS = (
    Act("updates.seen", "{count} new posts of {label} were seen, {counted} of them count as updates.",
        ("count", "counted")),
    Act("update.said", "{actor} said that something new was posted on {label} on {said_on}.", ("said_on",)),
    Act("update.withdrawn", "{actor} took back that something new was posted on {label}.", ()),
    Act("watch.changed", "{actor} changed how something new on {label} is noticed ({watched_by}).", ("watched_by",),
        ("label", "address")),
    Act("watch.look_asked", "{actor} asked to look at {label} for something new at once."),
    Act("watch.feed_found", "The feed of {label} was found on its page.", (), ("label", "address")),
)  # fmt: skip
