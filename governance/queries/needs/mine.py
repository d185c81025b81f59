"""The sites that are somebody's: they propose, resource or run them; with what each waits for and on whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from governance.domain.access import Actor
from governance.domain.waiting import Progress, Waiting, waits_for
from governance.domain.words import SiteState, VersionState
from governance.queries.needs.fact import Facts
from governance.queries.needs.of_sites import evaluation_due, runs
from governance.queries.needs.sites_in_view import SiteInView


@dataclass(frozen=True, slots=True)
class MySite:
    """One site with its state and what comes next; ``waiting`` is None where it waits for nothing."""

    site_id: int
    name: str
    state: SiteState
    amber_until: dt.date | None
    waiting: Waiting | None


def my_sites(sites: list[SiteInView], facts: Facts, actor: Actor, today: dt.date) -> tuple[MySite, ...]:
    """Return the actor's sites that are not closed, by name."""
    return tuple(
        MySite(site.site_id, site.name, site.state, site.amber_until, waits_for(_progress(site, facts, today)))
        for site in sites
        if runs(site, facts, actor)
    )


def _progress(site: SiteInView, facts: Facts, today: dt.date) -> Progress:
    version = site.open or site.last
    ended = site.planned_end is not None and site.planned_end <= today
    return Progress(
        site=site.state,
        version=version.state if version else None,
        has_approved_version=site.running is not None and site.running.state is VersionState.APPROVED,
        amber_until=site.amber_until,
        due_for_decision=ended or evaluation_due(site, facts, today) is not None,
        steps_unsigned=len(facts.of("unsigned_step", site.site_id)),
    )
