"""Lines about updates: one's own live sites on which something new was due and did not come (A.1.5, A.1.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from governance.domain.access import Actor
from governance.domain.freshness import Freshness, Standing
from governance.domain.words import SiteState
from governance.queries.needs.fact import Facts
from governance.queries.needs.need import Need
from governance.queries.needs.of_sites import runs
from governance.queries.needs.sites_in_view import SiteInView

StandingOf = Callable[[Sequence[int]], Mapping[int, Standing]]
"""Answers how these live sites stand today."""

WHAT = {Freshness.LATE: "update_late", Freshness.ASLEEP: "site_asleep"}


def needs_of_updates(
    sites: list[SiteInView], facts: Facts, actor: Actor, standing_of: StandingOf | None
) -> Iterator[Need]:
    """Yield what waits for ``actor`` on the sites that they propose, resource or run."""
    live = [site for site in sites if site.state is SiteState.LIVE and runs(site, facts, actor)]
    if not live or standing_of is None:
        return
    found = standing_of([site.site_id for site in live])
    for site in live:
        standing = found.get(site.site_id)
        what = WHAT.get(standing.state) if standing else None
        if standing is None or what is None:
            continue
        times = (
            "The last update that was due did" if standing.missed == 1 else f"{standing.missed} updates in a row did"
        )
        yield Need(what, site.name, site_id=site.site_id, key=times)
