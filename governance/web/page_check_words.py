"""How a look at a site's page reads on the screen: what fails, what to do, and why a look could not tell.

May import the domain only.
"""

from __future__ import annotations

from governance.domain.page_checks import NotTold, PageFault

FAULT_WORDS: dict[str, tuple[str, str]] = {
    PageFault.DOES_NOT_ANSWER: (
        "The page does not answer.",
        "Open it yourself. If it is down, the people who run the host can say until when.",
    ),
    PageFault.LEADS_ELSEWHERE: (
        "The address leads to another one.",
        "Look where it leads. If the site has moved, its new address has to be approved.",
    ),
    PageFault.ANOTHER_OWNER: (
        "The page may belong to somebody else now: it has another name than before.",
        "Open it. If it is not the school’s any more, pause the site at once. If somebody renamed it, say so below.",
    ),
    PageFault.RULES_NOT_LINKED: (
        "The page has no link to its house rules any more.",
        "Put the link back, or record where the rules stand now.",
    ),
    PageFault.RULES_DO_NOT_ANSWER: (
        "The link to the house rules opens nothing.",
        "Put the rules back at that address, or record where they stand now.",
    ),
    PageFault.NO_WAY_TO_SCHOOL: (
        "The page and the school’s website no longer link to each other.",
        "Put the logo with its link back, or record what it links to now.",
    ),
}
"""What is wrong, and what somebody can do about it."""

NOT_TOLD_WORDS: dict[str, str] = {
    NotTold.SIGNED_IN_ONLY: "This network shows pages only to people who are signed in, so a person has to look.",
    NotTold.NO_PAGE: "Only the name of the account is known, so there is no page to open.",
    NotTold.TURNED_AWAY: "The site turned us away. Many do that to everything that is not a browser.",
    NotTold.ASKED_TO_WAIT: "The site asked us to come back later.",
    NotTold.TOO_SLOW: "The page took too long to answer.",
    NotTold.TOO_LARGE: "The page is far longer than we read.",
    NotTold.PRIVATE: "The address leads into a private network, where we do not go.",
    NotTold.NOT_READABLE: "The site answered with something that we cannot read.",
    NotTold.FAILED_HERE: "Something went wrong on our side.",
}
"""Why a look could not tell."""
