"""Acts on the weekly look at sites' own pages, and on moderation where nothing came.

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

PAGE_ACTS = (
    Act("page.check_failed", "The page of {label} failed a check: {faults}.", ("faults",)),
    Act("page.check_held", "The page of {label} keeps its checks again.", ()),
    Act("page.look_asked", "{actor} asked to look at the page of {label} at once."),
    Act("page.settled", "{actor} looked at the page of {label} and found it fine ({faults}): {note}", ("faults",),
        ("label", "note")),
    Act("moderation.nothing_to_do", "{actor} looked at {label} on {looked_on}: there was nothing to moderate.",
        ("looked_on",)),
)  # fmt: skip
