"""How long the outbox keeps trying, which mails hold a secret, and what a kind of mail is called on a page.

May import the standard library and the domain only.
"""

from __future__ import annotations

from datetime import timedelta

from governance.domain.notices import NOTICES

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
MOST_TRIES = 24
"""With these waits a mail is given up after two and a half days: a server that is down for a weekend loses nothing."""

ACCOUNT_MAIL = "account_mail"
SECRET_KINDS = frozenset({ACCOUNT_MAIL, "invited"})
"""Kinds whose text holds a link that is as good as a password: it is not kept once it was sent or given up."""

DAYTIME_KINDS = frozenset({"reminders", "weekly_summary"})
"""Kinds that go on a school day and within the school's hours only, and say how things stand on that day."""
MORNING_KINDS = frozenset(
    {
        *("site_amber", "site_suspended_by_clock", "site_end_has_come", "site_to_evaluate"),
        *("commenting_to_close", "commenting_to_open"),
    }
)
"""Kinds that wait for the next school morning where the clock causes them; where a person does, they go at once."""
TOO_LATE = "It could not go within the school’s hours of its day. The next one says what is still open."
"""What a row of those kinds says when its day was over before the mail server took it: nothing is wrong with it."""

_OTHER_NAMES = {
    ACCOUNT_MAIL: "Their sign-in",
    "invited": "An invitation to the school",
    "reminders": "What waits for them",
    "weekly_summary": "The week’s summary",
}


def wait_after(tries: int) -> timedelta | None:
    """Return how long to wait after this many tries in vain (one or more); None means: give up."""
    if tries >= MOST_TRIES:
        return None
    doublings: int = 2 ** min(tries - 1, 16)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)


def kind_in_words(kind: str) -> str:
    """Return what a kind of mail is about, without the name of any one site."""
    if kind in _OTHER_NAMES:
        return _OTHER_NAMES[kind]
    if kind not in NOTICES:
        return kind.replace("_", " ").capitalize()
    subject = NOTICES[kind].subject.replace(": {label}", "").replace("{label}", "a site")
    return subject[:1].upper() + subject[1:]
