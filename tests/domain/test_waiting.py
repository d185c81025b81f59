"""What a site waits for next, and on whom: every state, in the words of the page."""

from __future__ import annotations

from datetime import date

import pytest

from governance.domain.waiting import Progress, waits_for
from governance.domain.words import SiteState as Site
from governance.domain.words import VersionState as Version


@pytest.mark.parametrize(
    ("progress", "whom"),
    [
        pytest.param(Progress(Site.FOUND), "any member of staff", id="found: a proposal or an end"),
        pytest.param(Progress(Site.FOUND, Version.SUBMITTED), "the head", id="found and proposed: the decision"),
        pytest.param(
            Progress(Site.FOUND, Version.APPROVED, has_approved_version=True), "the ICT lead", id="found and approved"
        ),
        pytest.param(Progress(Site.PROPOSED, Version.DRAFT), "the proposer", id="a draft"),
        pytest.param(Progress(Site.PROPOSED, Version.SUBMITTED), "the head", id="submitted"),
        pytest.param(Progress(Site.PROPOSED, Version.RETURNED), "the proposer", id="returned"),
        pytest.param(Progress(Site.PROPOSED, Version.DECLINED), "the proposer", id="declined"),
        pytest.param(Progress(Site.APPROVED, Version.APPROVED), "the ICT lead", id="approved"),
        pytest.param(Progress(Site.LIVE, Version.APPROVED), None, id="live and well"),
        pytest.param(Progress(Site.LIVE, Version.SUBMITTED), "the head", id="live with a change to decide"),
        pytest.param(
            Progress(Site.LIVE, Version.SUBMITTED, amber_until=date(2026, 11, 27)),
            "those who run the site",
            id="amber comes before the change",
        ),
        pytest.param(Progress(Site.LIVE, Version.APPROVED, due_for_decision=True), "the head", id="at its planned end"),
        pytest.param(Progress(Site.SUSPENDED), "the head or the ICT lead", id="suspended"),
        pytest.param(Progress(Site.CLOSING, steps_unsigned=2), "those who run the site", id="steps to sign"),
        pytest.param(Progress(Site.CLOSING), "the ICT lead", id="every step signed"),
        pytest.param(Progress(Site.CLOSED), None, id="closed"),
    ],
)
def test_on_whom_a_site_waits(progress: Progress, whom: str | None) -> None:
    waiting = waits_for(progress)
    assert (waiting.whom if waiting else None) == whom


def test_the_date_and_the_number_are_said() -> None:
    amber = waits_for(Progress(Site.LIVE, amber_until=date(2026, 11, 27)))
    assert amber is not None
    assert amber.what == "What stopped holding has to be put right by Friday 27 November 2026"
    one = waits_for(Progress(Site.CLOSING, steps_unsigned=1))
    assert one is not None
    assert one.what == "1 exit step has to be signed"
