"""Lines about people: duties to accept and to approve, what lapses soon, who never signed in (A.3.1, A.5, 8.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from governance.domain.access import Actor, acts_as_head
from governance.domain.words import PersonKind
from governance.queries.needs.fact import Fact, Facts
from governance.queries.needs.need import Need
from governance.queries.needs.sites_in_view import SiteInView

FAR = dt.datetime.max.replace(tzinfo=dt.UTC)


def needs_of_people(sites: list[SiteInView], facts: Facts, actor: Actor) -> Iterator[Need]:
    """Yield what waits for ``actor`` about people."""
    # An outside authoriser has their own school's policy (2.1).
    for fact in facts.of("unread_policy") if actor.kind is not PersonKind.OUTSIDE else ():
        yield Need("acknowledge", fact.label or "", since=fact.at, subject_id=fact.subject_id)
    for site in sites:
        for fact in facts.of("duty", site.site_id):
            if fact.key == "to_confirm" and fact.person_id == actor.person_id:
                yield _duty("confirm_duty", site, fact)
            elif fact.key == "to_approve" and _is_mine_to_approve(site, fact, actor):
                yield _duty("approve_duty", site, fact)
    for what in ("training", "authorisation", "delegation"):
        for fact in facts.of(what):
            whose = f"my_{what}" if fact.person_id == actor.person_id else what
            yield Need(whose, person=fact.person or "", due=fact.on, subject_id=fact.subject_id, key=fact.key or "")
    for fact in facts.of("vetting"):
        yield Need("vetting", fact.label or "", fact.person or "", due=fact.on, subject_id=fact.subject_id)
    invited = facts.of("never_signed_in")
    if invited:
        first = min(invited, key=lambda fact: fact.at or FAR)
        one = first.subject_id if len(invited) == 1 else None
        yield Need("never_signed_in", person=first.person or "", since=first.at, subject_id=one, count=len(invited))


def _is_mine_to_approve(site: SiteInView, fact: Fact, actor: Actor) -> bool:
    """Who is named in an open proposal is approved with it; nobody approves themselves or whom they named."""
    if not acts_as_head(actor) or actor.person_id in (fact.person_id, fact.other_id):
        return False
    return site.open is None or fact.version_id != site.open.version_id


def _duty(what: str, site: SiteInView, fact: Fact) -> Need:
    duty = fact.label or ""
    return Need(
        what, site.name, fact.person or "", since=fact.at, site_id=site.site_id, subject_id=fact.subject_id, key=duty
    )
