"""8.2: nobody runs a site who has not acknowledged the current policy, and that nothing on its systems is private."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.models import Acknowledgement, Appointment, PolicyText
from governance.services.gate import checks_of
from governance.services.policy_texts import acknowledge_policy
from tests.clauses.standing import found_at, stands
from tests.factories import NOW, TODAY, start_writing
from tests.services.cast import live_site, make_cast


def test_a_user_without_a_current_acknowledgement_does_not_count_as_administrator_or_moderator(
    session: Session,
) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    start_writing(session)
    session.execute(sa.delete(Acknowledgement).where(Acknowledgement.person_id == cast.second.id))
    session.commit()
    checks = {check.key: check for check in checks_of(session, cast.school, site, TODAY)}
    assert checks["people"].holds is False
    assert "second teacher: This person has not acknowledged the current policy." in checks["people"].found
    assert session.scalar(sa.select(sa.func.count(Appointment.id))) == 3
    (finding,) = found_at(session, cast.school, "A.5.4")
    assert finding.standing is Standing.NOT_KEPT
    assert "second teacher" not in finding.said
    assert "second teacher" in finding.named


def test_a_new_version_makes_everybody_s_word_due_again_until_each_has_given_it(session: Session) -> None:
    cast = make_cast(session)
    acknowledge_policy(
        session,
        cast.actor(session, cast.chair),
        NOW,
        number=1,
        name="Chair",
        job_title="Chair of governors",
        signature="Chair",
    )
    assert stands(session, cast.school, "8.2") is Standing.KEPT
    start_writing(session)
    session.add(
        PolicyText(
            school_id=cast.school.id, number=2, title="Policy", text="New.", published_at=NOW, published_by=cast.head.id
        )
    )
    session.commit()
    (finding,) = found_at(session, cast.school, "8.2")
    assert (finding.standing, finding.record) == (Standing.DUE, RecordAt("acknowledged"))
    assert finding.said == "0 of 7 people have acknowledged version 2 of the policy."
