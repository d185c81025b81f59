"""003-9: nothing can enforce open and fair contact; the signatures under the policy are its evidence."""

from __future__ import annotations

from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.domain.policy_text import FIRST_TEXT, FIRST_TITLE
from governance.domain.words import Role
from governance.services.policy_texts import publish_policy_text
from tests.clauses.standing import found_at
from tests.factories import NOW, actor_of, make_person, make_school


def test_the_acknowledgement_is_the_evidence(session: Session) -> None:
    school = make_school(session)
    head = actor_of(session, school, make_person(session, school, Role.HEAD))
    publish_policy_text(session, head, NOW, title=FIRST_TITLE, text=FIRST_TEXT, seen=0)
    (finding,) = found_at(session, school, "003-9")
    assert finding.standing is Standing.ADVICE_ONLY
    assert finding.record == RecordAt("acknowledged")
    assert finding.said == (
        "1 person still to sign version 1 of the policy; the time is not over. "
        "It says how staff work with young people."
    )
