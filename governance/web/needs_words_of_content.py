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
    "content_unapproved": Wording(
        "{key} came out without approval on {label}",
        "Say which draft it is, approve it afterwards, or approve routine posts ahead.",
        "Look at it",
        (("content.of_site", ("site_id",)), SITE),
    ),
}
