"""How a child tells a grown-up, and whom to ring first: what every public page of a site ends with (A.2.3).

The numbers are data that everybody starts from; a school adds its own words.  People are named by what they are at the
school and never by name.  May import the standard library only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Helpline:
    """Somebody to ring: the ``number`` as people say it, and when to ring it in words for a seven-year-old."""

    name: str
    number: str
    when: str

    @property
    def dialled(self) -> str:
        """The number as a telephone dials it."""
        return "".join(letter for letter in self.number if letter.isdigit())


DEFAULT_HELPLINES: tuple[Helpline, ...] = (
    Helpline("the police, the fire service or an ambulance", "999", "Somebody is in danger right now."),
    Helpline("Childline", "0800 1111", "You want to talk to somebody about anything that worries you. It is free."),
)

DEFAULT_WORDS = (
    "Did you see something on a page that made you feel worried, sad or scared? Stop looking at it. Tell a grown-up at "
    "school, or at home, straight away. You have done nothing wrong, and they will help you."
)


@dataclass(frozen=True, slots=True)
class TellAGrownUp:
    """What the section says: whom to ring first, words to the child, and whom to tell at school, by position."""

    helplines: tuple[Helpline, ...]
    words: str
    positions: tuple[str, ...]


def tell_a_grown_up(
    own_words: str, positions: Sequence[str], helplines: tuple[Helpline, ...] = DEFAULT_HELPLINES
) -> TellAGrownUp:
    """The section with the school's own words where it has any; each position stands once, in the order given."""
    said = tuple(dict.fromkeys(position.strip() for position in positions if position.strip()))
    return TellAGrownUp(helplines, own_words.strip() or DEFAULT_WORDS, said)
