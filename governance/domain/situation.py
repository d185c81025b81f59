"""What is known of one site, one version and one person at the moment when an action is asked for.

A service fills it from rows; the domain only reads it.  May import the standard library and the domain only.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from governance.domain.refusals import Refusal
from governance.domain.words import Approver, Capacity, SiteState, VersionState


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that the lifecycle asks about.  Persons are numbers of persons, never of sign-ins.

    ``version`` is the state of the version that the action is about: the open one if there is one, else the last.
    ``has_open_version`` says whether any version of the site is a draft, submitted or returned.
    ``incomplete`` holds what the proposal still lacks, ``gate`` what the go-live gate still asks for.
    ``approvers`` are those whose yes the policy asks for, ``yes_from`` those who said it on this very version, and
    ``deciding_as`` the ones for whom the actor's decision would count.
    ``closing_from`` is the state that a closing site had before.
    """

    capacities: frozenset[Capacity] = frozenset()
    actor: int | None = None
    site: SiteState | None = None
    version: VersionState | None = None
    proposer: int | None = None
    reason: str | None = None
    has_open_version: bool = False
    has_approved_version: bool = False
    incomplete: tuple[Refusal, ...] = ()
    new_proposer_is_staff: bool = True
    discussed: bool = False
    consulted: bool = False
    pupil_site: bool = False
    risks_signed: bool = False
    administrators_named: frozenset[int] = frozenset()
    moderators_named: frozenset[int] = frozenset()
    people_at_least: int = 2
    approvers: frozenset[Approver] = field(default_factory=lambda: frozenset({Approver.HEAD}))
    yes_from: frozenset[Approver] = frozenset()
    yes_persons: frozenset[int] = frozenset()
    deciding_as: frozenset[Approver] = frozenset()
    gate: tuple[Refusal, ...] = ()
    amber_with_date: bool = False
    extended_already: bool = False
    due_for_decision: bool = False
    new_end_approved: bool = False
    exit_steps: int = 0
    exit_steps_unsigned: tuple[str, ...] = ()
    irreversible_step_signed: bool = False
    closing_from: SiteState | None = None

    @property
    def approvers_after_this_yes(self) -> frozenset[Approver]:
        """Whose yes is still missing once the actor has said theirs."""
        return self.approvers - self.yes_from - self.deciding_as
