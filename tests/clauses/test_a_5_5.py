"""A.5.5: on somebody else's host there is a plan for stepping in, before the site goes live and after."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.services.gate import checks_of
from tests.clauses.scene import with_answers
from tests.clauses.standing import found_at, stands
from tests.domain.proposal.samples import account
from tests.factories import TODAY
from tests.services.cast import live_site, make_cast, submitted_site

PLAN = {key: value for key, value in account().items() if key.startswith(("intervention", "report"))}


@pytest.mark.parametrize("part", ["report_links", "intervention_hours", "intervention_safeguarding"])
def test_a_third_party_site_without_a_plan_cannot_go_live(session: Session, part: str) -> None:
    cast = make_cast(session)
    plan = {**PLAN, "intervention_people": [cast.teacher.id], part: ""}
    site, version = submitted_site(session, cast, hosted_by="third_party", platform="facebook", **plan)
    site.current_version_id = version.id
    session.commit()
    checks = {check.key: check.holds for check in checks_of(session, cast.school, site, TODAY)}
    assert checks["intervention"] is False


def test_a_live_site_abroad_shows_its_plan(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    assert stands(session, cast.school, "A.5.5") is Standing.NOT_ASKED
    with_answers(session, site, hosted_by="third_party", platform="facebook")
    (finding,) = found_at(session, cast.school, "A.5.5")
    assert finding.standing is Standing.NOT_KEPT
    assert finding.said == "There is a plan to step in beside the host: the proposal has no complete plan."
