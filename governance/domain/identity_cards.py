"""What may stand on a card that says in public who runs a site: a name and a position, no contacts (A.4.8, A.4.9).

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from enum import StrEnum

from governance.domain.personal_details import NOBODY, SchoolContacts, personal_detail_refusals
from governance.domain.refusals import Refusal

LONGEST = 120


class CardState(StrEnum):
    """How it stands with the card of one person on one site."""

    SHOWN = "shown"
    MISSING = "missing"
    LEFT_OVER = "left_over"


CARD_WORDS = {
    CardState.SHOWN: "Shown",
    CardState.MISSING: "Not shown yet",
    CardState.LEFT_OVER: "Shown, and no longer looks after the site",
}


def card_refusals(
    display_name: str, position: str, *, runs_it: bool, may_show: bool, own: SchoolContacts = NOBODY
) -> tuple[Refusal, ...]:
    """Every reason why a card cannot be shown.

    ``runs_it`` says whether the person has a duty on the site or resources it; ``may_show`` whether the actor is the
    person themself, the ICT lead or the head.
    """
    found = [] if may_show else [not_yours()]
    if not runs_it:
        sentence = "Only people who look after this site are shown as running it. Name them for a duty first."
        found.append(Refusal("does_not_run_it", sentence, "A.4.8"))
    for key, words, text in (("display_name", "name", display_name), ("position", "position", position)):
        if not any(letter.isalpha() for letter in text):
            sentence = f"Type the {words} as readers should see it."
            found.append(Refusal(f"{key}_missing", sentence, "A.4.8", key))
        if len(text) > LONGEST:
            found.append(Refusal(f"{key}_too_long", f"Keep the {words} to {LONGEST} characters.", "A.4.8", key))
        found.extend(personal_detail_refusals(text, own, key))
    return tuple(found)


def not_yours() -> Refusal:
    """Somebody else's card is not one's own to show or withdraw."""
    return Refusal(
        "not_yours_to_do", "Only the person themself, the ICT lead and the head can change this card.", "A.4.8"
    )
