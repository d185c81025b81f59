"""What a child is told when their comment was removed: which rule, in kind words, and that they may try again (A.5.4).

The moderator posts or copies it; the product sends nothing to a child.  May import the standard library only.
"""

from __future__ import annotations

_THANKS = "Thank you for writing on {site}. We could not show your comment this time."
_AGAIN = "You are welcome to write again. If you are not sure, ask your teacher."

# What a rule is about, by words that it uses: the first that fits says why in a child's words.
_WHY: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("last name", "surname", "first name", "name a child"),
        "We only use first names here, so that nobody outside school can find out who somebody is.",
    ),
    (
        ("where you live", "telephone", "phone", "address", "private"),
        "It told people something private. We keep telephone numbers, addresses and places to ourselves.",
    ),
    (("picture", "photo"), "We do not put up pictures of people here."),
    (("link",), "We do not put links in comments, because nobody can be sure where they lead."),
    (("advert", "money", "selling"), "We do not buy, sell or advertise here."),
    (("kind", "polite", "attack", "unkind", "rude"), "Some of the words could hurt somebody who reads them."),
    (("password",), "Passwords are only for you. Please change yours, and tell a grown-up at school."),
    (("about the page", "subject"), "It was not about what is on the page."),
    (
        ("worried", "concern"),
        "If something worries you, please tell a grown-up at school today. You are not in trouble.",
    ),
)


def message_for(rule: str, site: str) -> str:
    """Return the message for somebody whose comment on ``site`` broke ``rule``, as the rule reads."""
    lower = rule.lower()
    why = next((words for signs, words in _WHY if any(sign in lower for sign in signs)), "")
    lines = [_THANKS.format(site=site), f"Our rule says: “{rule}”", why, _AGAIN]
    return "\n".join(line for line in lines if line)
