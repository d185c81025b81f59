"""What a site waits for next and on whom, in words: what lists, site pages and home pages say of it.

It reads only what is known without asking the gate, so that a list of sites stays cheap.
May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from governance.domain.calendar import day_in_words
from governance.domain.words import SiteState, VersionState


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known of a site's way.

    ``version`` is the state of its open version, or else of the last one.  ``due_for_decision`` says that the planned
    end or an evaluation has come; ``steps_unsigned`` counts the exit steps that are not signed yet.
    """

    site: SiteState
    version: VersionState | None = None
    has_approved_version: bool = False
    amber_until: dt.date | None = None
    due_for_decision: bool = False
    steps_unsigned: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """What comes next, as the beginning of a sentence, and on whom it waits."""

    what: str
    whom: str


_ON_THE_PROPOSAL = {
    VersionState.DRAFT: Waiting("The proposal has to be finished and submitted", "the proposer"),
    VersionState.SUBMITTED: Waiting("The proposal has to be decided", "the head"),
    VersionState.RETURNED: Waiting("The proposal came back and has to be changed", "the proposer"),
}


def waits_for(progress: Progress) -> Waiting | None:
    """Return what the site waits for, or None when it waits for nothing."""
    open_version = _ON_THE_PROPOSAL.get(progress.version) if progress.version else None
    match progress.site:
        case SiteState.FOUND if progress.has_approved_version:
            return Waiting("It has to pass the go-live checks and be launched", "the ICT lead")
        case SiteState.FOUND:
            return open_version or Waiting(
                "Somebody has to write a proposal for it, or close it", "any member of staff"
            )
        case SiteState.PROPOSED:
            return open_version or Waiting("It needs a new version of its proposal", "the proposer")
        case SiteState.APPROVED:
            return Waiting("It has to pass the go-live checks and be launched", "the ICT lead")
        case SiteState.LIVE:
            return _while_live(progress) or open_version
        case SiteState.SUSPENDED:
            return Waiting("Somebody has to resume it, or start closing it", "the head or the ICT lead")
        case SiteState.CLOSING:
            return _while_closing(progress.steps_unsigned)
        case SiteState.CLOSED:
            return None


def _while_live(progress: Progress) -> Waiting | None:
    if progress.amber_until is not None:
        by = day_in_words(progress.amber_until)
        return Waiting(f"What stopped holding has to be put right by {by}", "those who run the site")
    if progress.due_for_decision:
        return Waiting("It has to be evaluated, and the head decides whether it goes on", "the head")
    return None


def _while_closing(unsigned: int) -> Waiting:
    if unsigned == 0:
        return Waiting("Every exit step is signed, so it can be closed", "the ICT lead")
    steps = "1 exit step has" if unsigned == 1 else f"{unsigned} exit steps have"
    return Waiting(f"{steps} to be signed", "those who run the site")
