"""A.3.2: the head approves the creation of a site, and what is changed afterwards needs another yes."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.domain.words import SiteState, VersionState
from governance.services.decisions import approve_version
from governance.services.proposals.starting import amend_site
from tests.clauses.standing import found_at
from tests.factories import NOW, make_site
from tests.services.cast import REASON, approve, live_site, make_cast, ready_to_decide, submitted_site
from tests.services.unchanged import refused


@pytest.mark.parametrize("who", ["second", "assistant", "ict", "dsl", "chair"])
def test_other_roles_cannot(session: Session, who: str) -> None:
    cast = make_cast(session)
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    session.refresh(version)
    version_id, seen = version.id, version.revision
    other = cast.actor(session, getattr(cast, who))
    with refused(session, "not_yours_to_do"):
        approve_version(session, other, NOW, version_id=version_id, seen=seen, reason=REASON)


def test_changing_an_approved_proposal_before_launch_voids_it(session: Session) -> None:
    cast = make_cast(session)
    site, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    approve(session, cast, version)
    session.refresh(site)
    assert site.state is SiteState.APPROVED
    site_id, seen = site.id, site.revision
    session.rollback()
    amend_site(session, cast.actor(session, cast.teacher), NOW, site_id=site_id, seen=seen)
    session.refresh(site)
    assert site.state is SiteState.PROPOSED


def test_the_head_s_yes_shows_and_a_found_account_waits_for_it(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    account = make_site(session, cast.school, cast.teacher, state=SiteState.FOUND, version=None, name="Old page")
    approved, found = found_at(session, cast.school, "A.3.2")
    assert (approved.standing, approved.said) == (
        Standing.KEPT,
        "The head approved version 1 on Wednesday 18 November 2026.",
    )
    assert approved.record == RecordAt("version", site.current_version_id or 0, site.id)
    assert (found.standing, found.site_id) == (Standing.DUE, account.id)


def test_a_site_that_runs_without_a_recorded_yes_does_not_keep_it(session: Session) -> None:
    cast = make_cast(session)
    make_site(session, cast.school, cast.teacher, state=SiteState.LIVE, version=VersionState.APPROVED)
    (finding,) = found_at(session, cast.school, "A.3.2")
    assert finding.standing is Standing.NOT_KEPT
