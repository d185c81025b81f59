"""Random walks through the life of a site: whatever people try, in whatever order, what must always hold does.

The machine keeps one site and all versions of its proposal as a database would, asks the lifecycle before every step,
and follows ``outcome`` when nothing stands against it.  What must hold is written out here, not read from the table.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from governance.domain.lifecycle import outcome, refusals
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.words import Action, Approver, Capacity, SiteState, VersionState
from tests.plugins.sizes import examples

PEOPLE = {
    1: {Capacity.STAFF},
    2: {Capacity.STAFF, Capacity.RESOURCING_OWNER, Capacity.LEADERSHIP},
    3: {Capacity.STAFF, Capacity.HEAD, Capacity.LEADERSHIP},
    4: {Capacity.STAFF, Capacity.ICT_LEAD},
    5: {Capacity.STAFF, Capacity.DSL},
    6: {Capacity.SECOND_APPROVER},
}
OPEN = {"draft", "submitted", "returned"}
NEW_VERSION = {Action.START, Action.ADOPT, Action.REVISE, Action.AMEND, Action.REOPEN}
REASON = "The class needs it for its writing."
APPROVERS = st.sampled_from([frozenset({Approver.HEAD}), frozenset({Approver.HEAD, Approver.GOVERNORS})])
STANDING_STILL = {
    Action.RECORD_DISCUSSION,
    Action.RECORD_CONSULTATION,
    Action.HAND_OVER,
    Action.EXTEND,
    Action.CONTINUE,
}
# What is drawn is drawn more often from the head of a list, so the far end of a site's life stands there.
FAR_FIRST = list(reversed(Action))
MISSING = (Refusal("missing", "Something is missing."),)


@dataclass
class Version:
    """One version as its row would be."""

    state: VersionState
    proposer: int
    yes: dict[Approver, int] = field(default_factory=dict)
    decided_by: set[int] = field(default_factory=set)


class LifeOfASite(RuleBasedStateMachine):
    """One site, the versions of its proposal, and what is recorded on them."""

    def __init__(self) -> None:
        super().__init__()
        self.site: SiteState | None = None
        self.versions: list[Version] = []
        self.running: Version | None = None
        self.closing_from: SiteState | None = None
        self.irreversible = False
        self.signed = False
        self.was_launched = False
        self.history: list[tuple[Action, SiteState | None, SiteState | None]] = []

    def at_hand(self) -> Version | None:
        opened = [version for version in self.versions if version.state.value in OPEN]
        return (opened or self.versions[-1:] or [None])[0]

    @rule(
        action=st.sampled_from(sorted(Action)),
        person=st.sampled_from(sorted(PEOPLE)),
        holds=st.booleans(),
        reason=st.sampled_from([REASON, None]),
        approvers=APPROVERS,
    )
    def somebody_tries(
        self, action: Action, person: int, holds: bool, reason: str | None, approvers: frozenset[Approver]
    ) -> None:
        situation = self._situation(self.at_hand(), person, holds, reason, approvers)
        if not refusals(action, situation):
            self._do(action, person, situation)

    @rule(data=st.data(), approvers=APPROVERS)
    def somebody_does_what_they_may(self, data: st.DataObject, approvers: frozenset[Approver]) -> None:
        """Go on in one of the ways that are open, so that walks reach the far end of a site's life."""
        situations = {person: self._situation(self.at_hand(), person, True, REASON, approvers) for person in PEOPLE}
        ways = [
            (action, person)
            for person, situation in situations.items()
            for action in sorted(set(Action) - STANDING_STILL)
            if not refusals(action, situation)
        ]
        if ways:
            action = data.draw(st.sampled_from(sorted({action for action, _ in ways}, key=FAR_FIRST.index)))
            person = data.draw(st.sampled_from([person for one, person in ways if one is action]))
            self._do(action, person, situations[person])

    def _do(self, action: Action, person: int, situation: Situation) -> None:
        before, version = self.site, self.at_hand()
        follows = outcome(action, situation)
        self._follow(action, version, person, situation, follows.version)
        if follows.site is SiteState.CLOSING and before is not SiteState.CLOSING:
            self.closing_from, self.signed, self.irreversible = before, False, False
        self.site = follows.site
        self.was_launched = self.was_launched or follows.site is SiteState.LIVE
        self.history.append((action, before, follows.site))

    @rule(irreversible=st.booleans())
    def somebody_signs_the_exit_steps(self, irreversible: bool) -> None:
        if self.site is SiteState.CLOSING:
            self.signed = True
            self.irreversible = self.irreversible or irreversible

    def _situation(
        self, version: Version | None, person: int, holds: bool, reason: str | None, approvers: frozenset[Approver]
    ) -> Situation:
        capacities = set(PEOPLE[person])
        if version is not None and version.proposer == person:
            capacities.add(Capacity.PROPOSER)
        deciding = {3: frozenset({Approver.HEAD}), 6: frozenset({Approver.GOVERNORS}) & approvers}
        return Situation(
            capacities=frozenset(capacities),
            actor=person,
            site=self.site,
            version=version.state if version else None,
            proposer=version.proposer if version else None,
            reason=reason,
            has_open_version=any(one.state.value in OPEN for one in self.versions),
            has_approved_version=any(one.state is VersionState.APPROVED for one in self.versions),
            incomplete=() if holds else MISSING,
            discussed=holds,
            consulted=holds,
            pupil_site=True,
            risks_signed=holds,
            administrators_named=frozenset({1, 2}),
            moderators_named=frozenset({2}),
            approvers=approvers,
            yes_from=frozenset(version.yes) if version else frozenset(),
            yes_persons=frozenset(version.yes.values()) if version else frozenset(),
            deciding_as=deciding.get(person, frozenset()),
            gate=() if holds else MISSING,
            amber_with_date=holds,
            due_for_decision=holds,
            new_end_approved=holds,
            exit_steps=2 if self.site is SiteState.CLOSING else 0,
            exit_steps_unsigned=() if self.signed else ("Take it down.",),
            irreversible_step_signed=self.irreversible,
            closing_from=self.closing_from,
        )

    def _follow(
        self,
        action: Action,
        version: Version | None,
        person: int,
        situation: Situation,
        to: VersionState | None,
    ) -> None:
        if action in NEW_VERSION:
            if action is Action.REVISE and version is not None:
                # The returned text stays as it was; its place is taken by the next version.
                version.state = VersionState.SUPERSEDED
            self.versions.append(Version(VersionState.DRAFT, person))
            if self.site is SiteState.APPROVED:
                # Before launch a change voids the approval.
                self._no_longer_approved()
        elif version is not None and to is not None:
            if action is Action.APPROVE:
                version.yes.update(dict.fromkeys(situation.deciding_as, person))
            if action in (Action.APPROVE, Action.RETURN, Action.DECLINE):
                version.decided_by.add(person)
            if to is VersionState.APPROVED and version.state is not VersionState.APPROVED:
                self._no_longer_approved()
                self.running = version
            if action is Action.WITHDRAW and version is self.running:
                self.running = None
            version.state = to

    def _no_longer_approved(self) -> None:
        for one in self.versions:
            if one.state is VersionState.APPROVED:
                one.state = VersionState.SUPERSEDED
        self.running = None

    @invariant()
    def one_version_is_open_at_a_time(self) -> None:
        assert sum(version.state.value in OPEN for version in self.versions) <= 1

    @invariant()
    def one_version_stands_approved_at_a_time(self) -> None:
        assert sum(version.state.value == "approved" for version in self.versions) <= 1

    @invariant()
    def what_is_approved_live_or_suspended_runs_on_an_approved_version(self) -> None:
        if self.site in (SiteState.APPROVED, SiteState.LIVE, SiteState.SUSPENDED):
            assert self.running is not None
            assert self.running.state.value == "approved"

    @invariant()
    def nobody_decides_their_own(self) -> None:
        assert all(version.proposer not in version.decided_by for version in self.versions)

    @invariant()
    def each_approver_is_another_person(self) -> None:
        assert all(len(set(version.yes.values())) == len(version.yes) for version in self.versions)

    @invariant()
    def nothing_is_approved_without_the_head(self) -> None:
        approved = [version for version in self.versions if version.state.value == "approved"]
        assert all(version.yes.get(Approver.HEAD) == 3 for version in approved)

    @invariant()
    def only_a_launched_site_is_suspended(self) -> None:
        if self.site is SiteState.SUSPENDED:
            assert self.was_launched

    @invariant()
    def closed_is_left_by_reopening_alone(self) -> None:
        left = {action for action, before, after in self.history if before == "closed" and after != "closed"}
        assert left <= {Action.REOPEN}

    @invariant()
    def live_is_reached_by_the_gate_or_by_taking_a_closing_back(self) -> None:
        into = {action for action, before, after in self.history if after == "live" and before != "live"}
        assert into <= {Action.LAUNCH, Action.RESUME, Action.CANCEL_CLOSING}

    @invariant()
    def a_closing_site_knows_what_it_was(self) -> None:
        if self.site is SiteState.CLOSING:
            assert self.closing_from in (SiteState.FOUND, SiteState.LIVE, SiteState.SUSPENDED)


TestLifeOfASite = LifeOfASite.TestCase
TestLifeOfASite.settings = settings(max_examples=examples(40), stateful_step_count=50, deadline=None, database=None)
