"""8.1: the school may look at how its internet and email are used; whoever acknowledges the policy reads so."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.domain.words import Role
from tests.clauses.standing import found_at, stands
from tests.factories import make_person, make_school, sign_in
from tests.services.cast import make_cast
from tests.web.page_checks import CheckedClient


def test_the_acknowledgement_names_the_monitoring_clause(app: Flask, store: Session) -> None:
    cast = make_cast(store)
    newcomer = make_person(store, cast.school, Role.TEACHER, name="newcomer")
    app.test_client_class = CheckedClient
    page = sign_in(app.test_client(), store, newcomer).get("/s/oak/policy").get_data(as_text=True)
    assert "looks at how its internet and e-mail are used, at any time and without saying so beforehand" in page
    assert "Policy 8.1, 8.2 and A.1.1." in page


def test_it_is_advice_whose_evidence_is_who_acknowledged_it(session: Session) -> None:
    cast = make_cast(session)
    (finding,) = found_at(session, cast.school, "8.1")
    assert (finding.standing, finding.record) == (Standing.ADVICE_ONLY, RecordAt("acknowledged"))
    assert finding.said == (
        "Whoever acknowledges the policy reads that use is looked at without notice. "
        "6 of 7 people have acknowledged version 1 of the policy."
    )


def test_without_a_published_policy_there_is_no_such_evidence(session: Session) -> None:
    school = make_school(session)
    make_person(session, school, Role.HEAD)
    assert stands(session, school, "8.1") is Standing.NOT_KEPT
