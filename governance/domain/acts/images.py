"""Acts on who can be shown, consents, images, written permissions and photo passes.

No name stands in any of them: who it was about is a number, and the name stands in its register alone.
May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.acts.act import Act

IMAGE_ACTS = (
    Act("person_shown.recorded", "{actor} put a {shown_kind} on the list of who can be shown.", ("shown_kind",), ()),
    Act("person_shown.changed", "{actor} changed what is known of somebody who can be shown: {changed}.",
        ("changed",), ()),
    Act("people_shown.imported", "{actor} imported a list of who can be shown: {added} added, {changed} changed.",
        ("added", "changed"), ()),
    Act("consent.recorded", "{actor} recorded a consent to {covers}, for {uses}, given on {given_on}.",
        ("shown_id", "covers", "uses", "given_on", "given_by_kind"), ()),
    Act("consent.withdrawn", "{actor} recorded that consent was withdrawn for {uses} from {withdrawn_on} on; "
        "places to take down: {places}.", ("shown_id", "uses", "withdrawn_on", "places"), ()),
    Act("take_down.done", "{actor} took {label} down in one place: {note}", ("image_id", "withdrawal_id"),
        ("label", "note")),
    Act("image.recorded", "{actor} put {label} on the image register."),
    Act("image.changed", "{actor} changed what is known of {label}: {changed}.", ("changed",)),
    Act("image.people_listed", "{actor} said who is in {label}: {count} listed, {removed} taken off.",
        ("count", "removed")),
    Act("image.people_known", "{actor} said that everybody in {label} is listed."),
    Act("image.used", "{actor} recorded that {label} is used on {uses}.", ("uses",)),
    Act("image.use_ended", "{actor} recorded that {label} was taken down from {uses}.", ("uses",)),
    Act("image.audited", "{actor} looked at {label} again: it can stay."),
    Act("permission.asked", "{actor} recorded what written permission is needed for: {matter}.", ("matter", "parties"),
        ()),
    Act("permission.given", "{actor} recorded the written permission of {parties}, given on {given_on}.",
        ("parties", "given_on"), ()),
    Act("permission.ended", "{actor} recorded that {parties} took the permission back.", ("parties",), ()),
    Act("permission.used", "{actor} recorded a use on {used_on}.", ("used_on",), ()),
    Act("photo_event.recorded", "{actor} put {label} on {held_on} on the list of events.", ("held_on",)),
    Act("photo_pass.issued", "{actor} issued a photo pass for {label}.", ("holder_id",)),
    Act("photo_pass.revoked", "{actor} took away the photo passes of one holder: {reason}", ("passes",), ("reason",)),
    Act("photo_pass.restored", "{actor} lets one holder have photo passes again.", (), ()),
)  # fmt: skip
