"""One official site from a teacher's empty form to closed, through every state, as different people."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.journeys import later_life, life
from tests.journeys.life import Life
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey

TOO_LITTLE = "Half an hour is not enough for the second moderator in the weeks when everybody writes."


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_site_lives_from_an_empty_form_to_its_end(stage: Stage, scripts: bool) -> None:
    stage.scripts = scripts
    site = Life(stage)
    life.teacher_signs_in(site)
    life.teacher_proposes(site)
    life.leadership_records_the_discussion(site)
    life.head_records_the_consultation(site)
    life.safeguarding_lead_signs_the_risks(site)
    life.head_returns_it(site, TOO_LITTLE)
    life.teacher_changes_it(site, TOO_LITTLE)
    life.head_approves(site, "An hour each is right, and the rest was good before.")
    life.head_decides_on_the_brand(site)
    life.second_teacher_accepts(site)

    stage.now = dt.datetime(2026, 11, 23, 8, 15, tzinfo=dt.UTC)
    later_life.ict_lead_launches(site)
    later_life.public_sees(site, "Official")
    stage.now += dt.timedelta(days=1)
    later_life.proposer_amends(site)
    life.head_approves(site, "A week earlier suits the end of term.")
    later_life.the_new_end_counts(site)
    later_life.safeguarding_lead_suspends(site)
    later_life.public_sees(site, "Paused")
    later_life.ict_lead_resumes(site)

    stage.now = dt.datetime(2027, 1, 15, 15, 30, tzinfo=dt.UTC)
    later_life.teacher_evaluates(site)
    later_life.owner_starts_closing(site)
    later_life.head_cancels_the_closing(site)
    later_life.owner_starts_closing(site)
    later_life.exit_steps_are_signed(site)
    later_life.ict_lead_closes(site)
    later_life.public_sees(site, "Closed")
    later_life.history_reads_as_sentences(site)
    later_life.teacher_reopens(site)
