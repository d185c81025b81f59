"""Lines about proposals: mine to finish or change, and what I have to record, sign or decide on others' (A.1 to A.3).

Nobody is asked to judge their own proposal, and what is asked for is what the lifecycle's conditions ask for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from governance.domain.access import Actor, acts_as_head, is_dsl, is_ict_lead, is_leadership
from governance.domain.proposal.answers import audience_digest, pupils_see_or_contribute, purpose_digest, risk_digest
from governance.domain.words import Approver, SiteState, VersionState
from governance.queries.needs.fact import Facts
from governance.queries.needs.need import Need
from governance.queries.needs.sites_in_view import SiteInView, VersionInView

DECLINED_FOR = dt.timedelta(days=28)
"""How long a declined proposal is shown to its proposer as something to look at."""

LEAVES_WITHIN = dt.timedelta(days=14)
"""How long before somebody's last day their open proposals are somebody else's concern."""


def needs_of_proposals(
    sites: list[SiteInView], facts: Facts, actor: Actor, today: dt.date, deciding: frozenset[Approver]
) -> Iterator[Need]:
    """Yield what waits for ``actor`` on each site's proposal."""
    for site in sites:
        version, last = site.open, site.last
        if version is not None:
            yield from _open(site, version, facts, actor, deciding)
            yield from _stranded(site, version, actor, today)
        elif last is not None and last.state is VersionState.DECLINED and last.proposer_id == actor.person_id:
            is_new = last.decided_at is not None and today - last.decided_at.date() <= DECLINED_FOR
            if site.state is SiteState.PROPOSED and is_new:
                yield _need("declined", site, last, since=last.decided_at)


def lacking(site: SiteInView, version: VersionInView, facts: Facts) -> tuple[str, ...]:
    """Return what has to be recorded before a yes: "discussion", "consultation", "signature"."""
    asked = [
        ("discussion", "discussed", audience_digest(version.answers)),
        ("consultation", "consulted", purpose_digest(version.answers)),
    ]
    if pupils_see_or_contribute(version.answers):
        asked.append(("signature", "signed", risk_digest(version.answers)))
    return tuple(
        name
        for name, what, digest in asked
        if not any(
            fact.key == digest and fact.person_id != version.proposer_id for fact in facts.of(what, site.site_id)
        )
    )


def _open(
    site: SiteInView, version: VersionInView, facts: Facts, actor: Actor, deciding: frozenset[Approver]
) -> Iterator[Need]:
    is_mine = version.proposer_id == actor.person_id
    if version.state is VersionState.SUBMITTED:
        if not is_mine:
            yield from _submitted(site, version, facts, actor, deciding)
    elif is_mine and version.state is VersionState.DRAFT:
        yield _need("finish_draft", site, version, since=version.started_at)
    elif is_mine:
        yield _need("change_returned", site, version, since=version.decided_at)


def _submitted(
    site: SiteInView, version: VersionInView, facts: Facts, actor: Actor, deciding: frozenset[Approver]
) -> Iterator[Need]:
    since = version.submitted_at
    missing = lacking(site, version, facts)
    yes = [fact for fact in facts.of("yes") if fact.version_id == version.version_id]
    outstanding = {approver.value for approver in deciding} - {fact.key for fact in yes}
    if outstanding and actor.person_id not in {fact.person_id for fact in yes}:
        yield _need("decide", site, version, since=since, lacking=missing)
    for name, what, is_theirs in (
        ("discussion", "record_discussion", is_leadership(actor)),
        ("consultation", "record_consultation", acts_as_head(actor)),
        ("signature", "sign_risks", is_dsl(actor)),
    ):
        if is_theirs and name in missing:
            yield _need(what, site, version, since=since)


def _stranded(site: SiteInView, version: VersionInView, actor: Actor, today: dt.date) -> Iterator[Need]:
    leaves = version.proposer_leaves
    if leaves is None or leaves > today + LEAVES_WITHIN or version.proposer_id == actor.person_id:
        return
    if is_ict_lead(actor) or acts_as_head(actor):
        yield _need("hand_over", site, version, due=leaves)


def _need(
    what: str,
    site: SiteInView,
    version: VersionInView,
    *,
    since: dt.datetime | None = None,
    due: dt.date | None = None,
    lacking: tuple[str, ...] = (),
) -> Need:
    return Need(
        what,
        site.name,
        version.proposer,
        since=since,
        due=due,
        site_id=site.site_id,
        version_id=version.version_id,
        lacking=lacking,
    )
