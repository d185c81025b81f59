"""The "only if" of every row of the lifecycle: each condition is one function that returns its reasons.

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.words import SITE_WORDS, SiteState, VersionState, listed


def site_is_new(situation: Situation) -> tuple[Refusal, ...]:
    """A start makes a site of its own; it never takes over one that exists."""
    if situation.site is None:
        return ()
    return (Refusal("not_in_this_state", "This site is on the register already.", "7.1"),)


def site_is_not_ending(situation: Situation) -> tuple[Refusal, ...]:
    """A site that is being closed or is closed gets no new text; cancel the closing or reopen it first (A.1.6)."""
    if situation.site not in (SiteState.CLOSING, SiteState.CLOSED):
        return ()
    state = SITE_WORDS[situation.site]
    sentence = (
        f"The site is {state}, so its proposal goes no further. Cancel the closing first, or withdraw the proposal."
    )
    return (Refusal("site_is_ending", sentence, "A.1.6"),)


def nothing_open(situation: Situation) -> tuple[Refusal, ...]:
    """One version at a time is written or decided."""
    if not situation.has_open_version:
        return ()
    return (Refusal("version_open", "A version of this proposal is open already. Finish or withdraw that one first."),)


def not_own_proposal(situation: Situation) -> tuple[Refusal, ...]:
    """Nobody judges their own cause (A.3)."""
    if situation.actor is None or situation.actor != situation.proposer:
        return ()
    return (
        Refusal(
            "own_proposal",
            "You made this proposal, so somebody else has to do this. "
            "The head can name a person who acts for them, under People, Acting for the head.",
            "A.3",
        ),
    )


def reason_given(situation: Situation) -> tuple[Refusal, ...]:
    """A reason is asked for where the decision is made, and stored."""
    return reason_refusals(situation.reason, "your reason")


def complete(situation: Situation) -> tuple[Refusal, ...]:
    """Every clause that a proposal has to answer is answered (A.1.2 to A.1.7, A.2, 7.2, 7.4)."""
    return situation.incomplete


def taken_over_by_staff(situation: Situation) -> tuple[Refusal, ...]:
    """A proposal is handed to somebody who could have made it."""
    if situation.new_proposer_is_staff:
        return ()
    return (Refusal("not_staff", "Choose a member of staff of this school who is here today.", "A.3.1"),)


def before_launch_if_approved(situation: Situation) -> tuple[Refusal, ...]:
    """An approval can be taken back until the site is live; after that the site is closed instead."""
    if situation.version is not VersionState.APPROVED:
        return ()
    if situation.site in (SiteState.APPROVED, SiteState.PROPOSED, SiteState.FOUND):
        return ()
    state = SITE_WORDS[situation.site] if situation.site else "not started yet"
    return (
        Refusal(
            "launched_already",
            f"The site is {state}, so its proposal cannot be withdrawn. Close the site instead.",
            "A.1.6",
        ),
    )


def discussed(situation: Situation) -> tuple[Refusal, ...]:
    """Audience and interactivity were discussed with the leadership team (A.1.3)."""
    if situation.discussed:
        return ()
    return (
        Refusal(
            "no_discussion",
            "No discussion with the leadership team is recorded for this audience and these contributions. "
            "A member of the leadership team can record it on this proposal's page.",
            "A.1.3",
        ),
    )


def consulted(situation: Situation) -> tuple[Refusal, ...]:
    """The head was consulted on purpose and content (A.3.5)."""
    if situation.consulted:
        return ()
    return (
        Refusal(
            "no_consultation",
            "The head has not recorded being consulted on what the site is for and what goes on it.",
            "A.3.5",
        ),
    )


def risks_signed(situation: Situation) -> tuple[Refusal, ...]:
    """The safeguarding lead signed the risk rows of a pupil site (A.2)."""
    if situation.risks_signed or not situation.pupil_site:
        return ()
    return (
        Refusal(
            "risks_not_signed",
            "The safeguarding lead has not signed the risks of this site as they now read.",
            "A.2",
        ),
    )


def enough_people_named(situation: Situation) -> tuple[Refusal, ...]:
    """At least two different people, among them an administrator and a moderator (A.5)."""
    found: list[Refusal] = []
    people = situation.administrators_named | situation.moderators_named
    if len(people) < situation.people_at_least:
        found.append(
            Refusal(
                "too_few_people",
                f"The proposal names {len(people)} of the {situation.people_at_least} different people that the "
                "policy asks for. Return it so that more people are named.",
                "A.5",
            )
        )
    missing = [
        duty
        for duty, named in (
            ("an administrator", situation.administrators_named),
            ("a moderator", situation.moderators_named),
        )
        if not named
    ]
    if missing:
        found.append(Refusal("duty_not_named", f"The proposal does not name {listed(missing)}.", "A.5"))
    return tuple(found)


def not_decided_twice(situation: Situation) -> tuple[Refusal, ...]:
    """Every approver that the policy asks for is another person."""
    if situation.actor is not None and situation.actor in situation.yes_persons:
        return (
            Refusal(
                "decided_already",
                "You have said yes to this version already. The next yes has to come from another person.",
                "A.3.2",
            ),
        )
    return ()


def approved_version(situation: Situation) -> tuple[Refusal, ...]:
    """Nothing goes live without an approved version (A.3.2)."""
    if situation.has_approved_version:
        return ()
    return (
        Refusal("no_approved_version", "No version of this site's proposal has been approved by the head.", "A.3.2"),
    )


def gate_holds(situation: Situation) -> tuple[Refusal, ...]:
    """Every check of the go-live gate holds."""
    return situation.gate


def amber_with_date_once(situation: Situation) -> tuple[Refusal, ...]:
    """More time can be given once, to a site that has a date by which something must hold again."""
    if not situation.amber_with_date:
        return (Refusal("no_date_running", "No date is running against this site, so there is nothing to extend."),)
    if situation.extended_already:
        return (Refusal("extended_already", "This site has been given more time once already."),)
    return ()


def due_for_decision(situation: Situation) -> tuple[Refusal, ...]:
    """A site is continued at its planned end or at its evaluation (A.1.6, A.1.7)."""
    if situation.due_for_decision:
        return ()
    return (
        Refusal(
            "not_due_for_decision", "Neither the planned end nor an evaluation of this site has come yet.", "A.1.6"
        ),
    )


def new_end_approved(situation: Situation) -> tuple[Refusal, ...]:
    """Continuing needs a newly approved version with a new end (A.1.6)."""
    if situation.new_end_approved:
        return ()
    return (
        Refusal(
            "no_new_end",
            "Continuing needs an approved new version of the proposal with a later planned end. "
            "Ask the proposer or the resourcing owner to change the proposal.",
            "A.1.6",
        ),
    )


def nothing_irreversible_signed(situation: Situation) -> tuple[Refusal, ...]:
    """Closing can be cancelled until something was done that cannot be taken back."""
    if not situation.irreversible_step_signed:
        return ()
    return (
        Refusal(
            "irreversible_signed",
            "A step that cannot be taken back is signed already, so the closing has to be finished.",
            "A.1.6",
        ),
    )


def every_exit_step_signed(situation: Situation) -> tuple[Refusal, ...]:
    """A site is closed when every step of its exit plan is signed (A.1.6)."""
    if situation.exit_steps == 0:
        return (Refusal("no_exit_steps", "This site has no exit steps yet. Add what has to be done.", "A.1.6"),)
    return tuple(
        Refusal("exit_step_unsigned", f"This exit step is not signed yet: {step}", "A.1.6")
        for step in situation.exit_steps_unsigned
    )
