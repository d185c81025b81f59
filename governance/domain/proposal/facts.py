"""What the product knows when it judges a proposal: the day, the people, the policy and the platforms' ages.

The service fills it in; the rules only read it.  May import the standard library and the rules of the domain only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from governance.domain.platforms import DEFAULT_ROWS, PLATFORM_NAMES, PlatformAge
from governance.domain.policy import DEFAULT_POLICY, Policy
from governance.domain.proposal.form import Option, OptionsFrom, Question
from governance.domain.year_groups import YEAR_GROUPS, Nation


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person of the school.

    ``kind`` is "employee", "contractor", "volunteer", "governor" or "outside".  ``member_until`` is the last day at
    the school, None when no end is known.  ``authorised`` says that the head's authorisation for duties on sites runs
    today, and ``authorised_until`` is its last day; employees need none (A.3.1).
    """

    name: str
    kind: str = "employee"
    position: str = ""
    member_until: date | None = None
    authorised: bool = False
    authorised_until: date | None = None

    def has_left(self, on: date) -> bool:
        """Gone on that day; the last day still counts as there."""
        return self.member_until is not None and self.member_until < on

    def may_hold_duties(self, on: date) -> bool:
        """An employee, or authorised by the head on that day (A.3.1)."""
        if self.kind == "employee":
            return True
        return self.authorised and (self.authorised_until is None or self.authorised_until >= on)


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """What is known on the day of the judgement.

    ``people`` holds everyone who belongs or belonged to the school, by person id; ``retired`` the platforms that the
    school gave up, each with the day by which its sites close.
    """

    today: date
    people: Mapping[int, PersonFacts] = field(default_factory=dict)
    nation: Nation = Nation.ENGLAND
    platform_ages: tuple[PlatformAge, ...] = DEFAULT_ROWS
    policy: Policy = DEFAULT_POLICY
    retired: Mapping[str, date] = field(default_factory=dict)

    @property
    def year_groups(self) -> tuple[Option, ...]:
        """The nation's year groups."""
        return tuple(Option(group.key, group.name) for group in YEAR_GROUPS[self.nation])

    @property
    def platforms(self) -> tuple[Option, ...]:
        """Other companies' platforms that the school keeps a minimum age for, by name."""
        known = {row.platform for row in self.platform_ages} - {"own_site"}
        options = (Option(key, PLATFORM_NAMES.get(key, key)) for key in known)
        return tuple(sorted(options, key=lambda option: option.label.casefold()))

    def options_of(self, question: Question) -> tuple[Option, ...]:
        """The options of a choice, whether they stand in the form or come from the school."""
        if question.options_from is OptionsFrom.YEAR_GROUPS:
            return self.year_groups
        if question.options_from is OptionsFrom.PLATFORMS:
            return self.platforms
        return question.options
