"""Whether the pupils of a site have reached the minimum age of its platform (A.2, 7.3; DOMAIN 3.1 and 3.2).

The floor binds where pupils would hold accounts, follow or contribute.  A staff-run broadcast passes, and asks for the
written consideration of A.2 instead.  What is not known is never fine: no row, a row that says "unknown", a row nobody
checked and an unknown year group all answer *unknown*, which stops a launch as *block* does.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from governance.domain.calendar import day_in_words
from governance.domain.platforms import PLATFORM_NAMES, Floor, PlatformAge, Standing
from governance.domain.year_groups import NATION_NAMES, SOURCED, Nation, YearGroup, youngest_of


class Involvement(StrEnum):
    """What pupils would do on the site."""

    ACCOUNTS = "accounts"
    FOLLOW = "follow"
    CONTRIBUTE = "contribute"


class AgeOutcome(StrEnum):
    """Only PASS lets a site be launched.  MIXED passes once every pupil's age is confirmed."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    BLOCK = "block"
    MIXED = "mixed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StatedAge:
    """The age of the youngest pupil who takes part, confirmed pupil by pupil, with the day it was stated."""

    youngest: int
    stated_on: date


@dataclass(frozen=True, slots=True)
class AgeCheck:
    """The outcome, a stable code, one sentence that names the row used, and what else should be said beside it.

    ``row`` is None where none was found or needed.  ``consideration_needed``: A.2 asks for a written consideration.
    """

    outcome: AgeOutcome
    code: str
    sentence: str
    row: PlatformAge | None = None
    cautions: tuple[str, ...] = ()
    consideration_needed: bool = False


def row_in_force(rows: Iterable[PlatformAge], platform: str, nation: Nation, day: date) -> PlatformAge | None:
    """The row that decides on a day: a nation's own before one for all; of several, the latest start.

    Rows that start together are read by the strictest.  An announced row decides from its first day on: for children
    the careful reading is the right one.
    """
    holding = [row for row in rows if row.platform == platform and row.nation in (nation, None) and row.holds_on(day)]
    return max(holding, key=_precedence, default=None)


def age_check(
    year_groups: Sequence[str],
    nation: Nation,
    platform: str,
    rows: Sequence[PlatformAge],
    today: date,
    involvement: Iterable[Involvement],
    stated: StatedAge | None = None,
) -> AgeCheck:
    """Whether pupils of these year groups may take part on the platform today.  ``year_groups`` are keys."""
    name = PLATFORM_NAMES.get(platform, platform)
    if not set(involvement):
        sentence = (
            f"Pupils would not hold accounts, follow or contribute on {name}, so its minimum age binds nobody here. "
            "Write down how you have considered that younger children may see it."
        )
        return AgeCheck(AgeOutcome.PASS, "age_broadcast_only", sentence, consideration_needed=True)
    row = row_in_force(rows, platform, nation, today)
    if row is None:
        sentence = f"No minimum age is on record for {name}. Read its terms and add a row before pupils take part."
        return AgeCheck(AgeOutcome.UNKNOWN, "age_no_row", sentence)
    unknown = _unknown(row, name)
    if unknown is not None:
        return unknown
    if row.floor is Floor.NONE:
        sentence = f"{name} asks for no minimum age ({_origin(row)})."
        return AgeCheck(AgeOutcome.PASS, "age_no_floor", sentence, row, consideration_needed=True)
    youngest = youngest_of(nation, year_groups)
    if youngest is None:
        sentence = "Say which year groups take part. Without them nobody can tell whether the pupils are old enough."
        return AgeCheck(AgeOutcome.UNKNOWN, "age_year_groups_unknown", sentence, row)
    cautions = _cautions(rows, row, platform, nation, today)
    if stated is not None:
        return _by_stated_age(row, youngest, name, cautions, stated)
    if nation not in SOURCED:
        general = f"The ages of year groups in {NATION_NAMES[nation]} are general knowledge. Check them first."
        cautions = (*cautions, general)
    return _by_year_group(row, youngest, name, cautions)


