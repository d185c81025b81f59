"""Appendix A on one screen: what may happen to an official site and to the proposals that ask for it.

Decides, for every action, in which states it may be asked for, by whom, and what else must hold first.
``MOVES`` is the whole table; ``refusals`` returns every reason against an action (none means that it is allowed) and
``outcome`` says what it leads to.  The button, the message and the guard all call these two functions.
What each "only if" asks for stands in ``conditions``.  May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from governance.domain import conditions as only
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.words import ACTION_WORDS, CAPACITY_WORDS, SITE_WORDS, VERSION_WORDS, listed
from governance.domain.words import Action as Act
from governance.domain.words import Capacity as Who
from governance.domain.words import SiteState as Site
from governance.domain.words import VersionState as Version

Condition = Callable[[Situation], tuple[Refusal, ...]]


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: from these states, by these people, to that state, and only if all of that holds.

    ``site`` and ``version`` are the states from which the action is possible; an empty tuple asks for nothing there.
    ``site_to`` and ``version_to`` are where it leads; None leaves the state as it is.
    """

    who: tuple[Who, ...]
    site: tuple[Site, ...] = ()
    version: tuple[Version, ...] = ()
    site_to: Site | None = None
    version_to: Version | None = None
    only_if: tuple[Condition, ...] = ()


NOT_YET_DECIDED = (Version.DRAFT, Version.SUBMITTED, Version.RETURNED)

MOVES: dict[Act, Move] = {
    # Asking for a site, A.1 and A.2.
    Act.START: Move((Who.STAFF,), site_to=Site.PROPOSED, version_to=Version.DRAFT, only_if=(only.site_is_new,)),
    Act.REGISTER_FOUND: Move((Who.ICT_LEAD,), site_to=Site.FOUND, only_if=(only.site_is_new,)),
    Act.ADOPT: Move((Who.STAFF,), site=(Site.FOUND,), version_to=Version.DRAFT, only_if=(only.nothing_open,)),
    Act.RECORD_DISCUSSION: Move((Who.LEADERSHIP,), version=NOT_YET_DECIDED, only_if=(only.not_own_proposal,)),
    Act.RECORD_CONSULTATION: Move((Who.HEAD,), version=NOT_YET_DECIDED, only_if=(only.not_own_proposal,)),
    Act.SUBMIT: Move(
        (Who.PROPOSER,),
        version=(Version.DRAFT, Version.RETURNED),
        version_to=Version.SUBMITTED,
        only_if=(only.site_is_not_ending, only.complete),
    ),
    # A returned text stays frozen as it was returned; changing it starts the next version.
    Act.REVISE: Move((Who.PROPOSER,), version=(Version.RETURNED,), version_to=Version.DRAFT),
    Act.HAND_OVER: Move(
        (Who.PROPOSER, Who.HEAD, Who.ICT_LEAD), version=NOT_YET_DECIDED, only_if=(only.taken_over_by_staff,)
    ),
    Act.WITHDRAW: Move(
        (Who.PROPOSER, Who.HEAD),
        version=(*NOT_YET_DECIDED, Version.APPROVED),
        version_to=Version.WITHDRAWN,
        only_if=(only.before_launch_if_approved, only.reason_given),
    ),
    # Deciding, A.3.
    Act.RETURN: Move(
        (Who.HEAD,),
        version=(Version.SUBMITTED,),
        version_to=Version.RETURNED,
        only_if=(only.not_own_proposal, only.reason_given),
    ),
    Act.DECLINE: Move(
        (Who.HEAD, Who.SECOND_APPROVER),
        version=(Version.SUBMITTED,),
        version_to=Version.DECLINED,
        only_if=(only.not_own_proposal, only.reason_given),
    ),
    Act.APPROVE: Move(
        (Who.HEAD, Who.SECOND_APPROVER),
        version=(Version.SUBMITTED,),
        version_to=Version.APPROVED,
        only_if=(
            only.not_own_proposal,
            only.site_is_not_ending,
            only.reason_given,
            only.discussed,
            only.consulted,
            only.risks_signed,
            only.enough_people_named,
            only.not_decided_twice,
        ),
    ),
    Act.AMEND: Move(
        (Who.RESOURCING_OWNER, Who.PROPOSER),
        site=(Site.PROPOSED, Site.APPROVED, Site.LIVE, Site.SUSPENDED),
        version_to=Version.DRAFT,
        only_if=(only.nothing_open,),
    ),
    # Running it, A.1.5, A.4 and A.5.
    Act.LAUNCH: Move(
        (Who.ICT_LEAD,),
        site=(Site.FOUND, Site.APPROVED),
        site_to=Site.LIVE,
        only_if=(only.approved_version, only.gate_holds),
    ),
    Act.SUSPEND: Move(
        (Who.HEAD, Who.DSL, Who.ICT_LEAD, Who.CLOCK),
        site=(Site.LIVE,),
        site_to=Site.SUSPENDED,
        only_if=(only.reason_given,),
    ),
    Act.RESUME: Move((Who.HEAD, Who.ICT_LEAD), site=(Site.SUSPENDED,), site_to=Site.LIVE, only_if=(only.gate_holds,)),
    Act.EXTEND: Move((Who.HEAD,), site=(Site.LIVE,), only_if=(only.amber_with_date_once, only.reason_given)),
    Act.CONTINUE: Move(
        (Who.HEAD,),
        site=(Site.LIVE,),
        only_if=(only.due_for_decision, only.new_end_approved, only.not_own_proposal),
    ),
    # Ending it, A.1.6.
    Act.START_CLOSING: Move(
        (Who.RESOURCING_OWNER, Who.HEAD, Who.ICT_LEAD),
        site=(Site.FOUND, Site.LIVE, Site.SUSPENDED),
        site_to=Site.CLOSING,
        only_if=(only.reason_given,),
    ),
    Act.CANCEL_CLOSING: Move(
        (Who.HEAD,), site=(Site.CLOSING,), only_if=(only.nothing_irreversible_signed, only.reason_given)
    ),
    Act.CLOSE: Move((Who.ICT_LEAD,), site=(Site.CLOSING,), site_to=Site.CLOSED, only_if=(only.every_exit_step_signed,)),
    Act.REOPEN: Move(
        (Who.STAFF,),
        site=(Site.CLOSED,),
        site_to=Site.PROPOSED,
        version_to=Version.DRAFT,
        only_if=(only.nothing_open,),
    ),
}


