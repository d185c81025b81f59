"""A.2.5: the host's minimum age is kept, and what happens if younger children find the site is thought about."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from governance.domain.ages import AgeOutcome
from governance.domain.clauses.finding import Standing
from governance.domain.proposal.age_rules import age_check_of
from governance.domain.proposal.facts import ProposalFacts
from tests.clauses.scene import draft_of, submit, with_answers
from tests.clauses.standing import found_at, stands
from tests.domain.proposal.samples import TODAY, pupils_on_a_platform
from tests.services.cast import live_site, make_cast
from tests.services.unchanged import refused


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        pytest.param({"year_groups": ["y4"]}, AgeOutcome.BLOCK, id="Y7 and below on 13+ = block: Year 4"),
        pytest.param({"year_groups": ["y7"]}, AgeOutcome.BLOCK, id="Y7 and below on 13+ = block"),
        pytest.param({"year_groups": ["y8"]}, AgeOutcome.MIXED, id="Y8 = block unless each pupil’s age is confirmed"),
        pytest.param(
            {"year_groups": ["y8"], "youngest_confirmed": 13, "ages_confirmed_on": "2026-11-20"},
            AgeOutcome.PASS,
            id="Y8 with each pupil’s age confirmed",
        ),
        pytest.param({"year_groups": ["y9"]}, AgeOutcome.PASS, id="Y9 passes"),
    ],
)
def test_a_year_group_on_a_platform_for_13_and_over(changed: dict[str, Any], outcome: AgeOutcome) -> None:
    answers = pupils_on_a_platform(pupil_accounts="accounts", **changed)
    check = age_check_of(answers, ProposalFacts(TODAY))
    assert check is not None
    assert check.outcome is outcome


def test_the_written_consideration_is_asked_for(session: Session) -> None:
    cast = make_cast(session)
    version = draft_of(session, cast, under_age=None)
    with refused(session, "under_age_missing"):
        submit(session, cast, version)
    site = live_site(session, cast)
    assert stands(session, cast.school, "A.2.5", site.id) is Standing.KEPT
    with_answers(session, site, under_age=None)
    (finding,) = found_at(session, cast.school, "A.2.5")
    assert finding.standing is Standing.NOT_KEPT
    assert finding.said == "Nobody wrote what happens if younger children find it."
