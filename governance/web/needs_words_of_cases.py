"""How the home page says that a case waits; of a breach, a concern or a declaration it says nothing else.

This is data; ``needs_lines.py`` makes lines of it.  May import the standard library and its neighbour only.
"""

from __future__ import annotations

from governance.web.needs_words import CONCERNS, Wording

_TAKE_DOWNS = (("take_downs.take_downs", ()),)

WORDINGS_OF_CASES: dict[str, Wording] = {
    "take_down": Wording(
        "Take an image down: {label}",
        "Somebody took their consent back. The page says which image, and where it is.",
        "See what to take down",
        _TAKE_DOWNS,
        many="Take {count} images down",
        why_many="Consent was taken back. The page says which images, and where they are.",
    ),
    "take_down_late": Wording(
        "An image should be down by now: {label}",
        "Consent was taken back, and whoever sees to it has not said that it is down.",
        "See what to take down",
        _TAKE_DOWNS,
        many="{count} images should be down by now",
        why_many="Consent was taken back, and whoever sees to them has not said that they are down.",
    ),
    "breach": Wording(
        "A breach of the policy that you read is still open",
        "It was opened {waited} ago. Its page says what the next step is.",
        "Open it",
        (("breaches.breach", ("breach_id",)), ("breaches.breaches", ())),
        many="{count} breaches of the policy that you read are still open",
        why_many="The first was opened {waited} ago. Their pages say what the next step is.",
        button_many="Open them",
    ),
    "chase": Wording(
        "An answer on a concern has not come",
        "Ask for it again, or write down what came back.",
        "Open it",
        (("concerns.concern", ("concern_id",)), *CONCERNS),
        many="On {count} concerns an answer has not come",
        why_many="Ask for each again, or write down what came back.",
        button_many="Open them",
    ),
    "declaration": Wording(
        "A declaration waits for you",
        "It was made {waited} ago. Its page says what it waits for.",
        "Open it",
        (("declarations.declaration", ("declaration_id",)), ("declarations.declarations", ())),
        many="{count} declarations wait for you",
        why_many="The first was made {waited} ago. Their pages say what they wait for.",
        button_many="Open them",
    ),
    "account_check": Wording(
        "Look at the account of {label}",
        "Check who holds access, the recovery address and the second step, then say that you did.",
        "Open it",
        (("platform_accounts.account", ("account_id",)), ("platform_accounts.accounts", ())),
        many="Look at {count} accounts on platforms",
        why_many="Check who holds access, the recovery address and the second step of each, then say that you did.",
        button_many="Open the list",
    ),
}
