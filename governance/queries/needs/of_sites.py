"""Lines about sites: to launch, put right, decide on at their end, evaluate and close (A.1.5 to A.1.7, A.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from governance.domain.access import Actor, acts_as_head, is_ict_lead
from governance.domain.comments.commenting import is_theirs
from governance.domain.comments.words import Commenting
from governance.domain.proposal.answers import rows_of
from governance.domain.words import Duty, SiteState
from governance.queries.needs.fact import Facts
from governance.queries.needs.need import Need
from governance.queries.needs.sites_in_view import SiteInView

END_IN_SIGHT = dt.timedelta(days=30)
"""How long before its planned end a site has to be decided on."""


def needs_of_sites(sites: list[SiteInView], facts: Facts, actor: Actor, today: dt.date) -> Iterator[Need]:
    """Yield what waits for ``actor`` on each site."""
    found = [site for site in sites if site.state is SiteState.FOUND and site.open is None and site.running is None]
    if found and is_ict_lead(actor):
        first = min(found, key=lambda site: site.created_at)
        one = first.site_id if len(found) == 1 else None
        yield Need("adopt_or_close", first.name, since=first.created_at, site_id=one, count=len(found))
    yield from _commenting(facts, actor, today)
    for site in sites:
        if site.state is SiteState.LIVE:
            yield from _live(site, facts, actor, today)
        elif site.state is SiteState.CLOSING:
            yield from _closing(site, facts, actor)
        elif is_ict_lead(actor) and _may_launch(site):
            yield Need("launch", site.name, site_id=site.site_id, since=_approved_at(site))


def _commenting(facts: Facts, actor: Actor, today: dt.date) -> Iterator[Need]:
    for fact in facts.of("commenting"):
        duties = [duty for duty in facts.of("duty", fact.site_id) if duty.key == "approved"]
        administrators = {duty.person_id for duty in duties if duty.label == Duty.ADMINISTRATOR}
        if is_theirs(
            is_administrator=actor.person_id in administrators,
            is_ict_lead=is_ict_lead(actor),
            has_administrators=bool(administrators),
            is_late=fact.on is not None and fact.on < today,
        ):
            what = "close_commenting" if fact.key == Commenting.CLOSED else "open_commenting"
            yield Need(what, fact.label or "", site_id=fact.site_id, since=fact.at, due=fact.on)


def evaluation_due(site: SiteInView, facts: Facts, today: dt.date) -> dt.date | None:
    """Return the earliest review date that has come without an evaluation of its measure (A.1.7)."""
    version = site.running
    if version is None:
        return None
    done = {fact.subject_id for fact in facts.of("evaluated") if fact.version_id == version.version_id}
    days = [
        _day(measure.get("review_on"))
        for number, measure in enumerate(rows_of(version.answers, "measures"), start=1)
        if number not in done
    ]
    return min((day for day in days if day is not None and day <= today), default=None)


def runs(site: SiteInView, facts: Facts, actor: Actor) -> bool:
    """Return whether the actor proposes, resources or holds a duty on a site."""
    people = {site.owner_id, *(version.proposer_id for version in site.versions)}
    people |= {fact.person_id for fact in facts.of("duty", site.site_id)}
    return actor.person_id in people


def _live(site: SiteInView, facts: Facts, actor: Actor, today: dt.date) -> Iterator[Need]:
    is_responsible = runs(site, facts, actor)
    if site.amber_until is not None and (is_responsible or is_ict_lead(actor)):
        yield Need("amber", site.name, site_id=site.site_id, due=site.amber_until)
    ends = site.planned_end is not None and site.planned_end <= today + END_IN_SIGHT
    if ends and (acts_as_head(actor) or actor.person_id == site.owner_id):
        yield Need("planned_end", site.name, site_id=site.site_id, due=site.planned_end)
    review = evaluation_due(site, facts, today)
    if review is not None and _evaluates(site, actor):
        yield Need("evaluate", site.name, site_id=site.site_id, due=review)


def _evaluates(site: SiteInView, actor: Actor) -> bool:
    proposer = site.running.proposer_id if site.running else None
    return actor.person_id in (site.owner_id, proposer) or acts_as_head(actor)


def _closing(site: SiteInView, facts: Facts, actor: Actor) -> Iterator[Need]:
    unsigned = len(facts.of("unsigned_step", site.site_id))
    if unsigned and (is_ict_lead(actor) or runs(site, facts, actor)):
        yield Need("sign_exit", site.name, site_id=site.site_id, count=unsigned)
    elif not unsigned and is_ict_lead(actor):
        yield Need("close", site.name, site_id=site.site_id)


def _may_launch(site: SiteInView) -> bool:
    return site.state is SiteState.APPROVED or (site.state is SiteState.FOUND and site.running is not None)


def _approved_at(site: SiteInView) -> dt.datetime | None:
    return site.running.decided_at if site.running else None


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
