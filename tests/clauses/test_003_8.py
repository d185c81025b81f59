"""003-8: training is on a register, and a site that is gone is found in the policy's text."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.domain.policy_text import FIRST_TEXT, FIRST_TITLE
from governance.domain.records.retired_sites import retired_links
from governance.domain.words import Role
from governance.models import Training
from governance.queries.records.training import trainings
from governance.services.policy_texts import publish_policy_text
from tests.clauses.standing import said, stands
from tests.factories import NOW, TODAY, actor_of, make_person, make_school, start_writing


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("See https://www.thinkuknow.co.uk/teachers.", ["www.thinkuknow.co.uk/teachers"], id="an address"),
        pytest.param("Watch the Thinkuknow films.", ["Thinkuknow"], id="its name"),
        pytest.param("Report to ceop.police.uk.", [], id="a site that is there"),
        pytest.param("Report to www.ceop.gov.uk today", ["www.ceop.gov.uk"], id="an old address"),
        pytest.param("mythinkuknow.co.uk.example", [], id="another host that holds the name"),
    ],
)
def test_a_site_that_is_gone_is_found_in_the_text(text: str, found: list[str]) -> None:
    assert [link.written for link in retired_links(text)] == found


def test_the_register_of_training_and_the_policy_s_links_show(session: Session) -> None:
    school = make_school(session)
    person = make_person(session, school, Role.HEAD, name="A. Head")
    head = actor_of(session, school, person)
    publish_policy_text(session, head, NOW, title=FIRST_TITLE, text=FIRST_TEXT, seen=0)
    assert stands(session, school, "003-8") is Standing.DUE
    start_writing(session)
    session.add(
        Training(
            school_id=school.id, person_id=person.id, topic="safeguarding_online", given_by="The local board",
            trained_on=dt.date(2026, 9, 1), expires_on=dt.date(2026, 11, 17), recorded_by=person.id, recorded_at=NOW,
        )
    )  # fmt: skip
    session.commit()
    assert stands(session, school, "003-8") is Standing.KEPT
    (row,) = trainings(session, school.id, TODAY)
    assert (row.name, row.topic, row.given_by, row.has_run_out(TODAY)) == (
        "A. Head",
        "safeguarding_online",
        "The local board",
        True,
    )
    session.rollback()
    publish_policy_text(session, head, NOW, title=FIRST_TITLE, text=f"{FIRST_TEXT}\nSee thinkuknow.co.uk.", seen=1)
    assert said(session, school, "003-8")[0] == "The policy names one site that closed."
    assert stands(session, school, "003-8") is Standing.NOT_KEPT
