"""Takes a site and its version in hand for one use case: locked, with the school's policy and day beside them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from governance.domain.policy import Policy
from governance.domain.situation import Situation
from governance.models import ProposalVersion, School, Site
from governance.services.actors import school_today
from governance.services.policy import policy_of
from governance.services.refused import NotHere
from governance.services.seen import locked
from governance.services.situations import situation_of, version_at_hand
from governance.services.transaction import Record
from governance.services.within import school_of


@dataclass(frozen=True, slots=True)
class AtHand:
    """A site, the version that is acted on, and what the school's policy and calendar day say."""

    record: Record
    school: School
    policy: Policy
    today: dt.date
    site: Site
    version: ProposalVersion | None

    @property
    def school_id(self) -> int:
        """The school of the site."""
        return self.school.id

    @property
    def link(self) -> str:
        """The path of the site's page."""
        return f"/s/{self.school.slug}/sites/{self.site.id}"

    def situation(self, **known: Any) -> Situation:
        """Return the situation for the actor of this use case; ``known`` is what situation_of takes by name."""
        record = self.record
        return situation_of(record.session, record.actor, self.today, self.policy, self.site, self.version, **known)


@dataclass(frozen=True, slots=True)
class VersionAtHand(AtHand):
    """The same where the act is on one version, which therefore is there."""

    version: ProposalVersion


def take_version(record: Record, version_id: int) -> VersionAtHand:
    """Return the version and its site, both locked; the site first, so that two use cases never wait in a ring."""
    school = school_of(record)
    found = record.session.get(ProposalVersion, version_id)
    if found is None or found.school_id != school.id:
        raise NotHere("ProposalVersion")
    site = locked(record.session, Site, school.id, found.site_id)
    version = locked(record.session, ProposalVersion, school.id, version_id)
    policy = policy_of(record.session, school.id)
    return VersionAtHand(record, school, policy, school_today(school, record.now), site, version)


def take_site(record: Record, site_id: int) -> AtHand:
    """Return the site, locked, with the version that actions on it are about."""
    school = school_of(record)
    site = locked(record.session, Site, school.id, site_id)
    version = version_at_hand(record.session, site)
    policy = policy_of(record.session, school.id)
    return AtHand(record, school, policy, school_today(school, record.now), site, version)
