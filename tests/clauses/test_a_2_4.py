"""A.2.4: the good-practice guidance is a checklist, and what was ticked is recorded with its version."""

from __future__ import annotations

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.models import ProposalVersion
from tests.clauses.scene import draft_of, submit, with_answers
from tests.clauses.standing import found_at, said, stands
from tests.domain.proposal.samples import blog
from tests.services.cast import live_site, make_cast
from tests.services.unchanged import refused


def test_it_is_recorded_with_its_version(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    version = session.get_one(ProposalVersion, site.current_version_id)
    assert version.answers["guidance"]["version"] == "2026-09"
    assert said(session, cast.school, "A.2.4") == ["Version 2026-09 of the checklist was gone through, all 10 points."]


def test_a_version_that_was_replaced_has_to_be_gone_through_again(session: Session) -> None:
    cast = make_cast(session)
    old = {**blog()["guidance"], "version": "2024-01"}
    version = draft_of(session, cast, guidance=old)
    with refused(session, "guidance_out_of_date"):
        submit(session, cast, version)
    with_answers(session, live_site(session, cast), guidance=old)
    (finding,) = found_at(session, cast.school, "A.2.4")
    assert finding.standing is Standing.DUE
    assert finding.said == "Version 2024-01 of the checklist was gone through; version 2026-09 stands now."


def test_a_checklist_that_nobody_went_through_is_not_kept(session: Session) -> None:
    cast = make_cast(session)
    with_answers(session, live_site(session, cast), guidance=None)
    assert stands(session, cast.school, "A.2.4") is Standing.NOT_KEPT