def _by_stated_age(
    row: PlatformAge, youngest: YearGroup, name: str, cautions: tuple[str, ...], stated: StatedAge
) -> AgeCheck:
    sentence = (
        f"{name} asks for {row.age} ({_origin(row)}). The school stated on {day_in_words(stated.stated_on)} that the "
        f"youngest pupil who takes part is {stated.youngest}."
    )
    if stated.youngest < (row.age or 0):
        return AgeCheck(AgeOutcome.BLOCK, "age_stated_below", sentence, row, cautions)
    if stated.youngest > youngest.youngest_age + _FURTHEST_OUT_OF_YEAR:
        sentence += f" That does not fit {youngest.name}: check the age or the year group."
        return AgeCheck(AgeOutcome.BLOCK, "age_stated_does_not_fit", sentence, row, cautions)
    return AgeCheck(AgeOutcome.PASS, "age_stated_reached", sentence, row, cautions)


def _by_year_group(row: PlatformAge, youngest: YearGroup, name: str, cautions: tuple[str, ...]) -> AgeCheck:
    floor = row.age or 0
    asks = f"{name} asks for {floor} ({_origin(row)})."
    if youngest.youngest_age >= floor:
        sentence = f"{asks} Everybody in {youngest.name} has turned {floor}."
        return AgeCheck(AgeOutcome.PASS, "age_reached", sentence, row, cautions)
    if youngest.youngest_age == floor - 1:
        sentence = f"{asks} In {youngest.name} some pupils have turned {floor} and some have not."
        sentence += " Confirm the age of every pupil who takes part."
        return AgeCheck(AgeOutcome.MIXED, "age_mixed", sentence, row, cautions)
    sentence = f"{asks} Pupils in {youngest.name} are younger. Choose another place, or let staff alone run it."
    return AgeCheck(AgeOutcome.BLOCK, "age_below", sentence, row, cautions)


# A pupil taught outside their year group is rarely more than two years older than its youngest.
_FURTHEST_OUT_OF_YEAR = 3


def _unknown(row: PlatformAge, name: str) -> AgeCheck | None:
    if row.floor is Floor.UNKNOWN or (row.floor is Floor.AGE and row.age is None):
        sentence = f"The minimum age of {name} is not known ({_origin(row)}). Find it out and correct the row."
        return AgeCheck(AgeOutcome.UNKNOWN, "age_row_unknown", sentence, row)
    if row.standing is Standing.UNCHECKED and row.checked_on is None:
        says = f"says {row.age}" if row.floor is Floor.AGE else "says that there is none"
        sentence = f"The row for {name} {says}, and nobody has checked it. Read its terms and confirm the row."
        return AgeCheck(AgeOutcome.UNKNOWN, "age_row_unchecked", sentence, row)
    return None


def _cautions(
    rows: Sequence[PlatformAge], row: PlatformAge, platform: str, nation: Nation, today: date
) -> tuple[str, ...]:
    """Rows that begin later, the earliest first: a site that passes today may not pass then."""
    coming = sorted(
        (r for r in rows if r.platform == platform and r.nation in (nation, None) and r.from_on and r.from_on > today),
        key=lambda later: later.from_on or today,
    )
    name = PLATFORM_NAMES.get(platform, platform)
    return tuple(
        f"From {day_in_words(later.from_on)}: {name} {_floor_words(later)} ({_origin(later)})."
        for later in coming
        if later.from_on is not None and (later.floor, later.age) != (row.floor, row.age)
    )


def _floor_words(row: PlatformAge) -> str:
    if row.floor is Floor.AGE:
        return f"asks for {row.age}"
    return "asks for no minimum age" if row.floor is Floor.NONE else "has a minimum age that is not known"


def _origin(row: PlatformAge) -> str:
    """Where the row comes from, how sure it is, and its date."""
    parts = [f"source: {row.source}" if row.source else "no source is recorded"]
    if row.standing is Standing.ANNOUNCED:
        parts.append("announced, not seen as law")
    if row.from_on is not None:
        parts.append(f"from {day_in_words(row.from_on)}")
    checked = f"checked on {day_in_words(row.checked_on)}" if row.checked_on else "not yet checked by your school"
    return "; ".join([*parts, checked])


def _precedence(row: PlatformAge) -> tuple[bool, date, bool, int]:
    return (row.nation is not None, row.from_on or date.min, row.floor is Floor.UNKNOWN, row.age or 0)
