"""A comment that somebody at the school saw anywhere and writes down: what is needed of it (A.5).

Words, place, name as shown and time, and never a picture: to copy an indecent picture of a child is a crime, whatever
it is meant for.  May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from governance.domain.refusals import Refusal

LONGEST_WORDS = 10_000
LONGEST_PLACE = 2_000
LONGEST_AUTHOR = 300
EARLIEST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""No site of a school had comments before."""


@dataclass(frozen=True, slots=True)
class WrittenDown:
    """What somebody saw.  ``place`` is a web address, or the name of a group; ``seen_at`` is in UTC."""

    place: str
    author: str
    words: str
    seen_at: dt.datetime


def writing_refusals(seen: WrittenDown, now: dt.datetime) -> tuple[Refusal, ...]:
    """Return every reason why this cannot be written down as it is; ``page`` names the question."""
    found = []
    if not seen.words.strip():
        found.append(Refusal("words_blank", "Write down the words of the comment, as they are there.", page="words"))
    if not seen.place.strip():
        found.append(Refusal("place_blank", "Say where it is: the address, or the name of the group.", page="place"))
    for name, text, longest in (
        ("words", seen.words, LONGEST_WORDS),
        ("place", seen.place, LONGEST_PLACE),
        ("author", seen.author, LONGEST_AUTHOR),
    ):
        if len(text) > longest:
            sentence = f"This is {len(text):,} characters long. Shorten it to {longest:,} or fewer."
            found.append(Refusal("too_long", sentence, page=name))
    if seen.seen_at > now:
        found.append(Refusal("in_the_future", "This time has not come yet. Say when it was.", page="seen_on"))
    if seen.seen_at < EARLIEST:
        found.append(Refusal("too_long_ago", "Enter a day of this century.", page="seen_on"))
    return tuple(found)
