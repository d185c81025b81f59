"""Who gets a photo pass at the school office, and who gets none (001-4, 001-6).

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.domain.people_shown import same_person
from governance.domain.refusals import Refusal


class PassState(StrEnum):
    """How a pass stands, and with it its holder's right."""

    VALID = "valid"
    TAKEN = "taken"
    GIVEN_BACK = "given_back"


PASS_WORDS = {
    PassState.VALID: "valid",
    PassState.TAKEN: "taken away",
    PassState.GIVEN_BACK: "taken away, right restored since",
}


@dataclass(frozen=True, slots=True)
class HolderSaid:
    """Somebody who had a pass before: name and what tells them apart in plain form, and whether their right is gone."""

    name: str
    told_apart: str
    is_revoked: bool


def pass_refusals(
    name: str, told_apart: str, known: Sequence[HolderSaid], held_on: date, today: date
) -> tuple[Refusal, ...]:
    """Return why no pass can be issued.

    Where somebody of the same name had their right taken away, a bare name is not enough to get round it: the office
    has to say what tells the two apart.
    """
    found: list[Refusal] = []
    key = same_person(name, told_apart)
    of_this_name = [one for one in known if one.name == key[0]]
    if not name:
        found.append(Refusal("holder_missing", "Enter the name of the parent or carer.", None, "name"))
    elif any(one.is_revoked and one.told_apart == key[1] for one in of_this_name):
        found.append(
            Refusal(
                "photo_right_revoked",
                "The school took away this person’s right to take photographs. They get no pass until it is restored.",
                "001-4",
                "name",
            )
        )
    elif any(one.is_revoked for one in of_this_name) and not told_apart:
        found.append(
            Refusal(
                "holder_not_told_apart",
                "Somebody of this name may not have a pass. Say what tells this person apart: the child’s class.",
                "001-4",
                "told_apart",
            )
        )
    if held_on < today:
        found.append(Refusal("event_is_over", "This event is over.", None, "name"))
    return tuple(found)
