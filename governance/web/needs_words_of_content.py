"""How the home page says what waits around content: decisions, changes, and posts without approval (A.3.4)."""

from __future__ import annotations

from governance.web.needs_words import SITE, Wording

DRAFT = ("content.draft", ("draft_id",))

WORDINGS_OF_CONTENT: dict[str, Wording] = {
    "content_waits": Wording(
        "Decide on content for {label}",
        "A draft was sent {waited} ago and comes out once somebody of the leadership team approves it.",
        "Read and decide",
        (DRAFT, ("content.content", ())),
    ),
    "content_returned": Wording(
        "Change your draft for {label}",
        "It came back {since}. The reason is on its page.",
        "Read the reason",
        (DRAFT, ("content.content", ())),
    ),
    "content_may_not_go_out": Wording(
        "“{label}” may not go out any more",
        "It was approved, and something that was agreed to has ended since. Its page says what, and what can be done.",
        "See what can be done",
        (DRAFT, ("content.content", ())),
    ),
    "content_ends": Wording(
        "Something that was agreed to for “{label}” ends soon",
        "It was approved and has not come out yet. Publish it before then, or ask again.",
        "See what ends",
        (DRAFT, ("content.content", ())),
        amber=True,
    ),
    "content_unapproved": Wording(
        "{key} came out without approval on {label}",
        "Say which draft it is, approve it afterwards, or approve routine posts ahead.",
        "Look at it",
        (("content.of_site", ("site_id",)), SITE),
    ),
}
