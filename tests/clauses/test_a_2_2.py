"""A.2.2: the risks to children have an answer each, the four that the policy names among them, and the DSL signs."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.by_text import NAMED_RISKS
from governance.domain.clauses.finding import Standing
from governance.models import RiskSignature
from tests.clauses.scene import draft_of, submit, with_answers
from tests.clauses.standing import said, stands
from tests.domain.proposal.samples import blog
from tests.factories import start_writing
from tests.services.cast import live_site, make_cast
from tests.services.unchanged import refused


def test_the_four_named_risks_are_those_of_the_policy() -> None:
    assert NAMED_RISKS == ("oversharing", "false_friends", "grooming", "cyberbullying")


@pytest.mark.parametrize("left_out", ["oversharing", "false_friends", "grooming", "cyberbullying"])
def test_a_pupil_site_without_the_four_rows_is_refused(session: Session, left_out: str) -> None:
    cast = make_cast(session)
    risks = {key: row for key, row in blog()["risks"].items() if key != left_out}
    version = draft_of(session, cast, risks=risks)
    with refused(session, "risk_row_missing"):
        submit(session, cast, version)


def test_the_signature_is_under_the_risks_as_they_read(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    assert said(session, cast.school, "A.2.2") == ["All 8 risks have an answer, and the safeguarding lead signed them."]
    with_answers(session, site, under_age="Something else was thought of since.")
    assert said(session, cast.school, "A.2.2") == ["The safeguarding lead has not signed the risks as they read now."]
    assert stands(session, cast.school, "A.2.2") is Standing.NOT_KEPT


def test_without_any_signature_it_is_not_kept(session: Session) -> None:
    cast = make_cast(session)
    live_site(session, cast)
    start_writing(session)
    session.execute(sa.delete(RiskSignature))
    session.commit()
    assert stands(session, cast.school, "A.2.2") is Standing.NOT_KEPT
