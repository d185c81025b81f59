"""What every view of proposals shares: the blueprint, the version of the address, how a refusal is answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Blueprint, abort, url_for

from governance.db import db
from governance.domain.access import Permission
from governance.domain.proposal.facts import ProposalFacts
from governance.domain.words import VersionState
from governance.models import ProposalVersion, Site
from governance.queries.proposals import version_and_site
from governance.services.proposals.known import proposal_facts
from governance.services.refused import Refused
from governance.web.entry import actor, school, today
from governance.web.errors import DecidedMeanwhile, NotAllowed
from governance.web.frame import WAYS, Way

bp = Blueprint("proposals", __name__, url_prefix="/s/<school>/proposals")

WAYS.append(Way("Proposals", "proposals.mine", Permission.SEE_SITES))

#: Codes that say who may, not what is wrong.
WHO = frozenset({"not_yours_to_do"})


@dataclass(frozen=True, slots=True)
class AtHand:
    """The version of the address with its site, and what the rules judge it by."""

    version: ProposalVersion
    site: Site
    facts: ProposalFacts

    @property
    def is_mine_to_write(self) -> bool:
        """Whether the signed-in person can write in it now."""
        return self.version.state is VersionState.DRAFT and self.version.proposer_id == actor().person_id


def at_hand(version_id: int) -> AtHand:
    """Return the version of this school, or answer 404."""
    found = version_and_site(db.session, school().id, version_id)
    if found is None:
        abort(404)
    return AtHand(*found, proposal_facts(db.session, school(), today()))


@contextmanager
def answering_only_who() -> Iterator[None]:
    """Answer 403 where the person may not; let through what the view shows beside what was typed."""
    try:
        yield
    except Refused as refused:
        if WHO & set(refused.codes):
            raise NotAllowed(" ".join(refusal.sentence for refusal in refused.refusals)) from refused
        raise


@contextmanager
def answering_refusals(back: str | None = None) -> Iterator[None]:
    """Turn what a service refuses into a page that says so, where the view shows nothing better itself."""
    try:
        with answering_only_who():
            yield
    except Refused as refused:
        raise DecidedMeanwhile(" ".join(refusal.sentence for refusal in refused.refusals), back) from refused


def overview_address(version_id: int) -> str:
    """The address of a version's own page."""
    return url_for("proposals.overview", version_id=version_id)
