"""Who may record what they saw on a site, and when what they write is enough (A.1.7, A.4.1, A.4.7, A.5).

May import the standard library and the domain only.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from governance.domain.addresses import Canonical, canonicalise
from governance.domain.reasons import reason_refusals
from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.words import Capacity, SiteState

RECORDERS = frozenset({Capacity.ICT_LEAD, Capacity.HEAD, Capacity.PROPOSER, Capacity.RESOURCING_OWNER})
EVALUATORS = RECORDERS | {Capacity.LEADERSHIP}
RESULTS = ("continue", "change", "close")


class EvidenceKind(StrEnum):
    """What can be seen on a site, and settles a check of the gate."""

    PRIVACY_SETTINGS = "privacy_settings"
    LOGO = "logo"
    COMMENTS_HELD = "comments_held"
    RULES_PUBLISHED = "rules_published"
    CONFORMITY = "conformity"


CLAUSES = {
    EvidenceKind.PRIVACY_SETTINGS: "A.5",
    EvidenceKind.LOGO: "A.4.7",
    EvidenceKind.COMMENTS_HELD: "A.5",
    EvidenceKind.RULES_PUBLISHED: "A.4.1",
    EvidenceKind.CONFORMITY: "A.4.1",
}
NEEDS_LINK = frozenset({EvidenceKind.LOGO, EvidenceKind.RULES_PUBLISHED})
MAY_BE_EXCEPTED = frozenset({EvidenceKind.PRIVACY_SETTINGS, EvidenceKind.LOGO})


def evidence_refusals(
    situation: Situation,
    kind: EvidenceKind,
    *,
    statement: str,
    link: str,
    seen_on: dt.date,
    today: dt.date,
    exception: str,
) -> tuple[Refusal, ...]:
    """Return why this cannot be recorded."""
    clause = CLAUSES[kind]
    found: list[Refusal] = []
    if not situation.capacities & RECORDERS:
        found.append(
            Refusal(
                "not_yours_to_do", "Only the proposer, the resourcing owner, the ICT lead or the head can record this."
            )
        )
    if situation.site is SiteState.CLOSED:
        found.append(Refusal("not_in_this_state", "The site is closed."))
    found.extend(reason_refusals(statement, "what you saw", clause=clause))
    if seen_on > today:
        found.append(Refusal("seen_in_future", "Enter the day on which you looked: today or before.", clause))
    if exception:
        found.extend(_exception(situation, kind, exception, clause))
    elif kind in NEEDS_LINK and not link:
        found.append(Refusal("no_link", "Enter the address that it links to.", clause))
    if link and not isinstance(canonicalise(link), Canonical):
        found.append(Refusal("bad_link", "Enter a whole address, such as https://school.example/blog.", clause))
    return tuple(found)


def _exception(situation: Situation, kind: EvidenceKind, exception: str, clause: str) -> list[Refusal]:
    found = list(reason_refusals(exception, "the reason for the exception", clause=clause))
    if kind not in MAY_BE_EXCEPTED:
        found.append(Refusal("no_exception", "There is no exception from this check.", clause))
    if Capacity.HEAD not in situation.capacities:
        found.append(Refusal("exception_not_yours", "Only the head can allow an exception from this check.", clause))
    return found


def evaluation_refusals(
    situation: Situation, *, measure: int, measures: int, evidence: str, result: str
) -> tuple[Refusal, ...]:
    """Return why this evaluation cannot be recorded."""
    found: list[Refusal] = []
    if not situation.capacities & EVALUATORS:
        found.append(
            Refusal(
                "not_yours_to_do",
                "Only the proposer, the resourcing owner, the leadership team, the ICT lead or the head can evaluate.",
            )
        )
    if situation.site not in (SiteState.LIVE, SiteState.SUSPENDED, SiteState.CLOSING):
        found.append(Refusal("not_in_this_state", "A site is evaluated while it runs or is being closed.", "A.1.7"))
    if not 1 <= measure <= measures:
        found.append(Refusal("no_such_measure", "The approved proposal has no such measure.", "A.1.7"))
    if result not in RESULTS:
        found.append(Refusal("no_result", "Choose whether the site continues, changes or closes.", "A.1.7"))
    found.extend(reason_refusals(evidence, "what shows it", clause="A.1.7"))
    return tuple(found)
