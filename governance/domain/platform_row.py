"""Whether a row of the minimum-age table that somebody typed can stand (A.2, 7.3).

May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from datetime import date

from governance.domain.platforms import PLATFORM_NAMES, Floor
from governance.domain.refusals import Refusal

YOUNGEST, OLDEST = 1, 25
CLAUSE = "A.2"


def row_refusals(
    platform: str, floor: Floor, age: int | None, from_on: date | None, to_on: date | None, source: str
) -> tuple[Refusal, ...]:
    """Every reason against a row; ``age`` in whole years, days inclusive."""
    found: list[Refusal] = []
    if platform not in PLATFORM_NAMES:
        found.append(Refusal("platform_unknown", "Choose a platform in the list.", CLAUSE, "platform"))
    if floor is Floor.AGE and age is None:
        found.append(Refusal("platform_age_missing", "Enter the minimum age in years.", CLAUSE, "age"))
    if floor is not Floor.AGE and age is not None:
        sentence = "An age was entered, and the answer above says that there is none. Change one of the two."
        found.append(Refusal("platform_age_without_rule", sentence, CLAUSE, "age"))
    if age is not None and not YOUNGEST <= age <= OLDEST:
        found.append(Refusal("platform_age_out_of_range", f"Enter an age from {YOUNGEST} to {OLDEST}.", CLAUSE, "age"))
    if from_on is not None and to_on is not None and to_on < from_on:
        sentence = "The last day is before the first. Change one of the two."
        found.append(Refusal("platform_dates_reversed", sentence, CLAUSE, "to_on"))
    if not source.strip():
        sentence = "Say where you read it, such as the platform’s own terms, so that somebody can check it again."
        found.append(Refusal("platform_source_missing", sentence, CLAUSE, "source"))
    return tuple(found)


def checked_refusals(checked_on: date | None, today: date) -> tuple[Refusal, ...]:
    """A source is checked on a day that has come."""
    if checked_on is None or checked_on <= today:
        return ()
    sentence = "The day on which you checked it is still to come. Enter today or a day before."
    return (Refusal("platform_checked_in_future", sentence, CLAUSE, "checked_on"),)