def refusals(action: Act, situation: Situation) -> tuple[Refusal, ...]:
    """Return every reason why ``action`` is not possible now; an empty tuple means that it is.

    Who may do it and when it may be done are different refusals: ``not_yours_to_do`` and ``not_in_this_state``.
    """
    move = MOVES[action]
    found: list[Refusal] = []
    if not situation.capacities & set(move.who):
        people = listed([CAPACITY_WORDS[who] for who in move.who], "or")
        found.append(Refusal("not_yours_to_do", f"Only {people} can {ACTION_WORDS[action]}."))
    if move.site and situation.site not in move.site:
        state = SITE_WORDS[situation.site] if situation.site else "not started yet"
        found.append(Refusal("not_in_this_state", f"You cannot {ACTION_WORDS[action]} while the site is {state}."))
    if move.version and situation.version not in move.version:
        state = VERSION_WORDS[situation.version] if situation.version else "not started yet"
        found.append(Refusal("not_in_this_state", f"You cannot {ACTION_WORDS[action]} while the proposal is {state}."))
    for condition in move.only_if:
        found.extend(condition(situation))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an allowed action leads: the states of the site and of the version after it."""

    site: Site | None
    version: Version | None


def outcome(action: Act, situation: Situation) -> Outcome:
    """Return the states that follow an allowed ``action``; ask ``refusals`` first."""
    move = MOVES[action]
    site = move.site_to or situation.site
    version = move.version_to or situation.version
    if action is Act.APPROVE:
        if situation.approvers_after_this_yes:
            # Another approver whom the policy asks for has not decided yet: the last yes moves it.
            return Outcome(situation.site, situation.version)
        if situation.site is Site.PROPOSED:
            site = Site.APPROVED
    elif (action is Act.AMEND and situation.site is Site.APPROVED) or (
        action is Act.WITHDRAW and situation.version is Version.APPROVED and situation.site is Site.APPROVED
    ):
        # Before launch the change voids the approval (A.3.2): the site is only proposed again.
        site = Site.PROPOSED
    elif action is Act.CANCEL_CLOSING:
        site = situation.closing_from
    return Outcome(site, version)
