"""The steps of a site's end: which ones there are without a plan, and who may sign or add one (A.1.6).

May import the standard library and the domain only.
"""

from __future__ import annotations

from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.words import Capacity, SiteState

DEFAULT_STEPS: tuple[tuple[str, bool], ...] = (
    ("Tell readers on the site when it closes, and where to look instead", False),
    ("Keep what has to be kept: posts, and what was decided about comments", False),
    ("Take down every picture of a pupil", True),
    ("Hand the account and its recovery address to the ICT lead", False),
    ("Remove everybody’s access to the account", False),
    ("Close the page or account on its host", True),
    ("Take links to it off the school website", False),
)
"""What has to be done for an account that has no exit plan: the words, and whether it can be taken back."""

SIGNERS = frozenset({Capacity.RESOURCING_OWNER, Capacity.PROPOSER, Capacity.ICT_LEAD, Capacity.HEAD})


def step_refusals(situation: Situation, text: str) -> tuple[Refusal, ...]:
    """Return why a step cannot be added now."""
    found = list(_closing_only(situation))
    if not situation.capacities & SIGNERS:
        found.append(
            Refusal(
                "not_yours_to_do", "Only the proposer, the resourcing owner, the ICT lead or the head can add a step."
            )
        )
    found.extend(reason_refusals(text, "the step", clause="A.1.6"))
    return tuple(found)


def signing_refusals(situation: Situation, note: str, *, holds_duty: bool, is_signed: bool) -> tuple[Refusal, ...]:
    """Return why this actor cannot sign this step now; whoever runs the site may."""
    found = list(_closing_only(situation))
    if not holds_duty and not situation.capacities & SIGNERS:
        found.append(
            Refusal("not_yours_to_do", "Only those who run the site, the ICT lead or the head can sign a step.")
        )
    if is_signed:
        found.append(Refusal("signed_already", "Somebody else has signed this step already."))
    found.extend(reason_refusals(note, "what was done", clause="A.1.6"))
    return tuple(found)


def _closing_only(situation: Situation) -> tuple[Refusal, ...]:
    if situation.site is SiteState.CLOSING:
        return ()
    return (Refusal("not_in_this_state", "The site is not being closed.", "A.1.6"),)
