"""What needs somebody now at a school, and the sites that are theirs: two queries for everything.

One reads the sites with the versions that count, one every other fact; the lists are made of those in Python, because
what was discussed or signed is known by a digest of the answers.  A number and its list are the same list.
These modules never write, and import neither services nor web.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.refusals import Refusal
from governance.domain.words import Approver
from governance.queries.comments.queue import Waiting as CommentsWaiting
from governance.queries.needs.fact import FAR
from governance.queries.needs.facts import COVER_WEEKS, facts_of
from governance.queries.needs.facts_of_cases import Cases
from governance.queries.needs.facts_of_comments import Mine, Seen
from governance.queries.needs.mine import MySite, my_sites
from governance.queries.needs.need import Need
from governance.queries.needs.of_approvals import needs_of_approvals
from governance.queries.needs.of_cases import needs_of_cases
from governance.queries.needs.of_comments import FIRST, needs_of_comments
from governance.queries.needs.of_content import needs_of_content
from governance.queries.needs.of_cover import UncoveredOn, needs_of_cover
from governance.queries.needs.of_people import needs_of_people
from governance.queries.needs.of_proposals import needs_of_proposals
from governance.queries.needs.of_records import RecordsWaiting, needs_of_records
from governance.queries.needs.of_school import Silent, needs_of_school
from governance.queries.needs.of_sites import needs_of_sites
from governance.queries.needs.of_updates import StandingOf, needs_of_updates
from governance.queries.needs.sites_in_view import sites_in_view

__all__ = [
    "COVER_WEEKS",
    "Cases",
    "Mine",
    "MySite",
    "Need",
    "Seen",
    "StandingOf",
    "UncoveredOn",
    "Waiting",
    "what_needs",
]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What needs a person, the most pressing first, and the sites that they propose, resource or run, by name."""

    needs: tuple[Need, ...]
    sites: tuple[MySite, ...]


def what_needs(
    session: Session,
    actor: Actor,
    today: dt.date,
    deciding: frozenset[Approver],
    comments: CommentsWaiting | None = None,
    doubts: tuple[Refusal, ...] = (),
    mine: Mine | None = None,
    uncovered_on: UncoveredOn | None = None,
    silent: Silent = (),
    standing_of: StandingOf | None = None,
    records: RecordsWaiting | None = None,
    cases: Cases | None = None,
) -> Waiting:
    """Return everything that waits for ``actor`` today; ``deciding`` are the approvers for whom their yes counts.

    ``comments`` is what their queue holds, which the page has read already for the number in the way about.  ``doubts``
    are what does not hold together in the calendar, for whoever puts it right; ``mine`` is what they may see of
    everything else around a comment; ``uncovered_on`` is asked once for the days on which their live sites lack people,
    ``silent`` are the sites that show no moderation, for the ICT lead, and ``standing_of`` is asked once for how the
    actor's own live sites stand with their updates.  ``records`` is what waits for the data protection officer,
    ``cases`` what they read of take-downs, breaches and declarations.
    """
    sites = sites_in_view(session, actor.school_id)
    facts = facts_of(session, actor, today, mine, cases)
    needs = [
        *needs_of_proposals(sites, facts, actor, today, deciding),
        *needs_of_sites(sites, facts, actor, today),
        *needs_of_updates(sites, facts, actor, standing_of),
        *needs_of_content(facts),
        *needs_of_cover(sites, facts, actor, uncovered_on),
        *needs_of_people(sites, facts, actor),
        *needs_of_school(facts, today, doubts, silent),
        *needs_of_comments(facts, comments),
        *needs_of_records(records),
        *needs_of_cases(facts, today, cases),
        *needs_of_approvals(facts),
    ]
    needs.sort(key=lambda need: (_rank(need.what), not need.is_late(today), need.due or dt.date.max, need.since or FAR))
    return Waiting(tuple(needs), my_sites(sites, facts, actor, today))


def _rank(what: str) -> int:
    return FIRST.index(what) if what in FIRST else len(FIRST)
