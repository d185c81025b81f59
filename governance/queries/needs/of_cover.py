"""Lines about cover: live sites with school days soon on which too few moderators are there (A.1.5, A.5.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from governance.domain.absences import Absence
from governance.domain.access import Actor, is_ict_lead
from governance.domain.calendar import day_in_words
from governance.domain.words import SiteState
from governance.queries.needs.fact import Facts
from governance.queries.needs.need import Need
from governance.queries.needs.of_sites import runs
from governance.queries.needs.sites_in_view import SiteInView

UncoveredOn = Callable[[Collection[int], Sequence[Absence]], Mapping[int, tuple[dt.date, ...]]]
"""Answers the uncovered school days of these sites with these absences, in order; who is covered may be left out."""

MOST_LINES = 3
"""Sites with a line each; more are gathered in one line that leads to the cover page."""


def needs_of_cover(
    sites: list[SiteInView], facts: Facts, actor: Actor, uncovered_on: UncoveredOn | None
) -> Iterator[Need]:
    """Yield what waits for ``actor``: their own sites, and every site for the ICT lead."""
    live = [site for site in sites if site.state is SiteState.LIVE and (is_ict_lead(actor) or runs(site, facts, actor))]
    if not live or uncovered_on is None:
        return
    away = [
        Absence(fact.person_id, fact.on, dt.date.fromisoformat(fact.key), bool(fact.subject_id), bool(fact.other_id))
        for fact in facts.of("away")
        if fact.person_id is not None and fact.on is not None and fact.key
    ]
    found = uncovered_on([site.site_id for site in live], away)
    bare = [(site, found[site.site_id]) for site in live if found.get(site.site_id)]
    if len(bare) > MOST_LINES:
        yield Need("uncovered", due=min(days[0] for _, days in bare), count=len(bare))
        return
    for site, days in bare:
        key = day_in_words(days[0])
        if len(days) > 1:
            key += f" and {len(days) - 1} more school day{'s' if len(days) > 2 else ''}"
        yield Need("uncovered", site.name, site_id=site.site_id, due=days[0], key=key)
